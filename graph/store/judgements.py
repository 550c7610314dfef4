"""The log of judgements: entries are added and read, never changed and never deleted."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.errors import Conflict, InvalidParameter, NotFound
from graph.resolution.judgements import MATCHER_NAME, Decision, Judgement, Pair, in_force, pair_of
from graph.store import jobs
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.statements import LOCK, RAISE_VERSION

APPEND = Statement(
    "append judgements",
    """
    OPTIONAL MATCH (last:Judgement)
    WITH coalesce(max(last.number), 0) AS base
    UNWIND range(0, size($rows) - 1) AS at
    WITH base, at, $rows[at] AS row
    MERGE (j:Judgement {uid: row.uid})
    ON CREATE SET j = row, j.number = base + at + 1, j.fresh = true
    WITH j, j.fresh AS fresh
    REMOVE j.fresh
    RETURN count(fresh) AS added
    """,
)
_PLAIN = """
    j.uid AS uid, j.number AS number, j.a AS a, j.b AS b, j.decision AS decision, j.by AS by,
    j.score AS score, j.parent AS parent, j.undoes AS undoes
"""
# What the matcher is not sure of has no effect, unless it takes back what the matcher said before.
EFFECTIVE = Statement(
    "effective judgements",
    """
    MATCH (j:Judgement)
    WHERE j.decision <> 'unsure' OR j.undoes IS NOT NULL OR j.by <> 'matcher'
    RETURN collect([j.uid, j.number, j.a, j.b, j.decision, j.by, j.score, j.parent, j.undoes]) AS rows
    """,
)
EVERY = Statement(
    "all judgements",
    """
    MATCH (j:Judgement)
    RETURN collect([j.uid, j.number, j.a, j.b, j.decision, j.by, j.score, j.parent, j.undoes]) AS rows
    """,
)
LOG = Statement(
    "log of judgements", "MATCH (j:Judgement) RETURN properties(j) AS judgement ORDER BY j.number"
)
ONE = Statement("one judgement", "MATCH (j:Judgement {uid: $uid}) RETURN properties(j) AS judgement")
OF_PAIR = Statement(
    "judgements of pair",
    "MATCH (j:Judgement {a: $a, b: $b}) RETURN properties(j) AS judgement ORDER BY j.number",
)
OF_ORGANISATION = Statement(
    "judgements of organisation",
    "MATCH (j:Judgement) WHERE j.a = $uid OR j.b = $uid RETURN" + _PLAIN + "ORDER BY number",
)
KNOWN_ENDS = Statement(
    "ends of judgement", "UNWIND $uids AS uid MATCH (o:Organisation {uid: uid}) RETURN o.uid AS uid"
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decides about a pair, before it has its place in the log.

    `matcher` is the version of the rules that gave `score` and `features`; a person who judges a pair that
    the matcher compared keeps them as they were seen.
    """

    a: str
    b: str
    decision: Decision
    by: str
    reason: str | None = None
    score: float | None = None
    matcher: str | None = None
    features: Sequence[dict[str, Any]] = ()
    parent: str | None = None
    undoes: str | None = None
    by_identifier: bool = False


def as_row(ruling: Ruling, uid: str, at: str) -> dict[str, Any]:
    """Properties of a Judgement node, but for its number; checked as a judgement is."""
    a, b = pair_of(ruling.a, ruling.b)
    Judgement(uid, 0, a, b, ruling.decision, ruling.by, ruling.score, ruling.parent, ruling.undoes)
    row = {
        "uid": uid,
        "a": a,
        "b": b,
        "decision": str(ruling.decision),
        "by": ruling.by,
        "at": at,
        "score": ruling.score,
        "matcher": ruling.matcher,
        "features": orjson.dumps(list(ruling.features)).decode() if ruling.features else None,
        "reason": ruling.reason,
        "parent": ruling.parent,
        "undoes": ruling.undoes,
        "by_identifier": True if ruling.by_identifier else None,
    }
    return {name: value for name, value in row.items() if value is not None}


