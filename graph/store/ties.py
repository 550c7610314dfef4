"""Writes stated ties: one tie per type and pair of ends, holding what every record says of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from graph.properties import TIE_PROPERTIES
from graph.records import NodeRef, Record, TieKey, canonical, parsed
from graph.shown import shown_values
from graph.store import statements
from graph.store.fates import Known
from graph.store.session import Transaction
from graph.vocabulary import Node, Tie


@dataclass(slots=True)
class _StatedTie:
    """A tie under way, with what each record says of it (JSON).

    `alone` are the properties that it has as long as the record that states it first is the only one.
    """

    key: TieKey
    start: NodeRef
    end: NodeRef
    claims: dict[str, str] = field(default_factory=dict)
    alone: Mapping[str, Any] | None = None

    def values(self) -> Mapping[str, Any]:
        """What one record says is what is shown, so it stands there once; what several say stands beside."""
        if len(self.claims) == 1:
            if self.alone is not None:
                return self.alone
            ((record, claim),) = self.claims.items()
            return {**parsed(claim), "uid": self.key.uid, "records": [record]}
        records = sorted(self.claims)
        shown = shown_values(parsed(self.claims[record]) for record in records)
        claims = [self.claims[record] for record in records]
        return {**shown, "uid": self.key.uid, "records": records, "claims": claims}


def claims_of(tie: Tie, values: Mapping[str, Any]) -> dict[str, str]:
    """What each record says of a tie, from the tie's properties."""
    records = values["records"]
    if "claims" in values:
        return dict(zip(records, values["claims"], strict=True))
    allowed = TIE_PROPERTIES.get(tie, {})
    return {records[0]: canonical({name: value for name, value in values.items() if name in allowed})}


@dataclass(frozen=True, slots=True)
class ChangedTies:
    """Ties written, and ties that no record states any more."""

    written: tuple[_StatedTie, ...]
    deleted: tuple[_StatedTie, ...]


def write_ties(
    tx: Transaction,
    fresh: Iterable[Record],
    replaced: Sequence[Known],
    created: AbstractSet[NodeRef] = frozenset(),
) -> ChangedTies:
    """States the ties of fresh records and takes back those that replaced records stated.

    A tie of a node just created cannot be there yet, so it is not looked for.
    """
    stated = _stated(fresh)
    withdrawn = [(TieKey.parse(text), row.uid) for row in replaced for text in row.ties]
    new = {uid for uid, tie in stated.items() if tie.start in created or tie.end in created}
    sought = [tie.key for uid, tie in stated.items() if uid not in new]
    known = _known(tx, [*sought, *(key for key, _ in withdrawn)])
    ties = dict(known)
    for key, record in withdrawn:
        ties[key.uid].claims.pop(record, None)
    for uid, tie in stated.items():
        if uid in known:
            ties[uid].claims.update(tie.claims)
        else:
            ties[uid] = tie
    changed = ChangedTies(
        written=tuple(tie for tie in ties.values() if tie.claims),
        deleted=tuple(tie for tie in ties.values() if not tie.claims),
    )
    _create(tx, [tie for tie in changed.written if tie.key.uid not in known])
    _change(tx, [tie for tie in changed.written if tie.key.uid in known])
    _delete(tx, changed.deleted)
    return changed


def _stated(records: Iterable[Record]) -> dict[str, _StatedTie]:
    """Ties by uid."""
    stated: dict[str, _StatedTie] = {}
    for record in records:
        form = record.form
        for claim, key, values, alone in zip(record.ties, form.keys, form.ties, form.alone, strict=True):
            tie = stated.get(key.uid)
            if tie is None:
                stated[key.uid] = _StatedTie(key, claim.start, claim.end, {record.uid: values}, alone)
            else:
                tie.claims[record.uid] = values
    return stated


def _known(tx: Transaction, keys: Iterable[TieKey]) -> dict[str, _StatedTie]:
    by_type: dict[Tie, dict[str, TieKey]] = defaultdict(dict)
    for key in keys:
        by_type[key.type][key.uid] = key
    known = {}
    for tie in sorted(by_type):
        for values, start, end in tx.listed(statements.known_ties(tie), uids=sorted(by_type[tie])):
            key = by_type[tie][values["uid"]]
            ends = NodeRef(key.start, start), NodeRef(key.end, end)
            known[key.uid] = _StatedTie(key, *ends, claims_of(tie, values))
    return known


def _create(tx: Transaction, ties: Iterable[_StatedTie]) -> None:
    shapes: dict[tuple[Tie, Node, Node], list[_StatedTie]] = defaultdict(list)
    for tie in ties:
        shapes[tie.key.type, tie.key.start, tie.key.end].append(tie)
    for shape in sorted(shapes):
        rows = [(tie.start.uid, tie.end.uid, tie.values()) for tie in shapes[shape]]
        found = tx.run(statements.create_ties(*shape), rows=rows)[0]["ties"]
        if found != len(rows):
            raise ValueError(f"{len(rows) - found} ties {shape} have an end that no record describes")


def _change(tx: Transaction, ties: Sequence[_StatedTie]) -> None:
    for kind in sorted({tie.key.type for tie in ties}):
        rows = [tie.values() for tie in ties if tie.key.type is kind]
        tx.run(statements.change_ties(kind), rows=rows)


def _delete(tx: Transaction, ties: Sequence[_StatedTie]) -> None:
    for kind in sorted({tie.key.type for tie in ties}):
        uids = sorted(tie.key.uid for tie in ties if tie.key.type is kind)
        tx.run(statements.delete_ties(kind), uids=uids)


def mark_derived_stale(tx: Transaction, changed: ChangedTies, touched: Iterable[NodeRef]) -> None:
    """Marks projects whose participants, funding or dates changed, and organisations that left one."""
    projects = {node.uid for node in touched if node.label is Node.PROJECT}
    left: set[str] = set()
    for tie in (*changed.written, *changed.deleted):
        if tie.key.type is Tie.PARTICIPATES_IN:
            projects.add(tie.end.uid)
        if tie.key.type is Tie.FUNDED_BY:
            projects.add(tie.start.uid)
    for tie in changed.deleted:
        if tie.key.type is Tie.PARTICIPATES_IN and tie.key.start is Node.ORGANISATION:
            left.add(tie.start.uid)
    for label, uids in ((Node.PROJECT, projects), (Node.ORGANISATION, left)):
        if uids:
            tx.run(statements.mark_dirty(label), uids=sorted(uids))
