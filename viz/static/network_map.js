/* The page: facts out of the data block, legend, and what happens between map, panel and table. */
((app) => {
  "use strict";

  const began = performance.now();
  const data = JSON.parse(document.getElementById("data").textContent);
  const { organisations, ties, projects, clusters, kinds, scales } = data;
  const { edges } = data.vis;
  const clusterById = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  const kindById = new Map(kinds.map((kind) => [kind.id, kind]));
  const numbers = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat("en");
  const countries = countryNames();

  function countryNames() {
    try {
      return new Intl.DisplayNames("en", { type: "region" });
    } catch {
      return { of: (code) => code };
    }
  }

  // ---- facts: everything asks here, by number -----------------------------------------------------------------

  const partners = organisations.map(() => []);
  edges.forEach(({ id, from, to }) => {
    partners[from].push({ other: to, tie: id });
    partners[to].push({ other: from, tie: id });
  });
  partners.forEach((own) => own.sort((a, b) => ties[b.tie][0] - ties[a.tie][0] || a.other - b.other));

  const members = new Map(clusters.map((cluster) => [cluster.id, []]));
  const ranking = organisations.map((_, id) => id).sort((a, b) => organisations[b][5] - organisations[a][5] || a - b);
  for (const id of ranking) members.get(organisations[id][4])?.push(id);

  const middleOf = (ids) => {
    const middle = (axis) => ids.map((id) => data.vis.nodes[id][axis]).sort((a, b) => a - b)[ids.length >> 1];
    return { x: middle("x"), y: middle("y") };
  };

  let namedClusters = null;
  const texts = [];

  Object.assign(app, {
    ranking,
    path: data.path,
    number: (value) => (Number.isInteger(value) ? whole.format(value) : numbers.format(value)),
    counted: (count, word) => `${whole.format(count)} ${word}${count === 1 ? "" : "s"}`,

    isNamed: (id) => Boolean(organisations[id][1]),
    nameOf: (id) => organisations[id][1] || "name not stated",
    kindOf: (id) => (organisations[id][2] === null ? null : kindById.get(organisations[id][2]).name),
    kindName: (id) => stated(capital(app.kindOf(id)), "kind not stated"),
    countryOf: (id) => organisations[id][3],
    countryName: (id) => stated(countryText(organisations[id][3]), "country not stated"),
    clusterOf: (id) => organisations[id][4],
    strengthOf: (id) => organisations[id][5],
    projectCount: (id) => organisations[id][6],
    markOf: (id) => data.vis.nodes[id].mark,
    slotOf: (id) => clusterById.get(organisations[id][4])?.slot ?? 0,
    partnersOf: (id) => partners[id],
    ofKind: (kind) => ranking.filter((id) => organisations[id][2] === kind),
    searchText: (id) => (texts[id] ??= app.folded([app.nameOf(id), app.kindOf(id), app.countryOf(id), countryText(app.countryOf(id))].join(" "))),

    membersOf: (cluster) => members.get(cluster),
    capital: (text) => capital(text),
    clusterName: (cluster) => clusterById.get(cluster).name || `Cluster ${cluster}`,
    namedClusters: () => (namedClusters ??= clustersToName()),

    allTies: () => ties.map((_, tie) => tie),
    endsOf: (tie) => ({ from: edges[tie].from, to: edges[tie].to }),
    weightOf: (tie) => ties[tie][0],
    projectsOf: (tie) => ties[tie][1].map((number) => ({ title: projects[number][0], year: projects[number][1] })).sort((a, b) => (b.year ?? -Infinity) - (a.year ?? -Infinity)),
    tieBetween: (a, b) => partners[a].find(({ other }) => other === b)?.tie ?? null,

    organisationLines: (id) => [
      app.nameOf(id),
      [app.kindName(id).text, app.countryName(id).text].join(" · "),
      `${app.counted(app.projectCount(id), "project")} · ${app.counted(partners[id].length, "partner")} here`,
    ],
    tieLines: (tie) => [
      app.nameOf(edges[tie].from),
      app.nameOf(edges[tie].to),
      `${app.counted(ties[tie][1].length, "joint project")} · weight ${app.number(ties[tie][0])}`,
    ],
  });

  function stated(text, otherwise) {
    return { text: text ?? otherwise, stated: text !== null };
  }

  const capital = (text) => text && text.charAt(0).toUpperCase() + text.slice(1);

  function countryText(code) {
    if (!code) return null;
    try {
      return countries.of(code) ?? code;
    } catch {
      return code;
    }
  }

  function clustersToName() {
    return clusters
      .map((cluster) => ({ ...cluster, members: members.get(cluster.id) }))
      .filter((cluster) => cluster.name && cluster.members.length > 4)
      .sort((a, b) => b.members.length - a.members.length)
      .map((cluster) => ({ ...cluster, middle: middleOf(cluster.members) }));
  }

  // ---- what is in focus -----------------------------------------------------------------------------------------

  const among = (ids) => {
    const inside = new Set(ids);
    return edges.filter(({ from, to }) => inside.has(from) && inside.has(to)).map(({ id }) => id);
  };

  const FOCUS = {
    organisation: ({ id }) => ({
      main: new Set([id]),
      nodes: new Set([id, ...partners[id].map(({ other }) => other)]),
      ties: partners[id].map(({ tie }) => tie),
    }),
    tie: ({ tie }) => {
      const ends = [edges[tie].from, edges[tie].to];
      return { main: new Set(ends), nodes: new Set(ends), ties: [tie], strong: true };
    },
    cluster: ({ cluster }) => ({ main: new Set(), nodes: new Set(members.get(cluster)), ties: among(members.get(cluster)) }),
    kind: ({ kind }) => ({ main: new Set(), nodes: new Set(app.ofKind(kind.id)), ties: [] }),
    path: () => ({
      main: new Set(data.path),
      nodes: new Set(data.path),
      ties: data.path.slice(1).map((id, place) => app.tieBetween(data.path[place], id)).filter((tie) => tie !== null),
      strong: true,
    }),
  };

  // ---- the parts of the page ----------------------------------------------------------------------------------

  const byId = (id) => document.getElementById(id);

  const panel = app.panel({
    view: byId("view"),
    search: byId("search"),
    onShow: (shown) => canvas?.focusOn(shown && FOCUS[shown.type](shown)),
    onCentre: (ids) => canvas?.moveToOrganisations(ids),
  });

  let canvas = null;
  canvas = app.canvas(data, {
    onOrganisation: (id) => panel.show({ type: "organisation", id }),
    onTie: (tie) => panel.show({ type: "tie", tie }),
    onNothing: () => panel.clear(),
  });
  canvas.network.once("afterDrawing", () => {
    document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
  });

  legend();
  views();
  canvas.showAll();
  if (data.path.length) panel.go({ type: "path" }, data.path);
  app.network = canvas.network;

  // ---- legend -------------------------------------------------------------------------------------------------

  function legend() {
    const { element } = app;
    const largest = clusters.filter(({ slot }) => slot).sort((a, b) => a.slot - b.slot);
    const others = clusters.filter(({ slot }) => !slot);
    const without = organisations.filter((one) => one[4] === null).length;
    const rows = largest.map(({ id, slot }) => entry(swatch(slot), app.clusterName(id), members.get(id).length, () => panel.go({ type: "cluster", cluster: id }, members.get(id))));
    const rest = others.reduce((sum, { id }) => sum + members.get(id).length, 0);
    if (others.length) rows.push(fixed(swatch(0), app.counted(others.length, "smaller cluster"), rest));
    if (without) rows.push(fixed(swatch(0), "no cluster stated", without));
    const shapes = kinds.map((kind) => entry(app.marks.picture(kind.mark, 0), kind.name, app.ofKind(kind.id).length, () => panel.go({ type: "kind", kind }, app.ofKind(kind.id))));
    const part = (title, ...content) => element("section", {}, element("h2", {}, title), ...content);
    byId("legend").append(
      part("Colour: cluster", element("ul", {}, ...rows)),
      part("Shape: kind", element("ul", {}, ...shapes)),
      part("Size: strength", sizeScale()),
      part("Line: tie weight", widthScale()),
      element("p", { class: "fine" }, "Each shared project adds 1 ÷ (participants − 1) to a tie; strength is the sum of an organisation’s ties."),
    );
  }

  function swatch(slot) {
    return app.element("span", { class: `swatch c${slot}` });
  }

  function entry(sign, name, count, onclick) {
    const { element } = app;
    const label = element("span", { class: "name", dir: "auto" }, name);
    return element("li", {}, element("button", { type: "button", onclick }, sign, label, element("span", { class: "aside" }, whole.format(count))));
  }

  function fixed(sign, name, count) {
    const { element } = app;
    return element("li", { class: "fixed" }, sign, element("span", { class: "name" }, name), element("span", { class: "aside" }, whole.format(count)));
  }

  function sizeScale() {
    const { svgNode } = app.marks;
    const svg = svgNode("svg", { viewBox: "0 0 200 52", class: "scale", role: "img", "aria-label": scales.size.map(({ value }) => app.number(value)).join(", ") });
    let left = 8;
    for (const { value, size } of scales.size) {
      const drawn = size * 0.7;
      svg.append(svgNode("circle", { cx: left + drawn, cy: 36 - drawn, r: drawn }), label(svgNode, left + drawn, 49, value));
      left += Math.max(drawn * 2, 18) + 26;
    }
    return svg;
  }

  function widthScale() {
    const { svgNode } = app.marks;
    const svg = svgNode("svg", { viewBox: "0 0 200 28", class: "scale", role: "img", "aria-label": scales.width.map(({ value }) => app.number(value)).join(", ") });
    scales.width.forEach(({ value, size }, place) => {
      const left = 4 + place * 62;
      svg.append(svgNode("line", { x1: left, x2: left + 36, y1: 8, y2: 8, "stroke-width": size }), label(svgNode, left + 18, 25, value));
    });
    return svg;
  }

  function label(svgNode, x, y, value) {
    const text = svgNode("text", { x, y, "text-anchor": "middle" });
    text.textContent = app.number(value);
    return text;
  }

  // ---- map or table -------------------------------------------------------------------------------------------

  function views() {
    const stage = byId("stage");
    const twin = byId("twin");

    function choose(asTable) {
      if (asTable && !twin.childElementCount) {
        twin.append(
          app.organisationTable((id) => panel.go({ type: "organisation", id }, [id])),
          app.tieTable((tie) => panel.go({ type: "tie", tie }, [edges[tie].from, edges[tie].to])),
        );
      }
      twin.hidden = !asTable;
      stage.inert = asTable;
      byId("show-map").setAttribute("aria-pressed", String(!asTable));
      byId("show-table").setAttribute("aria-pressed", String(asTable));
    }

    byId("show-map").addEventListener("click", () => choose(false));
    byId("show-table").addEventListener("click", () => choose(true));
  }
})((globalThis.networkMap ??= {}));
