// What every part of the page uses: asking the demo to do something, making and keeping nodes.

export const $ = (id) => document.getElementById(id);

const ENOUGH = 60; // Pixels from the end at which somebody still counts as reading along.

export async function act(name, values = {}) {
  let answer;
  try {
    answer = await fetch(`/acts/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(values),
    });
  } catch {
    return false; // The stream has noticed as well, and says so.
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ error: "That did not work." }));
    notice(problem.error);
  }
  return answer.ok;
}

export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function clockOf(at, seconds = false) {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Date(at * 1000).toLocaleTimeString([], seconds ? { ...parts, second: "2-digit" } : parts);
}

// Brings a list into line with `items`: nodes stay where they are, so that focus and animations do.
export function reconcile(list, items, keyOf, refresh) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  for (const item of items) {
    const key = String(keyOf(item));
    const state = JSON.stringify(item);
    let node = known.get(key);
    known.delete(key);
    if (!node) {
      node = element("li");
      node.dataset.key = key;
      list.append(node);
    }
    if (node.shown !== state) {
      refresh(node, item, node.item);
      node.shown = state;
      node.item = item;
    }
  }
  for (const node of known.values()) node.remove();
}

// Stays at the end of a list as it grows, unless somebody has scrolled back to read.
export function follow(scroller, list) {
  let follows = true;
  const toEnd = () => { if (follows) scroller.scrollTop = scroller.scrollHeight; };
  const resized = new ResizeObserver(toEnd);
  resized.observe(scroller);
  resized.observe(list);
  new MutationObserver(toEnd).observe(list, { childList: true, subtree: true });
  scroller.addEventListener("scroll", () => {
    follows = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < ENOUGH;
  });
}

// Starts an animation again, even one that is still running.
export function animate(node, className) {
  node.classList.remove(className);
  void node.offsetWidth;
  node.classList.add(className);
}

export function notice(text) {
  const place = $("notice");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(place.timer);
  place.timer = setTimeout(() => { place.hidden = true; }, 4000);
}
