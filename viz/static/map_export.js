/* The screen as PNG or SVG, the page itself as one file to send, the view as a link. */
((app) => {
  "use strict";

  const HARMLESS = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029" };

  function hand(name, content, type) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = app.element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  const named = (ending) => `${app.folded(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "map"}.${ending}`;

  /** The page as one file; `parts` are values by the id of the script element that holds them. */
  app.pageWith = (parts) => {
    const page = app.received.cloneNode(true);
    for (const [id, value] of Object.entries(parts)) {
      page.querySelector(`#${id}`).textContent = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => HARMLESS[sign]);
    }
    return `<!doctype html>\n${page.outerHTML}\n`;
  };

  app.exporting = ({ canvas, parts, link, say }) => {
    function png() {
      const { width, height } = canvas.camera.size();
      const ratio = Math.max(2, devicePixelRatio || 1);
      const picture = app.element("canvas", { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      const ctx = picture.getContext("2d");
      ctx.scale(ratio, ratio);
      canvas.paintOn(app.canvasSheet(ctx));
      picture.toBlob((content) => hand(named("png"), content, "image/png"));
    }

    function svg() {
      const { width, height } = canvas.camera.size();
      const sheet = app.svgSheet(width, height, document.title);
      canvas.paintOn(sheet);
      hand(named("svg"), sheet.file(), "image/svg+xml");
    }

    const file = () => hand(named("html"), app.pageWith(parts()), "text/html");

    async function copied() {
      const address = `${location.href.split("#")[0]}#${link()}`;
      history.replaceState(null, "", `#${link()}`);
      try {
        await navigator.clipboard.writeText(address);
        say(app.say("link copied"));
      } catch {
        say(app.say("link in address"));
      }
    }

    const ways = { "save-png": png, "save-svg": svg, "save-file": file, "save-link": copied };
    for (const [id, way] of Object.entries(ways)) document.getElementById(id).addEventListener("click", way);
  };
})((globalThis.networkMap ??= {}));
