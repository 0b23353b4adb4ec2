// Shows the pictures of the world that the demo sends, and sends back what is clicked and typed.
// Every picture is whole: after a lost connection the next one puts everything right.

import { $, act, animate, clockOf, element, follow, icon, notice, reconcile } from "./tools.js";
import { makeMenu } from "./menu.js";
import { drawMessage } from "./messages.js";
import { showStaff, startOver, written } from "./staff.js";

const ACTIONS = {
  QueryChatappBindWaba: "asked for the account",
  CreateChatappMigrationInitiate: "started the move",
  GetMigrationVerifyCode: "had a code sent",
  ChatappMigrationRegister: "ordered the move",
  GetPhoneNumberVerificationStatus: "asked for the status",
  QueryChatappPhoneNumbers: "asked for the numbers",
  ChatappMigrationVerified: "handed the code in",
};
const SEND_IT = "Now press Enter to send it.";

let who = "chat"; // Whose Telegram is shown: the customer's, or their colleague's.
let latest = null; // The newest picture.
let customer = 0; // Whose chat is shown; another one means that everything begins anew.
let seenNotice = -1;

// --- The customer's chat, and their colleague's

const CHAT = {
  isGroup: false,
  values: () => ({ chat: who }),
  opens: () => [{ name: latest.customer.name, values: {} }],
  handOn: (link) => act("hand-on", { link }).then((done) => { if (done) look("colleague"); }),
};

function drawKeyboard(keyboard) {
  const place = $("keyboard");
  const state = JSON.stringify(keyboard);
  if (place.shown === state) return;
  place.shown = state;
  place.hidden = keyboard === null;
  place.replaceChildren();
  for (const row of keyboard?.rows ?? []) {
    const line = element("div", "buttons");
    for (const one of row) {
      const button = element("button", "", one.text);
      button.type = "button";
      if (one.action === "contact") button.prepend(icon("call"));
      button.addEventListener("click", () => act("press", { label: one.text }));
      line.append(button);
    }
    place.append(line);
  }
  $("text").placeholder = keyboard?.placeholder || "Message";
}

function showNotices(notices) {
  const newest = notices.at(-1);
  if (newest && newest.number > seenNotice) {
    if (seenNotice >= 0 || notices.length === 1) notice(newest.text);
    seenNotice = newest.number;
  }
}

// --- Phone

function drawReceived(node, message, before) {
  node.className = `arrival ${message.kind}${before ? "" : " new"}`;
  const button = element("button");
  button.type = "button";
  const head = element("p", "head");
  head.append(icon(message.kind), element("b", "", message.kind === "sms" ? "WhatsApp" : "Call from WhatsApp"),
    element("time", "", clockOf(message.at)));
  if (latest.customer.numbers.length > 1) head.append(element("span", "to", `to ${message.to}`));
  button.append(head, element("p", "words", message.text),
    element("p", "do", message.kind === "sms" ? "Tap to paste into the chat" : "Tap to type the code you hear"));
  button.addEventListener("click", () => paste(message.paste));
  node.replaceChildren(button);
}

function paste(text) {
  const box = $("text");
  box.value = text;
  grow(box);
  box.focus();
  box.setSelectionRange(text.length, text.length);
  $("composer").scrollIntoView({ block: "nearest" });
  animate($("composer"), "filled");
}

// --- What CAMS saw

function drawBooked(node, entry) {
  const accepted = entry.answer === "OK";
  node.className = accepted && entry.answered ? "accepted" : "refused";
  const line = element("p");
  line.append(element("time", "", clockOf(entry.at, true)), " ", element("span", "what", ACTIONS[entry.action] ?? entry.action));
  line.title = entry.action;
  const facts = element("p", "facts");
  facts.append(element("code", "", entry.answer));
  if (!entry.answered) facts.append(element("span", "", "answer lost"));
  if (!entry.executed) facts.append(element("span", "", "not carried out"));
  node.replaceChildren(line, facts);
}

// --- Switches

let chosenTab = 0;

