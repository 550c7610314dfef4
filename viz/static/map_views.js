/* What the panel says of an organisation, a tie, a cluster, a kind or a path. All text is set as text. */
((app) => {
  "use strict";

  const UNFOLDED = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ı: "i", ħ: "h", ŋ: "n" };

  /** Lower case without diacritics: "Łódź" is found by "lodz". */
  app.folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[łøđðßæœþıħŋ]/g, (sign) => UNFOLDED[sign]);

  /** A new element; children are elements or texts, and texts stay texts. */
  app.element = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") node.addEventListener("click", value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };

  const { element } = app;
  const bdi = (text) => element("bdi", {}, text);

  /** One function per type of view; each gives its elements. `go(next, ids)` opens another view and moves the map. */
  const MEMBERS = 300;

  /** Where the page stands on its server, records have pages there; in a file they are ids. */
  const served = location.protocol.startsWith("http") && location.pathname.startsWith("/api/v1/maps/");

  app.views = ({ go, map }) => {
    function heading(...children) {
      return element("h2", { tabindex: "-1", dir: "auto" }, ...children);
    }

    function organisationButton(id) {
      return element(
        "button",
        { type: "button", class: "organisation", onclick: () => go({ type: "organisation", id }, [id]) },
        app.marks.picture(app.markOf(id), app.slotOf(id)),
        element("span", { class: app.isNamed(id) ? "name" : "name unstated", dir: "auto" }, app.nameOf(id)),
      );
    }

    function tieButton(tie, label) {
      const { from, to } = app.endsOf(tie);
      const projects = app.counted("joint projects", app.projectNumbers(tie).length);
      return element(
        "button",
        {
          type: "button",
          class: "evidence",
          "aria-label": app.say("projects of both", { projects, from: app.nameOf(from), to: app.nameOf(to) }),
          onclick: () => go({ type: "tie", tie }, [from, to]),
        },
        label ?? projects,
      );
    }

    function figures(pairs) {
      return element("dl", { class: "figures" }, ...pairs.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))));
    }

    function members(ids) {
      const more = ids.length > MEMBERS ? [element("li", { class: "aside" }, app.say("and more", { count: ids.length - MEMBERS }))] : [];
      return element("ul", { class: "rows" }, ...ids.slice(0, MEMBERS).map((id) => element("li", {}, organisationButton(id))), ...more);
    }

    function depths(id, depth) {
      const choice = (steps) => element("button", { type: "button", "aria-pressed": String(steps === depth), onclick: () => go({ type: "organisation", id, depth: steps }, app.around(id, steps).nodes) }, app.number(steps));
      return element("div", { class: "views depths", role: "group", "aria-label": app.say("depth") }, element("span", { class: "aside" }, app.say("depth")), ...[1, 2, 3].map(choice));
    }

    function records(uids) {
      if (!uids.length) return null;
      const shown = uids.map((uid) => (served ? element("a", { href: `/records/${encodeURIComponent(uid)}`, target: "_top" }, uid) : element("span", {}, uid)));
      return element("details", { class: "records" }, element("summary", {}, app.counted("records", uids.length)), ...shown.map((one) => element("p", { dir: "auto" }, one)));
    }

    return {
      organisation({ id, depth = 1 }) {
        const partners = app.partnersOf(id);
        const cluster = app.clusterOf(id);
        const facts = [app.kindName(id), app.countryName(id)];
        return [
          heading(bdi(app.nameOf(id))),
          element("p", { class: "lead" }, ...facts.map((fact) => element("span", { class: fact.stated ? null : "unstated" }, fact.text))),
          cluster === null
            ? element("p", { class: "unstated" }, app.say("cluster unstated"))
            : element(
                "button",
                { type: "button", class: "cluster", onclick: () => go({ type: "cluster", cluster }, app.membersOf(cluster)) },
                element("span", { class: `swatch c${app.slotOf(id)}` }),
                bdi(app.clusterName(cluster)),
              ),
          figures([
            [app.say("projects heading"), app.number(app.projectCount(id))],
            [app.say("partners here heading"), app.number(partners.length)],
            [app.say("strength"), app.number(app.strengthOf(id))],
          ]),
          partners.length ? depths(id, depth) : null,
          depth > 1 ? element("p", { class: "lead" }, element("span", {}, app.say("within steps", { count: app.around(id, depth).nodes.length - 1, depth }))) : null,
          element("h3", {}, app.say(partners.length ? "partners on map" : "no partner on map")),
          element(
            "ul",
            { class: "rows" },
            ...partners.slice(0, MEMBERS).map(({ other, tie }) => element("li", {}, organisationButton(other), tieButton(tie))),
            partners.length > MEMBERS ? element("li", { class: "aside" }, app.say("and more", { count: partners.length - MEMBERS })) : null,
          ),
        ].filter(Boolean);
      },

      tie({ tie }) {
        const { from, to } = app.endsOf(tie);
        const projects = app.projectsOf(tie);
        return [
          heading(app.counted("joint projects", projects.length)),
          element("ul", { class: "rows pair" }, element("li", {}, organisationButton(from)), element("li", {}, organisationButton(to))),
          figures([[app.say("tie weight"), app.number(app.weightOf(tie))]]),
          element(
            "ol",
            { class: "projects" },
            ...projects.map(({ number, title, year, themes }) =>
              element(
                "li",
                {},
                element("span", { class: title ? "title" : "title unstated", dir: "auto" }, title || app.say("title unstated")),
                element("span", { class: year === null ? "aside unstated" : "aside" }, year === null ? app.say("year unstated") : String(year)),
                themes.length ? element("span", { class: "themes", dir: "auto" }, themes.join(" · ")) : null,
                records(app.evidenceOf(tie, number)),
              ),
            ),
          ),
        ];
      },

      cluster({ cluster }) {
        const ids = app.membersOf(cluster);
        return [
          heading(bdi(app.clusterName(cluster))),
          element("p", { class: "lead" }, element("span", {}, app.counted("cluster of", ids.length))),
          map.canOpen() ? element("button", { type: "button", class: "plain", onclick: () => map.turn(cluster) }, app.say(map.isOpen(cluster) ? "close cluster" : "open cluster")) : null,
          members(ids),
        ].filter(Boolean);
      },

      kind({ kind }) {
        const ids = app.ofKind(kind);
        return [heading(app.capital(app.kinds.find(({ id }) => id === kind).name)), element("p", { class: "lead" }, element("span", {}, app.counted("organisations", ids.length))), members(ids)];
      },

      path() {
        const steps = app.path.map((id, place) => {
          const tie = place ? app.tieBetween(app.path[place - 1], id) : null;
          return [
            place ? element("li", { class: "step" }, tie === null ? element("span", { class: "unstated" }, app.say("tie not on map")) : tieButton(tie)) : null,
            element("li", {}, organisationButton(id)),
          ];
        });
        return [
          heading(app.say("path of introductions")),
          element("p", { class: "lead" }, element("span", {}, app.counted("steps", app.path.length - 1))),
          element("ul", { class: "rows path" }, ...steps.flat().filter(Boolean)),
        ];
      },
    };
  };
})((globalThis.networkMap ??= {}));
