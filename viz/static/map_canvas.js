/* The picture: vis-network places, moves and draws it; marks and what is in focus are painted here.
   Names reach the canvas through fillText only. */
((app) => {
  "use strict";

  const LEAST = 2.2;
  const CLOSEST = 1.2;
  const WIDEST = 700;

  const withAlpha = (colour, alpha) =>
    colour + Math.round(alpha * 255).toString(16).padStart(2, "0");

  /** The colours of the style sheet as the canvas needs them; read again when light turns to dark. */
  function readInk() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const slots = [0, 1, 2, 3, 4, 5, 6, 7];
    return {
      surface: value("--surface"),
      halo: withAlpha(value("--surface"), 0.92),
      text: value("--text"),
      quiet: value("--quiet"),
      tie: value("--tie"),
      fill: slots.map((slot) => value(`--c${slot}`)),
      edge: slots.map((slot) => value(`--c${slot}-ink`)),
    };
  }

  app.canvas = (data, handlers) => {
    const { marks } = app;
    const holder = document.getElementById("canvas");
    const { nodes, edges, options } = data.vis;
    const ranked = nodes.map((node) => node.id).sort((a, b) => nodes[b].size - nodes[a].size || a - b);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let ink = readInk();
    let focus = null;
    let whole = false;

    // ---- painting -------------------------------------------------------------------------------------------

    function paintMark(ctx, node, scale) {
      const slot = app.slotOf(node.id);
      const size = Math.max(node.size, LEAST / scale);
      ctx.save();
      ctx.translate(node.x, node.y);
      ctx.scale(size, size);
      ctx.fillStyle = ink.fill[slot];
      ctx.strokeStyle = ink.edge[slot];
      ctx.lineWidth = Math.min(1, 1.1 / scale) / size;
      if (node.mark === "ring") {
        ctx.fillStyle = ink.surface;
        ctx.fill(marks.path("dot"));
        ctx.fillStyle = ink.fill[slot];
      }
      ctx.fill(marks.path(node.mark));
      ctx.stroke(marks.path(node.mark));
      ctx.restore();
    }

    function renderer({ ctx, id }) {
      const node = nodes[id];
      return {
        drawNode: () => paintMark(ctx, node, network.getScale()),
        nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
      };
    }

    function tieColour(edge) {
      const slot = app.slotOf(edge.from);
      const within = slot > 0 && app.clusterOf(edge.from) === app.clusterOf(edge.to);
      return within ? withAlpha(ink.edge[slot], 0.42) : withAlpha(ink.tie, 0.38);
    }

    const colouredEdges = () => edges.map((edge) => ({ ...edge, color: { color: tieColour(edge), inherit: false } }));

    /** Everything is veiled, and what is in focus is painted again above the veil. */
    function paintFocus(ctx) {
      const scale = network.getScale();
      onScreen(ctx, (width, height) => {
        ctx.fillStyle = withAlpha(ink.surface, 0.82);
        ctx.fillRect(0, 0, width, height);
      });
      for (const number of focus.ties) {
        const edge = edges[number];
        ctx.strokeStyle = withAlpha(focus.strong ? ink.text : ink.quiet, focus.strong ? 0.9 : 0.55);
        ctx.lineWidth = Math.max(edge.width, 1 / scale);
        ctx.beginPath();
        ctx.moveTo(nodes[edge.from].x, nodes[edge.from].y);
        ctx.lineTo(nodes[edge.to].x, nodes[edge.to].y);
        ctx.stroke();
      }
      for (const id of focus.nodes) paintMark(ctx, nodes[id], scale);
      ctx.strokeStyle = ink.text;
      ctx.lineWidth = 2 / scale;
      for (const id of focus.main) {
        ctx.beginPath();
        ctx.arc(nodes[id].x, nodes[id].y, nodes[id].size * 1.3 + 4 / scale, 0, 2 * Math.PI);
        ctx.stroke();
      }
    }

    /** Runs `paint(width, height)` in screen pixels, whatever the view. */
    function onScreen(ctx, paint) {
      const ratio = ctx.canvas.width / holder.clientWidth;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(holder.clientWidth, holder.clientHeight);
      ctx.restore();
    }

    function boxOf(ids) {
      const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      for (const id of ids) {
        const { x, y, size } = nodes[id];
        box.left = Math.min(box.left, x - size);
        box.right = Math.max(box.right, x + size);
        box.top = Math.min(box.top, y - size);
        box.bottom = Math.max(box.bottom, y + size);
      }
      return box;
    }

    // ---- the network itself ---------------------------------------------------------------------------------

    const drawn = new vis.DataSet(colouredEdges());
    const network = new vis.Network(
      holder,
      { nodes: new vis.DataSet(nodes.map((node) => ({ ...node, ctxRenderer: renderer }))), edges: drawn },
      options,
    );

    const labels = app.labels({ network, nodes, ranked, boxOf });
    app.pointing({ network, nodes, edges, holder, tooltip: document.getElementById("tooltip"), ...handlers });

    const frame = holder.querySelector(".vis-network");
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", holder.dataset.label);

    network.on("afterDrawing", (ctx) => {
      if (focus) paintFocus(ctx);
      onScreen(ctx, (width, height) => labels.paint(ctx, { focus, ink, width, height }));
    });

    function moveTo(box, closest) {
      whole = false;
      const room = Math.min(
        holder.clientWidth / (box.right - box.left + 80),
        holder.clientHeight / (box.bottom - box.top + 80),
      );
      network.moveTo({
        position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
        scale: Math.min(room, closest),
        animation: calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
      });
    }

    /** A box around one organisation that holds its partners, but never so many that it would be lost. */
    function boxAround(id) {
      const { x, y } = nodes[id];
      const box = boxOf([id, ...app.partnersOf(id).map(({ other }) => other)]);
      const reach = Math.min(Math.max(x - box.left, box.right - x, y - box.top, box.bottom - y), WIDEST);
      return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
    }

    function zoomBy(factor) {
      whole = false;
      network.moveTo({ scale: network.getScale() * factor, animation: calm.matches ? false : { duration: 150 } });
    }

    function showAll() {
      if (nodes.length) moveTo(boxOf(ranked), 2);
      whole = true;
    }

    // Who looks at the whole map goes on seeing all of it when the window or the paper has another shape.
    network.on("resize", () => whole && showAll());
    network.on("zoom", () => (whole = false));
    network.on("dragStart", () => (whole = false));

    document.getElementById("zoom-in").addEventListener("click", () => zoomBy(1.5));
    document.getElementById("zoom-out").addEventListener("click", () => zoomBy(1 / 1.5));
    document.getElementById("zoom-fit").addEventListener("click", showAll);

    function changeInk() {
      ink = readInk();
      drawn.update(colouredEdges().map(({ id, color }) => ({ id, color })));
    }

    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changeInk);
    matchMedia("print").addEventListener("change", changeInk);

    return {
      network,
      showAll,
      /** Puts organisations and ties before the veil; null takes the veil away. */
      focusOn(next) {
        focus = next;
        network.redraw();
      },
      /** One organisation is put in the middle of its partners, several fill the picture. */
      moveToOrganisations(ids) {
        if (ids.length === 1) moveTo(boxAround(ids[0]), CLOSEST);
        else if (ids.length) moveTo(boxOf(ids), CLOSEST);
      },
    };
  };
})((globalThis.networkMap ??= {}));
