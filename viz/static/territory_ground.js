/* What lies under the areas: outlines of countries, else lines of longitude and latitude, else words. */
((app) => {
  "use strict";

  const SPACES = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1];
  const LEAST = 90;
  const { areas, data } = app;
  const shaped = areas.some(({ shape }) => shape.length);

  /** Numbers of areas that stand somewhere. */
  app.placedAreas = () => [...areas.keys()].filter(app.middleOf);
  app.hasOutlines = data.outlines.length > 0;
  app.hasGraticule = !shaped && !app.hasOutlines && app.placedAreas().length > 0;

  const steps = (from, to, by) => Array.from({ length: Math.floor(to / by) - Math.ceil(from / by) + 1 }, (_, i) => (Math.ceil(from / by) + i) * by);
  const degrees = (value) => `${value < 0 ? "−" : ""}${app.number(Math.round(Math.abs(value) * 10) / 10)}°`;

  app.ground = ({ map, point, projected }) => {
    /** As a country is drawn that is none of the areas; an area that the reader leaves out, too. */
    function outline(sheet, ink, rings) {
      if (rings.length) sheet.shape(rings.map(projected), { fill: app.withAlpha(ink.fill[0], 0.14), stroke: app.withAlpha(ink.tie, 0.7) });
    }

    /** Lines at least so many pixels apart, each with its degrees at the edge. */
    function graticule(sheet, ink) {
      const { x: width, y: height } = map.getSize();
      const [west, east, south, north] = [map.getBounds().getWest(), map.getBounds().getEast(), map.getBounds().getSouth(), map.getBounds().getNorth()];
      const by = SPACES.findLast((one) => (one / (east - west)) * width >= LEAST) ?? SPACES[0];
      const line = app.withAlpha(ink.tie, 0.45);
      const style = { size: 10.5, colour: ink.quiet, halo: ink.halo };
      for (const at of steps(Math.max(west, -180), Math.min(east, 180), by)) {
        const { x } = point([at, south]);
        sheet.lines([x, 0, x, height], line, 1);
        sheet.text(degrees(at), x + 3, height - 9, style);
      }
      for (const at of steps(Math.max(south, -80), Math.min(north, 80), by)) {
        const { y } = point([west, at]);
        sheet.lines([0, y, width, y], line, 1);
        sheet.text(degrees(at), width - 34, y - 8, style);
      }
    }

    /** Words in the middle instead of an empty ground. */
    function words(sheet, ink) {
      const { x: width, y: height } = map.getSize();
      const said = areas.length ? [app.say("nothing placed"), app.say("load shapes")] : [app.say("nothing to place")];
      const style = { size: 14, colour: ink.text, halo: ink.halo };
      const lines = said.flatMap((text) => [...broken(text, Math.min(width - 40, 460), style), ""]);
      lines.forEach((text, row) => text && sheet.text(text, (width - app.textWidth(text, style)) / 2, height / 2 + (row - lines.length / 2) * 20, style));
    }

    function broken(text, room, style) {
      const lines = [""];
      for (const word of text.split(" ")) {
        const longer = `${lines.at(-1)} ${word}`.trim();
        if (app.textWidth(longer, style) <= room) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      return lines;
    }

    function paint(sheet, ink) {
      if (app.hasGraticule) graticule(sheet, ink);
      for (const ring of data.outlines) outline(sheet, ink, [ring]);
      if (!app.placedAreas().length) words(sheet, ink);
    }

    return { paint, outline };
  };
})((globalThis.networkMap ??= {}));
