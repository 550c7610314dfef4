"""Organisations that are one, read as one: united values, one participation per project, ties to others once.

Nothing of this is written: what sources say stays with the organisations of which they say it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.properties import PROPERTIES, Value
from graph.records import parsed
from graph.resolution.canonical import SameAs
from graph.shown import shown_values
from graph.store.resolution import same_as
from graph.store.session import Transaction
from graph.store.statement import Statement
from graph.store.ties import claims_of
from graph.vocabulary import Node, Tie

Row = list[Any]
CLAIMS = Statement(
    "claims on organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})<-[d:DESCRIBES]-(:Record)
    RETURN uid, collect(d.values)
    """,
)
PARTICIPATIONS_BETWEEN = Statement(
    "participations between",
    """
    UNWIND $pairs AS pair
    MATCH (:Organisation {uid: pair[0]})-[t:PARTICIPATES_IN]->(:Project {uid: pair[1]})
    RETURN pair[0], pair[1], properties(t)
    """,
)
_NAMES = PROPERTIES[Node.ORGANISATION]


def united_values(tx: Transaction, clusters: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Value]]:
    """What is shown of each organisation that stands for several, from all that is said of any of them."""
    members = {member: uid for uid, own in clusters.items() for member in own}
    claims: dict[str, list[Mapping[str, Value]]] = defaultdict(list)
    for uid, texts in tx.values(CLAIMS, uids=sorted(members)):
        claims[members[uid]] += map(parsed, texts)
    return {uid: shown_values(claims[uid]) for uid in clusters}


def united_part(ties: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One participation out of several of the same organisation in one project, with all their records."""
    several = list(ties)
    if len(several) == 1:
        return dict(several[0])
    claims = {
        record: claim for tie in several for record, claim in claims_of(Tie.PARTICIPATES_IN, tie).items()
    }
    records = sorted(claims)
    shown = shown_values(parsed(claims[record]) for record in records)
    return {**shown, "records": records, "claims": [claims[record] for record in records]}


class ResolvedView:
    """Rows of the whole graph, rewritten for the organisations that stand for several."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.same_as: SameAs = same_as(tx)

    def organisations(self, rows: Iterable[Row], columns: Sequence[str]) -> list[Row]:
        """Rows of organisations, uid first; columns that are no property hold lists, which are united."""
        if not self.same_as.canonical:
            return list(rows)
        values = united_values(self._tx, self.same_as.members)
        of_members: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            of_members[self.same_as.of(row[0])].append(row)
        return [
            _united(uid, own, columns, values[uid]) if uid in values else own[0]
            for uid, own in sorted(of_members.items())
        ]

    def participations(self, rows: Iterable[Row], columns: Sequence[str]) -> list[Row]:
        """Rows of organisation, project and further columns; one for each organisation and project."""
        if not self.same_as.canonical:
            return list(rows)
        parts: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            parts[self.same_as.of(row[0]), row[1]].append(row)
        several = {ends: own for ends, own in parts.items() if len(own) > 1}
        united = self._united_parts(several)
        names = columns[2:]
        return [
            [*ends, *(united[ends].get(name) for name in names)] if ends in united else [*ends, *own[0][2:]]
            for ends, own in parts.items()
        ]

    def _united_parts(
        self, several: Mapping[tuple[str, str], Sequence[Row]]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        pairs = sorted([row[0], row[1]] for own in several.values() for row in own)
        ties: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
        found = self._tx.values(PARTICIPATIONS_BETWEEN, pairs=pairs) if pairs else []
        for organisation, project, values in found:
            ties[self.same_as.of(organisation), project].append(values)
        return {ends: united_part(own) for ends, own in ties.items()}

    def ties(self, rows: Iterable[Row]) -> list[Row]:
        """Rows of type, start, end and records, between those that stand for others; none to itself."""
        if not self.same_as.canonical:
            return list(rows)
        united: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for kind, start, end, records in rows:
            united[kind, self.same_as.of(start), self.same_as.of(end)].update(records or ())
        return [[*ends, sorted(records)] for ends, records in united.items() if ends[1] != ends[2]]


def _united(uid: str, rows: Sequence[Row], columns: Sequence[str], values: Mapping[str, Value]) -> Row:
    row: Row = [uid]
    for at, name in enumerate(columns[1:], start=1):
        if name in _NAMES:
            value = values.get(name)
            row.append(list(value) if isinstance(value, tuple) else value)
        else:
            row.append(sorted({item for own in rows for item in own[at] or ()}))
    return row
