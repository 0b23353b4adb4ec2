// The staff group: its topics, what is pinned in them, and who of the group writes where.

import { $, act, animate, element, reconcile } from "./tools.js";
import { makeMenu } from "./menu.js";
import { drawMessage } from "./messages.js";

let latest = null; // The newest picture.
let shown = 0; // The topic that is shown; 0: all there is.
let answered = null; // The message that is being answered.

const GROUP = {
  isGroup: true,
  values: (message) => ({ chat: "staff", as: Number($("writer").value), topic: message.topic?.id ?? null }),
  opens: () => [
    { name: latest.customer.name, values: {} },
    ...latest.staff.writers.map((one) => ({ name: one.name, values: { as: one.id } })),
  ],
  turnTo,
  answer,
};

export function showStaff(picture) {
  latest = picture;
  const { writers, topics, messages } = picture.staff;
  if (!$("writer").options.length) {
    $("writer").replaceChildren(...writers.map((one) => new Option(one.name, one.id)));
  }
  if (!topics.some((topic) => topic.id === shown)) shown = 0;
  reconcile($("staff"), messages, (message) => message.id, drawMessage(GROUP));
  for (const node of $("staff").children) node.hidden = shown !== 0 && node.item.topic?.id !== shown;
  showTopics(topics);
  showPins(messages);
  showCommands(picture.staff.commands);
}

// Most commands want something behind them: a case, a space.
const showCommands = makeMenu($("staff-menu"), (name) => {
  $("staff-text").value = `/${name} `;
  $("staff-text").focus();
});

// What goes with something that is written in the group: by whom, where, and in answer to what.
export function written() {
  const values = { chat: "staff", as: Number($("writer").value), topic: Number($("topic").value) || null };
  if (answered) values.reply_to = answered.id;
  answer(null);
  return values;
}

export function startOver() {
  shown = 0;
  answer(null);
}

function turnTo(topic) {
  shown = topic;
  $("topic").value = topic || "";
  $("topics").shown = "";
  showStaff(latest);
}

function answer(message) {
  answered = message;
  $("answering").hidden = !message;
  if (!message) return;
  $("answering-whom").textContent = `In reply to ${message.sender}`;
  if (message.topic) $("topic").value = message.topic.id;
  $("staff-text").focus();
}

$("attach").addEventListener("click", () => $("attached").click());
$("attached").addEventListener("change", async () => {
  const [file] = $("attached").files;
  if (file) await act("attach", { ...written(), name: file.name, content: await file.text() });
  $("attached").value = ""; // The same file can be chosen again.
});

$("answer-nobody").addEventListener("click", () => answer(null));

const called = (topic) => `${topic.icon} ${topic.name}${topic.closed ? " (closed)" : ""}`.trim();

// Somebody may be choosing: both lists are made anew when a topic changes, and a new one is then what is written in.
function showTopics(topics) {
  const state = JSON.stringify([topics, shown]);
  if ($("topics").shown === state) return;
  $("topics").shown = state;
  $("topics").hidden = topics.length === 0;
  $("topic-choice").hidden = topics.length === 0;
  $("topics").replaceChildren(drawTopic(0, "All"), ...topics.toReversed().map((topic) => drawTopic(topic.id, called(topic))));
  const select = $("topic");
  const chosen = topics.length >= select.options.length ? String(topics.at(-1)?.id ?? "") : select.value;
  select.replaceChildren(new Option("all", ""), ...topics.map((topic) => new Option(called(topic), topic.id)));
  select.value = chosen;
}

function drawTopic(id, name) {
  const button = element("button", "", name);
  button.type = "button";
  button.setAttribute("aria-pressed", String(shown === id));
  button.addEventListener("click", () => turnTo(id));
  return button;
}

function showPins(messages) {
  const pinned = shown ? messages.filter((one) => one.pinned && !one.deleted && one.topic?.id === shown) : [];
  reconcile($("pins"), pinned, (message) => message.id, (node, message) => {
    const button = element("button");
    const words = element("span");
    words.innerHTML = message.html; // Escaped by the demo: its first line is shown, without what can be pressed.
    button.type = "button";
    button.append(element("b", "", "Pinned "), words.textContent.split("\n", 1)[0]);
    button.addEventListener("click", () => {
      const card = [...$("staff").children].find((one) => one.dataset.key === String(message.id));
      card?.scrollIntoView({ block: "nearest" });
      animate(card?.querySelector(".bubble") ?? node, "flash");
    });
    node.replaceChildren(button);
  });
  $("pins").hidden = pinned.length === 0;
}
