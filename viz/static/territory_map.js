/* A geographic map: Leaflet moves and projects, one canvas shows, the table below says the same. */
((app) => {
  "use strict";

  const began = performance.now();
  // This is the last script, and none before it has changed the page: what is saved is what was received.
  app.received = document.documentElement.cloneNode(true);
  const byId = (id) => document.getElementById(id);
  const { element } = app;
  const STEPS = [0.25, 0.42, 0.6, 0.8, 1];
  const RADIUS = 6;

  const holder = byId("canvas");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const map = L.map(holder, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: !calm.matches,
    zoomSnap: 0.25,
    minZoom: 1,
    maxZoom: 13,
  });
  holder.setAttribute("role", "application");
  holder.setAttribute("aria-label", holder.dataset.label);
  const canvas = element("canvas", { class: "front", "aria-hidden": "true" });
  holder.append(canvas);

  let ink = app.readInk();
  let focus = [];
  let story = null;

  // ---- painting -------------------------------------------------------------------------------------------------

  const point = ([east, north]) => map.latLngToContainerPoint([north, east]);

  function projected(ring) {
    const ends = [];
    for (let i = 0; i < ring.length; i += 2) {
      const { x, y } = point([ring[i], ring[i + 1]]);
      ends.push(x, y);
    }
    return ends;
  }

  const fillOf = (one) => app.withAlpha(ink.fill[1], one.class === null ? 0.45 : STEPS[STEPS.length - app.data.bounds.length + one.class]);

  const LOOKS = {
    present: (one) => ({ fill: fillOf(one), stroke: ink.edge[1] }),
    absent: () => ({ fill: app.withAlpha(ink.surface, 0.8), stroke: ink.edge[6], width: 1.6, dash: [5, 3] }),
    excluded: () => ({ fill: app.withAlpha(ink.fill[0], 0.5), stroke: ink.edge[0] }),
    unknown: () => ({ fill: app.withAlpha(ink.fill[0], 0.12), stroke: ink.edge[0], dash: [1, 3] }),
  };

  function cross(sheet, { x, y }, reach) {
    sheet.lines([x - reach, y - reach, x + reach, y + reach, x - reach, y + reach, x + reach, y - reach], ink.edge[6], 1.8);
  }

  function paintArea(sheet, one, number) {
    const look = LOOKS[one.state](one);
    const chosen = focus.includes(number) ? { ...look, stroke: ink.text, width: 3 } : look;
    if (one.shape.length) sheet.shape(one.shape.map(projected), chosen);
    else if (one.point) sheet.shape([diamond(point(one.point), RADIUS)], chosen);
    if (one.state === "absent" && app.middleOf(number)) cross(sheet, point(app.middleOf(number)), one.shape.length ? 5 : 4);
  }

  const diamond = ({ x, y }, reach) => [x, y - reach, x + reach, y, x, y + reach, x - reach, y];

  function paintLinks(sheet) {
    for (const missing of [false, true]) {
      for (const link of app.links) {
        const [a, b] = [app.middleOf(link.a), app.middleOf(link.b)];
        if (link.missing !== missing || !a || !b || !app.linkPasses(link)) continue;
        const [from, to] = [point(a), point(b)];
        const ends = [from.x, from.y, to.x, to.y];
        const mine = focus.length === 2 && focus.includes(link.a) && focus.includes(link.b);
        if (missing) sheet.dashed(ends, mine ? ink.text : ink.edge[6], mine ? 4 : 2, [7, 5]);
        else sheet.lines(ends, mine ? ink.text : app.withAlpha(ink.quiet, 0.55), app.widthOf(link) + (mine ? 2 : 0));
      }
    }
  }

  function paintNames(sheet, { x: width, y: height }) {
    const taken = [];
    const order = [...focus, ...app.areas.keys()];
    for (const number of new Set(order)) {
      const middle = app.middleOf(number);
      if (!middle || !app.areaPasses(number)) continue;
      const at = point(middle);
      const style = { size: 11.5, weight: focus.includes(number) ? 700 : 500, colour: ink.text, halo: ink.halo };
      const half = app.textWidth(app.areaName(number), style) / 2;
      const place = { left: at.x - half - 3, right: at.x + half + 3, top: at.y + 6, bottom: at.y + 22 };
      if (place.left < 0 || place.right > width || place.top < 0 || place.bottom > height) continue;
      if (taken.some((other) => place.left < other.right && other.left < place.right && place.top < other.bottom && other.top < place.bottom)) continue;
      taken.push(place);
      sheet.text(app.areaName(number), at.x - half, at.y + 14, style);
    }
  }

  function paintNumbers(sheet) {
    if (!story?.shown()) return;
    story.anchors().forEach((anchor, place) => {
      if (!anchor) return;
      const { x, y } = point(anchor);
      const text = String(place + 1);
      const style = { size: 12, weight: 700, colour: ink.surface };
      sheet.circle(x, y - 14, 10, { fill: place === story.current() ? ink.text : ink.accent, stroke: ink.surface, width: 2 });
      sheet.text(text, x - app.textWidth(text, style) / 2, y - 14, style);
    });
  }

  function paint(sheet) {
    const size = map.getSize();
    sheet.rect(0, 0, size.x, size.y, ink.surface);
    ground.paint(sheet, ink);
    app.areas.forEach((one, number) => (app.areaPasses(number) ? paintArea(sheet, one, number) : ground.outline(sheet, ink, one.shape)));
    paintLinks(sheet);
    paintNames(sheet, size);
    paintNumbers(sheet);
  }

  const ground = app.ground({ map, point, projected });

  let pending = 0;
  function draw() {
    pending = 0;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const { x, y } = map.getSize();
    [canvas.width, canvas.height] = [Math.round(x * ratio), Math.round(y * ratio)];
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(app.canvasSheet(ctx));
  }

  const redraw = () => (pending ||= requestAnimationFrame(draw));

  function changeInk() {
    ink = app.readInk();
    legend();
    redraw();
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changeInk);
  matchMedia("print").addEventListener("change", changeInk);

  // ---- where and what -------------------------------------------------------------------------------------------

  const fit = ([west, south, east, north]) => map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: 9, animate: false });

  /** Where the areas are, but for a few far away, which the button for the whole map brings in. */
  const showMain = () => (app.data.box ? fit(app.data.box) : map.setView([54, 15], 4));

  function showAll() {
    const own = app.areas.flatMap(({ shape, point: at }) => (shape.length ? shape.flat() : (at ?? [])));
    const places = own.length ? own : app.data.outlines.flat();
    if (!places.length) return map.setView([54, 15], 4);
    const [east, north] = [places.filter((_, i) => i % 2 === 0), places.filter((_, i) => i % 2)];
    const reach = (values, of) => values.reduce((a, b) => of(a, b));
    fit([reach(east, Math.min), reach(north, Math.min), reach(east, Math.max), reach(north, Math.max)]);
  }

  function factsOf(number) {
    const one = app.areas[number];
    const facts = [[app.say("state"), app.say(one.state)], [app.say(app.data.measure), app.valueText(one)], ...one.facts];
    return [
      element("h2", { tabindex: "-1", dir: "auto" }, app.areaName(number)),
      element("p", { class: "lead" }, element("span", {}, one.code), app.middleOf(number) ? null : element("span", {}, app.say("not on map"))),
      element("dl", { class: "facts-list" }, ...facts.flatMap(([what, value]) => [element("dt", {}, what), element("dd", { dir: "auto" }, value)])),
    ];
  }

  function betweenOf(a, b) {
    const link = app.links.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
    const head = element("h2", { tabindex: "-1", dir: "auto" }, `${app.areaName(a)} – ${app.areaName(b)}`);
    if (!link) return [head, element("p", {}, app.say("no link"))];
    const facts = [["verdict", app.say(link.missing ? "gap" : "cooperation")], ["observed", app.number(link.weight)], ["expected", link.expected === null ? app.say("no value") : app.number(link.expected)]];
    return [head, element("dl", { class: "facts-list" }, ...facts.flatMap(([what, value]) => [element("dt", {}, app.say(what)), element("dd", {}, value)]))];
  }

  function choose(numbers, move = true) {
    focus = numbers;
    byId("view").replaceChildren(...(numbers.length === 2 ? betweenOf(...numbers) : numbers.length ? factsOf(numbers[0]) : []));
    const places = numbers.map(app.middleOf).filter(Boolean);
    if (move && places.length === 1) map.panTo([places[0][1], places[0][0]], { animate: false });
    else if (move && places.length) map.fitBounds(places.map(([east, north]) => [north, east]), { padding: [80, 80], maxZoom: 8, animate: false });
    redraw();
  }

  function under(at) {
    const { lat, lng } = map.containerPointToLatLng(at);
    const found = app.areaAt([lng, lat]);
    if (found >= 0 && app.areaPasses(found)) return found;
    const near = (number) => (app.middleOf(number) && app.areaPasses(number) ? point(app.middleOf(number)).distanceTo(at) : Infinity);
    const nearest = [...app.areas.keys()].reduce((best, number) => (near(number) < near(best) ? number : best), 0);
    return app.areas.length && near(nearest) < 14 ? nearest : null;
  }

  map.on("click", ({ containerPoint }) => {
    const found = under(containerPoint);
    choose(found === null ? [] : [found], false);
  });
  map.on("move zoom resize viewreset", redraw);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(holder);
  byId("zoom-in").addEventListener("click", () => map.zoomIn(1, { animate: false }));
  byId("zoom-out").addEventListener("click", () => map.zoomOut(1, { animate: false }));
  byId("zoom-fit").addEventListener("click", showAll);

  // ---- legend and table -----------------------------------------------------------------------------------------

  function sample(look, crossed) {
    const { svgNode } = app.marks;
    const svg = svgNode("svg", { viewBox: "0 0 26 16", class: "sample", "aria-hidden": "true" });
    svg.append(svgNode("rect", { x: 1, y: 1, width: 24, height: 14, fill: look.fill, stroke: look.stroke, "stroke-width": look.width ?? 1, "stroke-dasharray": (look.dash ?? []).join(" ") || "none" }));
    if (crossed) svg.append(svgNode("path", { d: "M9 4L17 12M9 12L17 4", stroke: ink.edge[6], "stroke-width": 1.8 }));
    return svg;
  }

  function legend() {
    const row = (sign, text) => element("li", { class: "fixed" }, sign, element("span", { class: "name" }, text));
    const states = new Set(app.areas.map(({ state }) => state));
    const rows = app.data.bounds.map((bound, at) => row(sample(LOOKS.present({ class: at })), app.say("class up to", { bound })));
    const others = ["absent", "excluded", "unknown"].filter((state) => states.has(state)).map((state) => row(sample(LOOKS[state]({}), state === "absent"), app.say(state === "absent" ? "absent sign" : state)));
    const lines = [];
    if (app.links.some(({ missing }) => !missing)) lines.push(element("p", { class: "line" }, app.say("link weight")));
    if (app.links.some(({ missing }) => missing)) lines.push(element("p", { class: "line missing" }, app.say("link missing")));
    if (app.hasOutlines) lines.push(element("p", { class: "line thin" }, app.say("outlines sign")));
    if (app.hasGraticule) lines.push(element("p", { class: "line thin" }, app.say("graticule sign")));
    byId("legend").replaceChildren(element("section", {}, element("h2", {}, app.say(app.data.measure)), element("ul", {}, ...rows, ...others), ...lines));
  }

  for (const button of document.querySelectorAll("button[data-area], button[data-link]")) {
    button.addEventListener("click", () => {
      const link = app.links[Number(button.dataset.link)];
      choose(button.dataset.area === undefined ? [link.a, link.b] : [Number(button.dataset.area)]);
      holder.scrollIntoView({ block: "nearest" });
    });
  }

  // ---- at last --------------------------------------------------------------------------------------------------

  map.setView([54, 15], 4);
  showMain();
  legend();
  const filters = app.territoryFilters({ holder: byId("filters"), onChange: redraw });
  const readView = () => ({
    at: [map.getCenter().lat, map.getCenter().lng, map.getZoom()].map((one) => Number(one.toFixed(4))),
    focus: focus.map((number) => app.areas[number].code),
    filter: app.areaFilter(),
  });

  function showView({ at, focus: codes, filter }) {
    filters.set(filter ?? {});
    choose((codes ?? []).map(app.numberOf), !at);
    if (at) map.setView([at[0], at[1]], at[2], { animate: false });
  }

  const linked = app.linked();
  story = app.story({
    holder: byId("story"),
    toggle: byId("show-story"),
    first: linked?.notes.length ? linked.notes : app.checkedNotes(JSON.parse(byId("notes").textContent)),
    read: readView,
    show: showView,
    anchorOf: ({ focus: codes, at }) => (codes?.length ? app.middleOf(app.numberOf(codes.at(-1))) : at ? [at[1], at[0]] : null),
    redraw,
    onOpen: () => {},
  });
  app.exporting({
    canvas: { paintOn: paint, camera: { size: () => ({ width: map.getSize().x, height: map.getSize().y }) } },
    say: (text) => (byId("said").textContent = text),
    parts: () => ({ notes: story.notes() }),
    link: () => app.fragment(readView(), story.notes()),
  });
  if (linked?.view) showView(linked.view);
  else if (story.notes().length) story.begin();
  draw();
  app.map = { leaflet: map, choose, point, story };
  document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
})((globalThis.networkMap ??= {}));
