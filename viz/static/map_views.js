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
  app.views = ({ go }) => {
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
      const projects = app.counted(app.projectsOf(tie).length, "joint project");
      return element(
        "button",
        {
          type: "button",
          class: "evidence",
          "aria-label": `${projects} of ${app.nameOf(from)} and ${app.nameOf(to)}`,
          onclick: () => go({ type: "tie", tie }, [from, to]),
        },
        label ?? projects,
      );
    }

    function figures(pairs) {
      return element("dl", { class: "figures" }, ...pairs.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))));
    }

    function members(ids) {
      return element("ul", { class: "rows" }, ...ids.map((id) => element("li", {}, organisationButton(id))));
    }

    return {
      organisation({ id }) {
        const partners = app.partnersOf(id);
        const cluster = app.clusterOf(id);
        const facts = [app.kindName(id), app.countryName(id)];
        return [
          heading(bdi(app.nameOf(id))),
          element("p", { class: "lead" }, ...facts.map((fact) => element("span", { class: fact.stated ? null : "unstated" }, fact.text))),
          cluster === null
            ? element("p", { class: "unstated" }, "No cluster stated")
            : element(
                "button",
                { type: "button", class: "cluster", onclick: () => go({ type: "cluster", cluster }, app.membersOf(cluster)) },
                element("span", { class: `swatch c${app.slotOf(id)}` }),
                bdi(app.clusterName(cluster)),
              ),
          figures([
            ["Projects", app.number(app.projectCount(id))],
            ["Partners here", app.number(partners.length)],
            ["Strength", app.number(app.strengthOf(id))],
          ]),
          element("h3", {}, partners.length ? "Partners on this map" : "No partner on this map"),
          element(
            "ul",
            { class: "rows" },
            ...partners.map(({ other, tie }) => element("li", {}, organisationButton(other), tieButton(tie))),
          ),
        ];
      },

      tie({ tie }) {
        const { from, to } = app.endsOf(tie);
        const projects = app.projectsOf(tie);
        return [
          heading(app.counted(projects.length, "joint project")),
          element("ul", { class: "rows pair" }, element("li", {}, organisationButton(from)), element("li", {}, organisationButton(to))),
          figures([["Tie weight", app.number(app.weightOf(tie))]]),
          element(
            "ol",
            { class: "projects" },
            ...projects.map(({ title, year }) =>
              element(
                "li",
                {},
                element("span", { class: title ? "title" : "title unstated", dir: "auto" }, title || "title not stated"),
                element("span", { class: year === null ? "aside unstated" : "aside" }, year === null ? "year not stated" : String(year)),
              ),
            ),
          ),
        ];
      },

      cluster({ cluster }) {
        const ids = app.membersOf(cluster);
        return [
          heading(bdi(app.clusterName(cluster))),
          element("p", { class: "lead" }, element("span", {}, `Cluster of ${app.counted(ids.length, "organisation")}`)),
          members(ids),
        ];
      },

      kind({ kind }) {
        const ids = app.ofKind(kind.id);
        return [heading(app.capital(kind.name)), element("p", { class: "lead" }, element("span", {}, app.counted(ids.length, "organisation"))), members(ids)];
      },

      path() {
        const steps = app.path.map((id, place) => {
          const tie = place ? app.tieBetween(app.path[place - 1], id) : null;
          return [
            place ? element("li", { class: "step" }, tie === null ? element("span", { class: "unstated" }, "tie not on this map") : tieButton(tie)) : null,
            element("li", {}, organisationButton(id)),
          ];
        });
        return [
          heading("Path of introductions"),
          element("p", { class: "lead" }, element("span", {}, app.counted(app.path.length - 1, "step"))),
          element("ul", { class: "rows path" }, ...steps.flat().filter(Boolean)),
        ];
      },
    };
  };
})((globalThis.networkMap ??= {}));
