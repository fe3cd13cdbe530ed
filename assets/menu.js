// The box above the ledgers: it narrows the menu while one types; up and down go through what is left, Enter opens the
// first. Without this script Enter asks the directory of ledgers.
const form = document.querySelector("form[data-menu-find]");
const group = form?.closest("details");

function narrow(text) {
  const words = text.trim().toLowerCase();
  let found = 0;
  group.classList.toggle("narrowed", Boolean(words));
  for (const part of group.querySelectorAll(".menu-part")) {
    const named = part.querySelector("summary .nav-link-title").textContent.toLowerCase().includes(words);
    let inside = 0;
    for (const line of part.querySelectorAll("li")) {
      line.hidden = Boolean(words) && !named && !line.textContent.toLowerCase().includes(words);
      if (!line.hidden) inside += 1;
    }
    part.parentElement.hidden = inside === 0;
    found += inside;
    // What was open comes back when the box is emptied.
    part.dataset.was ??= part.open ? "open" : "";
    part.open = words ? inside > 0 : part.dataset.was === "open";
    if (!words) delete part.dataset.was;
  }
  const told = form.querySelector(".menu-none");
  told.textContent = words && !found ? told.dataset.none : "";
}

const hits = () => [...group.querySelectorAll(".menu-part[open] a")].filter((link) => link.offsetParent);

if (form) {
  const box = form.querySelector("input");
  const go = (by) => {
    const places = [box, ...hits()];
    const at = places.indexOf(document.activeElement) + by;
    places[Math.min(Math.max(at, 0), places.length - 1)].focus();
  };
  box.addEventListener("input", () => narrow(box.value));
  form.addEventListener("submit", (event) => {
    const first = box.value.trim() && hits()[0];
    if (!first) return;
    event.preventDefault();
    first.click();
  });
  group.addEventListener("keydown", (event) => {
    if (!group.classList.contains("narrowed") && event.target !== box) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && box.value) {
      event.preventDefault();
      event.stopPropagation();
      box.value = "";
      narrow("");
      box.focus();
    }
  });
  window.addEventListener("pageshow", () => narrow(box.value));
}

// A long menu shows where one is.
const here = document.querySelector("#menu [aria-current=page]");
const aside = here?.closest("aside");
if (aside && here.offsetParent && aside.scrollHeight > aside.clientHeight) {
  const [line, frame] = [here.getBoundingClientRect(), aside.getBoundingClientRect()];
  if (line.bottom > frame.bottom - 40) aside.scrollTop += line.top - frame.top - frame.height / 2;
}
