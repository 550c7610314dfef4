/* The panel beside the map: a list that search narrows, and from it one step deeper each time, with a way back.
   Its list is one stop in the tab order: arrows move in it, Enter opens. */
((app) => {
  "use strict";

  const { element } = app;

  app.panel = ({ view, search, onShow, onCentre }) => {
    const trail = [];
    let wanted = "";
    let active = 0;
    let shown = app.ranking;
    const views = app.views({ go });

    const list = element("ul", { role: "listbox", tabindex: "0", id: "organisations", "aria-label": "Organisations, strongest first" });
    const count = element("p", { class: "count", role: "status" });
    const option = new Map();

    function optionOf(id) {
      if (!option.has(id)) {
        option.set(
          id,
          element(
            "li",
            { role: "option", id: `organisation-${id}`, "aria-selected": "false", onclick: () => choose(id) },
            app.marks.picture(app.markOf(id), app.slotOf(id)),
            element("span", { class: app.isNamed(id) ? "name" : "name unstated", dir: "auto" }, app.nameOf(id)),
            element("span", { class: "aside" }, app.countryOf(id) ?? "–"),
          ),
        );
      }
      return option.get(id);
    }

    /** Organisations that hold every word, those whose names begin with the phrase first, then those that hold it. */
    function found(phrase) {
      const words = phrase.split(/\s+/).filter(Boolean);
      const holding = app.ranking.filter((id) => words.every((word) => app.searchText(id).includes(word)));
      const distance = (id) => {
        const place = app.searchText(id).indexOf(phrase);
        return place === 0 ? 0 : place > 0 ? 1 : 2;
      };
      return [0, 1, 2].flatMap((near) => holding.filter((id) => distance(id) === near));
    }

    function listView() {
      list.replaceChildren(...shown.map(optionOf));
      count.textContent = shown.length === app.ranking.length
        ? `${app.counted(shown.length, "organisation")}, strongest first`
        : `${app.number(shown.length)} of ${app.counted(app.ranking.length, "organisation")}`;
      if (!shown.length) count.textContent = `No organisation on this map matches “${wanted.trim()}”.`;
      activate(Math.min(active, Math.max(shown.length - 1, 0)), false);
      return [count, list];
    }

    function activate(place, scroll = true) {
      list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      active = place;
      if (!shown.length) return list.removeAttribute("aria-activedescendant");
      const chosen = optionOf(shown[active]);
      chosen.setAttribute("aria-selected", "true");
      list.setAttribute("aria-activedescendant", chosen.id);
      if (scroll) chosen.scrollIntoView({ block: "nearest" });
    }

    function choose(id) {
      activate(shown.indexOf(id), false);
      show({ type: "organisation", id });
      onCentre([id]);
    }

    const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

    list.addEventListener("keydown", (event) => {
      if (event.key in STEPS) {
        event.preventDefault();
        activate(Math.max(0, Math.min(shown.length - 1, active + STEPS[event.key])));
      } else if ((event.key === "Enter" || event.key === " ") && shown.length) {
        event.preventDefault();
        choose(shown[active]);
      }
    });

    search.addEventListener("input", () => {
      wanted = search.value;
      shown = found(app.folded(wanted).trim());
      active = 0;
      trail.length = 0;
      render();
      onShow(null);
    });

    search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        list.focus();
      } else if (event.key === "Enter" && shown.length && wanted.trim()) {
        choose(shown[0]);
      }
    });

    function render() {
      const now = trail.at(-1);
      if (!now) return view.replaceChildren(...listView());
      const back = element("button", { type: "button", class: "back", onclick: goBack }, trail.length > 1 ? "← Back" : "← All organisations");
      view.replaceChildren(back, ...views[now.type](now));
      view.scrollTop = 0;
    }

    function show(next) {
      if (JSON.stringify(trail.at(-1)) !== JSON.stringify(next)) trail.push(next);
      render();
      onShow(next);
      view.querySelector("h2")?.focus({ preventScroll: true });
    }

    function go(next, centre) {
      show(next);
      onCentre(centre);
    }

    function goBack() {
      trail.pop();
      render();
      onShow(trail.at(-1) ?? null);
      if (trail.length) return view.querySelector("h2").focus({ preventScroll: true });
      list.focus({ preventScroll: true });
      activate(active);
    }

    view.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && trail.length) {
        event.preventDefault();
        goBack();
      }
    });

    render();
    return {
      show,
      go,
      /** Back to the list, as after a click beside everything. */
      clear() {
        if (!trail.length) return;
        trail.length = 0;
        render();
        onShow(null);
      },
    };
  };
})((globalThis.networkMap ??= {}));
