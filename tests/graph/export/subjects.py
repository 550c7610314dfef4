"""Snapshots with everything that makes trouble in files: signs, control characters, lists, nothing at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.analysis.clusters import ClusterQuestion, clusters
from graph.analysis.filtering import Filter, stated_part
from graph.export.subject import Credit, Subject
from graph.snapshot import TABLES, Snapshot, table_of
from tests.builders import Memberships, snapshot_of

HOSTILE = "=1+1\x0b\"<&'>\ufffe]]>\n\r\tą"
CREDIT = Credit("made-up", "Made-up projects", "Nobody", "None.", "CC0")


def subject_of(
    memberships: Memberships,
    *,
    values: Mapping[str, Mapping[str, object]] | None = None,
    alone: Iterable[str] = (),
    counting: str = "fractional",
) -> Subject:
    """A subject of projects and their members; `values` may hold values of any type."""
    snapshot = snapshot_of(memberships, alone=alone)
    tables = dict(snapshot.tables)
    for name in ("organisations", "projects"):
        rows = [row | dict((values or {}).get(row["uid"], {})) for row in tables[name].to_pylist()]
        tables[name] = table_of(name, rows)
    return _with_records(Snapshot({name: tables[name] for name in TABLES}), counting)


def _with_records(snapshot: Snapshot, counting: str) -> Subject:
    rows = snapshot.tables["participations"].to_pylist()
    for number, row in enumerate(rows):
        row["records"] = [f"rec-{number:020x}"]
        row["contribution"], row["currency"] = f"-{number}.50", "DKK"
    tables = dict(snapshot.tables) | {"participations": table_of("participations", rows)}
    stated = Snapshot(tables)
    return Subject(stated, clusters(stated), counting=counting, credits=(CREDIT,))


def hostile() -> Subject:
    """Five organisations in three projects, whose names are what no format likes."""
    return subject_of(
        {"p": ["a", "b", "c"], "q": ["a", "b"], "r": ["d", "e"]},
        alone=["f"],
        values={
            "a": {"name": HOSTILE, "country": "LT", "longitude": -3.5, "identifiers": ["=x", None, "ą\x00"]},
            "b": {"name": "", "identifiers": []},
            "c": {"name": None},
            "d": {"name": "same name"},
            "e": {"name": "same name", "sector": "civic"},
            "p": {"title": "'-+@", "acronym": None},
        },
    )


def in_another_home(subject: Subject) -> Subject:
    """The same content in other objects, so that nothing is equal because it is the same."""
    tables = {name: table_of(name, table.to_pylist()) for name, table in subject.snapshot.tables.items()}
    snapshot = Snapshot(tables)
    return replace(subject, snapshot=snapshot, clustering=clusters(snapshot))


def part_of(subject: Subject, chosen: Filter) -> Subject:
    """As an export of a part is made: its tables, and clusters of what was chosen of the whole."""
    found = clusters(subject.snapshot, ClusterQuestion(counting=subject.asked.counting, chosen=chosen))
    return replace(subject, snapshot=stated_part(subject.snapshot, chosen.about_rows), clustering=found)
