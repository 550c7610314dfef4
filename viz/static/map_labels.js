/* Labels of constant size: clusters first, then the largest organisations, never one over another. */
((app) => {
  "use strict";

  const FAR = 0.4;
  const CROWD = 25;
  const IN_FOCUS = 3000;

  app.labels = ({ camera, scene, painter }) => {
    const shortened = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);

    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

    /** Paints on a sheet; `focus` may be null, `ink` holds the colours. */
    function paint(sheet, ink, focus) {
      const taken = [];
      if (!focus) labelBubbles(sheet, ink, taken);
      if (!focus) labelClusters(sheet, ink, taken);
      labelOrganisations(sheet, ink, focus, taken);
    }

    function labelBubbles(sheet, ink, taken) {
      const { width, height } = camera.size();
      for (const { cluster, size, x, y, radius, slot } of scene.shown.bubbles) {
        const reach = radius * camera.at.scale;
        if (reach < 5) break;
        const text = shortened(`${app.clusterName(cluster)} · ${app.number(size)}`, reach > 60 ? 44 : 28);
        const at = camera.toScreen({ x, y });
        centred(sheet, text, { x: at.x, y: reach < 16 ? at.y - reach - 9 : at.y }, { size: reach > 40 ? 13 : 11.5, weight: 600, colour: ink.text, halo: ink.halo }, { taken, width, height, slot });
      }
    }

    function labelClusters(sheet, ink, taken) {
      const { width, height } = camera.size();
      for (const cluster of app.namedClusters()) {
        if (scene.state.mode === "clusters" && !scene.state.open.has(cluster.id)) continue;
        const box = app.clusterBox(cluster.id);
        const extent = Math.max(box.right - box.left, box.bottom - box.top) * camera.at.scale;
        if (extent < 46 || extent > Math.max(width, height)) continue;
        const above = { x: (box.left + box.right) / 2, y: box.top - 14 / camera.at.scale };
        const at = camera.toScreen(cluster.members.length < CROWD || scene.state.mode === "clusters" ? above : cluster.middle);
        const style = { size: cluster.slot ? 13 : 12, weight: cluster.slot ? 600 : 400, italic: !cluster.slot, colour: ink.edge[cluster.slot], halo: ink.halo };
        centred(sheet, shortened(cluster.name, 34), at, style, { taken, width, height });
      }
    }

    function centred(sheet, text, at, style, { taken, width, height }) {
      const half = app.textWidth(text, style) / 2;
      const place = { left: at.x - half - 4, right: at.x + half + 4, top: at.y - 10, bottom: at.y + 10 };
      if (place.left < 4 || place.right > width - 4 || place.top < 2 || place.bottom > height - 2 || taken.some((other) => meets(place, other))) return;
      taken.push(place);
      sheet.text(text, at.x - half, at.y, style);
    }

    function labelOrganisations(sheet, ink, focus, taken) {
      const { width, height } = camera.size();
      const scale = camera.at.scale;
      const most = Math.max(6, Math.round((width * height) / (scale < FAR ? 40000 : 18000)));
      const { marks, drawn } = scene.shown;
      const main = focus ? [...focus.main].filter((id) => drawn[id]) : [];
      const order = focus ? [...main, ...marks.filter((id) => focus.nodes.has(id) && !focus.main.has(id)).slice(0, IN_FOCUS)] : marks;
      let painted = 0;
      taken.push(...order.slice(0, 200).filter((id) => focus || painter.place(id).size > 4).map(markBox));
      for (const id of order) {
        const important = focus?.main.has(id);
        const at = painter.place(id);
        if (painted >= most + main.length || (!important && at.size < 2.4)) break;
        if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
        const style = { size: important ? 13 : 12, weight: important ? 600 : 400, colour: ink.text, halo: ink.halo };
        const text = shortened(app.nameOf(id), important ? 60 : 30);
        const reach = at.size + 5;
        const wide = app.textWidth(text, style);
        const place = freePlace({ at, reach, wide, taken, width, height });
        if (!place && !important) continue;
        const shown = place ?? { left: at.x + reach, top: at.y - 8, right: at.x + reach + wide, bottom: at.y + 8 };
        taken.push(shown);
        painted += 1;
        sheet.text(text, shown.left, (shown.top + shown.bottom) / 2, style);
      }
    }

    function markBox(id) {
      const { x, y, size } = painter.place(id);
      return { left: x - size, right: x + size, top: y - size, bottom: y + size };
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
