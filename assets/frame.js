// The frame: remembered menu groups, panels that close, keys, and the bar of a page on its way.
const typing = (element) => element?.matches?.("input, textarea, select, [contenteditable]");
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } },
};

// <details data-remember="menu.data">: what a person closed or opened stays so in this browser. Only their own press
// counts: the group of the present page is open without having been asked for.
for (const group of document.querySelectorAll("details[data-remember]")) {
  const key = `jiedui.${group.dataset.remember}`;
  const kept = store.get(key);
  if (kept === "open") group.open = true;
  if (kept === "closed" && !group.querySelector("[aria-current=page]")) group.open = false;
  group.querySelector("summary").addEventListener("click", () => store.set(key, group.open ? "closed" : "open"));
}

const panels = () => document.querySelectorAll("details.pop[open], details.menu-switch[open]");
// One panel at a time; a press elsewhere closes it.
document.addEventListener("click", (event) => {
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const panel of panels()) {
      const inside = panel.contains(document.activeElement) || panel.matches(".menu-switch");
      panel.open = false;
      if (inside) panel.querySelector("summary").focus();
    }
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.querySelector("#global-search");
    const link = document.querySelector(".search-link");
    if (box?.offsetParent) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (link?.offsetParent) link.focus();
  }
  if (event.key === "?") {
    const help = document.querySelector("#help");
    if (!help) return;
    event.preventDefault();
    help.open = !help.open;
    help.querySelector("summary").focus();
  }
});
// Whoever tabs out of a panel has done with it.
document.addEventListener("focusin", (event) => {
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (!panel.contains(event.target)) panel.open = false;
  }
});

// A slow page says at once that it is on its way. A download never leaves: the bar goes by itself.
let waiting;
window.addEventListener("beforeunload", () => {
  waiting = setTimeout(() => document.body.classList.add("leaving"), 150);
  setTimeout(() => document.body.classList.remove("leaving"), 9000);
});
window.addEventListener("pageshow", () => {
  clearTimeout(waiting);
  document.body.classList.remove("leaving");
});

// A page that is left takes its requests with it: that a check of a form was broken off by saving it is no fault to report.
const flying = new Set();
document.addEventListener("htmx:beforeSend", (event) => flying.add(event.detail.xhr));
document.addEventListener("htmx:afterRequest", (event) => flying.delete(event.detail.xhr));
window.addEventListener("beforeunload", () => {
  for (const request of flying) request.onabort = request.onerror = null;
});
