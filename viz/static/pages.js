// Names suggested under a field while a person types (ARIA 1.2 combobox with a list), texts copied with
// one press, tables sorted by a column. Everything works without it; texts are only ever set as text.
"use strict";

const SHORTEST = 2;
const MOST = 8;
const PAUSE = 150;
// What this script says, in the language of the page.
const words = document.body.dataset;

function describe(organisation) {
  const projects = `${words.projects}: ${organisation.projects}`;
  return [organisation.kind, organisation.town, organisation.country, projects].filter(Boolean).join(" · ");
}

function option(organisation, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.append(organisation.name);
  const meta = document.createElement("span");
  meta.className = "meta";
  meta.textContent = describe(organisation);
  item.append(meta);
  return item;
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.found = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.suggestions);
    this.status = document.createElement("span");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(name, value);
    }
    input.after(this.list, this.status);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) this.choose([...this.list.children].indexOf(item));
    });
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(text) {
    this.request = new AbortController();
    const query = new URLSearchParams({ q: text, limit: MOST });
    try {
      const answer = await fetch(`/api/v1/organisations?${query}`, { signal: this.request.signal });
      if (answer.ok) this.show((await answer.json()).organisations.filter((one) => one.name));
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(organisations) {
    this.found = organisations;
    this.list.replaceChildren(...organisations.map((one, i) => option(one, `${this.list.id}-${i}`)));
    this.mark(-1);
    const open = organisations.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.status.textContent = open ? `${words.suggestions}: ${organisations.length}. ${words.choosing}` : words.nothing;
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  mark(position) {
    this.active = position;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === position)));
    const item = this.list.children[position];
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (this.list.hidden) return;
    const count = this.found.length;
    if (event.key === "ArrowDown") this.mark((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.active - 1 + count) % count);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else return;
    event.preventDefault();
  }

  choose(position) {
    const { uid, name } = this.found[position];
    this.close();
    if (this.input.dataset.suggest === "open") {
      window.location.assign(`/organisations/${encodeURIComponent(uid)}`);
      return;
    }
    this.input.value = name;
    this.input.dataset.uid = uid;
    this.input.dataset.name = name;
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) {
  if (input.dataset.uid) input.dataset.name = input.value;
  new Suggestions(input);
}

// A chosen body is asked for by its id, which is never the name of two; empty fields make no address longer.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const input of form.querySelectorAll("input[data-uid]")) {
      if (input.value === input.dataset.name) formData.set(input.name, input.dataset.uid);
    }
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}

// A text to take along is copied with one press; where the browser keeps its clipboard shut, it is selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = button.dataset.done;
    } catch {
      text.focus();
    }
  });
}

// Tables that may be sorted: a heading becomes a button; unknown values stay last whichever way.
function cellValue(row, column) {
  const cell = row.cells[column];
  if (cell.classList.contains("figure")) return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  return cell.textContent.trim();
}

function compared(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang);
  return down ? -order : order;
}

function sortBy(table, heading) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const column = heading.cellIndex;
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => compared(cellValue(a, column), cellValue(b, column), down));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(table, heading));
    heading.append(button);
  }
}
