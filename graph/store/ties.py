"""Writes stated ties: one tie per type and pair of ends, holding what every record says of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.records import NodeRef, Record, TieKey, canonical, parsed, shown_values
from graph.store import statements
from graph.store.session import Transaction
from graph.vocabulary import Node, Tie


@dataclass(slots=True)
class _StatedTie:
    """A tie under way: per record, the source and the claim (JSON)."""

    key: TieKey
    start: str
    end: str
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        records = sorted(self.claims)
        shown = shown_values(parsed(self.claims[record][1]) for record in records)
        stated = {
            "uid": self.key.uid,
            "records": records,
            "sources": [self.claims[record][0] for record in records],
            "claims": [self.claims[record][1] for record in records],
        }
        return {"start": self.start, "end": self.end, "values": shown | stated}


@dataclass(frozen=True, slots=True)
class ChangedTies:
    """Ties written, and ties that no record states any more."""

    written: tuple[_StatedTie, ...]
    deleted: tuple[_StatedTie, ...]


def write_ties(
    tx: Transaction, fresh: Iterable[Record], replaced: Sequence[Mapping[str, Any]]
) -> ChangedTies:
    """States the ties of fresh records and takes back those that replaced records stated."""
    stated = _stated(fresh)
    withdrawn = [(TieKey.parse(text), row["uid"]) for row in replaced for text in row["ties"] or []]
    ties = _known(tx, {*stated, *(key for key, _ in withdrawn)})
    for key, record in withdrawn:
        ties[key].claims.pop(record, None)
    for key, tie in stated.items():
        ties.setdefault(key, tie).claims.update(tie.claims)
    changed = ChangedTies(
        written=tuple(tie for tie in ties.values() if tie.claims),
        deleted=tuple(tie for tie in ties.values() if not tie.claims),
    )
    _write(tx, changed)
    return changed


def _stated(records: Iterable[Record]) -> dict[TieKey, _StatedTie]:
    stated: dict[TieKey, _StatedTie] = {}
    for record in records:
        for claim in record.ties:
            tie = stated.setdefault(claim.key, _StatedTie(claim.key, claim.start.uid, claim.end.uid))
            tie.claims[record.uid] = (record.source, canonical(claim.values))
    return stated


def _known(tx: Transaction, keys: Iterable[TieKey]) -> dict[TieKey, _StatedTie]:
    by_type: dict[Tie, dict[str, TieKey]] = defaultdict(dict)
    for key in keys:
        by_type[key.type][key.uid] = key
    known = {}
    for tie in sorted(by_type):
        for row in tx.run(statements.known_ties(tie), uids=sorted(by_type[tie])):
            key = by_type[tie][row["uid"]]
            said = zip(row["records"], zip(row["sources"], row["claims"], strict=True), strict=True)
            known[key] = _StatedTie(key, row["start"], row["end"], dict(said))
    return known


def _write(tx: Transaction, changed: ChangedTies) -> None:
    shapes: dict[tuple[Tie, Node, Node], list[_StatedTie]] = defaultdict(list)
    for tie in changed.written:
        shapes[tie.key.type, tie.key.start, tie.key.end].append(tie)
    for shape in sorted(shapes):
        rows = [tie.row() for tie in sorted(shapes[shape], key=lambda tie: tie.key.uid)]
        found = tx.run(statements.write_ties(*shape), rows=rows)[0]["ties"]
        if found != len(rows):
            raise ValueError(f"{len(rows) - found} ties {shape} have an end that no record describes")
    for kind in sorted({tie.key.type for tie in changed.deleted}):
        uids = sorted(tie.key.uid for tie in changed.deleted if tie.key.type is kind)
        tx.run(statements.delete_ties(kind), uids=uids)


def mark_derived_stale(tx: Transaction, changed: ChangedTies, touched: Iterable[NodeRef]) -> None:
    """Marks projects whose participants, funding or dates changed, and organisations that left one."""
    projects = {node.uid for node in touched if node.label is Node.PROJECT}
    left: set[str] = set()
    for tie in (*changed.written, *changed.deleted):
        if tie.key.type is Tie.PARTICIPATES_IN:
            projects.add(tie.end)
        if tie.key.type is Tie.FUNDED_BY:
            projects.add(tie.start)
    for tie in changed.deleted:
        if tie.key.type is Tie.PARTICIPATES_IN and tie.key.start is Node.ORGANISATION:
            left.add(tie.start)
    for label, uids in ((Node.PROJECT, projects), (Node.ORGANISATION, left)):
        if uids:
            tx.run(statements.mark_dirty(label), uids=sorted(uids))
