/* What part of the map is seen, and how hands move it: mouse, wheel, two fingers, keys and buttons. */
((app) => {
  "use strict";

  const [FURTHEST, NEAREST] = [0.004, 40];
  const SETTLED = 140;
  const STILL = 5;
  const NARROW = 640;
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** `onMove(settled)` after each change; `onClick(point, reach)`; `onKey(event)` may take a key for itself. */
  app.camera = ({ holder, onMove, onClick, onKey }) => {
    const at = { x: 0, y: 0, scale: 1 };
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const fingers = new Map();
    let travelled = 0;
    let timer = 0;
    let flight = 0;

    const size = () => ({ width: holder.clientWidth, height: holder.clientHeight });

    function toScreen({ x, y }) {
      const { width, height } = size();
      return { x: (x - at.x) * at.scale + width / 2, y: (y - at.y) * at.scale + height / 2 };
    }

    function toMap({ x, y }) {
      const { width, height } = size();
      return { x: (x - width / 2) / at.scale + at.x, y: (y - height / 2) / at.scale + at.y };
    }

    function moved() {
      clearTimeout(timer);
      timer = setTimeout(() => onMove(true), SETTLED);
      onMove(false);
    }

    /** Sets the view at once, without a flight. */
    function set(next) {
      cancelAnimationFrame(flight);
      Object.assign(at, next, { scale: Math.min(Math.max(next.scale ?? at.scale, FURTHEST), NEAREST) });
      moved();
    }

    function fly(next) {
      cancelAnimationFrame(flight);
      if (calm.matches) return set(next);
      const [from, to, began] = [{ ...at }, { ...at, ...next }, performance.now()];
      const step = (now) => {
        const part = Math.min((now - began) / 320, 1);
        const eased = part * part * (3 - 2 * part);
        for (const axis of ["x", "y"]) at[axis] = from[axis] + (to[axis] - from[axis]) * eased;
        at.scale = from.scale * (to.scale / from.scale) ** eased;
        moved();
        if (part < 1) flight = requestAnimationFrame(step);
      };
      flight = requestAnimationFrame(step);
    }

    function zoomAt(point, factor) {
      const before = toMap(point);
      at.scale = Math.min(Math.max(at.scale * factor, FURTHEST), NEAREST);
      const after = toMap(point);
      set({ x: at.x + before.x - after.x, y: at.y + before.y - after.y });
    }

    /** Shows a box of the map, no nearer than `closest`. */
    function show(box, closest) {
      const { width, height } = size();
      const beside = width < NARROW ? covered() : 0;
      const room = Math.min((width - beside) / (box.right - box.left + 1e-9), height / (box.bottom - box.top + 1e-9)) * 0.9;
      const scale = Math.min(room, closest);
      fly({ x: (box.left + box.right) / 2 + beside / 2 / scale, y: (box.top + box.bottom) / 2, scale });
    }

    /** How much of the right side lies under the buttons, which on a telephone would hide marks. */
    function covered() {
      const buttons = document.querySelector(".zoom");
      return buttons?.offsetWidth ? holder.getBoundingClientRect().right - buttons.getBoundingClientRect().left : 0;
    }

    function pointOf(event) {
      const bounds = holder.getBoundingClientRect();
      return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    }

    holder.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      cancelAnimationFrame(flight);
      holder.setPointerCapture(event.pointerId);
      if (!fingers.size) travelled = 0;
      fingers.set(event.pointerId, pointOf(event));
      holder.focus({ preventScroll: true });
    });

    holder.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = pointOf(event);
      travelled += Math.hypot(now.x - before.x, now.y - before.y);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, now);
      if (travelled < STILL) return;
      const shift = other ? 2 : 1;
      if (other) zoomAt({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, apart(now, other) / apart(before, other));
      set({ x: at.x - (now.x - before.x) / at.scale / shift, y: at.y - (now.y - before.y) / at.scale / shift });
    });

    const apart = (a, b) => Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1);

    function lift(event) {
      const held = fingers.delete(event.pointerId);
      if (held && event.type === "pointerup" && !fingers.size && travelled < STILL) onClick(pointOf(event), event.pointerType === "mouse" ? 6 : 14);
    }

    holder.addEventListener("pointerup", lift);
    holder.addEventListener("pointercancel", lift);

    holder.addEventListener("wheel", (event) => {
      event.preventDefault();
      const lines = event.deltaMode ? 20 : 1;
      zoomAt(pointOf(event), Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * 0.0022));
    }, { passive: false });

    holder.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || onKey(event)) return;
      const step = KEYS[event.key];
      if (step) set({ x: at.x + (step[0] * 60) / at.scale, y: at.y + (step[1] * 60) / at.scale });
      else if (event.key === "+" || event.key === "=") zoomBy(1.4);
      else if (event.key === "-") zoomBy(1 / 1.4);
      else return;
      event.preventDefault();
    });

    const zoomBy = (factor) => fly({ scale: Math.min(Math.max(at.scale * factor, FURTHEST), NEAREST) });

    return { at, set, fly, show, zoomBy, toScreen, toMap, size, pointOf, held: () => fingers.size > 0 };
  };
})((globalThis.networkMap ??= {}));
