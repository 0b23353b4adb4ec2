// What the bot offers after a slash: a list that opens above the box in which people write.

import { element } from "./tools.js";

// Makes `menu`, a <details> with a list in it, work; `choose` is told the name of a command. Answers what shows commands.
export function makeMenu(menu, choose) {
  const list = menu.querySelector("ul");
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  };
  const draw = (command) => {
    const line = element("li");
    const button = element("button");
    button.type = "button";
    button.append(element("b", "", `/${command.name}`), " ", element("span", "", command.does));
    button.addEventListener("click", () => {
      close();
      choose(command.name);
    });
    line.append(button);
    return line;
  };
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  return (commands) => {
    const state = JSON.stringify(commands);
    if (list.shown === state) return;
    list.shown = state;
    menu.hidden = commands.length === 0;
    list.replaceChildren(...commands.map(draw));
  };
}
