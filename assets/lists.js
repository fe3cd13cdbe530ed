// The list of a ledger. Everything here works without it too: this only makes it handier.

// A form sends no empty fields, so that the address says only what is asked for.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-tidy]")) return;
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[data-tidy] :disabled")) field.disabled = false;
});

// One box of values is open at a time; Escape and a press elsewhere close it.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".pick") || !event.target.open) return;
  for (const other of document.querySelectorAll(".pick[open]")) if (other !== event.target) other.open = false;
  const find = event.target.querySelector("[data-pick-find]");
  if (find) find.hidden = false;
}, true);
document.addEventListener("click", (event) => {
  for (const pick of document.querySelectorAll(".pick[open]")) if (!pick.contains(event.target)) pick.open = false;
});
document.addEventListener("keydown", (event) => {
  const pick = event.key === "Escape" && event.target.closest?.(".pick[open]");
  if (!pick) return;
  pick.open = false;
  pick.querySelector("summary").focus();
});
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-pick-find]")) return;
  const text = event.target.value.trim();
  for (const label of event.target.closest(".pick").querySelectorAll(".form-check")) {
    label.hidden = Boolean(text) && !label.textContent.includes(text);
  }
});

// Ticks: how many are chosen, and the whole page at once.
function count(form) {
  const boxes = [...form.querySelectorAll("input[name=ids]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const said = form.querySelector(".chosen-count");
  if (said) said.textContent = chosen ? said.dataset.some.replace("{n}", chosen) : said.dataset.none;
  const all = form.querySelector("[data-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const button = form.querySelector("button[name=chosen]");
  if (button) button.disabled = !chosen;
}
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-choosing]");
  if (!form) return;
  if (event.target.matches("[data-all]")) {
    for (const box of form.querySelectorAll("input[name=ids]")) box.checked = event.target.checked;
  }
  count(form);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-choosing]")) {
    for (const all of form.querySelectorAll("[data-all]")) all.hidden = false;
    count(form);
  }
});

// The width of a column: dragged at its right edge, or with the arrow keys while the edge has the focus.
const NARROWEST = 60;
const WIDEST = 640;
function set(head, width) {
  const kept = Math.min(Math.max(Math.round(width), NARROWEST), WIDEST);
  head.style.width = head.style.minWidth = head.style.maxWidth = `${kept}px`;
  head.querySelector(".widen").setAttribute("aria-valuenow", kept);
  return kept;
}
function keep(head) {
  const table = head.closest("table");
  const body = new URLSearchParams({ name: head.dataset.name, width: Math.round(head.offsetWidth) });
  fetch(table.dataset.widths, { method: "POST", body, headers: { "X-CSRFToken": document.body.dataset.csrf } });
}
for (const head of document.querySelectorAll("table[data-widths] th[data-name]")) {
  const edge = document.createElement("span");
  edge.className = "widen";
  edge.tabIndex = 0;
  edge.setAttribute("role", "separator");
  edge.setAttribute("aria-orientation", "vertical");
  edge.setAttribute("aria-label", `${head.closest("table").dataset.edge} ${head.textContent.trim()}`);
  edge.setAttribute("aria-valuemin", NARROWEST);
  edge.setAttribute("aria-valuemax", WIDEST);
  edge.setAttribute("aria-valuenow", Math.round(head.offsetWidth));
  head.append(edge);
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    const from = event.clientX - head.offsetWidth;
    const move = (to) => set(head, to.clientX - from);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", () => { edge.removeEventListener("pointermove", move); keep(head); }, { once: true });
  });
  let timer = 0;
  edge.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(head, head.offsetWidth + step);
    clearTimeout(timer);
    timer = setTimeout(() => keep(head), 500);
  });
}

// A table with room for all its columns scrolls with the page, so that its head can stay below the top bar.
function room() {
  for (const box of document.querySelectorAll(".ledger-list .table-scroll")) {
    box.classList.remove("roomy");
    box.classList.toggle("roomy", box.scrollWidth <= box.clientWidth);
  }
}
window.addEventListener("resize", room);
window.addEventListener("pageshow", room);

// Column settings: rows move with the arrows, their numbers follow.
for (const button of document.querySelectorAll("#columns-form [data-move]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = button.closest("tr");
    const other = button.dataset.move === "1" ? row.nextElementSibling : row.previousElementSibling;
    if (!other?.matches("[data-column]")) return;
    if (button.dataset.move === "1") other.after(row);
    else other.before(row);
    row.parentElement.querySelectorAll("[data-column]").forEach((one, at) => {
      one.querySelector(".order-cell input").value = at + 1;
    });
    button.focus();
  });
}
