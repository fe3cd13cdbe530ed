// The one script of every page. No page holds inline script: the content security policy forbids it.
import "@tabler/core/dist/js/tabler.esm.js";
import htmx from "htmx.org";
import "./imports.js";
import "./frame.js";
import "./menu.js";

// The policy allows neither eval nor style elements made by a script; indicators are styled in app.css.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
window.htmx = htmx;

// Django's token goes with every request that htmx sends; the page carries it on <body data-csrf="…">.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
});

// <select data-submit> and <input data-submit> send their form when changed.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-submit]")) event.target.form?.requestSubmit();
});

// <form data-once>: a second press of the button does not send the form again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button[type=submit]")) button.classList.add("disabled");
});
// A page that comes back from the browser's cache may send again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button.disabled")) button.classList.remove("disabled");
  }
});

import "./records.js";
import "./lists.js";
import "./charts.js";
import "./screen.js";
