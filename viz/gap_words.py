"""Gaps in the reader's words: levels, verdicts and what they mean."""

from viz.languages import gettext

# A sign beside the word, so that a verdict is known without its colour.
SIGNS = {"gap": "▼", "surplus": "▲", "as expected": "=", "too few to say": "?", "no data": "–"}


def level_name(level: str) -> str:
    """Units of a level; a word of ISO 3166-2 that is not known here stays as it is."""
    return {
        "lau": gettext("municipalities and communes (LAU)"),
        "nuts3": gettext("small regions (NUTS 3)"),
        "nuts2": gettext("regions (NUTS 2)"),
        "nuts1": gettext("large regions (NUTS 1)"),
        "country": gettext("countries"),
        "sector": gettext("sectors"),
        "kind": gettext("kinds of organisations"),
        "municipality": gettext("municipalities"),
        "city municipality": gettext("city municipalities"),
        "district municipality": gettext("district municipalities"),
        "county": gettext("counties"),
        "region": gettext("regions"),
        "province": gettext("provinces"),
        "district": gettext("districts"),
        "voivodship": gettext("voivodships"),
        "capital city": gettext("capital city"),
        "city with county rights": gettext("cities with county rights"),
    }.get(level.casefold(), level)


def verdict_name(verdict: str) -> str:
    """A verdict as a word."""
    return {
        "gap": gettext("gap"),
        "surplus": gettext("surplus"),
        "as expected": gettext("as expected"),
        "too few to say": gettext("too few to say"),
        "no data": gettext("no data"),
    }.get(verdict, verdict)


def verdict_sign(verdict: str) -> str:
    """A verdict as a sign."""
    return SIGNS.get(verdict, "")


def verdict_meaning(verdict: str) -> str:
    """When a pair gets the verdict."""
    return {
        "gap": gettext(
            "fewer ties than chance gives with the same degrees, and fewer than expected (q below 0.05)"
        ),
        "surplus": gettext("more ties than chance gives, and more than expected (q below 0.05)"),
        "as expected": gettext("tested, and neither a gap nor a surplus"),
        "too few to say": gettext(
            "fewer than one tie expected, or fewer than ten ties between groups in all: no test could tell"
        ),
        "no data": gettext("one of the two has no organisation in any joint project"),
    }.get(verdict, "")
