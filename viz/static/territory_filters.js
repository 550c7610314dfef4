/* What the reader leaves out of a geographic map: by state, country, verdict and weight; and how much is left. */
((app) => {
  "use strict";

  const { areas, links, data, element } = app;
  const NO_FILTER = { state: "", country: "", verdict: "", least: "" };
  const verdictOf = ({ missing }) => (missing ? "gap" : "cooperation");
  const filter = { ...NO_FILTER };

  const least = () => (filter.least === "" ? -Infinity : Number(filter.least));
  const ofCountry = (number) => !filter.country || areas[number].country === filter.country;
  const fits = (number) => (!filter.state || areas[number].state === filter.state) && (links.length > 0 || (areas[number].value ?? -Infinity) >= least());

  /** A pair stays while either end is of the country: what a country lacks abroad is asked for, too. */
  app.linkPasses = (link) =>
    fits(link.a) && fits(link.b) && (ofCountry(link.a) || ofCountry(link.b)) && (!filter.verdict || verdictOf(link) === filter.verdict) && Math.max(link.weight, link.expected ?? 0) >= least();

  function passing() {
    const shown = links.filter(app.linkPasses);
    const ends = new Set(filter.country ? shown.flatMap(({ a, b }) => [a, b]) : []);
    const without = new Set([...areas.keys()].filter((number) => !fits(number) || (!ofCountry(number) && !ends.has(number))));
    return { shown, without };
  }

  let now = passing();
  app.areaPasses = (number) => !now.without.has(number);
  app.areaFilter = () => ({ ...filter });

  /** The parts of a filter that hold. */
  app.checkedFilter = (given) => Object.fromEntries(Object.keys(NO_FILTER).map((name) => [name, typeof given?.[name] === "string" ? given[name].slice(0, 40) : ""]));

  app.territoryFilters = ({ holder, onChange }) => {
    const { fields, choice, figure } = app.fields(() => change(fields.values()));
    const states = [...new Set(areas.map(({ state }) => state))];
    const verdicts = [...new Set(links.map(verdictOf))];
    const rows = [];
    if (states.length > 1) rows.push(choice("state", app.say("state"), states.map((state) => [state, app.say(state)])));
    if (data.countries.length > 1) rows.push(choice("country", app.say("country"), data.countries));
    if (verdicts.length > 1) rows.push(choice("verdict", app.say("verdict"), verdicts.map((verdict) => [verdict, app.say(verdict)])));
    rows.push(figure("least", links.length ? app.say("least weight") : app.say("least value", { measure: app.say(data.measure) }), 0, "any"));
    const status = element("p", { class: "count", role: "status" });
    const off = element("button", { type: "button", class: "plain", onclick: () => set(NO_FILTER) }, app.say("filters off"));
    holder.append(element("div", { class: "fields" }, ...rows), status, off);

    function change(wanted) {
      Object.assign(filter, NO_FILTER, wanted);
      now = passing();
      for (const button of document.querySelectorAll("button[data-area]")) button.closest("tr").hidden = !app.areaPasses(Number(button.dataset.area));
      for (const button of document.querySelectorAll("button[data-link]")) button.closest("tr").hidden = !app.linkPasses(links[Number(button.dataset.link)]);
      tell();
      onChange();
    }

    function tell() {
      const counts = { areas: areas.length - now.without.size, allAreas: areas.length, links: now.shown.length, allLinks: links.length };
      status.textContent = app.say(links.length ? "pairs shown of" : "areas shown of", counts);
    }

    function set(wanted) {
      fields.show(wanted);
      change(wanted);
    }

    tell();
    return { set };
  };
})((globalThis.networkMap ??= {}));
