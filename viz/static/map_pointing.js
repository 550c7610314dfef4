/* What lies under the pointer, and the tooltip that says so; its lines are set as text. */
((app) => {
  "use strict";

  const TIE_REACH = 6;

  app.pointing = ({ camera, scene, holder, tooltip }) => {
    const { nodes, edges } = app.data;

    /** Organisation, closed cluster or tie at a point of the screen, or null. */
    function under(point, reach) {
      const at = camera.toMap(point);
      const organisation = organisationAt(at, reach);
      if (organisation !== null) return { organisation };
      const bubble = scene.shown.bubbles.findLast(({ x, y, radius }) => Math.hypot(x - at.x, y - at.y) < Math.max(radius, reach / camera.at.scale));
      if (bubble) return { cluster: bubble.cluster, size: bubble.size };
      const tie = tieAt(at);
      return tie === null ? null : { tie };
    }

    function organisationAt(at, reach) {
      const near = reach / camera.at.scale;
      let nearest = null;
      let least = Infinity;
      for (const id of scene.shown.marks) {
        const gap = Math.hypot(nodes.x[id] - at.x, nodes.y[id] - at.y) - Math.max(nodes.size[id], near);
        if (gap < 0 && gap < least) [nearest, least] = [id, gap];
      }
      return nearest;
    }

    function tieAt(at) {
      let nearest = null;
      let least = TIE_REACH / camera.at.scale;
      for (const tie of scene.shown.ties) {
        const [a, b] = [edges.from[tie], edges.to[tie]];
        const gap = distanceToLine(at, nodes.x[a], nodes.y[a], nodes.x[b], nodes.y[b]) - edges.width[tie] / 2;
        if (gap < least) [nearest, least] = [tie, gap];
      }
      return nearest;
    }

    function distanceToLine(point, x, y, toX, toY) {
      const [dx, dy] = [toX - x, toY - y];
      const along = ((point.x - x) * dx + (point.y - y) * dy) / (dx * dx + dy * dy || 1);
      const part = Math.max(0, Math.min(1, along));
      return Math.hypot(point.x - x - part * dx, point.y - y - part * dy);
    }

    let pending = 0;
    holder.addEventListener("pointermove", (event) => {
      cancelAnimationFrame(pending);
      if (event.pointerType === "touch" || event.buttons) return hide();
      pending = requestAnimationFrame(() => point(event));
    });
    holder.addEventListener("pointerleave", () => {
      cancelAnimationFrame(pending);
      hide();
    });

    function linesOf(found) {
      if (found.organisation !== undefined) return app.organisationLines(found.organisation);
      if (found.tie !== undefined) return app.tieLines(found.tie);
      return [app.clusterName(found.cluster), app.counted("organisations", found.size), app.say("click opens")];
    }

    function point(event) {
      const bounds = holder.getBoundingClientRect();
      const at = camera.pointOf(event);
      const found = under(at, 6);
      holder.classList.toggle("pointing", found !== null);
      if (!found) return hide();
      tooltip.replaceChildren(...linesOf(found).map((line) => app.element("p", { dir: "auto" }, line)));
      tooltip.hidden = false;
      const left = Math.min(at.x + 14, bounds.width - tooltip.offsetWidth - 8);
      const below = at.y + 18 + tooltip.offsetHeight < bounds.height;
      tooltip.style.left = `${Math.max(8, left)}px`;
      tooltip.style.top = `${below ? at.y + 18 : at.y - 10 - tooltip.offsetHeight}px`;
    }

    function hide() {
      tooltip.hidden = true;
      holder.classList.remove("pointing");
    }

    return { under };
  };
})((globalThis.networkMap ??= {}));
