// Forms of records: checks while one types, a calendar beside dates, and a word before what was typed is lost.
const FORM = "form[data-guard]";
const WAIT = 400;
let timer;
let leaving = false;

const fieldOf = (target) => target.closest?.("[data-field]")?.dataset.field;

function touch(form, name) {
  form.dataset.dirty = "1";
  const touched = form.elements.touched;
  if (!touched || !name) return;
  const names = new Set(touched.value.split(",").filter(Boolean));
  touched.value = [...names.add(name)].join(",");
}

function check(form, wait = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(() => window.htmx.trigger(form, "check"), wait);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.(FORM);
  if (!form || !event.target.name) return;
  touch(form, fieldOf(event.target));
  if (event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea")) check(form, 900);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest?.(FORM);
  if (!form || !event.target.name) return;
  touch(form, fieldOf(event.target));
  check(form, 50);
});
document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.(FORM);
  if (!form || !event.target.name || !form.dataset.dirty) return;
  const known = form.elements.touched ? form.elements.touched.value : "";
  if (form.elements.touched) touch(form, fieldOf(event.target));
  if (!form.elements.touched || form.elements.touched.value !== known) check(form);
});

// What came back: mark the boxes, say how many are left.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.closest?.(FORM) ?? document.querySelector(FORM);
  if (form && event.detail.requestConfig?.triggeringEvent?.type === "check") mark(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches?.(FORM)) mark(event.target);
});

function mark(form) {
  let wrong = 0;
  for (const notes of form.querySelectorAll(".notes")) {
    const stops = ["error", "question"].includes(notes.dataset.level);
    const field = notes.closest("[data-field]");
    wrong += stops ? 1 : 0;
    for (const box of field?.querySelectorAll(".form-control, .form-select") ?? []) {
      box.classList.toggle("is-invalid", stops);
      if (stops) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
  }
  const state = form.querySelector("#form-state");
  if (state && form.dataset.dirty) {
    state.textContent = wrong ? state.dataset.errors.replace("%s", wrong) : state.dataset.good;
    state.classList.toggle("wrong", wrong > 0);
  }
}

// Unsaved changes.
document.addEventListener("submit", (event) => {
  if (event.target.matches?.(FORM)) leaving = true;
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
window.addEventListener("beforeunload", (event) => {
  const form = document.querySelector(FORM);
  if (form?.dataset.dirty && !leaving) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const form = document.querySelector(FORM);
  if (form && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit();
  }
});

// A calendar beside a date: it fills in the whole day; year or month alone are still typed.
for (const button of document.querySelectorAll(`${FORM} button.picker`)) {
  const input = button.parentElement.querySelector("input");
  const calendar = document.createElement("input");
  calendar.type = input.dataset.kind;
  if (calendar.type !== input.dataset.kind || !calendar.showPicker) continue;
  calendar.className = "calendar";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  button.parentElement.append(calendar);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (/^\d{4}-\d{2}(-\d{2})?$/.test(input.value)) calendar.value = input.value;
    calendar.showPicker();
  });
  calendar.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!calendar.value) return;
    input.value = calendar.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// A file is sent as soon as it is chosen; without the script there is a button.
for (const box of document.querySelectorAll("form[data-send-files]")) {
  box.classList.add("scripted");
  box.querySelector("input[type=file]")?.addEventListener("change", () => box.requestSubmit());
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
