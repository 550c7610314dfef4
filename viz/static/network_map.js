/* The page: what happens between map, panel, legend, filters, table and story. */
((app) => {
  "use strict";

  const began = performance.now();
  // This is the last script, and none before it has changed the page: what is saved is what was received.
  app.received = document.documentElement.cloneNode(true);
  const byId = (id) => document.getElementById(id);
  const { edges } = app.data;

  // ---- what is in focus -----------------------------------------------------------------------------------------

  const among = (ids) => {
    const inside = new Set(ids);
    const ties = [];
    for (let tie = 0; tie < app.tieCount; tie += 1) if (inside.has(edges.from[tie]) && inside.has(edges.to[tie])) ties.push(tie);
    return ties;
  };

  /** Everybody at most so many ties away, and the ties on the way there. */
  app.around = (id, depth) => {
    const seen = new Set([id]);
    const ties = new Set();
    let edge = [id];
    for (let step = 0; step < depth; step += 1) {
      const next = [];
      for (const here of edge) {
        for (const { other, tie } of app.partnersOf(here)) {
          ties.add(tie);
          if (seen.has(other)) continue;
          seen.add(other);
          next.push(other);
        }
      }
      edge = next;
    }
    return { nodes: [...seen], ties: [...ties] };
  };

  const FOCUS = {
    organisation({ id, depth = 1 }) {
      const { nodes, ties } = app.around(id, depth);
      return { main: new Set([id]), nodes: new Set(nodes), ties };
    },
    tie({ tie }) {
      const ends = [edges.from[tie], edges.to[tie]];
      return { main: new Set(ends), nodes: new Set(ends), ties: [tie], strong: true };
    },
    cluster: ({ cluster }) => ({ slot: app.slotOfCluster(cluster), main: new Set(), nodes: new Set(app.membersOf(cluster)), ties: among(app.membersOf(cluster)) }),
    kind: ({ kind }) => ({ main: new Set(), nodes: new Set(app.ofKind(kind)), ties: [] }),
    path: () => ({
      main: new Set(app.path),
      nodes: new Set(app.path),
      ties: app.path.slice(1).map((id, place) => app.tieBetween(app.path[place], id)).filter((tie) => tie !== null),
      strong: true,
    }),
  };

  const bodiesOf = (shown) => (shown && shown.type !== "kind" ? [...FOCUS[shown.type](shown).main] : []);

  /** A closed cluster is one mark: a veil over it would hide what it is about. */
  function focusOf(shown) {
    if (!shown) return null;
    if (shown.type === "cluster" && map.canOpen() && !map.isOpen(shown.cluster)) return null;
    return FOCUS[shown.type](shown);
  }

  // ---- the parts of the page ----------------------------------------------------------------------------------

  const scene = app.scene();
  let canvas = null;
  let table = null;
  let history = null;

  const say = (text) => (byId("said").textContent = text);

  const map = {
    canOpen: () => scene.state.mode === "clusters",
    isOpen: (cluster) => scene.state.open.has(cluster),
    turn(cluster) {
      if (!scene.state.open.delete(cluster)) scene.state.open.add(cluster);
      changed();
      panel.reset({ type: "cluster", cluster });
      canvas.camera.show(app.clusterBox(cluster), 1.2);
    },
  };

  const panel = app.panel({
    view: byId("view"),
    search: byId("search"),
    map,
    passes: (id) => scene.passing().kept[id],
    onShow(shown) {
      if (scene.reveal(bodiesOf(shown))) changed();
      canvas?.focusOn(focusOf(shown));
      history?.note();
    },
    onCentre: (ids) => canvas.moveToOrganisations(ids),
  });

  const linked = app.linked();
  const story = app.story({
    holder: byId("story"),
    toggle: byId("show-story"),
    first: linked?.notes.length ? linked.notes : app.checkedNotes(JSON.parse(byId("notes").textContent)),
    read: readView,
    show: showView,
    anchorOf,
    redraw: () => canvas?.redrawFront(),
    onOpen: (open) => byId("stage").classList.toggle("storied", open),
  });

  function anchorOf({ focus, at }) {
    const bodies = focus && focus.type !== "cluster" ? bodiesOf(focus) : [];
    const places = bodies.map(scene.nodeAt);
    if (focus?.type === "tie") return { x: (places[0].x + places[1].x) / 2, y: (places[0].y + places[1].y) / 2 };
    if (focus?.type === "cluster") {
      const box = app.clusterBox(focus.cluster);
      return { x: (box.left + box.right) / 2, y: box.top };
    }
    return places.length ? { x: places[0].x, y: places[0].y - places[0].size } : at ? { x: at[0], y: at[1] } : null;
  }

  const chosen = () => (panel.now()?.type === "organisation" ? panel.now().id : null);

  canvas = app.canvas({
    scene,
    story,
    onOrganisation: (id) => panel.show({ type: "organisation", id }),
    onTie: (tie) => panel.show({ type: "tie", tie }),
    onCluster: (cluster) => map.turn(cluster),
    onNothing: () => panel.clear(),
    onKey: app.walking({
      scene,
      chosen,
      clear: () => panel.clear(),
      read: () => byId("view").querySelector("h2").focus(),
      say,
      choose(id, from) {
        const tie = from === undefined ? null : app.tieBetween(from, id);
        panel.reset({ type: "organisation", id });
        canvas.moveToOrganisations([id]);
        const projects = tie === null ? "" : app.counted("joint projects", app.projectNumbers(tie).length);
        say([app.nameOf(id), projects, app.counted("partners here", app.partnersOf(id).length)].filter(Boolean).join(" · "));
      },
    }),
    onSettled() {
      legend.follow(canvas.camera.at.scale);
      history?.note();
    },
  });

  const legend = app.legend({ holder: byId("legend"), go: panel.go });
  const filters = app.filters({ holder: byId("filters"), scene, onChange: () => (changed(), history?.note()) });

  /** The map, the list and the table after another choice of what is on the map. */
  function changed() {
    scene.compute();
    canvas.refresh();
    canvas.focusOn(focusOf(panel.now()));
    filters.tell();
    panel.refilter();
    table?.stale();
  }

  // ---- the view as a value --------------------------------------------------------------------------------------

  function readView() {
    const { x, y, scale } = canvas.camera.at;
    const view = { at: [x, y].map((one) => Number(one.toFixed(1))).concat(Number(scale.toPrecision(5))), focus: panel.now() };
    if (scene.filtering()) view.filter = { ...scene.state.filter };
    if (app.whole) Object.assign(view, { mode: scene.state.mode, open: [...scene.state.open].sort((a, b) => a - b) });
    return app.checkedView(view);
  }

  function showView({ at, filter, mode, open, focus }) {
    scene.state.filter = { ...scene.NO_FILTER, ...filter };
    filters.set(scene.state.filter);
    if (app.whole) setMode(mode ?? scene.state.mode);
    scene.state.open = new Set(open ?? (app.whole && !at ? [] : scene.state.open));
    changed();
    panel.reset(focus ?? null);
    if (at) canvas.camera.fly({ x: at[0], y: at[1], scale: at[2] });
    else if (focus) canvas.moveToOrganisations([...FOCUS[focus.type](focus).nodes]);
    else canvas.showAll();
  }

  function setMode(mode) {
    scene.state.mode = mode;
    byId("show-clusters").setAttribute("aria-pressed", String(mode === "clusters"));
    byId("show-everything").setAttribute("aria-pressed", String(mode === "all"));
  }

  // ---- map or table ---------------------------------------------------------------------------------------------

  function tables() {
    const [stage, twin] = [byId("stage"), byId("twin")];
    let fresh = false;

    function fill() {
      fresh = true;
      const passing = scene.passing();
      twin.replaceChildren(
        app.organisationTable(app.ranking.filter((id) => passing.kept[id]), (id) => panel.go({ type: "organisation", id }, [id])),
        app.tieTable(passing.ties, (tie) => panel.go({ type: "tie", tie }, [edges.from[tie], edges.to[tie]])),
      );
    }

    function choose(asTable) {
      if (asTable && !fresh) fill();
      twin.hidden = !asTable;
      stage.inert = asTable;
      byId("show-map").setAttribute("aria-pressed", String(!asTable));
      byId("show-table").setAttribute("aria-pressed", String(asTable));
    }

    byId("show-map").addEventListener("click", () => choose(false));
    byId("show-table").addEventListener("click", () => choose(true));
    return {
      stale() {
        fresh = false;
        if (!twin.hidden) fill();
      },
    };
  }

  // ---- at last --------------------------------------------------------------------------------------------------

  table = tables();
  byId("modes").hidden = !app.whole;
  for (const [id, mode] of [["show-clusters", "clusters"], ["show-everything", "all"]]) {
    byId(id).addEventListener("click", () => {
      setMode(mode);
      changed();
      if (mode === "all" && !canvas.byCard()) say(app.say("no webgl"));
      history.note();
    });
  }
  app.exporting({
    canvas,
    say,
    parts: () => ({ notes: story.notes() }),
    link: () => app.fragment(readView(), story.notes()),
  });

  canvas.refresh();
  canvas.showAll();
  if (linked?.view) showView(linked.view);
  else if (story.notes().length) story.begin();
  else if (app.path.length) panel.go({ type: "path" }, app.path);
  else if (app.data.centre !== null) panel.reset({ type: "organisation", id: app.data.centre, depth: app.data.depth });
  history = app.history({ read: readView, show: showView, undo: byId("undo"), redo: byId("redo") });
  legend.follow(canvas.camera.at.scale);
  app.map = { canvas, scene, panel, story, camera: canvas.camera };
  document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
})((globalThis.networkMap ??= {}));
