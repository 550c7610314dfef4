/* Ties, marks, clusters and what is in focus, painted on a sheet. Names reach a sheet as text only. */
((app) => {
  "use strict";

  const LEAST = 2.2;
  const OUTSIDE = 40;
  const THICKNESSES = [0.6, 1, 1.5, 2.2, 3.2, 4.5, 6, 8, 10];

  app.withAlpha = (colour, alpha) => colour + Math.round(alpha * 255).toString(16).padStart(2, "0");

  /** The colours of the style sheet; read again when light turns to dark. */
  app.readInk = () => {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const slots = [0, 1, 2, 3, 4, 5, 6, 7];
    return {
      surface: value("--surface"),
      halo: app.withAlpha(value("--surface"), 0.92),
      text: value("--text"),
      quiet: value("--quiet"),
      tie: value("--tie"),
      accent: value("--accent"),
      fill: slots.map((slot) => value(`--c${slot}`)),
      edge: slots.map((slot) => value(`--c${slot}-ink`)),
    };
  };

  /** How much a line or a mark of the legend is drawn larger or smaller in this view. */
  app.factor = (scale) => Math.min(Math.max(scale, 0.35), 1.5);

  app.painter = ({ camera, scene }) => {
    const { nodes, edges } = app.data;

    function place(id) {
      const { x, y } = camera.toScreen({ x: nodes.x[id], y: nodes.y[id] });
      return { x, y, size: Math.max(nodes.size[id] * camera.at.scale, LEAST) };
    }

    function outside(x1, y1, x2, y2, { width, height }) {
      const [low, right, bottom] = [-OUTSIDE, width + OUTSIDE, height + OUTSIDE];
      return (x1 < low && x2 < low) || (y1 < low && y2 < low) || (x1 > right && x2 > right) || (y1 > bottom && y2 > bottom);
    }

    function mark(sheet, id, ink) {
      const { x, y, size } = place(id);
      const slot = app.slotOf(id);
      sheet.mark(app.markOf(id), { x, y, size, fill: ink.fill[slot], stroke: ink.edge[slot], behind: ink.surface });
    }

    /** Lines of one colour and about one width are one stroke: thousands of strokes would take seconds. */
    function ties(sheet, numbers, colourOf, least = 0) {
      const size = camera.size();
      const factor = app.factor(camera.at.scale);
      const strokes = new Map();
      for (const tie of numbers) {
        const a = camera.toScreen({ x: nodes.x[edges.from[tie]], y: nodes.y[edges.from[tie]] });
        const b = camera.toScreen({ x: nodes.x[edges.to[tie]], y: nodes.y[edges.to[tie]] });
        if (outside(a.x, a.y, b.x, b.y, size)) continue;
        line(strokes, colourOf(tie), Math.max(edges.width[tie] * factor, least), a, b);
      }
      strike(sheet, strokes);
    }

    function line(strokes, colour, width, a, b) {
      const step = THICKNESSES.findLast((one) => one <= width) ?? THICKNESSES[0];
      const key = `${colour} ${step}`;
      if (!strokes.has(key)) strokes.set(key, { colour, width: step, ends: [] });
      strokes.get(key).ends.push(a.x, a.y, b.x, b.y);
    }

    const strike = (sheet, strokes) => [...strokes].sort().forEach(([, { colour, width, ends }]) => sheet.lines(ends, colour, width));

    function bubbles(sheet, ink) {
      const size = camera.size();
      const strokes = new Map();
      for (const { ends: [from, to], width } of scene.shown.bubbleTies) {
        const [a, b] = [camera.toScreen(from), camera.toScreen(to)];
        if (!outside(a.x, a.y, b.x, b.y, size)) line(strokes, app.withAlpha(ink.tie, 0.26), width, a, b);
      }
      strike(sheet, strokes);
      for (const { x, y, radius, slot } of scene.shown.bubbles) {
        const at = camera.toScreen({ x, y });
        const reach = Math.max(radius * camera.at.scale, LEAST);
        if (outside(at.x - reach, at.y - reach, at.x + reach, at.y + reach, size)) continue;
        sheet.circle(at.x, at.y, reach, { fill: app.withAlpha(ink.fill[slot], 0.72), stroke: ink.edge[slot], width: 1.5 });
      }
    }

    return {
      place,

      /** All that is on the map, from the back to the front. */
      ground(sheet, ink) {
        const colours = { tie: app.withAlpha(ink.tie, 0.38), own: ink.edge.map((edge) => app.withAlpha(edge, 0.42)) };
        bubbles(sheet, ink);
        ties(sheet, scene.shown.ties, (tie) => {
          const [from, to] = [edges.from[tie], edges.to[tie]];
          const slot = app.slotOf(from);
          return slot && app.clusterOf(from) === app.clusterOf(to) ? colours.own[slot] : colours.tie;
        });
        const { width, height } = camera.size();
        for (let i = scene.shown.marks.length - 1; i >= 0; i -= 1) {
          const id = scene.shown.marks[i];
          const { x, y, size } = place(id);
          if (x > -size && y > -size && x < width + size && y < height + size) mark(sheet, id, ink);
        }
      },

      /** A veil over all, and what is in focus before it. */
      focus(sheet, ink, focus) {
        const { width, height } = camera.size();
        sheet.rect(0, 0, width, height, app.withAlpha(ink.surface, 0.82));
        const drawn = scene.shown.drawn;
        const here = focus.ties.filter((tie) => drawn[edges.from[tie]] && drawn[edges.to[tie]]);
        const colour = app.withAlpha(focus.strong ? ink.text : ink.quiet, focus.strong ? 0.9 : 0.55);
        ties(sheet, here, () => (focus.slot ? app.withAlpha(ink.edge[focus.slot], 0.5) : colour), 1);
        for (const id of focus.nodes) if (drawn[id]) mark(sheet, id, ink);
        for (const id of focus.main) {
          if (!drawn[id]) continue;
          const { x, y, size } = place(id);
          sheet.circle(x, y, size * 1.3 + 4, { stroke: ink.text, width: 2 });
        }
      },

      /** Numbers of a story's notes, each beside what it tells of. */
      numbers(sheet, ink, notes, current) {
        const seen = new Map();
        notes.forEach((anchor, place) => {
          if (!anchor) return;
          const at = camera.toScreen(anchor);
          const key = `${Math.round(at.x / 12)} ${Math.round(at.y / 12)}`;
          const turn = seen.get(key) ?? 0;
          seen.set(key, turn + 1);
          const [x, y] = [at.x - 14 + turn * 24, at.y - 18];
          const text = String(place + 1);
          const style = { size: 12, weight: 700, colour: ink.surface };
          sheet.circle(x, y, 10, { fill: place === current ? ink.text : ink.accent, stroke: ink.surface, width: 2 });
          sheet.text(text, x - app.textWidth(text, style) / 2, y, style);
        });
      },
    };
  };
})((globalThis.networkMap ??= {}));
