/* The fields by which a reader leaves things out, the same on every map. */
((app) => {
  "use strict";

  const { element } = app;

  /** Makers of fields; `changed` is called when one was. A figure that is none counts as empty. */
  app.fields = (changed) => {
    const controls = {};

    function field(name, label, control) {
      controls[name] = control;
      control.setAttribute("id", `filter-${name}`);
      control.addEventListener("change", changed);
      return element("div", { class: "field" }, element("label", { for: `filter-${name}` }, label), control);
    }

    const option = (value, text) => element("option", { value }, text);

    return {
      choice: (name, label, entries) => field(name, label, element("select", {}, option("", app.say("all")), ...entries.map(([value, text]) => option(value, text)))),
      figure: (name, label, min, step) => field(name, label, element("input", { type: "number", min, step, inputmode: "decimal" })),
      fields: {
        values: () => Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.validity.valid ? control.value : ""])),
        show(values) {
          for (const [name, control] of Object.entries(controls)) control.value = values[name] ?? "";
        },
      },
    };
  };
})((globalThis.networkMap ??= {}));
