/* The table twin: the same organisations and ties as rows that can be sorted, for those who read rather than look. */
((app) => {
  "use strict";

  const { element } = app;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /** Unknown values stand last whichever way a column is sorted. */
  function compared(a, b, turn) {
    if (a === null || b === null) return (a === null) - (b === null);
    return turn * (typeof a === "number" ? a - b : collator.compare(a, b));
  }

  function table({ caption, columns, rows, first }) {
    const body = element("tbody");
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

    function fill() {
      const { value } = columns[order.column];
      rows.sort((a, b) => compared(value(a), value(b), order.turn) || a - b);
      body.replaceChildren(...rows.map((row) => element("tr", {}, ...columns.map((column) => cell(column, row)))));
      heads.forEach((head, place) => {
        head.setAttribute("aria-sort", place !== order.column ? "none" : order.turn > 0 ? "ascending" : "descending");
      });
    }

    fill();
    return element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body);
  }

  function cell(column, row) {
    const value = column.value(row);
    if (column.open) {
      const button = element("button", { type: "button", class: "link", dir: "auto", onclick: () => column.open(row) }, column.text?.(row) ?? value);
      return element(column.head ? "th" : "td", { scope: column.head ? "row" : null }, button);
    }
    if (value === null) return element("td", { class: "unstated" }, "not stated");
    return element("td", { class: column.number ? "number" : null, dir: column.number ? null : "auto" }, column.number ? app.number(value) : value);
  }

  const named = (id) => (app.isNamed(id) ? app.nameOf(id) : null);

  app.organisationTable = (open) =>
    table({
      caption: "Organisations",
      rows: [...app.ranking],
      first: 4,
      columns: [
        { name: "Organisation", value: named, text: app.nameOf, open, head: true },
        { name: "Kind", value: (id) => app.kindOf(id) },
        { name: "Country", value: (id) => app.countryOf(id) },
        { name: "Cluster", value: (id) => (app.clusterOf(id) === null ? null : app.clusterName(app.clusterOf(id))) },
        { name: "Strength", value: (id) => app.strengthOf(id), number: true },
        { name: "Partners here", value: (id) => app.partnersOf(id).length, number: true },
        { name: "Projects", value: (id) => app.projectCount(id), number: true },
      ],
    });

  app.tieTable = (open) => {
    const end = (side) => (tie) => app.endsOf(tie)[side];
    return table({
      caption: "Ties",
      rows: app.allTies(),
      first: 2,
      columns: [
        { name: "Organisation", value: (tie) => named(end("from")(tie)), text: (tie) => app.nameOf(end("from")(tie)), open, head: true },
        { name: "Partner", value: (tie) => named(end("to")(tie)), text: (tie) => app.nameOf(end("to")(tie)), open },
        { name: "Weight", value: (tie) => app.weightOf(tie), number: true },
        { name: "Joint projects", value: (tie) => app.projectsOf(tie).length, number: true },
        { name: "Titles", value: (tie) => app.projectsOf(tie).map(({ title, year }) => `${title || "title not stated"} (${year ?? "year not stated"})`).join("; ") || null },
      ],
    });
  };
})((globalThis.networkMap ??= {}));
