"""What waits for a person: pairs of which the matcher is not sure; and what can be told about any pair."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from graph.errors import InvalidParameter, NotFound
from graph.resolution.judgements import Decision, Pair, in_force, pair_of
from graph.resolution.matching import MATCHER, Thresholds, compare
from graph.resolution.subject import Subject
from graph.store import judgements, resolution_subjects
from graph.store.judgements import Ruling
from graph.store.resolution import append_and_settle
from graph.store.resolution_cluster import cluster_of, surroundings
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

NEIGHBOURS_SHOWN = 10
# The matcher's latest word on the pair, no person's that still counts, both there and not one already.
_WAITING = """
    MATCH (j:Judgement {by: 'matcher', decision: 'unsure'})
    MATCH (a:Organisation {uid: j.a}), (b:Organisation {uid: j.b})
    WHERE NOT EXISTS {
        MATCH (k:Judgement {a: j.a, b: j.b}) WHERE k.by = 'matcher' AND k.number > j.number
    } AND NOT EXISTS {
        MATCH (k:Judgement {a: j.a, b: j.b})
        WHERE k.by <> 'matcher' AND k.decision <> 'withdrawn' AND NOT EXISTS {
            MATCH (u:Judgement {a: j.a, b: j.b}) WHERE u.undoes = k.uid
        }
    }
    OPTIONAL MATCH (a)-[:SAME_AS]->(for_a:Organisation)
    OPTIONAL MATCH (b)-[:SAME_AS]->(for_b:Organisation)
    WITH j, coalesce(for_a, a) AS one, coalesce(for_b, b) AS other
    WHERE one <> other
"""
WAITING = Statement(
    "pairs up for review",
    _WAITING
    + """
      AND ($after IS NULL OR j.score < $after_score OR (j.score = $after_score AND j.uid > $after))
    RETURN properties(j) AS judgement ORDER BY j.score DESC, j.uid LIMIT $limit
    """,
)
WAITING_COUNT = Statement("number of pairs up for review", _WAITING + "RETURN count(j) AS pairs")


@dataclass(frozen=True, slots=True)
class After:
    """The last pair of the page before."""

    score: float
    uid: str


def waiting(store: Store, after: After | None, limit: int) -> list[dict[str, Any]]:
    """Pairs up for review, the most alike first, each with both sides and the matcher's reasons."""
    return store.read(lambda tx: _waiting(tx, after, limit))


def _waiting(tx: Transaction, after: After | None, limit: int) -> list[dict[str, Any]]:
    rows = tx.run(
        WAITING,
        after=after.uid if after else None,
        after_score=after.score if after else None,
        limit=limit,
    )
    entries = [judgements.as_shown(row["judgement"]) for row in rows]
    known = sides(tx, {end for entry in entries for end in (entry["a"], entry["b"])})
    return [{"judgement": entry, "a": known[entry["a"]], "b": known[entry["b"]]} for entry in entries]


def waiting_count(store: Store) -> int:
    """How many pairs are up for review."""
    count: int = store.rows(WAITING_COUNT)[0]["pairs"]
    return count


def sides(tx: Transaction, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Organisations as their sources state them, each with the uid of the one that stands for it."""
    found = resolution_subjects.subjects(tx, uids)
    return {uid: asdict(side) | {"shown_as": cluster_of(tx, uid).uid} for uid, side in found.items()}


def explanation(store: Store, one: str, other: str, thresholds: Thresholds) -> dict[str, Any]:
    """Why two organisations are one or not: features, judgements, what is in force, what surrounds them.

    Raises NotFound, InvalidParameter for a pair of one and the same.
    """
    if one == other:
        raise InvalidParameter("Name two different organisations; this is one and the same id.")
    return store.read(lambda tx: _explanation(tx, pair_of(one, other), thresholds))


def _explanation(tx: Transaction, pair: Pair, thresholds: Thresholds) -> dict[str, Any]:
    found = resolution_subjects.subjects(tx, pair)
    a, b = (_found(found, uid) for uid in pair)
    compared = compare(a, b, thresholds)
    log = judgements.of_pair(tx, pair)
    counting = in_force(judgements.judged(entry) for entry in log).get(pair)
    shown = sides(tx, pair)
    same = shown[pair[0]]["shown_as"] == shown[pair[1]]["shown_as"]
    return {
        "a": shown[pair[0]],
        "b": shown[pair[1]],
        "same": same,
        "why": _why(
            same, counting.decision if counting else None, by_person=bool(counting and counting.by_person)
        ),
        "score": compared.score,
        "verdict": str(compared.verdict),
        "matcher": MATCHER,
        "thresholds": asdict(thresholds),
        "features": [asdict(feature) for feature in compared.features],
        "judgements": log,
        **surroundings(tx, *pair, limit=NEIGHBOURS_SHOWN),
    }


def _found(found: dict[str, Subject], uid: str) -> Subject:
    if uid not in found:
        raise NotFound(f"There is no organisation {uid!r}.")
    return found[uid]


def _why(same: bool, decision: Decision | None, *, by_person: bool) -> str:
    """What is in force between the two, in a sentence."""
    who = "a person" if by_person else "the matcher"
    if same and decision is not Decision.POSITIVE:
        return "They are one through other organisations that each of them is judged to be the same as."
    told = {
        None: "Nobody has judged the two, so they stay apart.",
        Decision.POSITIVE: f"They are one: {who} judged so."
        if same
        else f"They stay apart although {who} judged them to be one: it would join others that are judged "
        "to be apart.",
        Decision.NEGATIVE: f"They stay apart: {who} judged so.",
        Decision.UNSURE: f"They stay apart: {who} was not sure.",
        Decision.PART_OF: f"One is part of the other: {who} judged so.",
    }
    return told.get(decision) or told[None]


def judge(store: Store, ruling: Ruling) -> dict[str, Any]:
    """Writes down what a person decides and makes the graph show it; derived ties are left to `derive`.

    Raises NotFound where one of the two is not in the graph.
    """
    rows: list[dict[str, Any]] = []

    def work(tx: Transaction) -> None:
        judgements.check_ends(tx, pair_of(ruling.a, ruling.b))
        # Made once: should the answer be lost, the same entry is sent again.
        rows[:] = rows or judgements.new_rows([_as_seen(tx, ruling)])
        append_and_settle(tx, rows)

    store.write(work)
    return judgements.one(store, rows[0]["uid"])


def _as_seen(tx: Transaction, ruling: Ruling) -> Ruling:
    """With the score and the version under which the matcher showed the pair, where it did."""
    shown = [
        entry for entry in judgements.of_pair(tx, pair_of(ruling.a, ruling.b)) if entry["score"] is not None
    ]
    if not shown:
        return ruling
    return Ruling(
        a=ruling.a,
        b=ruling.b,
        decision=ruling.decision,
        by=ruling.by,
        reason=ruling.reason,
        score=shown[-1]["score"],
        matcher=shown[-1]["matcher"],
        features=shown[-1]["features"],
        parent=ruling.parent,
        by_identifier=bool(shown[-1]["by_identifier"]),
    )


def undo(store: Store, uid: str, by: str, reason: str | None) -> dict[str, Any]:
    """Takes back a judgement that counts, and makes the graph show it; raises NotFound, Conflict."""
    rows: list[dict[str, Any]] = []

    def work(tx: Transaction) -> None:
        rows[:] = rows or judgements.new_rows([judgements.undoing(tx, uid, by, reason)])
        append_and_settle(tx, rows)

    store.write(work)
    return judgements.one(store, rows[0]["uid"])
