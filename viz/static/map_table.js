/* The table twin: the same organisations and ties as rows that can be sorted, for those who read rather than look. */
((app) => {
  "use strict";

  const { element } = app;
  const collator = new Intl.Collator(app.language, { numeric: true, sensitivity: "base" });
  const ROWS = 1000;

  /** Unknown values stand last whichever way a column is sorted. */
  function compared(a, b, turn) {
    if (a === null || b === null) return (a === null) - (b === null);
    return turn * (typeof a === "number" ? a - b : collator.compare(a, b));
  }

  function table({ caption, columns, rows, first }) {
    const body = element("tbody");
    const more = element("button", { type: "button", class: "plain", onclick: () => fill(Infinity) });
    let order = { column: first, turn: -1 };

    const heads = columns.map((column, place) => {
      const button = element("button", { type: "button", onclick: () => sortBy(place) }, column.name);
      return element("th", { scope: "col", class: column.number ? "number" : null }, button);
    });

    function sortBy(place) {
      const turn = order.column === place ? -order.turn : columns[place].number ? -1 : 1;
      order = { column: place, turn };
      fill();
    }

    /** A browser that has to lay out a hundred thousand rows at once hangs: those are shown on demand. */
    function fill(most = ROWS) {
      const { value } = columns[order.column];
      rows.sort((a, b) => compared(value(a), value(b), order.turn) || a - b);
      more.hidden = rows.length <= most;
      more.textContent = app.say("show all rows", { shown: most, all: rows.length });
      body.replaceChildren(...rows.slice(0, most).map((row) => element("tr", {}, ...columns.map((column) => cell(column, row)))));
      heads.forEach((head, place) => {
        head.setAttribute("aria-sort", place !== order.column ? "none" : order.turn > 0 ? "ascending" : "descending");
      });
    }

    fill();
    return element("div", {}, element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body), more);
  }

  function cell(column, row) {
    const value = column.value(row);
    if (column.open) {
      const button = element("button", { type: "button", class: "link", dir: "auto", onclick: () => column.open(row) }, column.text?.(row) ?? value);
      return element(column.head ? "th" : "td", { scope: column.head ? "row" : null }, button);
    }
    if (value === null) return element("td", { class: "unstated" }, app.say("not stated"));
    return element("td", { class: column.number ? "number" : null, dir: column.number ? null : "auto" }, column.number ? app.number(value) : value);
  }

  const named = (id) => (app.isNamed(id) ? app.nameOf(id) : null);

  app.organisationTable = (ids, open) =>
    table({
      caption: app.say("organisations heading"),
      rows: [...ids],
      first: 4,
      columns: [
        { name: app.say("organisation"), value: named, text: app.nameOf, open, head: true },
        { name: app.say("kind"), value: (id) => app.kindOf(id) },
        { name: app.say("country"), value: (id) => app.countryOf(id) },
        { name: app.say("cluster"), value: (id) => (app.clusterOf(id) === null ? null : app.clusterName(app.clusterOf(id))) },
        { name: app.say("strength"), value: (id) => app.strengthOf(id), number: true },
        { name: app.say("partners here heading"), value: (id) => app.partnersOf(id).length, number: true },
        { name: app.say("projects heading"), value: (id) => app.projectCount(id), number: true },
      ],
    });

  app.tieTable = (ties, open) => {
    const end = (side) => (tie) => app.endsOf(tie)[side];
    return table({
      caption: app.say("ties heading"),
      rows: [...ties],
      first: 2,
      columns: [
        { name: app.say("organisation"), value: (tie) => named(end("from")(tie)), text: (tie) => app.nameOf(end("from")(tie)), open, head: true },
        { name: app.say("partner"), value: (tie) => named(end("to")(tie)), text: (tie) => app.nameOf(end("to")(tie)), open },
        { name: app.say("weight"), value: (tie) => app.weightOf(tie), number: true },
        { name: app.say("joint projects heading"), value: (tie) => app.projectNumbers(tie).length, number: true },
        { name: app.say("titles"), value: (tie) => app.projectsOf(tie).map(({ title, year }) => `${title || app.say("title unstated")} (${year ?? app.say("year unstated")})`).join("; ") || null },
      ],
    });
  };
})((globalThis.networkMap ??= {}));
