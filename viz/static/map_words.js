/* What the page says: every word comes from the data block, so a map speaks the language it was made in. */
((app) => {
  "use strict";

  const words = JSON.parse(document.getElementById("words").textContent);
  const language = document.documentElement.lang || "en";
  const plural = new Intl.PluralRules(language);
  const whole = new Intl.NumberFormat(language);
  const figures = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });

  /** A count or a measure as the language writes it. */
  app.number = (value) => (Number.isInteger(value) ? whole.format(value) : figures.format(value));

  /** The words of a key; `values` fill its {places}, numbers written out; `count` chooses the plural form. */
  app.say = (key, values = {}) => {
    const said = words[key];
    const text = typeof said === "string" ? said : (said[plural.select(values.count)] ?? said.other);
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? app.number(values[name]) : (values[name] ?? "")));
  };

  app.counted = (key, count) => app.say(key, { count });
  app.language = language;
})((globalThis.networkMap ??= {}));
