"""The formats of exports: what each can hold, and how it is written."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InvalidParameter
from graph.export.columnar import write_parquet
from graph.export.cytoscape import cytoscape_of
from graph.export.delimited import csv_of
from graph.export.gexf import gexf_of
from graph.export.graphml import graphml_of
from graph.export.lines import lines_of
from graph.export.network import ONE_MODE, TWO_MODE, Network, network_of
from graph.export.package import write_package
from graph.export.pajek import pajek_of
from graph.export.sheets import Sheet, sheet_names, sheet_of
from graph.export.subject import Subject
from graph.export.vosviewer import vosviewer_of
from graph.export.workbook import write_workbook

ALL = "all"
# What users of other programs call it.
ALIASES = {"nodes": "organisations", "edges": "ties", "one-mode": ONE_MODE, "two-mode": TWO_MODE}
NETWORKS = (ONE_MODE, TWO_MODE)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `whats` are the tables or networks that it can hold, the first of them unless asked.

    Either `streamed` gives its bytes a portion at a time, or `written` writes a file that is whole or fails.
    """

    name: str
    suffix: str
    media_type: str
    whats: tuple[str, ...]
    streamed: Callable[[Subject, str], Iterator[bytes]] | None = None
    written: Callable[[Subject, str, Path], None] | None = None


def _chosen(subject: Subject, what: str) -> Iterable[Sheet]:
    """One after another: the table of metrics takes its time, and need not keep the first ones waiting."""
    return (sheet_of(subject, name) for name in (sheet_names() if what == ALL else (what,)))


def _network(write: Callable[[Network], Iterator[bytes]]) -> Callable[[Subject, str], Iterator[bytes]]:
    return lambda subject, what: write(network_of(subject, what))


def _csv(subject: Subject, what: str) -> Iterator[bytes]:
    return csv_of(sheet_of(subject, what))


def _lines(subject: Subject, what: str) -> Iterator[bytes]:
    return lines_of(subject, _chosen(subject, what))


def _workbook(subject: Subject, what: str, target: Path) -> None:
    write_workbook(_chosen(subject, what), target, f"Snapshot {subject.stamp.id}")


def _parquet(subject: Subject, what: str, target: Path) -> None:
    write_parquet(sheet_of(subject, what), target, subject.stamp)


def _package(subject: Subject, _: str, target: Path) -> None:
    write_package(subject, target)


_TABLES = (ONE_MODE, *(name for name in sheet_names() if name != ONE_MODE))
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = (
    Format("csv", "csv", "text/csv; charset=utf-8", _TABLES, streamed=_csv),
    Format("jsonl", "jsonl", "application/x-ndjson", (ALL, *_TABLES), streamed=_lines),
    Format("graphml", "graphml", "application/graphml+xml", NETWORKS, streamed=_network(graphml_of)),
    Format("gexf", "gexf", "application/gexf+xml", NETWORKS, streamed=_network(gexf_of)),
    Format("pajek", "net", "text/plain; charset=utf-8", NETWORKS, streamed=_network(pajek_of)),
    Format("cytoscape", "cyjs", "application/json", NETWORKS, streamed=_network(cytoscape_of)),
    Format("vosviewer", "json", "application/json", (ONE_MODE,), streamed=_network(vosviewer_of)),
    Format("xlsx", "xlsx", _SPREADSHEET, (ALL, *_TABLES), written=_workbook),
    Format("parquet", "parquet", "application/vnd.apache.parquet", _TABLES, written=_parquet),
    Format("zip", "zip", "application/zip", (ALL,), written=_package),
)
FORMATS: Mapping[str, Format] = {one.name: one for one in _FORMATS}


def format_named(name: str) -> Format:
    """Raises InvalidParameter naming those that there are."""
    if name not in FORMATS:
        raise InvalidParameter(f"No format is called {name!r}. There are: {', '.join(FORMATS)}.")
    return FORMATS[name]


def what_of(form: Format, asked: str | None) -> str:
    """What is to be exported, by its name here; raises InvalidParameter naming what the format can hold."""
    what = ALIASES.get(asked, asked) if asked else form.whats[0]
    if what not in form.whats:
        raise InvalidParameter(f"{form.name} cannot hold {asked!r}. It holds: {', '.join(form.whats)}.")
    return what


def file_name(subject: Subject, form: Format, what: str) -> str:
    """The name that a file gets unless it is given one: it says which snapshot it is from."""
    return f"{subject.stamp.id}-{what}.{form.suffix}"


def write_export(subject: Subject, form: Format, what: str, target: Path) -> None:
    """Writes the file whole or not at all; raises ResultTooLarge, InvalidParameter where it cannot be."""
    with whole_or_nothing(target) as beside:
        if form.written:
            form.written(subject, what, beside)
        elif form.streamed:
            with beside.open("wb") as file:
                file.writelines(form.streamed(subject, what))


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """A path beside the target, moved over it at the end and removed where something fails."""
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        beside.replace(target)
    except OSError as error:
        raise InvalidParameter(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            beside.unlink()
