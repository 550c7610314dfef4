"""Brings viz/locales up to what templates and code say; `make words` runs it, a test compares."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from graph.analysis.catalogue import METRICS
from graph.analysis.gap_matrix import Verdict
from graph.analysis.measures import EXACT, REASONS, UNSETTLED
from graph.analysis.partner_features import Part
from graph.properties import PROPERTIES
from graph.shown import SHOWN_RULE
from graph.store.coverage import MISSING
from graph.vocabulary import KINDS, TIES, Node, Sector
from ingest.registry import SOURCES
from viz.languages import DOMAINS, LANGUAGES, SOURCE
from viz.map_words import ENGLISH
from viz.metric_words import SAID
from viz.theme_words import THEMES

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "viz" / "locales"
SPOKEN_IN = ("viz", "api")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}}
KEYWORDS = {"gettext": None, "_": None, "noted": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Which files fill a domain; what several say stays with the first of DOMAINS, and all other code is OTHERS.
SAID_BY = {
    "pages": ("viz/templates/pages/*",),
    "maps": ("viz/map_*.py", "viz/geo_*.py", "viz/pictures/*.py", "api/answers/map*.py"),
}
OTHERS = "answers"
# Babel gives Hungarian one form, but a noun after a number and one without differ in what we say of them.
PLURAL_FORMS = {"hu": "nplurals=2; plural=(n != 1);"}
# Lines of the head that would be others at each run.
CHANGING = re.compile(
    r'^"(?:POT-Creation|PO-Revision|Generated-By|Report-Msgid|Last-Translator|Language-Team|Project-Id).*\n',
    re.MULTILINE,
)


def messages() -> dict[str, Catalog]:
    """All that is said, in English, by domain; each message stands once."""
    said: dict[str, Catalog] = {domain: Catalog() for domain in DOMAINS}
    for folder in SPOKEN_IN:
        extracted = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS)
        for path, _, message, _, context in extracted:
            said[_domain_of(PurePosixPath(folder, path))].add(message, context=context)
    for context, word in _vocabulary():
        said[OTHERS].add(word, context=context)
    for said_on_maps in ENGLISH.values():
        one_form = isinstance(said_on_maps, str)
        said["maps"].add(said_on_maps if one_form else (said_on_maps["one"], said_on_maps["other"]))
    return _each_once(said)


def _domain_of(path: PurePosixPath) -> str:
    return next((domain for domain, own in SAID_BY.items() if any(map(path.match, own))), OTHERS)


def _each_once(said: dict[str, Catalog]) -> dict[str, Catalog]:
    """What several domains say stays with the first."""
    known: set[tuple[str, str | None]] = set()
    for catalogue in said.values():
        for one in [one for one in catalogue if one.id]:
            key = (one.id if isinstance(one.id, str) else one.id[0], one.context)
            if key in known:
                catalogue.delete(one.id, one.context)
            known.add(key)
    return said


def _vocabulary() -> Iterator[tuple[str | None, str]]:
    """Words that the code looks up by their English form."""
    for facts in KINDS.values():
        yield "kind", facts.singular
        yield "kinds", facts.plural
    yield from (("tie", tie.caption) for tie in TIES.values())
    yield from (("sector", sector) for sector in (*Sector, "unknown"))
    yield from (("verdict", verdict) for verdict in Verdict)
    yield from (("part", part) for part in Part)
    yield from (("theme", theme) for theme in THEMES)
    yield None, SHOWN_RULE
    yield from ((None, source.facts.title) for source in SOURCES)
    yield from ((None, words) for _, words in MISSING)
    yield from ((None, sentence) for sentence in (EXACT, UNSETTLED, *REASONS))
    yield from ((None, getattr(metric, said)) for metric in METRICS.values() for said in SAID)
    for node in (Node.ORGANISATION, Node.PROJECT):
        yield from (("field", name.replace("_", " ")) for name in PROPERTIES[node])


def renewed(language: str) -> dict[str, str]:
    """Catalogues of a language, by domain, with all that is said now; what is new has no translation yet."""
    known = [
        read_po(BytesIO(file.read_bytes()), locale=language) for file in files_of(language) if file.is_file()
    ]
    return {
        domain: _written(_renewed(catalogue, language, known)) for domain, catalogue in messages().items()
    }


def files_of(language: str) -> list[Path]:
    """One file for each domain."""
    return [LOCALES / language / f"{domain}.po" for domain in DOMAINS]


def _renewed(said: Catalog, language: str, known: list[Catalog]) -> Catalog:
    """Translations are found in whichever domain had them."""
    catalogue = Catalog(locale=language, fuzzy=False)
    if language in PLURAL_FORMS:
        catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    for one in sorted(said, key=lambda one: (str(one.id), one.context or "")):
        if one.id:
            old = [found for each in known if (found := each.get(one.id, context=one.context))]
            string = next((same.string for same in old if same.id == one.id and same.string), None)
            catalogue.add(one.id, string, context=one.context)
    return catalogue


def _written(catalogue: Catalog) -> str:
    """Without lines that differ from run to run, places, which every edit would move, and needless flags."""
    text = BytesIO()
    catalogue.header_comment = f"# {LANGUAGES[str(catalogue.locale)]}: `make words` keeps it whole."
    write_po(text, catalogue, width=110, no_location=True, sort_output=False)
    return CHANGING.sub("", text.getvalue().decode()).replace("#, python-format\n", "")


def main() -> None:
    """Writes all catalogues anew."""
    for language in LANGUAGES:
        if language != SOURCE:
            written = renewed(language)
            for file in files_of(language):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(written[file.stem], encoding="utf-8")


if __name__ == "__main__":
    main()
