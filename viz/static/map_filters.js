/* What the reader leaves out: by kind, country, theme, period and strength; and how much is left. */
((app) => {
  "use strict";

  app.filters = ({ holder, scene, onChange }) => {
    const { element } = app;
    const { fields, choice, figure } = app.fields(changed);

    function ownCountries() {
      const codes = new Set(app.ranking.map(app.countryOf));
      const named = [...codes].filter(Boolean).map((code) => [code, app.countryText(code)]);
      named.sort((a, b) => a[1].localeCompare(b[1], app.language));
      return codes.has(null) ? [...named, ["?", app.say("country unstated")]] : named;
    }

    function changed() {
      Object.assign(scene.state.filter, fields.values());
      onChange();
    }

    const status = element("p", { class: "count", role: "status" });
    const years = app.data.projects.map(([, year]) => year).filter((year) => year !== null);
    const themes = [...app.themes].sort((a, b) => a.localeCompare(b, app.language));
    const rows = [
      choice("kind", app.say("kind"), app.kinds.map(({ id, name }) => [id ?? "?", app.capital(name)])),
      choice("country", app.say("country"), ownCountries()),
    ];
    if (themes.length) rows.push(choice("theme", app.say("theme"), themes.map((theme) => [theme, theme])));
    if (years.length) rows.push(figure("from", app.say("projects from"), 1900, 1), figure("to", app.say("projects until"), 1900, 1));
    rows.push(figure("weight", app.say("least weight"), 0, "any"));
    holder.append(
      element("div", { class: "fields" }, ...rows),
      status,
      element("button", { type: "button", class: "plain", onclick: () => set({ ...scene.NO_FILTER }, true) }, app.say("filters off")),
    );

    /** Shows these filters in the fields; `told` says that the reader wants them, so that the map follows. */
    function set(filter, told = false) {
      fields.show(filter);
      if (told) changed();
    }

    function tell() {
      const { count, ties } = scene.passing();
      const said = [app.say("shown of", { nodes: count, allNodes: app.count, ties: ties.length, allTies: app.tieCount })];
      const { from, to } = scene.state.filter;
      const undated = years.length < app.data.projects.length;
      if ((from !== "" || to !== "") && undated) said.push(app.counted("undated left out", app.data.projects.length - years.length));
      status.textContent = [...said, ...scene.shown.left].join(" ");
    }

    tell();
    return { set, tell };
  };
})((globalThis.networkMap ??= {}));
