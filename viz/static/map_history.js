/* A view as a value: undone, done again, put into a link, kept with a note. What comes from outside is checked. */
((app) => {
  "use strict";

  const MOST = 100;
  const LONGEST = 4000;
  // Milliseconds, longer than a flight over the map: on the way there, views are no views of their own.
  const REST = 500;

  const encoded = (value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  };

  function decoded(text) {
    try {
      const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null;
    }
  }

  const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
  const isIndex = (value, count) => Number.isInteger(value) && value >= 0 && value < count;

  /** The parts of a view that hold; anything else is left out, for links can be written by anybody. */
  app.checkedView = (view) => {
    if (typeof view !== "object" || view === null) return null;
    const known = {};
    if (Array.isArray(view.at) && view.at.length === 3 && view.at.every(isNumber) && view.at[2] > 0) known.at = view.at;
    if (typeof view.filter === "object" && view.filter !== null) {
      known.filter = Object.fromEntries(Object.entries(view.filter).filter(([, value]) => typeof value === "string").map(([name, value]) => [name, value.slice(0, 200)]));
    }
    if (view.mode === "all" || view.mode === "clusters") known.mode = view.mode;
    if (Array.isArray(view.open)) known.open = view.open.filter((cluster) => app.clusters.some(({ id }) => id === cluster));
    known.focus = checkedFocus(view.focus);
    return known;
  };

  function checkedFocus(focus) {
    const one = focus ?? {};
    if (one.type === "organisation" && isIndex(one.id, app.count)) return { type: "organisation", id: one.id, depth: [2, 3].includes(one.depth) ? one.depth : 1 };
    if (one.type === "tie" && isIndex(one.tie, app.tieCount)) return { type: "tie", tie: one.tie };
    if (one.type === "cluster" && app.clusters.some(({ id }) => id === one.cluster)) return { type: "cluster", cluster: one.cluster };
    if (one.type === "kind" && app.kinds.some(({ id }) => id === one.kind)) return { type: "kind", kind: one.kind };
    if (one.type === "path" && app.path.length) return { type: "path" };
    return null;
  }

  app.checkedNotes = (notes) => {
    if (!Array.isArray(notes)) return [];
    const told = notes.filter((note) => typeof note?.text === "string").slice(0, 50);
    return told.map((note) => ({ text: note.text.slice(0, LONGEST), view: app.checkedView(note.view) ?? {} }));
  };

  /** What a link says after its #: a view and notes, or null. */
  app.linked = () => {
    const said = decoded(new URLSearchParams(location.hash.slice(1)).get("map") ?? "");
    return said && { view: app.checkedView(said.view), notes: app.checkedNotes(said.notes) };
  };

  app.fragment = (view, notes) => `map=${encoded({ view, notes })}`;

  app.history = ({ read, show, undo, redo }) => {
    const past = [];
    const future = [];
    let now = JSON.stringify(read());
    let waiting = 0;
    let stepping = false;

    function buttons() {
      undo.disabled = !past.length;
      redo.disabled = !future.length;
    }

    function step(from, to) {
      if (waiting && !stepping) keep();
      if (!from.length) return;
      to.push(now);
      now = from.pop();
      stepping = true;
      show(JSON.parse(now));
      note();
      buttons();
    }

    function keep() {
      clearTimeout(waiting);
      waiting = 0;
      const next = JSON.stringify(read());
      if (next !== now && !stepping) {
        past.push(now);
        if (past.length > MOST) past.shift();
        future.length = 0;
      }
      now = next;
      stepping = false;
      buttons();
    }

    /** After the view has changed: once it rests, what was before can be had back. */
    function note() {
      clearTimeout(waiting);
      waiting = setTimeout(keep, REST);
    }

    const back = () => step(past, future);
    const forth = () => step(future, past);
    undo.addEventListener("click", back);
    redo.addEventListener("click", forth);
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) forth();
      else back();
    });
    buttons();
    return { note };
  };
})((globalThis.networkMap ??= {}));
