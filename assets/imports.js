// The import wizard: files dropped, each uploaded with its own bar; questions one at a time; tabs of the preview.
import htmx from "htmx.org";

// Pages of a preview hold names: the browser keeps no copy of them for its way back, the server is asked again.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

const make = (name, className, text = "") => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};

const size = (bytes) =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

// One file: a line with its name, a bar, and what became of it.
function send(form, file, list) {
  const line = make("li");
  const told = make("span", "under", size(file.size));
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  line.append(make("span", "upload-name", file.name), bar, told);
  list.append(line);
  const fail = (text) => {
    told.className = "failed";
    told.textContent = text;
    bar.value = 0;
  };
  if (file.size > Number(form.dataset.largest)) {
    fail(form.dataset.tooLarge);
    return Promise.resolve(null);
  }
  const body = new FormData(form);
  body.delete("file");
  body.append("file", file, file.name);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = (100 * event.loaded) / event.total;
      told.textContent = event.loaded < event.total ? `${size(event.loaded)} / ${size(event.total)}` : form.dataset.checking;
    });
    request.addEventListener("error", () => { fail(form.dataset.failed); done(null); });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a page of ours that is no answer: signed out, 500 */ }
      if (!answer.address) {
        fail(answer.refusal || form.dataset.failed);
        done(null);
        return;
      }
      bar.value = 100;
      const link = make("a", "", form.dataset.look);
      link.href = answer.address;
      link.setAttribute("aria-label", `${form.dataset.look} ${file.name}`);
      if (answer.refused) {
        told.className = "failed";
        told.replaceChildren(`${answer.refused} `, link);
      } else told.replaceChildren(`${form.dataset.taken} · ${answer.title} · `, link);
      done(answer);
    });
    request.send(body);
  });
}

async function upload(form, files) {
  const list = form.querySelector("#uploads");
  const buttons = form.querySelectorAll("button[type=submit]");
  list.hidden = false;
  list.replaceChildren();
  for (const button of buttons) button.classList.add("disabled");
  const answers = [];
  for (const file of files) answers.push(await send(form, file, list));
  for (const button of buttons) button.classList.remove("disabled");
  delete form.dataset.sent;
  const taken = answers.filter(Boolean);
  if (answers.length === 1 && taken.length === 1) location.assign(taken[0].address);
  else if (taken.length && !document.querySelector("#waiting-imports")) {
    if (taken.length === answers.length) location.assign(taken[0].list);
  } else document.body.dispatchEvent(new CustomEvent("uploaded"));
  if (taken.length) form.querySelector("input[type=file]").value = "";
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-upload]")) return;
  const files = [...form.querySelector("input[type=file]").files];
  if (!files.length) return;
  event.preventDefault();
  upload(form, files);
});

// Files dropped go the same way as files chosen.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const over = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", on);
  };
  zone.addEventListener("dragenter", over(true));
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) upload(zone.closest("form"), files);
  });
}

// Questions one at a time: keys 1, 2, 3 choose, arrows turn, the last one brings the button into reach.
function oneByOne(form) {
  const asked = [...form.querySelectorAll("fieldset.question")];
  if (asked.length < 2) return;
  form.classList.add("one-by-one");
  const words = form.dataset;
  const head = make("div", "asked-at");
  const count = make("strong");
  const bar = document.createElement("progress");
  bar.max = asked.length;
  bar.setAttribute("aria-label", words.left.replace("{left}", ""));
  const left = make("span", "under");
  left.setAttribute("role", "status");
  head.append(count, bar, left, make("span", "under d-none d-lg-inline", words.keys));
  const back = make("button", "btn", words.back);
  const next = make("button", "btn", words.next);
  back.type = next.type = "button";
  form.querySelector(".card-body").prepend(head);
  form.querySelector(".card-footer").append(back, next);
  for (const one of asked) {
    one.querySelectorAll(".choices .form-check").forEach((label, at) => label.append(make("kbd", "", String(at + 1))));
  }
  const done = (one) =>
    one.querySelector("input:checked") || one.querySelector(".typed input")?.value ||
    one.closest(".question-kind").querySelector(".for-all select")?.value;
  let at = 0;
  const show = (number, focus = true) => {
    at = Math.min(Math.max(number, 0), asked.length - 1);
    asked.forEach((one, place) => { one.hidden = place !== at; });
    for (const kind of form.querySelectorAll(".question-kind")) kind.hidden = !kind.contains(asked[at]);
    tell();
    if (focus) (asked[at].querySelector("input:checked") || asked[at].querySelector("input")).focus();
  };
  const tell = () => {
    const open = asked.filter((one) => !done(one)).length;
    count.textContent = words.progress.replace("{at}", at + 1).replace("{total}", asked.length);
    bar.value = asked.length - open;
    left.textContent = words.left.replace("{left}", open);
    back.disabled = at === 0;
    next.disabled = at === asked.length - 1;
  };
  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  form.addEventListener("change", (event) => {
    tell();
    if (event.target.matches(".for-all select") && event.target.value) {
      const other = asked.findIndex((one) => !done(one));
      if (other >= 0) show(other, false);
    }
  });
  // A press on a choice goes on; the arrow keys of a radio group only choose.
  let pressed = 0;
  form.addEventListener("pointerup", (event) => {
    if (event.target.closest(".choices")) pressed = Date.now();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches(".choices input[type=radio]") && Date.now() - pressed < 500 && at < asked.length - 1) show(at + 1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = form.contains(event.target) || event.target === document.body;
    if (!inside || event.target.matches("select, input:not([type=radio])")) return;
    const choices = asked[at].querySelectorAll(".choices input[type=radio]");
    if (/^[1-9]$/.test(event.key) && choices[event.key - 1]) {
      choices[event.key - 1].checked = true;
      event.preventDefault();
      tell();
      if (at < asked.length - 1) show(at + 1);
      else form.querySelector("button[type=submit]").focus();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      show(at + (event.key === "ArrowRight" ? 1 : -1));
    }
  });
  show(0, false);
}
for (const form of document.querySelectorAll("form[data-one-by-one]")) oneByOne(form);

// #raw and #mapped in an address open what they name.
const open = (id) => {
  const named = id && document.getElementById(id);
  if (named && named.matches("details")) named.open = true;
};
open(decodeURIComponent(location.hash.slice(1)));
document.addEventListener("click", (event) => open(event.target.closest?.("a[href^='#']")?.hash.slice(1)));
