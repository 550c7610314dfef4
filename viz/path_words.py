"""Chains of introductions in the reader's words: over what steps may lead."""

from viz.languages import gettext


def over_name(name: str) -> str:
    """What may lead from one organisation to the next, and how much such a step is worth."""
    return {
        "cooperation": gettext("joint projects"),
        "administrative": gettext("administrative ties alone"),
        "strong": gettext("joint projects and administrative ties"),
        "theme": gettext("joint projects, and common themes (weak)"),
        "funder": gettext("joint projects, and common funders (weak)"),
        "country": gettext("joint projects, and a common country (weak)"),
        "any": gettext("anything, weak steps too"),
    }.get(name, name)