function drawSwitches(groups) {
  const state = JSON.stringify(groups.map((group) => group.switches.map((one) => one.name)));
  if ($("switches").shown !== state) {
    $("switches").shown = state;
    $("tabs").replaceChildren(...groups.map(drawTab));
    $("switches").replaceChildren(...groups.map(drawGroup));
    choose(0);
  }
  for (const one of groups.flatMap((group) => group.switches)) {
    $("switches").querySelector(`[data-switch="${one.name}"]`).setAttribute("aria-checked", String(one.on));
  }
  groups.forEach((group, index) => {
    const on = group.switches.filter((one) => one.on).length;
    $("tabs").children[index].lastElementChild.textContent = on ? `${on} on` : "";
  });
}

function drawTab(group, index) {
  const tab = element("button", "tab");
  tab.type = "button";
  tab.id = `tab-${index}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `switches-${index}`);
  tab.append(element("span", "", group.group), " ", element("span", "count"));
  tab.addEventListener("click", () => choose(index));
  tab.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -index, End: -1 - index };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const count = $("tabs").children.length;
    choose((index + steps[event.key] + count) % count);
    $("tabs").children[chosenTab].focus();
  });
  return tab;
}

function choose(index) {
  chosenTab = index;
  [...$("tabs").children].forEach((tab, at) => {
    tab.setAttribute("aria-selected", String(at === index));
    tab.tabIndex = at === index ? 0 : -1;
    $(`switches-${at}`).hidden = at !== index;
  });
}

function drawGroup(group, index) {
  const box = element("div", "group");
  box.id = `switches-${index}`;
  box.setAttribute("role", "tabpanel");
  box.setAttribute("aria-labelledby", `tab-${index}`);
  for (const one of group.switches) {
    const button = element("button", "switch");
    button.type = "button";
    button.dataset.switch = one.name;
    button.setAttribute("role", "switch");
    const parts = /^(.*?)(?: \(([^)]*)\))?$/.exec(one.label);
    button.append(element("span", "knob"), element("span", "label", parts[1]));
    if (parts[2]) button.append(" ", element("code", "", parts[2]));
    button.addEventListener("click", () => {
      act("switch", { name: one.name, on: button.getAttribute("aria-checked") !== "true" });
    });
    box.append(button);
  }
  return box;
}

// --- The whole picture

function show(picture) {
  const { customer: person } = picture;
  if (customer !== person.id) {
    customer = person.id;
    seenNotice = -1;
    who = "chat";
    for (const id of ["chat", "received"]) $(id).replaceChildren();
    for (const id of ["text", "staff-text"]) $(id).value = "";
    grow($("text"));
    startOver();
  }
  showTexts(picture);
  showChoice($("language"), person.languages, person.language);
  showChoice($("steps"), picture.steps.all, picture.steps.given);
  showBot(picture.bot);
  latest = picture;
  showPeople(picture);
  showStaff(picture);
  reconcile($("received"), picture.phone.map((one, index) => ({ ...one, index })), (one) => one.index, drawReceived);
  reconcile($("books"), picture.books, (entry) => entry.number, drawBooked);
  drawKeyboard(person.keyboard);
  drawSwitches(picture.switches);
  showNotices(person.notices);
  hint = picture.hint;
  point();
}

function showPeople({ customer: person, colleague }) {
  const shown = who === "colleague" && colleague ? colleague.messages : person.messages;
  reconcile($("chat"), shown, (message) => message.id, drawMessage(CHAT));
  $("people").hidden = !colleague;
  const names = { chat: person.name, colleague: colleague ? `${colleague.name}, a colleague` : "A colleague" };
  for (const button of $("people").children) {
    button.textContent = names[button.dataset.who];
    button.setAttribute("aria-pressed", String(button.dataset.who === who));
  }
  $("composer").dataset.chat = who;
}

function look(at) {
  who = at;
  if (latest) show(latest);
}

function showTexts({ time, customer: person, phone, staff, books, steps }) {
  $("clock").textContent = clockOf(time);
  $("chat-title").textContent = `${person.name}’s Telegram`;
  $("chat-about").textContent = person.business;
  $("phone-title").textContent = `${person.name}’s phone`;
  $("phone-about").textContent = person.numbers.join("\n");
  $("one-more").hidden = !person.started;
  $("block-bot").hidden = !person.started || person.blocks;
  $("staff-title").textContent = staff.title;
  $("staff-about").textContent = `${staff.members} people and the bot`;
  document.querySelector(".chat .face").textContent = person.name[0];
  document.querySelector(".phone .face").textContent = person.name[0];
  document.querySelector(".staff .face").textContent = staff.title[0];
  $("console").hidden = !steps.code_by_staff;
  $("invitation").hidden = person.started;
  $("open-again").hidden = !person.started;
  $("nothing-received").hidden = phone.length > 0;
  $("nothing-booked").hidden = books.length > 0;
  $("nothing-told").hidden = staff.messages.length > 0;
}

function showChoice(select, all, chosen) {
  if (!select.options.length) {
    for (const [value, label] of Object.entries(all)) select.add(new Option(label, value));
  }
  if (select.shown !== chosen) {
    select.shown = chosen; // Not on every picture: somebody may be choosing.
    select.value = chosen;
  }
}

const showCommands = makeMenu($("menu"), (name) => act("say", { chat: who, text: `/${name}` }));

function showBot(bot) {
  $("bot-name").textContent = bot.name;
  $("bot-about").textContent = bot.about;
  showCommands(bot.commands);
}

let hint = { text: "", points_at: "", done: false };

function point() {
  const written = hint.points_at === "phone" && $("text").value !== "";
  const text = written ? SEND_IT : hint.text;
  $("hint").classList.toggle("done", hint.done);
  if ($("hint-text").textContent !== text) $("hint-text").textContent = text;
  for (const node of document.querySelectorAll(".next")) node.classList.remove("next");
  const nodes = {
    chat: () => [...document.querySelectorAll("#chat .message")].filter((one) => one.querySelector(".buttons")).at(-1),
    phone: () => $("received").lastElementChild,
    staff: () => $("staff").lastElementChild,
    keyboard: () => $("keyboard").querySelector(".buttons"),
    send: () => $("send-text"),
  };
  const place = written ? "send" : hint.points_at;
  const node = nodes[place]?.() ?? document.querySelector(`[data-place="${place}"]`);
  node?.classList.add("next");
}

// --- What people do

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
  point();
}

function send(form) {
  const box = form.querySelector("textarea");
  const text = box.value;
  if (!text.trim()) return;
  box.value = "";
  grow(box);
  act("say", { ...(form.dataset.chat === "staff" ? written() : { chat: form.dataset.chat }), text });
}

for (const form of document.querySelectorAll(".composer")) {
  const box = form.querySelector("textarea");
  form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
  box.addEventListener("input", () => grow(box));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send(form);
    }
  });
}
for (const list of ["chat", "staff", "received"]) follow($(list).closest(".scroll"), $(list));
follow($("books"), $("books"));
for (const id of ["open-link", "open-again"]) $(id).addEventListener("click", () => act("open-link"));
$("open-other").addEventListener("click", () => act("open-link", { without_number: true }));
$("block-bot").addEventListener("click", () => act("block"));
$("one-more").addEventListener("click", () => act("one-more"));
$("start-over").addEventListener("click", () => act("start-over"));
$("language").addEventListener("change", () => act("speak", { language: $("language").value }));
for (const button of $("people").children) button.addEventListener("click", () => look(button.dataset.who));
$("steps").addEventListener("change", () => act("give", { steps: $("steps").value }));
for (const button of document.querySelectorAll("[data-send]")) {
  button.addEventListener("click", () => act("send", { kind: button.dataset.send }));
}
for (const button of document.querySelectorAll("[data-method]")) {
  button.addEventListener("click", () => act("send-code", { method: button.dataset.method }));
}
for (const button of document.querySelectorAll("[data-skip]")) {
  button.addEventListener("click", () => act("skip", { seconds: Number(button.dataset.skip) }));
}

// --- The stream of pictures

let ahead = 0; // Seconds that the world's clock is ahead of this machine's.

function connect() {
  const world = new EventSource("/world");
  world.addEventListener("message", (event) => {
    const picture = JSON.parse(event.data);
    ahead = picture.time - Date.now() / 1000;
    $("lost").hidden = true;
    show(picture);
  });
  world.addEventListener("error", () => {
    $("lost").hidden = false;
    // The browser tries again by itself, unless the answer was no.
    if (world.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  });
}

connect();
setInterval(() => { if (customer) $("clock").textContent = clockOf(Date.now() / 1000 + ahead); }, 1000);
