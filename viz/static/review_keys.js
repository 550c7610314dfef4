// One key for each decision. Everything works without it, and a switch on the page turns it off.
"use strict";

const keysWork = document.querySelector("[data-keys-switch]");

function typing(target) {
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

// On a page of many facts a key means the one that has the focus, else the first.
function among(target) {
  const facts = [...document.querySelectorAll("fieldset.fact")];
  return target.closest("fieldset.fact") ?? facts[0] ?? document;
}

function goOn(fact) {
  const facts = [...document.querySelectorAll("fieldset.fact")];
  const next = facts[facts.indexOf(fact) + 1]?.querySelector("input:checked, input");
  (next ?? document.querySelector("form button[type=submit]"))?.focus();
}

document.addEventListener("keydown", (event) => {
  if (!keysWork?.checked || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const place = among(event.target);
  const meant = [...place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase());
  if (!meant) return;
  event.preventDefault();
  meant.click();
  if (place !== document) goOn(place);
});
