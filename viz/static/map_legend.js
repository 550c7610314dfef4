/* What colours, shapes, sizes and lines mean; scales follow the view, so that they are true at every zoom. */
((app) => {
  "use strict";

  app.legend = ({ holder, go }) => {
    const { element } = app;
    const { scales } = app.data;
    const { svgNode } = app.marks;
    const swatch = (slot) => element("span", { class: `swatch c${slot}` });

    function entry(sign, name, count, onclick) {
      const label = element("span", { class: "name", dir: "auto" }, name);
      return element("li", {}, element("button", { type: "button", onclick }, sign, label, element("span", { class: "aside" }, app.number(count))));
    }

    function fixed(sign, name, count) {
      return element("li", { class: "fixed" }, sign, element("span", { class: "name" }, name), element("span", { class: "aside" }, app.number(count)));
    }

    function clusterRows() {
      const largest = app.clusters.filter(({ slot }) => slot).sort((a, b) => a.slot - b.slot);
      const others = app.clusters.filter(({ slot }) => !slot);
      const without = app.ranking.filter((id) => app.clusterOf(id) === null).length;
      const rows = largest.map(({ id, slot }) => entry(swatch(slot), app.clusterName(id), app.membersOf(id).length, () => go({ type: "cluster", cluster: id }, app.membersOf(id))));
      const rest = others.reduce((sum, { id }) => sum + app.membersOf(id).length, 0);
      if (others.length) rows.push(fixed(swatch(0), app.counted("smaller clusters", others.length), rest));
      if (without) rows.push(fixed(swatch(0), app.say("cluster unstated"), without));
      return rows;
    }

    const kindRow = (kind) => entry(app.marks.picture(kind.mark, 0), kind.name, app.ofKind(kind.id).length, () => go({ type: "kind", kind: kind.id }, app.ofKind(kind.id)));

    function scaleOf(entries, shape, height) {
      const svg = svgNode("svg", { viewBox: `0 0 200 ${height}`, class: "scale", role: "img", "aria-label": entries.map(({ value }) => app.number(value)).join(", ") });
      entries.forEach(({ value }, at) => {
        const text = svgNode("text", { x: 30 + at * 62, y: height - 3, "text-anchor": "middle" });
        text.textContent = app.number(value);
        svg.append(shape(30 + at * 62), text);
      });
      return svg;
    }

    const sizes = scaleOf(scales.size, (x) => svgNode("circle", { cx: x }), 66);
    const widths = scaleOf(scales.width, (x) => svgNode("line", { x1: x - 18, x2: x + 18, y1: 9, y2: 9 }), 34);
    const part = (title, ...content) => element("section", {}, element("h2", {}, title), ...content);
    holder.append(
      part(app.say("colour is cluster"), element("ul", {}, ...clusterRows())),
      part(app.say("shape is kind"), element("ul", {}, ...app.kinds.map(kindRow))),
      part(app.say("size is strength"), sizes),
      part(app.say("line is weight"), widths),
      element("p", { class: "fine" }, app.say("weight explained")),
    );

    return {
      /** Circles and lines as large as the map draws them now. */
      follow(scale) {
        sizes.querySelectorAll("circle").forEach((circle, at) => {
          const radius = Math.min(Math.max(scales.size[at].size * scale, 2.2), 24);
          circle.setAttribute("r", radius.toFixed(1));
          circle.setAttribute("cy", (50 - radius).toFixed(1));
        });
        widths.querySelectorAll("line").forEach((line, at) => line.setAttribute("stroke-width", (scales.width[at].size * app.factor(scale)).toFixed(2)));
      },
    };
  };
})((globalThis.networkMap ??= {}));
