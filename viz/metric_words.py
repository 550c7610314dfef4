"""Metrics in the reader's words; what their catalogue says in English is looked up in the reader's."""

import re
from collections.abc import Mapping
from typing import Any

from viz.gap_words import level_name
from viz.languages import gettext
from viz.wording import number

# What a metric says to a reader; its formula and source are the same in every language.
SAID = ("label", "question", "reading", "caution", "unit")
_SAMPLED = re.compile(r"estimated from (?P<starts>\d+) starting points of (?P<all>\d+)(?P<drawn>, drawn.*)?")


def said(metric: Mapping[str, Any]) -> dict[str, Any]:
    """A metric with its sentences in the reader's language."""
    return dict(metric) | {name: gettext(metric[name]) for name in SAID}


def way_of_computing(method: str) -> str:
    """Whether values are exact or estimated, and from how much; what is not known here stays as it is."""
    found = _SAMPLED.fullmatch(method)
    if not found:
        return gettext(method)
    counts = {"starts": number(int(found["starts"])), "all": number(int(found["all"]))}
    if found["drawn"]:
        return gettext(
            "estimated from %(starts)s starting points of %(all)s, drawn with a fixed seed; all of them "
            "would take too long",
            **counts,
        )
    return gettext("estimated from %(starts)s starting points of %(all)s", **counts)


def of_whom(level: str) -> str:
    """Of whom values are."""
    return gettext("organisations") if level == "organisation" else level_name(level)


def counting_name(counting: str) -> str:
    """How joint projects count."""
    return {
        "fractional": gettext("fractional: a project of n counts 1/(n − 1) for each pair"),
        "full": gettext("full: each joint project counts 1"),
        "budget": gettext("by budget: by what each of the two gets"),
    }.get(counting, counting)


def backbone_name(test: str) -> str:
    """Which ties stay, and by which test."""
    return {
        "disparity": gettext("only those that stand out for one of their ends (disparity filter)"),
        "bipartite": gettext("only those more than chance gives (bipartite null model)"),
    }.get(test, test)


def mode_name(mode: str) -> str:
    """What is divided into clusters."""
    return {
        "one-mode": gettext("organisations by their ties"),
        "two-mode": gettext("organisations together with their projects"),
    }.get(mode, mode)


def groups_name(groups: str) -> str:
    """A division of the organisations."""
    return {
        "country": gettext("countries"),
        "sector": gettext("sectors"),
        "kind": gettext("kinds of organisations"),
        "cluster": gettext("clusters"),
    }.get(groups, groups)


def format_use(form: str) -> str:
    """For what a format is good."""
    return {
        "zip": gettext(
            "everything: all tables, metrics, clusters, a method note in five languages, sources, citation"
        ),
        "csv": gettext("one table for any program"),
        "xlsx": gettext("all tables as sheets, for Excel and LibreOffice"),
        "parquet": gettext("one table for Python, R and DuckDB, types kept"),
        "jsonl": gettext("all tables, one JSON object on a line"),
        "graphml": gettext("a network for Gephi, yEd, igraph and networkx"),
        "gexf": gettext("a network for Gephi, with its colours"),
        "pajek": gettext("a network for Pajek"),
        "cytoscape": gettext("a network for Cytoscape"),
        "vosviewer": gettext("a network for VOSviewer"),
    }.get(form, form)


def in_year(asked: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The same question of one year alone."""
    return dict(asked) | {"start": year, "end": year}
