// What a mark of a chart says ([data-tip]) appears beside the pointer or the focus; a county's arc is raised with it.
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true"); // screen readers have the label of the link and the table

function show(mark, x, y) {
  if (!tip.isConnected) document.body.append(tip);
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - width - 4))}px`;
  tip.style.top = `${y + 18 + height > innerHeight ? y - height - 10 : y + 18}px`;
}

function raise(mark) {
  for (const path of document.querySelectorAll(".map-arcs path.on")) path.classList.remove("on");
  const county = mark?.dataset.county;
  if (county) {
    for (const path of document.querySelectorAll(`.map-arcs path[data-county="${CSS.escape(county)}"]`)) path.classList.add("on");
  }
}

function hide() {
  tip.hidden = true;
  raise(null);
}

document.addEventListener("pointermove", (event) => {
  const mark = event.target.closest?.("[data-tip]");
  if (!mark) return tip.hidden || hide();
  show(mark, event.clientX, event.clientY);
  raise(mark);
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.("[data-tip]");
  if (!mark || !mark.matches(":focus-visible")) return;
  const box = mark.getBoundingClientRect();
  show(mark, box.left + box.width / 2, box.top + box.height / 2);
  raise(mark);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("scroll", () => tip.hidden || hide(), { passive: true });
