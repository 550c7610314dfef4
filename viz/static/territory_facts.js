/* The facts of a geographic map out of its data block, by number of an area or a link. */
((app) => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const { areas, links } = data;
  const numbers = new Map(areas.map(({ code }, number) => [code, number]));

  /** Middle of an area's shape (of its largest ring), else its point, else null. */
  function middle({ shape, point }) {
    if (!shape.length) return point;
    const ring = shape.reduce((largest, one) => (one.length > largest.length ? one : largest));
    let [twice, x, y] = [0, 0, 0];
    for (let i = 0; i < ring.length; i += 2) {
      const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[(i + 2) % ring.length], ring[(i + 3) % ring.length]];
      const cross = x1 * y2 - x2 * y1;
      twice += cross;
      x += (x1 + x2) * cross;
      y += (y1 + y2) * cross;
    }
    return twice ? [x / (3 * twice), y / (3 * twice)] : [ring[0], ring[1]];
  }

  const middles = areas.map(middle);

  function inside({ shape }, [east, north]) {
    let within = false;
    for (const ring of shape) {
      for (let i = 0; i < ring.length; i += 2) {
        const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[(i + 2) % ring.length], ring[(i + 3) % ring.length]];
        if (y1 > north !== y2 > north && east < ((x2 - x1) * (north - y1)) / (y2 - y1) + x1) within = !within;
      }
    }
    return within;
  }

  const heaviest = links.reduce((most, { weight, missing }) => (missing ? most : Math.max(most, weight)), 0);

  Object.assign(app, {
    data,
    areas,
    links,
    middleOf: (number) => middles[number],
    numberOf: (code) => numbers.get(code) ?? null,
    areaName: (number) => areas[number].name || areas[number].code,
    widthOf: ({ weight }) => (heaviest ? 1 + 6 * Math.sqrt(weight / heaviest) : 1),
    areaAt: (place) => areas.findIndex((area) => inside(area, place)),
    valueText: ({ value }) => (value === null ? app.say("no value") : app.number(value)),

    /** The parts of a view that hold; links and files can be written by anybody. */
    checkedView(view) {
      if (typeof view !== "object" || view === null) return null;
      const known = {};
      if (Array.isArray(view.at) && view.at.length === 3 && view.at.every((one) => typeof one === "number" && Number.isFinite(one))) known.at = view.at;
      if (Array.isArray(view.focus)) known.focus = view.focus.filter((code) => numbers.has(code)).slice(0, 2);
      if (typeof view.filter === "object" && view.filter !== null) known.filter = app.checkedFilter(view.filter);
      return known;
    },
  });
})((globalThis.networkMap ??= {}));
