/* The panel beside the map: a list that search narrows, and from it one step deeper each time, with a way back.
   Its list is one stop in the tab order: arrows move in it, Enter opens. */
((app) => {
  "use strict";

  const { element } = app;
  const LISTED = 500;

  app.panel = ({ view, search, onShow, onCentre, passes, map }) => {
    const trail = [];
    let wanted = "";
    let active = 0;
    let fitting = app.ranking;
    let shown = fitting.slice(0, LISTED);
    const views = app.views({ go, map });

    const list = element("ul", { role: "listbox", tabindex: "0", id: "organisations", "aria-label": app.say("strongest first") });
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
      const holding = app.ranking.filter((id) => passes(id) && words.every((word) => app.searchText(id).includes(word)));
      if (!words.length) return holding;
      const distance = (id) => {
        const place = app.searchText(id).indexOf(phrase);
        return place === 0 ? 0 : place > 0 ? 1 : 2;
      };
      return [0, 1, 2].flatMap((near) => holding.filter((id) => distance(id) === near));
    }

    function listView() {
      list.replaceChildren(...shown.map(optionOf));
      const part = fitting.length < app.count || shown.length < fitting.length;
      count.textContent = part
        ? app.say("listed of", { shown: shown.length, all: app.count })
        : `${app.counted("organisations", app.count)}, ${app.say("strongest first")}`;
      if (!shown.length) count.textContent = app.say(wanted.trim() ? "no match" : "nothing left", { wanted: wanted.trim() });
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
      look();
      trail.length = 0;
      render();
      onShow(null);
    });

    function look() {
      fitting = found(app.folded(wanted).trim());
      shown = fitting.slice(0, LISTED);
      active = 0;
    }

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
      const back = element("button", { type: "button", class: "back", onclick: goBack }, app.say(trail.length > 1 ? "back" : "back to all"));
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

    look();
    render();
    return {
      show,
      go,
      now: () => trail.at(-1) ?? null,
      /** This view of the panel and no other before it, without moving the focus of the keyboard. */
      reset(next) {
        trail.splice(0, trail.length, ...(next ? [next] : []));
        render();
        onShow(next);
      },
      /** The list again, after the filters have changed. */
      refilter() {
        look();
        if (!trail.length) render();
      },
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
