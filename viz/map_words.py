"""What a map says, in one table: templates take words from it, and scripts get it as JSON.

Texts hold {places}; what is counted has a form for each plural category of the language (CLDR), `other` for
the rest. The table is English; catalogues hold the same in other languages (tools/catalogues.py).
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from babel import Locale
from babel.numbers import format_decimal

from viz.languages import gettext, ngettext, speaking

Word: TypeAlias = str | Mapping[str, str]
Words: TypeAlias = Mapping[str, Word]


def _counted(one: str, other: str) -> Mapping[str, str]:
    return {"one": one, "other": other}


ENGLISH: Words = MappingProxyType(
    {
        "skip": "Skip to the organisations",
        "show as": "Show as",
        "map": "Map",
        "table": "Table",
        "map help": "Network map. Arrow keys move it, plus and minus zoom. Enter chooses the strongest "
        "organisation; then arrow keys walk to the partner that lies that way, Enter reads about it, Escape "
        "lets go. The same organisations are in the list beside it and in the table.",
        "zoom": "Zoom",
        "zoom in": "Zoom in",
        "zoom out": "Zoom out",
        "zoom fit": "Show the whole map",
        "undo": "Undo the last change of the view",
        "redo": "Do it again",
        "organisations heading": "Organisations",
        "find": "Find an organisation",
        "find hint": "Name, place or country",
        "legend": "Legend",
        "filter": "Filter",
        "about": "About this map",
        "save": "Save and share",
        "save png": "Picture (PNG)",
        "save svg": "Drawing (SVG)",
        "save file": "This map as one file",
        "save link": "Link to this view",
        "link copied": "The link to this view is in the clipboard.",
        "link in address": "The link to this view stands in the address line.",
        "show clusters": "Clusters",
        "show everything": "Everything",
        "modes": "Show",
        "no webgl": "This browser offers no WebGL, so the whole map is drawn more slowly.",
        "snapshot": "Snapshot {id}",
        "snapshot unstated": "Snapshot not stated",
        "layout seed": "layout seed {seed}",
        "no script": "The map is drawn by a script, which this browser does not run. Here is what it shows.",
        "no script first": "The {shown} strongest of {all} organisations:",
        "organisations": _counted("{count} organisation", "{count} organisations"),
        "ties": _counted("{count} tie", "{count} ties"),
        "projects": _counted("{count} project", "{count} projects"),
        "joint projects": _counted("{count} joint project", "{count} joint projects"),
        "partners here": _counted("{count} partner here", "{count} partners here"),
        "steps": _counted("{count} step", "{count} steps"),
        "records": _counted("{count} record as evidence", "{count} records as evidence"),
        "smaller clusters": _counted("{count} smaller cluster", "{count} smaller clusters"),
        "cluster of": _counted("Cluster of {count} organisation", "Cluster of {count} organisations"),
        "undated left out": _counted(
            "{count} project of unknown year is left out.", "{count} projects of unknown year are left out."
        ),
        "and more": _counted("and {count} more", "and {count} more"),
        "within steps": _counted(
            "{count} organisation within {depth} steps", "{count} organisations within {depth} steps"
        ),
        "name unstated": "name not stated",
        "kind unstated": "kind not stated",
        "country unstated": "country not stated",
        "cluster unstated": "no cluster stated",
        "title unstated": "title not stated",
        "year unstated": "year not stated",
        "not stated": "not stated",
        "cluster number": "Cluster {number}",
        "weight is": "weight {weight}",
        "strongest first": "strongest first",
        "listed of": "{shown} of {all} organisations",
        "no match": "No organisation on this map matches “{wanted}”.",
        "nothing left": "The filters leave no organisation.",
        "back": "← Back",
        "back to all": "← All organisations",
        "projects of both": "{projects} of {from} and {to}",
        "depth": "Steps",
        "organisation": "Organisation",
        "partner": "Partner",
        "kind": "Kind",
        "country": "Country",
        "cluster": "Cluster",
        "theme": "Theme",
        "strength": "Strength",
        "weight": "Weight",
        "titles": "Titles",
        "projects heading": "Projects",
        "joint projects heading": "Joint projects",
        "partners here heading": "Partners here",
        "ties heading": "Ties",
        "tie weight": "Tie weight",
        "partners on map": "Partners on this map",
        "no partner on map": "No partner on this map",
        "tie not on map": "tie not on this map",
        "path of introductions": "Path of introductions",
        "no partner that way": "No partner lies that way.",
        "all": "All",
        "projects from": "Projects from",
        "projects until": "until",
        "least weight": "Least tie weight",
        "filters off": "Filters off",
        "shown of": "{nodes} of {allNodes} organisations and {ties} of {allTies} ties.",
        "show all rows": "Show all {all} rows, not only {shown}",
        "open cluster": "Open it on the map",
        "close cluster": "Close it on the map",
        "click opens": "Click to open",
        "open left out": "Of {all} opened organisations the {shown} strongest are drawn.",
        "open ties left out": "Of {all} ties between them the {shown} strongest are drawn.",
        "colour is cluster": "Colour: cluster",
        "shape is kind": "Shape: kind",
        "size is strength": "Size: strength",
        "line is weight": "Line: tie weight",
        "weight explained": "Each shared project adds 1 ÷ (participants − 1) to a tie; strength is the sum "
        "of an organisation’s ties.",
        "story": "Story",
        "story empty": "No note yet. Choose something on the map and write what it shows.",
        "note before": "Back",
        "note after": "Next",
        "note of": "{at} of {all}",
        "write story": "Write and arrange notes",
        "note text": "What this view shows",
        "add note": "Add as a note",
        "move up note": "Move note {number} up",
        "move up sign": "↑",
        "remove note": "Remove note {number}",
        "remove sign": "×",
        "story how": "A note keeps the view as it is now. The saved file and the link hold the notes.",
        "waiting": "The map is laid out",
        "waiting for": "{done} of {all} organisations stand.",
        "waiting once": "This is done once for a snapshot. The map comes by itself as soon as it is there.",
        "area": "Area",
        "code": "Code",
        "areas": _counted("{count} area", "{count} areas"),
        "territory map help": "Geographic map. Arrow keys move it, plus and minus zoom. All areas are in "
        "the table beside it.",
        "state": "State",
        "present": "present",
        "absent": "absent",
        "excluded": "left out by design",
        "unknown": "no data",
        "measure participants": "Participants",
        "measure strength": "Weight of ties to others",
        "class up to": "up to {bound}",
        "no value": "value not known",
        "link weight": "Cooperation: width by weight",
        "link missing": "Missing: less than expected",
        "observed": "Observed",
        "expected": "Expected",
        "between": "Between",
        "absent sign": "Absent: dashed, with a cross",
        "places heading": "Areas",
        "links heading": "Cooperation between areas",
        "verdict": "Verdict",
        "gap": "gap",
        "cooperation": "cooperation",
        "not on map": "place not known: only in the table",
        "no link": "No cooperation between these areas is known.",
        "least value": "{measure}, at least",
        "areas shown of": "{areas} of {allAreas} areas.",
        "pairs shown of": "{areas} of {allAreas} areas and {links} of {allLinks} pairs.",
        "outlines sign": "Outlines of countries",
        "graticule sign": "Longitude and latitude: no outlines were loaded",
        "outside picture": _counted(
            "{count} area lies outside of this picture.", "{count} areas lie outside of this picture."
        ),
        "nothing placed": "None of these areas has a known place, so none can be drawn. The table lists "
        "them all.",
        "nothing to place": "There is nothing to draw: no area is known.",
        "load shapes": "Load their shapes, a GeoJSON of NUTS or LAU: socialcluster places import FILE",
    }
)


# In these numbers every plural category of a whole number occurs.
_EVERY_CATEGORY = range(120)


@cache
def words_in(language: str) -> Words:
    """The table in a language."""
    with speaking(language):
        return MappingProxyType({key: _translated(word, language) for key, word in ENGLISH.items()})


def _translated(word: Word, language: str) -> Word:
    """Forms of the catalogue by the categories of CLDR, which scripts choose by."""
    if isinstance(word, str):
        return gettext(word)
    one, other, category = word["one"], word["other"], Locale(language).plural_form
    examples = {category(number): number for number in reversed(_EVERY_CATEGORY)}
    forms = {form: ngettext(one, other, number) for form, number in sorted(examples.items())}
    return {"other": ngettext(one, other, 0)} | forms


def plain_words(language: str) -> dict[str, object]:
    """The table of a language as JSON has it."""
    words = words_in(language)
    return {key: word if isinstance(word, str) else dict(word) for key, word in words.items()}


def said(key: str, language: str, **values: str | int) -> str:
    """The words of a key with their {places} filled; `count` chooses the plural form."""
    word = words_in(language)[key]
    if not isinstance(word, str):
        word = word.get(Locale(language).plural_form(int(values["count"])), word["other"])
    shown = {
        name: format_decimal(value, locale=language) if isinstance(value, int) else value
        for name, value in values.items()
    }
    return word.format_map(shown)
