"""Brings viz/locales up to what templates and code say; `make words` runs it, a test compares."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from graph.analysis.gap_matrix import Verdict
from graph.analysis.partner_features import Part
from graph.properties import PROPERTIES
from graph.shown import SHOWN_RULE
from graph.vocabulary import KINDS, TIES, Node, Sector
from viz.languages import LANGUAGES, SOURCE

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "viz" / "locales"
SPOKEN_IN = ("viz", "api")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}}
KEYWORDS = {"gettext": None, "_": None, "noted": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Babel gives Hungarian one form, but a noun after a number and one without differ in what we say of them.
PLURAL_FORMS = {"hu": "nplurals=2; plural=(n != 1);"}
# Lines of the head that would be others at each run.
CHANGING = re.compile(
    r'^"(?:POT-Creation|PO-Revision|Generated-By|Report-Msgid|Last-Translator|Language-Team|Project-Id).*\n',
    re.MULTILINE,
)


def messages() -> Catalog:
    """All that is said, in English."""
    found = Catalog()
    for folder in SPOKEN_IN:
        said = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS)
        for _, _, message, _, context in said:
            found.add(message, context=context)
    for context, word in _vocabulary():
        found.add(word, context=context)
    return found


def _vocabulary() -> Iterator[tuple[str | None, str]]:
    """Words that the code looks up by their English form."""
    for facts in KINDS.values():
        yield "kind", facts.singular
        yield "kinds", facts.plural
    yield from (("tie", tie.caption) for tie in TIES.values())
    yield from (("sector", sector) for sector in (*Sector, "unknown"))
    yield from (("verdict", verdict) for verdict in Verdict)
    yield from (("part", part) for part in Part)
    yield None, SHOWN_RULE
    for node in (Node.ORGANISATION, Node.PROJECT):
        yield from (("field", name.replace("_", " ")) for name in PROPERTIES[node])


def renewed(language: str) -> str:
    """The catalogue of a language with all that is said now; what is new in it has no translation yet."""
    said = messages()
    catalogue = Catalog(locale=language, fuzzy=False)
    if language in PLURAL_FORMS:
        catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    file = LOCALES / f"{language}.po"
    known = read_po(BytesIO(file.read_bytes()), locale=language) if file.is_file() else Catalog()
    for one in sorted(said, key=lambda one: (str(one.id), one.context or "")):
        if one.id:
            old = known.get(one.id, context=one.context)
            same = old is not None and old.id == one.id
            catalogue.add(one.id, old.string if old and same else None, context=one.context)
    return _written(catalogue)


def _written(catalogue: Catalog) -> str:
    """Without lines that differ from run to run, places, which every edit would move, and needless flags."""
    text = BytesIO()
    catalogue.header_comment = f"# {LANGUAGES[str(catalogue.locale)]}: `make words` keeps it whole."
    write_po(text, catalogue, width=110, no_location=True, sort_output=False)
    return CHANGING.sub("", text.getvalue().decode()).replace("#, python-format\n", "")


def main() -> None:
    """Writes all catalogues anew."""
    LOCALES.mkdir(exist_ok=True)
    for language in LANGUAGES:
        if language != SOURCE:
            (LOCALES / f"{language}.po").write_text(renewed(language), encoding="utf-8")


if __name__ == "__main__":
    main()
