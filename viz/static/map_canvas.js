/* The picture in two layers: the ground (ties and marks, by canvas or WebGL), before it focus, numbers and names. */
((app) => {
  "use strict";

  const CLOSEST = 1.2;
  const WIDEST = 700;
  const QUICK = 22;

  /** `handlers`: onOrganisation, onTie, onCluster, onNothing, onKey, onSettled. */
  app.canvas = ({ scene, story, ...handlers }) => {
    const holder = document.getElementById("canvas");
    const [ground, front, glGround] = ["ground", "front", "gl"].map((name) => app.element("canvas", { class: name, "aria-hidden": "true" }));
    holder.append(ground, glGround, front);
    holder.setAttribute("role", "application");
    holder.setAttribute("tabindex", "0");
    holder.setAttribute("aria-label", holder.dataset.label);

    const camera = app.camera({ holder, onMove, onClick, onKey: handlers.onKey });
    const painter = app.painter({ camera, scene });
    const labels = app.labels({ camera, scene, painter });
    const pointing = app.pointing({ camera, scene, holder, tooltip: document.getElementById("tooltip") });
    const drawnAt = { x: 0, y: 0, scale: 1 };
    let ink = app.readInk();
    let focus = null;
    let whole = false;
    let lasted = 0;
    let drewAt = 0;
    let gl = null;
    let pending = 0;
    let frames = 0;

    // ---- drawing ------------------------------------------------------------------------------------------------

    function sized(canvas) {
      const ratio = Math.min(devicePixelRatio || 1, 2);
      const { width, height } = camera.size();
      const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
      if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
      return ratio;
    }

    function cleared(canvas) {
      const ratio = sized(canvas);
      const ctx = canvas.getContext("2d");
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      return app.canvasSheet(ctx);
    }

    const byCard = () => app.whole && scene.state.mode === "all" && gl;

    function draw() {
      const began = performance.now();
      for (const canvas of [ground, front, glGround]) canvas.style.transform = "";
      ground.hidden = Boolean(byCard());
      glGround.hidden = !byCard();
      if (byCard()) {
        sized(glGround);
        gl.paint(ink);
      } else painter.ground(cleared(ground), ink);
      drawFront();
      Object.assign(drawnAt, camera.at);
      drewAt = performance.now();
      lasted = drewAt - began;
    }

    function drawFront() {
      before(cleared(front));
    }

    function before(sheet) {
      if (focus) painter.focus(sheet, ink, focus);
      labels.paint(sheet, ink, focus);
      if (story.shown()) painter.numbers(sheet, ink, story.anchors(), story.current());
    }

    /** What takes long to draw is carried along while it moves, and drawn anew at rest and now and then. */
    function carry() {
      const grown = camera.at.scale / drawnAt.scale;
      const { width, height } = camera.size();
      const x = (drawnAt.x - camera.at.x) * camera.at.scale + (width / 2) * (1 - grown);
      const y = (drawnAt.y - camera.at.y) * camera.at.scale + (height / 2) * (1 - grown);
      for (const canvas of [ground, front, glGround]) canvas.style.transform = `translate(${x}px, ${y}px) scale(${grown})`;
    }

    function frame(settled) {
      pending = 0;
      frames += 1;
      const due = performance.now() - drewAt > Math.max(250, 6 * lasted);
      if (settled || lasted < QUICK || due) draw();
      else carry();
    }

    let rests = false;
    function onMove(settled) {
      rests = settled;
      if (!settled) whole = false;
      if (!pending) pending = requestAnimationFrame(() => frame(rests));
      if (settled) handlers.onSettled();
    }

    function redraw() {
      cancelAnimationFrame(pending);
      pending = 0;
      draw();
    }

    // ---- what hands do ------------------------------------------------------------------------------------------

    function onClick(point, reach) {
      const found = pointing.under(point, reach);
      if (found?.organisation !== undefined) handlers.onOrganisation(found.organisation);
      else if (found?.tie !== undefined) handlers.onTie(found.tie);
      else if (found) handlers.onCluster(found.cluster);
      else handlers.onNothing();
    }

    /** A box around one organisation that holds its partners, but never so many that it would be lost. */
    function boxAround(id) {
      const { x, y } = scene.nodeAt(id);
      const box = app.boxOf([id, ...app.partnersOf(id).map(({ other }) => other).filter((other) => scene.shown.drawn[other])]);
      const reach = Math.min(Math.max(x - box.left, box.right - x, y - box.top, box.bottom - y), WIDEST);
      return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
    }

    function showAll() {
      const box = scene.box();
      if (Number.isFinite(box.left)) camera.show(box, 2);
      whole = true;
    }

    // Who looks at the whole map goes on seeing all of it when the window or the paper has another shape.
    new ResizeObserver(() => {
      if (whole) showAll();
      redraw();
    }).observe(holder);

    document.getElementById("zoom-in").addEventListener("click", () => camera.zoomBy(1.5));
    document.getElementById("zoom-out").addEventListener("click", () => camera.zoomBy(1 / 1.5));
    document.getElementById("zoom-fit").addEventListener("click", showAll);

    function changeInk() {
      ink = app.readInk();
      redraw();
    }

    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changeInk);
    matchMedia("print").addEventListener("change", changeInk);

    return {
      camera,
      redraw,
      redrawFront: drawFront,
      showAll,
      frames: () => frames,
      byCard: () => Boolean(byCard()),
      /** After the scene has changed: everything anew. */
      refresh() {
        if (app.whole && scene.state.mode === "all") gl ??= app.webgl(glGround, { camera, scene });
        gl?.chosen();
        redraw();
      },
      /** Puts organisations and ties before the veil; null takes the veil away. */
      focusOn(next) {
        focus = next;
        drawFront();
      },
      /** One organisation is put in the middle of its partners, several fill the picture. */
      moveToOrganisations(ids) {
        if (ids.length === 1) camera.show(boxAround(ids[0]), CLOSEST);
        else if (ids.length) camera.show(app.boxOf(ids), CLOSEST);
      },
      /** All that is on the screen, on another sheet of the same size. */
      paintOn(sheet) {
        const { width, height } = camera.size();
        redraw();
        sheet.rect(0, 0, width, height, ink.surface);
        if (byCard()) sheet.picture(glGround, width, height);
        else painter.ground(sheet, ink);
        before(sheet);
      },
    };
  };
})((globalThis.networkMap ??= {}));
