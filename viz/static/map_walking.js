/* The keyboard on the map: with an organisation chosen, arrows walk to the partner that lies that way. */
((app) => {
  "use strict";

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** `chosen` gives the organisation that is chosen, or null; `choose` takes another; `say` tells a listener. */
  app.walking = ({ scene, chosen, choose, clear, read, say }) => {
    /** The drawn partner nearest to the direction: far ones must lie straighter. */
    function beside(id, [dx, dy]) {
      const from = scene.nodeAt(id);
      let best = null;
      let least = Infinity;
      for (const { other } of app.partnersOf(id)) {
        if (!scene.shown.drawn[other]) continue;
        const to = scene.nodeAt(other);
        const [x, y] = [to.x - from.x, to.y - from.y];
        const along = x * dx + y * dy;
        const aside = Math.abs(x * dy - y * dx);
        const cost = along + 2 * aside;
        if (along > 0 && along >= aside * 0.4 && cost < least) [best, least] = [other, cost];
      }
      return best;
    }

    return (event) => {
      const id = chosen();
      const way = WAYS[event.key];
      if (event.shiftKey && way) return false;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (id !== null) read();
        else if (scene.shown.marks.length) choose(scene.shown.marks[0]);
        return true;
      }
      if (event.key === "Escape" && id !== null) {
        clear();
        return true;
      }
      if (id === null || !way) return false;
      event.preventDefault();
      const next = beside(id, way);
      if (next === null) say(app.say("no partner that way"));
      else choose(next, id);
      return true;
    };
  };
})((globalThis.networkMap ??= {}));
