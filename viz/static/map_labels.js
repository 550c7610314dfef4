/* Labels of constant size: clusters first, then the largest organisations, never one over another. */
((app) => {
  "use strict";

  const LABEL_FONT = "system-ui, sans-serif";
  const FAR = 0.4;
  const CROWD = 25;

  app.labels = ({ network, nodes, ranked, boxOf }) => {
    const widths = new Map();

    function textWidth(ctx, text) {
      const key = ctx.font + text;
      if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
      return widths.get(key);
    }

    const shortened = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);

    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

    function paintText(ctx, { text, x, y, colour, halo, font }) {
      ctx.font = font;
      ctx.lineJoin = "round";
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = halo;
      ctx.fillStyle = colour;
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }

    /** Paints on screen pixels; `focus` may be null, `ink` holds the colours. */
    function paint(ctx, { focus, ink, width, height }) {
      const sheet = { ctx, focus, ink, width, height, taken: [] };
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      if (!focus) labelClusters(sheet);
      labelOrganisations(sheet);
    }

    function labelClusters({ ctx, ink, width, height, taken }) {
      for (const cluster of app.namedClusters()) {
        const font = cluster.slot ? `600 13px ${LABEL_FONT}` : `italic 12px ${LABEL_FONT}`;
        ctx.font = font;
        const box = boxOf(cluster.members);
        const extent = Math.max(box.right - box.left, box.bottom - box.top) * network.getScale();
        if (extent < 46 || extent > Math.max(width, height)) continue;
        const text = shortened(cluster.name, 34);
        const above = { x: (box.left + box.right) / 2, y: box.top - 14 / network.getScale() };
        const at = network.canvasToDOM(cluster.members.length < CROWD ? above : cluster.middle);
        const half = textWidth(ctx, text) / 2;
        const place = { left: at.x - half - 4, right: at.x + half + 4, top: at.y - 10, bottom: at.y + 10 };
        if (place.left < 4 || place.right > width - 4 || place.top < 2 || taken.some((other) => meets(place, other))) continue;
        taken.push(place);
        paintText(ctx, { text, x: at.x - half, y: at.y, colour: ink.edge[cluster.slot], halo: ink.halo, font });
      }
    }

    function labelOrganisations({ ctx, focus, ink, width, height, taken }) {
      const scale = network.getScale();
      const most = Math.max(6, Math.round((width * height) / (scale < FAR ? 40000 : 18000)));
      const font = `12px ${LABEL_FONT}`;
      const main = focus ? [...focus.main] : [];
      const order = focus ? [...main, ...ranked.filter((id) => focus.nodes.has(id) && !focus.main.has(id))] : ranked;
      let painted = 0;
      const visible = (id) => focus || nodes[id].size * scale > 4;
      taken.push(...order.slice(0, 200).filter(visible).map((id) => markBox(id, scale)));
      for (const id of order) {
        const important = focus?.main.has(id);
        ctx.font = important ? `600 13px ${LABEL_FONT}` : font;
        if (painted >= most + main.length || (!important && nodes[id].size * scale < 2.4)) break;
        const at = network.canvasToDOM(nodes[id]);
        if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
        const text = shortened(app.nameOf(id), important ? 60 : 30);
        const reach = nodes[id].size * scale + 5;
        const wide = textWidth(ctx, text);
        const place = freePlace({ at, reach, wide, taken, width, height });
        if (!place && !important) continue;
        const shown = place ?? { left: at.x + reach, top: at.y - 8, right: at.x + reach + wide, bottom: at.y + 8 };
        taken.push(shown);
        painted += 1;
        paintText(ctx, { text, x: shown.left, y: (shown.top + shown.bottom) / 2, colour: ink.text, halo: ink.halo, font: ctx.font });
      }
    }

    function markBox(id, scale) {
      const at = network.canvasToDOM(nodes[id]);
      const reach = nodes[id].size * scale;
      return { left: at.x - reach, right: at.x + reach, top: at.y - reach, bottom: at.y + reach };
    }

    /** Right, left, below or above the mark: the first place that is inside the picture and free. */
    function freePlace({ at, reach, wide, taken, width, height }) {
      const corners = [
        [at.x + reach, at.y - 8],
        [at.x - reach - wide, at.y - 8],
        [at.x - wide / 2, at.y + reach],
        [at.x - wide / 2, at.y - reach - 16],
      ];
      for (const [left, top] of corners) {
        const place = { left, top, right: left + wide, bottom: top + 16 };
        const inside = left > 2 && top > 2 && place.right < width - 2 && place.bottom < height - 2;
        if (inside && !taken.some((other) => meets(place, other))) return place;
      }
      return null;
    }

    return { paint };
  };
})((globalThis.networkMap ??= {}));
