/* What lies under the pointer, and the tooltip that says so; its lines are set as text. */
((app) => {
  "use strict";

  const TOUCH_REACH = 14;
  const MOUSE_REACH = 6;
  const TIE_REACH = 6;

  app.pointing = ({ network, nodes, edges, holder, tooltip, onOrganisation, onTie, onNothing }) => {
    function organisationAt(at, reach) {
      const scale = network.getScale();
      let nearest = null;
      let least = Infinity;
      for (const node of nodes) {
        const gap = Math.hypot(node.x - at.x, node.y - at.y) - Math.max(node.size, reach / scale);
        if (gap < 0 && gap < least) [nearest, least] = [node.id, gap];
      }
      return nearest;
    }

    function tieAt(at) {
      const reach = TIE_REACH / network.getScale();
      let nearest = null;
      let least = reach;
      for (const edge of edges) {
        const gap = distanceToLine(at, nodes[edge.from], nodes[edge.to]) - edge.width / 2;
        if (gap < least) [nearest, least] = [edge.id, gap];
      }
      return nearest;
    }

    function distanceToLine(point, from, to) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
      const part = Math.max(0, Math.min(1, along));
      return Math.hypot(point.x - from.x - part * dx, point.y - from.y - part * dy);
    }

    network.on("click", ({ pointer }) => {
      const organisation = organisationAt(pointer.canvas, TOUCH_REACH);
      const tie = organisation === null ? tieAt(pointer.canvas) : null;
      if (organisation !== null) onOrganisation(organisation);
      else if (tie !== null) onTie(tie);
      else onNothing();
    });

    let pending = 0;
    holder.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return hideTooltip();
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(() => point(event));
    });
    holder.addEventListener("pointerleave", () => {
      cancelAnimationFrame(pending);
      hideTooltip();
    });

    function point(event) {
      const bounds = holder.getBoundingClientRect();
      const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
      const place = network.DOMtoCanvas(at);
      const organisation = organisationAt(place, MOUSE_REACH);
      const tie = organisation === null ? tieAt(place) : null;
      holder.classList.toggle("pointing", organisation !== null || tie !== null);
      if (organisation === null && tie === null) return hideTooltip();
      const lines = organisation !== null ? app.organisationLines(organisation) : app.tieLines(tie);
      tooltip.replaceChildren(...lines.map((line) => app.element("p", { dir: "auto" }, line)));
      tooltip.hidden = false;
      const left = Math.min(at.x + 14, bounds.width - tooltip.offsetWidth - 8);
      const below = at.y + 18 + tooltip.offsetHeight < bounds.height;
      tooltip.style.left = `${Math.max(8, left)}px`;
      tooltip.style.top = `${below ? at.y + 18 : at.y - 10 - tooltip.offsetHeight}px`;
    }

    function hideTooltip() {
      tooltip.hidden = true;
      holder.classList.remove("pointing");
    }
  };
})((globalThis.networkMap ??= {}));
