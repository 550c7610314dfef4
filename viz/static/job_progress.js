// How far a job is, as the server tells it. Without this the page is right whenever it is loaded anew.
"use strict";

const told = document.querySelector("[data-events]");

function show(job) {
  for (const place of told.querySelectorAll("[data-count]")) place.textContent = job[place.dataset.count];
  const bar = told.querySelector("progress");
  if (bar && job.total) {
    bar.max = job.total;
    bar.value = job.read;
  }
  const phase = told.querySelector("[data-phase]");
  if (phase && phase.textContent !== (job.phase ?? "")) phase.textContent = job.phase ?? "";
}

if (told) {
  const events = new EventSource(told.dataset.events);
  events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  events.addEventListener("end", () => {
    events.close();
    window.location.reload();
  });
  window.addEventListener("pagehide", () => events.close());
}
