/* Which organisations, ties and clusters are on the map: filters take away, closed clusters stand for their members. */
((app) => {
  "use strict";

  const MOST_OPEN = 1500;
  const MOST_TIES = 5000;
  const BUBBLE_TIES = 500;

  const NO_FILTER = { kind: "", country: "", theme: "", from: "", to: "", weight: "" };

  app.scene = () => {
    const { nodes, edges } = app.data;
    const state = { filter: { ...NO_FILTER }, mode: app.whole ? "clusters" : "all", open: new Set() };
    const shown = { marks: [], ties: [], bubbles: [], bubbleTies: [], left: [] };
    let passing = null;
    const bubbleOf = new Map();

    const filtering = () => Object.values(state.filter).some((value) => value !== "");

    /** What the filters leave, whatever is open: organisations as flags, ties by number. */
    function pass() {
      const { kind, country, theme, from, to, weight } = state.filter;
      const about = theme === "" ? null : app.themes.indexOf(theme);
      const [first, last, least] = [from === "" ? -Infinity : Number(from), to === "" ? Infinity : Number(to), weight === "" ? 0 : Number(weight)];
      const dated = from !== "" || to !== "";
      const fits = (number) => {
        const year = app.yearOf(number);
        return (about === null || app.themesOf(number).includes(about)) && (!dated || (year !== null && year >= first && year <= last));
      };
      const onTies = about !== null || dated || weight !== "";
      const body = (id) => (kind === "" || (app.kindIdOf(id) ?? "?") === kind) && (country === "" || (app.countryOf(id) ?? "?") === country);
      const kept = Uint8Array.from({ length: app.count }, (_, id) => body(id));
      const ties = [];
      const tied = new Uint8Array(app.count);
      for (let tie = 0; tie < app.tieCount; tie += 1) {
        const [a, b] = [edges.from[tie], edges.to[tie]];
        if (!kept[a] || !kept[b] || app.weightOf(tie) < least) continue;
        if ((about !== null || dated) && !app.projectNumbers(tie).some(fits)) continue;
        ties.push(tie);
        tied[a] = tied[b] = 1;
      }
      if (onTies) for (let id = 0; id < app.count; id += 1) kept[id] &= tied[id];
      return { kept, ties, count: kept.reduce((sum, one) => sum + one, 0) };
    }

    function compute() {
      passing = pass();
      const apart = state.mode === "clusters";
      const own = (id) => {
        const cluster = app.clusterOf(id);
        return !apart || cluster === null || state.open.has(cluster);
      };
      shown.marks = app.ranking.filter((id) => passing.kept[id] && own(id));
      shown.left = [];
      if (apart && shown.marks.length > MOST_OPEN) {
        shown.left.push(app.say("open left out", { shown: MOST_OPEN, all: shown.marks.length }));
        shown.marks = shown.marks.slice(0, MOST_OPEN);
      }
      const onMap = new Uint8Array(app.count);
      for (const id of shown.marks) onMap[id] = 1;
      shown.ties = passing.ties.filter((tie) => onMap[edges.from[tie]] && onMap[edges.to[tie]]);
      if (apart && shown.ties.length > MOST_TIES) {
        shown.left.push(app.say("open ties left out", { shown: MOST_TIES, all: shown.ties.length }));
        shown.ties = shown.ties.sort((a, b) => app.weightOf(b) - app.weightOf(a) || a - b).slice(0, MOST_TIES);
      }
      bubbleOf.clear();
      [shown.bubbles, shown.bubbleTies] = apart ? [bubbles(), bubbleTies()] : [[], []];
      shown.drawn = onMap;
      return shown;
    }

    function bubbles() {
      const sizes = new Map();
      for (let id = 0; id < app.count; id += 1) {
        const cluster = app.clusterOf(id);
        if (passing.kept[id] && cluster !== null && !state.open.has(cluster)) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
      }
      const made = [...sizes].map(([cluster, size]) => {
        const box = app.clusterBox(cluster);
        const bubble = {
          cluster,
          size,
          slot: app.slotOfCluster(cluster),
          x: (box.left + box.right) / 2,
          y: (box.top + box.bottom) / 2,
          radius: Math.max((box.right - box.left + box.bottom - box.top) / 4, 6),
        };
        bubbleOf.set(cluster, bubble);
        return bubble;
      });
      return made.sort((a, b) => b.size - a.size || a.cluster - b.cluster);
    }

    /** Summed weight between two clusters of which one at least is closed; the strongest pairs. */
    function bubbleTies() {
      const sums = new Map();
      for (const tie of passing.ties) {
        const [a, b] = [app.clusterOf(edges.from[tie]), app.clusterOf(edges.to[tie])];
        if (a === null || b === null || a === b || (state.open.has(a) && state.open.has(b))) continue;
        const key = a < b ? `${a} ${b}` : `${b} ${a}`;
        const sum = sums.get(key) ?? { a: Math.min(a, b), b: Math.max(a, b), weight: 0, ties: 0 };
        sum.weight += app.weightOf(tie);
        sum.ties += 1;
        sums.set(key, sum);
      }
      const strongest = [...sums.values()].sort((a, b) => b.weight - a.weight || a.a - b.a || a.b - b.b).slice(0, BUBBLE_TIES);
      const most = strongest[0]?.weight ?? 1;
      for (const tie of strongest) {
        tie.width = 1 + 7 * Math.sqrt(tie.weight / most);
        tie.ends = [tie.a, tie.b].map((cluster) => bubbleOf.get(cluster) ?? middle(cluster));
      }
      return strongest;
    }

    function middle(cluster) {
      const box = app.clusterBox(cluster);
      return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    }

    /** Box of all that is on the map. */
    function box() {
      const whole = app.boxOf(shown.marks);
      for (const { x, y, radius } of shown.bubbles) {
        whole.left = Math.min(whole.left, x - radius);
        whole.right = Math.max(whole.right, x + radius);
        whole.top = Math.min(whole.top, y - radius);
        whole.bottom = Math.max(whole.bottom, y + radius);
      }
      return whole;
    }

    compute();
    return {
      state,
      shown,
      compute,
      box,
      filtering,
      NO_FILTER,
      passing: () => passing,
      nodeAt: (id) => ({ x: nodes.x[id], y: nodes.y[id], size: nodes.size[id] }),
      /** Opens the clusters of these organisations; says whether any was closed. */
      reveal(ids) {
        if (state.mode !== "clusters") return false;
        const closed = [...new Set(ids.map(app.clusterOf))].filter((cluster) => cluster !== null && !state.open.has(cluster));
        closed.forEach((cluster) => state.open.add(cluster));
        return closed.length > 0;
      },
    };
  };
})((globalThis.networkMap ??= {}));
