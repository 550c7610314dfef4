/* Two sheets to paint on with the same five strokes, in screen pixels: a canvas, and an SVG that equals it. */
((app) => {
  "use strict";

  const FONT = "system-ui, sans-serif";
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  const fontOf = ({ size = 12, weight = 400, italic = false }) => `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;

  /** Width of a text in pixels, the same for both sheets. */
  app.textWidth = (text, style) => {
    const font = fontOf(style);
    const key = font + text;
    if (!widths.has(key)) {
      ruler.font = font;
      widths.set(key, ruler.measureText(text).width);
    }
    return widths.get(key);
  };

  app.canvasSheet = (ctx) => ({
    rect(x, y, width, height, fill) {
      ctx.fillStyle = fill;
      ctx.fillRect(x, y, width, height);
    },
    /** `ends` is x, y, x, y of line after line. */
    lines(ends, colour, width) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.beginPath();
      for (let i = 0; i < ends.length; i += 4) {
        ctx.moveTo(ends[i], ends[i + 1]);
        ctx.lineTo(ends[i + 2], ends[i + 3]);
      }
      ctx.stroke();
    },
    mark(name, { x, y, size, fill, stroke, behind }) {
      const path = app.marks.path(name);
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(size, size);
      if (name === "ring") {
        ctx.fillStyle = behind;
        ctx.fill(app.marks.path("dot"));
      }
      ctx.fillStyle = fill;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = 1.1 / size;
      ctx.fill(path);
      ctx.stroke(path);
      ctx.restore();
    },
    circle(x, y, radius, { fill, stroke, width = 0 }) {
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      if (fill) {
        ctx.fillStyle = fill;
        ctx.fill();
      }
      if (!stroke) return;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width;
      ctx.stroke();
    },
    text(text, x, y, style) {
      ctx.font = fontOf(style);
      ctx.textBaseline = "middle";
      ctx.textAlign = "left";
      ctx.lineJoin = "round";
      if (style.halo) {
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = style.halo;
        ctx.strokeText(text, x, y);
      }
      ctx.fillStyle = style.colour;
      ctx.fillText(text, x, y);
    },
    /** `rings` are lists of x, y, x, y; where they cover each other twice is a hole. */
    shape(rings, { fill, stroke, width = 1, dash = [] }) {
      ctx.beginPath();
      for (const ring of rings) {
        for (let i = 0; i < ring.length; i += 2) ctx[i ? "lineTo" : "moveTo"](ring[i], ring[i + 1]);
        ctx.closePath();
      }
      if (fill) {
        ctx.fillStyle = fill;
        ctx.fill("evenodd");
      }
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width;
      ctx.setLineDash(dash);
      ctx.stroke();
      ctx.setLineDash([]);
    },
    dashed(ends, colour, width, dash) {
      ctx.setLineDash(dash);
      this.lines(ends, colour, width);
      ctx.setLineDash([]);
    },
    picture(image, width, height) {
      ctx.drawImage(image, 0, 0, width, height);
    },
  });

  const SVG = "http://www.w3.org/2000/svg";
  const short = (value) => Number(value.toFixed(2));

  /** Colour and opacity apart: not every program reads colours of eight digits. */
  function inked(name, colour) {
    if (!colour) return { [name]: "none" };
    if (colour.length < 9) return { [name]: colour };
    return { [name]: colour.slice(0, 7), [`${name}-opacity`]: short(parseInt(colour.slice(7), 16) / 255) };
  }

  app.svgSheet = (width, height, title) => {
    const drawn = document.implementation.createDocument(SVG, "svg", null);
    const root = drawn.documentElement;

    function add(tag, attributes, text) {
      const node = drawn.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      if (text !== undefined) node.textContent = text;
      root.append(node);
      return node;
    }

    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT })) root.setAttribute(name, value);
    add("title", {}, app.xmlText(title));

    return {
      rect: (x, y, w, h, fill) => add("rect", { x: short(x), y: short(y), width: short(w), height: short(h), ...inked("fill", fill) }),
      lines(ends, colour, thick) {
        let d = "";
        for (let i = 0; i < ends.length; i += 4) d += `M${short(ends[i])} ${short(ends[i + 1])}L${short(ends[i + 2])} ${short(ends[i + 3])}`;
        add("path", { d, fill: "none", ...inked("stroke", colour), "stroke-width": short(thick) });
      },
      mark(name, { x, y, size, fill, stroke, behind }) {
        const transform = `translate(${short(x)} ${short(y)}) scale(${short(size)})`;
        if (name === "ring") add("path", { d: app.marks.outline("dot"), transform, ...inked("fill", behind) });
        add("path", { d: app.marks.outline(name), transform, ...inked("fill", fill), ...inked("stroke", stroke), "stroke-width": (1.1 / size).toFixed(4) });
      },
      circle: (x, y, r, { fill, stroke, width: thick = 0 }) =>
        add("circle", { cx: short(x), cy: short(y), r: short(r), ...inked("fill", fill), ...inked("stroke", stroke), "stroke-width": short(thick) }),
      text(text, x, y, { size = 12, weight = 400, italic = false, colour, halo }) {
        const place = { x: short(x), y: short(y), "font-size": size, "font-weight": weight, "font-style": italic ? "italic" : "normal", "dominant-baseline": "central" };
        const around = halo ? { ...inked("stroke", halo), "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
        add("text", { ...place, ...around, ...inked("fill", colour) }, app.xmlText(text));
      },
      shape(rings, { fill, stroke, width: thick = 1, dash = [] }) {
        const d = rings.map((ring) => ring.reduce((path, part, i) => path + (i % 2 ? " " : i ? "L" : "M") + short(part), "") + "Z").join("");
        add("path", { d, "fill-rule": "evenodd", ...inked("fill", fill), ...inked("stroke", stroke), "stroke-width": short(thick), "stroke-dasharray": dash.join(" ") || "none" });
      },
      dashed(ends, colour, thick, dash) {
        let d = "";
        for (let i = 0; i < ends.length; i += 4) d += `M${short(ends[i])} ${short(ends[i + 1])}L${short(ends[i + 2])} ${short(ends[i + 3])}`;
        add("path", { d, fill: "none", ...inked("stroke", colour), "stroke-width": short(thick), "stroke-dasharray": dash.join(" ") });
      },
      picture: (image, w, h) => add("image", { width: w, height: h, href: image.toDataURL("image/png") }),
      file: () => new XMLSerializer().serializeToString(drawn),
    };
  };

  /** Without the characters that no XML file may hold. */
  app.xmlText = (text) => text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
})((globalThis.networkMap ??= {}));
