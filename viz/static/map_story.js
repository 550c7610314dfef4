/* A story: numbered notes over the map, each with the view it was written for. Notes are text, never markup. */
((app) => {
  "use strict";

  const { element } = app;

  /** `read` gives the view as it is, `show` brings one back, `anchorOf` says where a view's number stands. */
  app.story = ({ holder, toggle, first, read, show, anchorOf, redraw, onOpen }) => {
    const notes = [...first];
    let at = notes.length ? 0 : -1;
    let open = false;

    const text = element("p", { class: "note", dir: "auto", "aria-live": "polite" });
    const place = element("span", { class: "aside" });
    const field = element("textarea", { rows: 3, maxlength: 4000, id: "note-text" });
    const list = element("ol", { class: "notes" });
    const button = (key, onclick, name = key) => element("button", { type: "button", class: "plain", "data-act": name, onclick }, app.say(key));
    const [previous, next] = [button("note before", () => go(at - 1)), button("note after", () => go(at + 1))];

    function go(number) {
      if (!notes.length) return;
      at = Math.max(0, Math.min(notes.length - 1, number));
      show(notes[at].view);
      tell();
    }

    function tell() {
      const note = notes[at];
      text.textContent = note ? note.text : app.say("story empty");
      place.textContent = note ? app.say("note of", { at: at + 1, all: notes.length }) : "";
      previous.disabled = at <= 0;
      next.disabled = at >= notes.length - 1;
      list.replaceChildren(...notes.map(row));
      toggle.textContent = notes.length ? `${app.say("story")} · ${app.number(notes.length)}` : app.say("story");
      redraw();
    }

    function row(note, number) {
      const change = (act, onclick) => element("button", { type: "button", class: "small", "aria-label": app.say(`${act} note`, { number: number + 1 }), onclick }, app.say(`${act} sign`));
      const name = element("button", { type: "button", class: "told", dir: "auto", "aria-current": number === at ? "step" : null, onclick: () => go(number) }, note.text);
      return element("li", {}, name, change("move up", () => move(number)), change("remove", () => remove(number)));
    }

    function move(number) {
      if (number) [notes[number - 1], notes[number]] = [notes[number], notes[number - 1]];
      at = Math.max(0, number - 1);
      tell();
    }

    function remove(number) {
      notes.splice(number, 1);
      at = Math.min(at, notes.length - 1);
      tell();
    }

    function add() {
      if (!field.value.trim()) return field.focus();
      notes.push({ text: field.value.trim(), view: read() });
      at = notes.length - 1;
      field.value = "";
      tell();
    }

    function setOpen(next) {
      open = next;
      holder.hidden = !open;
      toggle.setAttribute("aria-expanded", String(open));
      onOpen(open);
      redraw();
    }

    holder.append(
      element("div", { class: "telling" }, text, element("div", { class: "steps" }, previous, place, next)),
      element(
        "details",
        { class: "writing" },
        element("summary", {}, app.say("write story")),
        list,
        element("label", { for: "note-text" }, app.say("note text")),
        field,
        button("add note", add),
        element("p", { class: "fine" }, app.say("story how")),
      ),
    );
    toggle.addEventListener("click", () => setOpen(!open));
    tell();
    holder.querySelector("details").open = !notes.length;

    return {
      notes: () => notes,
      shown: () => open,
      current: () => at,
      anchors: () => notes.map(({ view }) => anchorOf(view)),
      begin() {
        setOpen(true);
        go(0);
      },
    };
  };
})((globalThis.networkMap ??= {}));
