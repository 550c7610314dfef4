"""Makes the graph show what the judgements say: SAME_AS from members to the one that stands for all, PART_OF.

Sources' own nodes, records and ties stay as they are; so what is judged can be judged otherwise, and the
graph is then as if the first judgement had never been made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.records import uid as made_uid
from graph.resolution.canonical import SameAs
from graph.resolution.clusters import Resolution, resolved
from graph.resolution.judgements import Decision, Judgement, in_force
from graph.store import judgements
from graph.store.session import Transaction
from graph.store.statement import Statement
from graph.store.statements import LOCK, RAISE_VERSION
from graph.vocabulary import Tie

JUDGEMENTS_KNOWN = Statement("whether judgements", "MATCH (j:Judgement) RETURN count(j) AS known")
SAME_AS = Statement(
    "same as",
    "MATCH (o:Organisation)-[t:SAME_AS]->(c:Organisation) RETURN o.uid, c.uid, t.judgements",
)
# Judgements stand where records stand on ties of sources, so that every tie says why it is there.
JUDGED_PARTS = Statement(
    "judged parts",
    """
    MATCH (o:Organisation)-[t:PART_OF]->(c:Organisation)
    WHERE t.records[0] STARTS WITH 'jdg-'
    RETURN o.uid, c.uid, t.records[0]
    """,
)
# Spoken of: by a record, or by a tie that is neither derived nor judged.
PRESENT = Statement(
    "organisations spoken of",
    """
    UNWIND $uids AS uid
    MATCH (o:Organisation {uid: uid})
    WHERE EXISTS { (o)<-[:DESCRIBES]-() } OR EXISTS {
        (o)-[t]-()
        WHERE NOT type(t) IN ['SAME_AS', 'PARTNERS_WITH', 'FUNDS']
          AND NOT (type(t) = 'PART_OF' AND t.records[0] STARTS WITH 'jdg-')
    }
    RETURN o.uid
    """,
)
CREATE_SAME_AS = Statement(
    "create same as",
    """
    UNWIND $rows AS row
    MATCH (a:Organisation {uid: row[0]})
    MATCH (b:Organisation {uid: row[1]})
    CREATE (a)-[:SAME_AS {uid: row[2], judgements: row[3]}]->(b)
    """,
)
DELETE_SAME_AS = Statement(
    "delete same as", "UNWIND $uids AS uid MATCH ()-[t:SAME_AS {uid: uid}]->() DELETE t"
)
CREATE_PARTS = Statement(
    "create judged parts",
    """
    UNWIND $rows AS row
    MATCH (a:Organisation {uid: row[0]})
    MATCH (b:Organisation {uid: row[1]})
    CREATE (a)-[:PART_OF {uid: row[2], records: [row[3]]}]->(b)
    """,
)
DELETE_PARTS = Statement(
    "delete judged parts", "UNWIND $uids AS uid MATCH ()-[t:PART_OF {uid: uid}]->() DELETE t"
)
MARK = Statement(
    "mark organisations dirty",
    """
    UNWIND $uids AS uid
    MATCH (o:Organisation {uid: uid})
    SET o:Dirty
    WITH o
    MATCH (o)-[:PARTICIPATES_IN]->(p:Project)
    SET p:Dirty
    """,
)
# Who stood for others may be gone with all its derived ties; who is left alone then has none of its own yet.
BEREFT = Statement(
    "organisations without their derived ties",
    """
    UNWIND $uids AS uid
    MATCH (o:Organisation {uid: uid})-[t:PARTICIPATES_IN]->(p:Project)
    WHERE NOT o:Dirty AND (
        NOT EXISTS { (o)-[:PARTNERS_WITH]-() }
        AND EXISTS { (p)<-[:PARTICIPATES_IN]-(x:Organisation) WHERE x <> o }
        OR NOT EXISTS { (o)<-[:FUNDS]-() } AND coalesce(t.role, '') <> 'associated'
           AND EXISTS { (p)-[:FUNDED_BY]->() }
    )
    RETURN DISTINCT o.uid
    """,
)
DELETE_ORPHANS = Statement(
    "delete unspoken organisations",
    "UNWIND $uids AS uid MATCH (o:Organisation {uid: uid}) WHERE NOT (o)--() DELETE o",
)


@dataclass(frozen=True, slots=True)
class Settled:
    """SAME_AS and PART_OF ties that were created or deleted, and organisations of which nobody speaks."""

    changed: int = 0
    unspoken: tuple[str, ...] = ()


def same_as(tx: Transaction) -> SameAs:
    """Who stands for whom in the graph as it is."""
    return SameAs({row[0]: row[1] for row in tx.values(SAME_AS)})


def settle(tx: Transaction) -> Settled:
    """Brings SAME_AS and judged PART_OF up to date and marks whose derived ties follow; idempotent.

    Does nothing but count where nobody ever judged.
    """
    if not tx.run(JUDGEMENTS_KNOWN)[0]["known"]:
        return Settled()
    tx.run(LOCK)
    log = judgements.effective(tx)
    uids = sorted({end for judgement in log for end in judgement.pair})
    present = frozenset(row[0] for row in tx.values(PRESENT, uids=uids))
    wanted = resolved(log, present)
    changed = _same_as(tx, wanted) + _parts(tx, wanted)
    bereft = _mark_bereft(tx, log, present, wanted.same_as)
    if changed or bereft:
        tx.run(RAISE_VERSION)
    return Settled(changed, tuple(uid for uid in uids if uid not in present))


def _same_as(tx: Transaction, wanted: Resolution) -> int:
    """Whose stand-in changes is marked with its projects, as are the old and the new stand-in."""
    old = {row[0]: (row[1], tuple(row[2])) for row in tx.values(SAME_AS)}
    new = {
        member: (canonical, wanted.grounds.get(member, ()))
        for member, canonical in wanted.same_as.canonical.items()
    }
    gone = [member for member in old if old[member] != new.get(member)]
    come = [member for member in new if new[member] != old.get(member)]
    if not (gone or come):
        return 0
    tx.run(DELETE_SAME_AS, uids=[_tie(Tie.SAME_AS, member, old[member][0]) for member in gone])
    rows = [[m, new[m][0], _tie(Tie.SAME_AS, m, new[m][0]), list(new[m][1])] for m in come]
    tx.run(CREATE_SAME_AS, rows=rows)
    moved = [m for m in {*gone, *come} if old.get(m, (m,))[0] != new.get(m, (m,))[0]]
    ends = {stand[m][0] for stand in (old, new) for m in moved if m in stand}
    tx.run(MARK, uids=sorted({*moved, *ends}))
    return len(gone) + len(come)


def _parts(tx: Transaction, wanted: Resolution) -> int:
    old = {tuple(row) for row in tx.values(JUDGED_PARTS)}
    new = {(part.unit, part.parent, part.judgement) for part in wanted.parts}
    gone, come = sorted(old - new), sorted(new - old)
    if gone:
        tx.run(DELETE_PARTS, uids=[_judged_part(unit, parent) for unit, parent, _ in gone])
    if come:
        rows = [[unit, parent, _judged_part(unit, parent), judgement] for unit, parent, judgement in come]
        tx.run(CREATE_PARTS, rows=rows)
    return len(gone) + len(come)


def _mark_bereft(tx: Transaction, log: Sequence[Judgement], present: frozenset[str], now: SameAs) -> int:
    lonely = {
        end
        for judgement in in_force(log).values()
        if judgement.decision is Decision.POSITIVE and not {*judgement.pair} <= present
        for end in judgement.pair
        if end in present and end not in now.canonical and end not in now.members
    }
    bereft = [row[0] for row in tx.values(BEREFT, uids=sorted(lonely))] if lonely else []
    if bereft:
        tx.run(MARK, uids=sorted(bereft))
    return len(bereft)


def _tie(tie: Tie, start: str, end: str) -> str:
    return made_uid("tie", tie, start, end)


def _judged_part(unit: str, parent: str) -> str:
    """A source may state the same: its tie stands beside, with an id of its own."""
    return made_uid("tie", "judged", Tie.PART_OF, unit, parent)


def append_and_settle(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> tuple[int, Settled]:
    """Adds judgements and makes the graph show them, in one transaction; how many were new."""
    added = judgements.append(tx, [dict(row) for row in rows])
    return added, settle(tx)


def forget_orphans(tx: Transaction, uids: Iterable[str]) -> None:
    """Deletes those organisations to which nothing is tied any more."""
    listed = sorted(uids)
    if listed:
        tx.run(DELETE_ORPHANS, uids=listed)
