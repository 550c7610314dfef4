"""What stands at the end of each report: how it was worked out, from what, and how to cite it."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.version import __version__
from viz import wording
from viz.languages import gettext
from viz.reports.document import Block, Facts, Paragraph, Section, grid, plain

PROGRAM = "Social cluster explorer"


def endnotes(
    title: str, answer: Mapping[str, Any], sources: Sequence[Mapping[str, str]], method: Sequence[str]
) -> tuple[Section, ...]:
    """Method, basis and citation of a report on an answer; `sources` are the sources that were loaded."""
    return (
        Section(gettext("Method"), tuple(Paragraph(sentence) for sentence in method)),
        Section(gettext("About this report"), _basis(answer, sources)),
        Section(gettext("How to cite"), (Paragraph(_citation(title, answer, sources)),)),
    )


def _basis(answer: Mapping[str, Any], sources: Sequence[Mapping[str, str]]) -> tuple[Block, ...]:
    facts = Facts(
        (
            (gettext("Snapshot"), answer["snapshot"]),
            (gettext("Data as of"), _as_of(answer)),
            (gettext("Parameters"), plain(_parameters(answer))),
            (gettext("Program"), f"{PROGRAM} {__version__}"),
        )
    )
    if not sources:
        return facts, Paragraph(gettext("No source is known to have been loaded."))
    rows = [(one["title"], one["publisher"], one["licence"], one["address"]) for one in sources]
    headings = (gettext("Source"), gettext("Publisher"), gettext("Licence"), gettext("Address"))
    return facts, grid(headings, rows)


def _as_of(answer: Mapping[str, Any]) -> str:
    return wording.moment(answer["data_as_of"]) if answer["data_as_of"] else gettext("nothing loaded yet")


def _parameters(answer: Mapping[str, Any]) -> str:
    given = {name: value for name, value in answer["parameters"].items() if value not in (None, "", [])}
    return ", ".join(f"{name}={value}" for name, value in given.items())


def _citation(title: str, answer: Mapping[str, Any], sources: Sequence[Mapping[str, str]]) -> str:
    said = gettext(
        "%(title)s. %(program)s %(version)s, snapshot %(snapshot)s, data as of %(day)s, parameters "
        "%(parameters)s.",
        title=title,
        program=PROGRAM,
        version=__version__,
        snapshot=answer["snapshot"],
        day=_as_of(answer),
        parameters=plain(_parameters(answer)),
    )
    named = "; ".join(f"{one['title']} ({one['publisher']})" for one in sources)
    return said + (" " + gettext("Sources: %(sources)s.", sources=plain(named)) if named else "")
