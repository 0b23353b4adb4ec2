// Draws messages: of the customer's chat, of their colleague's, and of the staff group.

import { act, animate, clockOf, element, icon } from "./tools.js";

const MEDIA = { sticker: "Sticker", photo: "Photo", voice: "Voice message", contact: "Contact", document: "File" };
const MARKS = { sticker: "sticker", photo: "photo", contact: "call", document: "document" };
const SHARING = "https://t.me/share/"; // What would open the app's list of chats: here there is one colleague in it.
const TO_THE_BOT = /^https:\/\/t\.me\/\w+\?start=/; // Nobody has that bot in their app: it is opened here.
const LEAST_SEEN = 32; // Pixels: a smaller picture is a stand-in for one, and a mark says more than it.

// `place` is where the messages are: what is done there goes with `place.values(message)`, and `place.opens()` are those
// who can open a link to the bot. `place.answer`, if there is one, is for answering a message; `place.turnTo` shows a topic.
export function drawMessage(place) {
  return (node, message, before) => {
    const mine = message.from === "person" && !place.isGroup;
    node.className = `message ${mine ? "mine" : "theirs"}${before ? "" : " new"}`;
    if (message.deleted) {
      node.replaceChildren(element("p", "gone", message.deleted === "bot" ? "Deleted by the bot" : "Deleted"));
      if (before) animate(node, "fading");
      return;
    }
    const bubble = element("div", "bubble");
    if (place.isGroup) bubble.append(drawSender(place, message));
    if (message.kind !== "text") bubble.append(drawMedia(message));
    bubble.append(drawBody(place, node, message), drawFoot(place, message));
    node.replaceChildren(bubble, ...message.buttons.map((row) => drawRow(place, message, row)));
    if (before && before.html !== message.html) animate(bubble, "flash");
  };
}

function drawSender(place, message) {
  const sender = element("p", "sender", message.sender);
  if (message.topic) {
    const topic = element("button", "topic", `${message.topic.icon} ${message.topic.name}`.trim());
    topic.type = "button";
    topic.addEventListener("click", () => place.turnTo(message.topic.id));
    sender.append(" ", topic);
  }
  if (message.pinned) sender.append(" ", element("span", "pinned", "Pinned"));
  return sender;
}

function drawMedia(message) {
  const media = element("div", `media ${message.kind}`);
  if (message.kind === "photo" && message.size[0] > LEAST_SEEN) {
    const link = element("a");
    const picture = element("img");
    picture.src = message.file;
    [picture.width, picture.height] = message.size;
    picture.alt = "Picture";
    link.append(picture);
    media.append(opening(link, message.file));
    return media;
  }
  if (MARKS[message.kind]) media.append(icon(MARKS[message.kind]));
  const about = message.about ?? MEDIA[message.kind] ?? message.kind;
  media.append(message.file ? opening(element("a", "", about), message.file) : element("span", "", about));
  return media;
}

function opening(anchor, address) {
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noreferrer noopener";
  return anchor;
}

function drawBody(place, node, message) {
  const body = element("div", "body");
  body.innerHTML = message.html; // Escaped by the demo, which makes it from text and entities.
  for (const anchor of body.querySelectorAll("a")) {
    opening(anchor, anchor.href);
    if (!TO_THE_BOT.test(anchor.href)) continue;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      offer(place, node, anchor.href);
    });
  }
  for (const command of body.querySelectorAll(".command")) {
    command.addEventListener("click", () => act("say", { ...place.values(message), text: command.textContent }));
  }
  return body;
}

function offer(place, node, link) {
  node.querySelector(".offer")?.remove();
  const line = element("div", "buttons offer");
  for (const one of place.opens()) {
    const button = element("button", "", `Open as ${one.name.split(" ", 1)[0]}`);
    button.type = "button";
    button.addEventListener("click", () => {
      line.remove();
      act("follow", { link, ...one.values });
    });
    line.append(button);
  }
  node.append(line);
  line.firstElementChild.focus();
}

function drawFoot(place, message) {
  const foot = element("p", "foot");
  if (place.answer && message.kind !== "service") {
    const answer = element("button", "answer", "Reply");
    answer.type = "button";
    answer.addEventListener("click", () => place.answer(message));
    foot.append(answer, " ");
  }
  if (message.edited) foot.append(element("span", "", "edited"), " ");
  foot.append(element("time", "", clockOf(message.at)));
  return foot;
}

function drawRow(place, message, row) {
  const line = element("div", "buttons");
  for (const one of row) {
    const button = element("button", one.style, one.text);
    button.type = "button";
    button.addEventListener("click", () => tapped(place, message, one));
    line.append(button);
  }
  return line;
}

function tapped(place, message, button) {
  if (button.value.startsWith(SHARING)) {
    place.handOn(button.value);
    return;
  }
  if (button.action === "url") window.open(button.value, "_blank", "noreferrer");
  if (button.action === "copy") navigator.clipboard?.writeText(button.value);
  act("tap", { ...place.values(message), message: message.id, value: button.value });
}
