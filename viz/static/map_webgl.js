/* The whole network at once, drawn by the graphics card: marks as points, ties as lines. */
((app) => {
  "use strict";

  const TILE = 64;
  const pixel = new Uint8Array(4);
  const POINTS = `#version 300 es
    in vec2 place; in float size; in float slot; in float mark;
    uniform vec2 middle; uniform vec2 half_view; uniform float scale; uniform float ratio; uniform vec3 fills[8]; uniform vec3 inks[8];
    out vec3 fill; out vec3 ink; out float tile; out float plain;
    void main() {
      gl_Position = vec4((place - middle) * scale / half_view * vec2(1.0, -1.0), 0.0, 1.0);
      float radius = max(size * scale, 1.4);
      gl_PointSize = radius * 2.8 * ratio;
      plain = radius < 3.0 ? 1.0 : 0.0;
      fill = fills[int(slot)]; ink = inks[int(slot)]; tile = mark;
    }`;
  const MARKS = `#version 300 es
    precision mediump float;
    in vec3 fill; in vec3 ink; in float tile; in float plain;
    uniform sampler2D atlas; uniform float tiles;
    out vec4 colour;
    void main() {
      vec4 painted = texture(atlas, vec2((tile + gl_PointCoord.x) / tiles, gl_PointCoord.y));
      float body = plain > 0.5 ? 1.0 - smoothstep(0.3, 0.4, length(gl_PointCoord - 0.5)) : painted.a;
      float edge = plain > 0.5 ? 0.4 : painted.r;
      colour = vec4(mix(fill, ink, edge), 1.0) * body;
    }`;
  const ENDS = `#version 300 es
    in vec2 place; in float slot; in float strength;
    uniform vec2 middle; uniform vec2 half_view; uniform float scale; uniform vec3 inks[8]; uniform vec3 tie;
    out vec4 line;
    void main() {
      gl_Position = vec4((place - middle) * scale / half_view * vec2(1.0, -1.0), 0.0, 1.0);
      line = vec4(slot > 0.5 ? inks[int(slot)] : tie, strength);
    }`;
  const LINES = `#version 300 es
    precision mediump float;
    in vec4 line; out vec4 colour;
    void main() { colour = vec4(line.rgb * line.a, line.a); }`;

  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);

  function program(gl, vertex, fragment) {
    const made = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    return gl.getProgramParameter(made, gl.LINK_STATUS) ? made : null;
  }

  function filled(gl, made, columns) {
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    for (const [name, width, values] of columns) {
      const place = gl.getAttribLocation(made, name);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, width, gl.FLOAT, false, 0, 0);
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    return array;
  }

  /** Every mark of the map side by side: red where its edge is, opaque where it covers. */
  function atlas() {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [TILE * app.data.marks.length, TILE];
    const ctx = sheet.getContext("2d");
    app.data.marks.forEach((name, place) => {
      ctx.setTransform(TILE / 2.8, 0, 0, TILE / 2.8, (place + 0.5) * TILE, TILE / 2);
      ctx.fillStyle = "#000000";
      ctx.strokeStyle = "#ff0000";
      ctx.lineWidth = 0.16;
      ctx.fill(app.marks.path(name));
      ctx.stroke(app.marks.path(name));
    });
    return sheet;
  }

  /** A painter of the whole on this canvas, or null where the browser offers no WebGL. */
  app.webgl = (canvas, { camera, scene }) => {
    const gl = canvas.getContext("webgl2", { alpha: true, antialias: false, premultipliedAlpha: true, preserveDrawingBuffer: true });
    const points = gl && program(gl, POINTS, MARKS);
    const lines = gl && program(gl, ENDS, LINES);
    if (!points || !lines) return null;
    const { nodes, edges, marks } = app.data;
    const heaviest = edges.width.reduce((most, one) => Math.max(most, one), 1);
    const places = (ids) => Float32Array.from({ length: ids.length * 2 }, (_, i) => nodes[i % 2 ? "y" : "x"][ids[i >> 1]]);
    const everyone = app.ranking.map((_, id) => id);
    const ends = Array.from({ length: app.tieCount * 2 }, (_, i) => (i % 2 ? edges.to : edges.from)[i >> 1]);
    const within = (tie) => (app.clusterOf(edges.from[tie]) === app.clusterOf(edges.to[tie]) ? app.slotOf(edges.from[tie]) : 0);
    // A hundred thousand lines would be one grey: the more there are, and between clusters, the fainter.
    const faint = Math.min(1, Math.max(0.2, 15000 / Math.max(app.tieCount, 1)));
    const strength = (tie) => (0.12 + (0.5 * edges.width[tie]) / heaviest) * faint * (within(tie) ? 1 : 0.45);
    const nodeArray = filled(gl, points, [
      ["place", 2, places(everyone)],
      ["size", 1, Float32Array.from(nodes.size)],
      ["slot", 1, Float32Array.from(everyone, app.slotOf)],
      ["mark", 1, Float32Array.from(nodes.mark)],
    ]);
    const lineArray = filled(gl, lines, [
      ["place", 2, places(ends)],
      ["slot", 1, Float32Array.from(ends, (_, i) => within(i >> 1))],
      ["strength", 1, Float32Array.from(ends, (_, i) => strength(i >> 1))],
    ]);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas());
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);

    function chosen() {
      gl.bindVertexArray(nodeArray);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, Uint32Array.from(scene.shown.marks).reverse(), gl.STATIC_DRAW);
      gl.bindVertexArray(lineArray);
      const pairs = new Uint32Array(scene.shown.ties.length * 2);
      scene.shown.ties.forEach((tie, i) => ((pairs[2 * i] = 2 * tie), (pairs[2 * i + 1] = 2 * tie + 1)));
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, pairs, gl.STATIC_DRAW);
    }

    function view(made, ink) {
      const { width, height } = camera.size();
      const uniform = (name) => gl.getUniformLocation(made, name);
      gl.useProgram(made);
      gl.uniform2f(uniform("middle"), camera.at.x, camera.at.y);
      gl.uniform2f(uniform("half_view"), width / 2, height / 2);
      gl.uniform1f(uniform("scale"), camera.at.scale);
      gl.uniform3fv(uniform("inks"), ink.edge.flatMap(parts));
      return uniform;
    }

    return {
      chosen,
      paint(ink) {
        gl.viewport(0, 0, canvas.width, canvas.height);
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT);
        gl.uniform3fv(view(lines, ink)("tie"), parts(ink.tie));
        gl.bindVertexArray(lineArray);
        gl.drawElements(gl.LINES, scene.shown.ties.length * 2, gl.UNSIGNED_INT, 0);
        const uniform = view(points, ink);
        gl.uniform3fv(uniform("fills"), ink.fill.flatMap(parts));
        gl.uniform1f(uniform("ratio"), canvas.width / camera.size().width);
        gl.uniform1f(uniform("tiles"), marks.length);
        gl.bindVertexArray(nodeArray);
        gl.drawElements(gl.POINTS, scene.shown.marks.length, gl.UNSIGNED_INT, 0);
        // Waits until it is drawn: only so is it known how long that takes, and whether to carry the picture along.
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      },
    };
  };
})((globalThis.networkMap ??= {}));
