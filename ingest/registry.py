"""Which source reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InvalidParameter, UnexpectedLayout
from graph.export.reading import is_export
from graph.records import RESTATED
from graph.store.jobs import Job
from ingest.documents.source import NAME as PAGE
from ingest.documents.source import PageSource, page_source
from ingest.mapping.document import parsed_mapping
from ingest.reading.columns import recognise, wanted
from ingest.reading.tables import open_table
from ingest.source import Source
from ingest.sources.cordis import CORDIS
from ingest.sources.erasmus_plus import ERASMUS_PLUS
from ingest.sources.esif_hr import ESIF_HR
from ingest.sources.esif_lt import ESIF_LT
from ingest.sources.esif_pl import ESIF_PL
from ingest.sources.esif_ro import ESIF_RO
from ingest.sources.etmun import ETMUN
from ingest.sources.exported import ExportedSnapshot
from ingest.sources.five_networks import SUFFIXES, FiveNetworks
from ingest.sources.follow_the_money import FOLLOW_THE_MONEY
from ingest.sources.generic import MappedSource, TemplateTables
from ingest.sources.h2020 import H2020
from ingest.sources.keep_eu import KeepEu
from ingest.sources.lau import LAU
from ingest.sources.lau_shapes import LAU_SHAPES
from ingest.sources.nuts_changes import NutsChanges
from ingest.sources.nuts_shapes import NUTS_SHAPES
from ingest.sources.ror import ROR
from ingest.sources.urbact import URBACT

SOURCES: tuple[Source, ...] = (
    FiveNetworks(),
    KeepEu(),
    CORDIS,
    H2020,
    ERASMUS_PLUS,
    ESIF_PL,
    ESIF_LT,
    ESIF_HR,
    ESIF_RO,
    URBACT,
    ETMUN,
    ROR,
    FOLLOW_THE_MONEY,
    NUTS_SHAPES,
    LAU,
    LAU_SHAPES,
    NutsChanges(),
    TemplateTables(),
    PageSource(),
    ExportedSnapshot(),
)


# Plain text may be a table, so of a page in plain text the user says that it is one.
PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The source that reads a file, and by what it was known, in words."""

    source: Source
    reason: str


def source_for(path: Path, name: str | None = None) -> Recognised:
    """The source called `name`, else the one whose columns the file has.

    Raises InvalidParameter for a name that no source has, UnexpectedLayout for a file that none reads.
    """
    if name:
        return Recognised(source_named(name), "as asked for")
    if path.is_dir() or path.suffix.lower() in SUFFIXES:
        return Recognised(source_named("five-networks"), "a network file")
    if path.suffix.lower() in PAGE_SUFFIXES:
        return Recognised(source_named(PAGE), "a page of a project")
    if is_export(path):
        return Recognised(source_named(RESTATED), "an export of this program")
    return _by_columns(path)


def chosen_source(
    path: Path, *, name: str | None = None, mapping: str | None = None, page: Mapping[str, Any] | None = None
) -> Recognised:
    """The source that a mapping (its text) describes, else as `source_for`; `page` tells of a page.

    Raises InvalidParameter where both are given, UnexpectedLayout and UnreadableFile for the mapping too.
    """
    if mapping is None:
        known = source_for(path, name)
        return Recognised(page_source(page or {}), known.reason) if known.source.facts.name == PAGE else known
    if name is not None:
        raise InvalidParameter("A mapping names its source itself: give a source or a mapping, not both.")
    return Recognised(MappedSource(parsed_mapping(mapping, "The mapping")), "as the mapping says")


def source_of_job(job: Job) -> Source:
    """The source that a job was asked to use; raises UnexpectedLayout where its mapping is none any more."""
    if text := job.options.get("mapping"):
        return MappedSource(parsed_mapping(text, "The mapping"))
    if job.source == PAGE:
        return page_source(job.options.get("page") or {})
    return source_named(job.source)


def source_named(name: str) -> Source:
    """Raises InvalidParameter, naming those that there are."""
    for source in SOURCES:
        if source.facts.name == name:
            return source
    known = ", ".join(source.facts.name for source in SOURCES)
    raise InvalidParameter(f"No source is called {name!r}. Known sources: {known}.")


def _by_columns(path: Path) -> Recognised:
    tables = {
        (source.facts.name, table): cols for source in SOURCES for table, cols in source.columns.items()
    }
    found = open_table(path, wanted=[wanted(columns) for columns in tables.values()])
    keys = {"\n".join(key): columns for key, columns in tables.items()}
    known = recognise(found.headings, keys)
    if known is None:
        names = ", ".join(sorted({name for name, _ in tables}))
        raise UnexpectedLayout(
            f"{path.name} has the columns of no source that is known ({names}). Name the source, or write a "
            f"mapping: socialcluster ingest suggest {path.name}"
        )
    name, table = known.split("\n")
    return Recognised(source_named(name), f"its columns are those of the table '{table}'")
