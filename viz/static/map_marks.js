/* The outline of each mark, once, for the canvas and for the legend: unit size, y pointing down. */
((app) => {
  "use strict";

  const CORNERS = {
    square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
    wide: [[-1.2, -0.65], [1.2, -0.65], [1.2, 0.65], [-1.2, 0.65]],
    tall: [[-0.65, -1.2], [0.65, -1.2], [0.65, 1.2], [-0.65, 1.2]],
    shield: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.25], [0, 1.15], [-0.9, 0.25]],
    house: [[-0.9, 0.9], [-0.9, -0.25], [0, -1.15], [0.9, -0.25], [0.9, 0.9]],
    triangle: [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
    triangleDown: [[0, 1.2], [-1.1, -0.8], [1.1, -0.8]],
    triangleRight: [[1.2, 0], [-0.8, 1.1], [-0.8, -1.1]],
    diamond: [[0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]],
    cross: [
      [-0.42, -1.1], [0.42, -1.1], [0.42, -0.42], [1.1, -0.42], [1.1, 0.42], [0.42, 0.42],
      [0.42, 1.1], [-0.42, 1.1], [-0.42, 0.42], [-1.1, 0.42], [-1.1, -0.42], [-0.42, -0.42],
    ],
    hexagon: around(6, () => 1.1),
    star: around(10, (corner) => (corner % 2 ? 0.58 : 1.35)),
  };
  const CIRCLE = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z";
  const HOLE = "M0.5,0A0.5,0.5,0,1,0,-0.5,0A0.5,0.5,0,1,0,0.5,0Z";

  function around(count, reach) {
    return Array.from({ length: count }, (_, corner) => {
      const angle = (corner / count) * 2 * Math.PI - Math.PI / 2;
      return [reach(corner) * Math.cos(angle), reach(corner) * Math.sin(angle)];
    });
  }

  function outline(mark) {
    if (mark === "dot") return CIRCLE;
    if (mark === "ring") return CIRCLE + HOLE;
    return "M" + CORNERS[mark].map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`).join("L") + "Z";
  }

  const svgNode = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };

  const paths = new Map();

  app.marks = {
    svgNode,
    outline,

    /** The mark as a Path2D of radius 1 around the origin. */
    path(mark) {
      if (!paths.has(mark)) paths.set(mark, new Path2D(outline(mark)));
      return paths.get(mark);
    },

    /** The mark as a small picture; `slot` is the number of a cluster's colour, 0 the neutral one. */
    picture(mark, slot) {
      const svg = svgNode("svg", { viewBox: "-1.5 -1.5 3 3", class: `mark c${slot}`, "aria-hidden": "true" });
      svg.append(svgNode("path", { d: outline(mark) }));
      return svg;
    },
  };
})((globalThis.networkMap ??= {}));
