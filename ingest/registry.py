"""Which source reads a file."""

from pathlib import Path

from graph.errors import InvalidParameter
from ingest.source import Source
from ingest.sources.five_networks import FiveNetworks
from ingest.sources.keep_eu import KeepEu

SOURCES: tuple[Source, ...] = (KeepEu(), FiveNetworks())
BY_ENDING = {
    ".xlsx": "keep.eu",
    ".xls": "keep.eu",
    ".ods": "keep.eu",
    ".yaml": "five-networks",
    "": "five-networks",
}


def source_for(path: Path, name: str | None = None) -> Source:
    """The source called `name`, else the one that reads files with this ending; raises InvalidParameter."""
    wanted = name or BY_ENDING.get(path.suffix.lower())
    for source in SOURCES:
        if source.facts.name == wanted:
            return source
    known = ", ".join(source.facts.name for source in SOURCES)
    raise InvalidParameter(f"No source reads {name or path.name!r}. Known sources: {known}.")