def as_row_again(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of a log (`as_shown`) as it can be added to an empty one: the number is given anew."""
    features = orjson.dumps(entry["features"]).decode() if entry["features"] else None
    row = entry | {"features": features}
    return {name: value for name, value in row.items() if value is not None and name != "number"}


def new_rows(rulings: Iterable[Ruling]) -> list[dict[str, Any]]:
    """Rows with uids of their own, of now."""
    at = jobs.now()
    return [as_row(ruling, f"jdg-{secrets.token_hex(10)}", at) for ruling in rulings]


def append(tx: Transaction, rows: Sequence[dict[str, Any]]) -> int:
    """Adds entries in their order, under the graph's lock; how many were not there yet."""
    tx.run(LOCK)
    added: int = tx.run(APPEND, rows=list(rows))[0]["added"] if rows else 0
    if added:
        tx.run(RAISE_VERSION)
    return added


def effective(tx: Transaction) -> list[Judgement]:
    """The judgements on which clusters and parts depend."""
    return [_judgement(row) for row in tx.listed(EFFECTIVE)]


def every(tx: Transaction) -> list[Judgement]:
    """All judgements, without their features and reasons."""
    return [_judgement(row) for row in tx.listed(EVERY)]


def log(store: Store) -> list[dict[str, Any]]:
    """All entries as they were written, in their order."""
    return [as_shown(row["judgement"]) for row in store.rows(LOG)]


def of_pair(tx: Transaction, pair: Pair) -> list[dict[str, Any]]:
    """All entries on a pair in their order."""
    return [as_shown(row["judgement"]) for row in tx.run(OF_PAIR, a=pair[0], b=pair[1])]


def of_organisation(tx: Transaction, uid: str) -> list[Judgement]:
    """All entries that name an organisation, without their features and reasons."""
    return [judged(row) for row in tx.run(OF_ORGANISATION, uid=uid)]


def one(store: Store, uid: str) -> dict[str, Any]:
    """One entry; raises NotFound."""
    found = store.rows(ONE, uid=uid)
    if not found:
        raise NotFound(f"There is no judgement {uid!r}.")
    return as_shown(found[0]["judgement"])


def as_shown(stored: dict[str, Any]) -> dict[str, Any]:
    """An entry as the API and the command show it: every field, null where it has none."""
    names = ("uid", "number", "a", "b", "decision", "by", "at", "score", "matcher", "reason", "parent")
    shown = {name: stored.get(name) for name in (*names, "undoes", "by_identifier")}
    return shown | {"features": orjson.loads(stored.get("features") or "[]")}


def judged(row: dict[str, Any]) -> Judgement:
    """An entry as a value; `row` may hold more than it needs."""
    names = ("uid", "number", "a", "b", "decision", "by", "score", "parent", "undoes")
    return _judgement([row[name] for name in names])


def _judgement(row: Sequence[Any]) -> Judgement:
    uid, number, a, b, decision, by, score, parent, undoes = row
    return Judgement(uid, number, a, b, Decision(decision), by, score, parent, undoes)


def person(name: str) -> str:
    """The name under which a person judges; raises InvalidParameter for the matcher's and for none."""
    plain = " ".join(name.split())
    if not plain or plain.casefold() == MATCHER_NAME:
        raise InvalidParameter(f"Say who judges: a name that is not empty and not {MATCHER_NAME!r}.")
    return plain


def check_ends(tx: Transaction, pair: Pair) -> None:
    """Raises NotFound unless both organisations are in the graph."""
    known = {row["uid"] for row in tx.run(KNOWN_ENDS, uids=list(pair))}
    for uid in pair:
        if uid not in known:
            raise NotFound(f"There is no organisation {uid!r}.")


def undoing(tx: Transaction, uid: str, by: str, reason: str | None) -> Ruling:
    """The entry that takes back an earlier one; raises NotFound, Conflict where it does not count (any more).

    What the matcher had decided becomes "not sure", so that the matcher does not decide it again.
    """
    found = tx.run(ONE, uid=uid)
    if not found:
        raise NotFound(f"There is no judgement {uid!r}.")
    entry = judged(as_shown(found[0]["judgement"]))
    counting = in_force(judged(row) for row in of_pair(tx, entry.pair)).get(entry.pair)
    if counting is None or counting.uid != uid:
        raise Conflict(
            f"Judgement {uid} does not count any more: a later one on the same pair does, or none."
        )
    decision = Decision.WITHDRAWN if entry.by_person else Decision.UNSURE
    return Ruling(entry.a, entry.b, decision, by, reason=reason, undoes=uid)
