"""What differs between two snapshots, as values: things, stated ties, counted ties and clusters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.clusters import Clustering
from graph.export.sheets import COMPUTED, Sheet, rows_of, sheet_names, sheet_of
from graph.export.subject import Subject
from graph.projection import fractional
from graph.snapshot import TABLES, Snapshot
from graph.snapshots.cluster_changes import ClusterChange, cluster_changes

Key = tuple[str, ...]
# Ids of records: which of them state a thing is evidence, and no value of the thing.
EVIDENCE = "records"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of one row that was one thing before and is another now."""

    key: Key
    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table by their keys. `evidence` counts rows that other records state now."""

    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    changed: tuple[ValueChange, ...] = ()
    evidence: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.evidence)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs; `ties` are pairs of organisations, which are counted from participations."""

    tables: Mapping[str, TableChange]
    ties: TableChange
    clusters: tuple[ClusterChange, ...]
    names: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.clusters or self.ties) or any(self.tables.values())


def changes(before: Subject, after: Subject) -> Changes:
    """From one snapshot to another; clusters are compared as each was computed."""
    stated = [name for name in sheet_names() if name not in COMPUTED]
    tables = {name: _table_change(name, sheet_of(before, name), sheet_of(after, name)) for name in stated}
    return Changes(
        tables=tables,
        ties=_tie_change(before.snapshot, after.snapshot),
        clusters=cluster_changes(_members(before), _members(after)),
        names={**_names(before.snapshot), **_names(after.snapshot)},
    )


def _table_change(name: str, before: Sheet, after: Sheet) -> TableChange:
    table = TABLES["ties" if name == "other_ties" else name]
    keys = [field.name for field in table if not field.nullable]
    values = [field.name for field in table if field.nullable]
    old, new = (_keyed(sheet, keys, values) for sheet in (before, after))
    both = [key for key in old if key in new and old[key] != new[key]]
    differing = [
        ValueChange(key, column, was, now)
        for key in both
        for column, was, now in zip(values, old[key], new[key], strict=True)
        if was != now
    ]
    return TableChange(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=tuple(one for one in differing if one.column != EVIDENCE),
        evidence=sum(one.column == EVIDENCE for one in differing),
    )


def _keyed(sheet: Sheet, keys: Sequence[str], values: Sequence[str]) -> dict[Key, tuple[object, ...]]:
    """Rows by their key, sorted."""
    at = {name: number for number, name in enumerate(sheet.columns)}
    rows = (
        (tuple(str(row[at[key]]) for key in keys), tuple(row[at[value]] for value in values))
        for row in rows_of(sheet)
    )
    return dict(sorted(rows, key=lambda row: row[0]))


def _tie_change(before: Snapshot, after: Snapshot) -> TableChange:
    old, new = _pairs(before), _pairs(after)
    return TableChange(
        added=tuple(pair for pair in new if pair not in old),
        removed=tuple(pair for pair in old if pair not in new),
        changed=tuple(
            ValueChange(pair, "weight", weight, new[pair])
            for pair, weight in old.items()
            if pair in new and new[pair] != weight
        ),
    )


def _pairs(snapshot: Snapshot) -> dict[Key, float]:
    ties = fractional(snapshot.participant, snapshot.joint_project)
    uids = snapshot.organisation_uids
    ends = zip(ties.a.tolist(), ties.b.tolist(), ties.weight.tolist(), strict=True)
    return {(uids[a], uids[b]): round(weight, 9) for a, b, weight in ends}


def _members(subject: Subject) -> dict[str, frozenset[str]]:
    """Members of each cluster by uid, under its name and number."""
    found: Clustering = subject.clustering
    uids = subject.snapshot.organisation_uids
    return {
        f"{cluster.id} ({cluster.name})": frozenset(uids[row] for row in cluster.members)
        for cluster in found.clusters
    }


def _names(snapshot: Snapshot) -> dict[str, str]:
    """What things are called, by uid."""
    named = {}
    for table, columns in (("organisations", ("name",)), ("projects", ("acronym", "title", "code"))):
        rows = snapshot.tables[table].select(["uid", *columns]).to_pylist()
        for row in rows:
            named[row["uid"]] = next((row[column] for column in columns if row[column]), row["uid"])
    return named
