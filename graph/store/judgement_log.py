"""The log of judgements as lines of text: told whole, and told again to a graph that has not heard it.

A graph built anew from the same sources has the same organisations under the same uids; with the log replayed
it has the same clusters. An entry that is there already is not added again, so a log may be replayed twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from graph.errors import Conflict, UnexpectedLayout
from graph.progress import Progress
from graph.resolution.judgements import Decision, Judgement
from graph.store import judgements
from graph.store.derive import derive
from graph.store.resolution import append_and_settle
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

PORTION = 2000
NEEDED = ("uid", "a", "b", "decision", "by", "at")
OPTIONAL = ("number", "score", "matcher", "reason", "parent", "undoes", "by_identifier", "features")
SAME = ("a", "b", "decision", "by")
PORTION_OF_LOG = Statement(
    "portion of log of judgements",
    """
    MATCH (j:Judgement) WHERE j.number > $after
    RETURN properties(j) AS judgement ORDER BY j.number LIMIT $limit
    """,
)
THERE = Statement(
    "judgements that are there",
    """
    UNWIND $uids AS uid
    MATCH (j:Judgement {uid: uid})
    RETURN j.uid AS uid, [j.a, j.b, j.decision, j.by] AS told
    """,
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """Entries that were added, entries that were there, and organisations named that are not in the graph."""

    added: int
    known: int
    absent: int


def lines(store: Store) -> Iterator[bytes]:
    """Every entry as one line of JSON, in the order of the log."""
    after = 0
    while rows := store.rows(PORTION_OF_LOG, after=after, limit=PORTION):
        for row in rows:
            yield orjson.dumps(judgements.as_shown(row["judgement"]), option=orjson.OPT_APPEND_NEWLINE)
        after = rows[-1]["judgement"]["number"]


def entries(told: Iterable[bytes]) -> list[dict[str, Any]]:
    """Entries read from lines; raises UnexpectedLayout with the number of the first line that is none."""
    return [_entry(line, number) for number, line in enumerate(told, start=1) if line.strip()]


def _entry(line: bytes, number: int) -> dict[str, Any]:
    try:
        told = orjson.loads(line)
        entry = {name: told[name] for name in NEEDED} | {name: told.get(name) for name in OPTIONAL}
        values = (entry[name] for name in ("a", "b", "by", "score", "parent", "undoes"))
        a, b, by, score, parent, undoes = values
        Judgement(entry["uid"], number, a, b, Decision(entry["decision"]), by, score, parent, undoes)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnexpectedLayout(
            f"Line {number} is no judgement ({error}). Give a file that 'resolve log export' wrote; nothing "
            "of it was taken over."
        ) from error
    if not (isinstance(entry["uid"], str) and entry["uid"].startswith("jdg-")):
        raise UnexpectedLayout(f"Line {number}: the uid of a judgement begins with 'jdg-'.")
    return entry


def replay(store: Store, log: Sequence[dict[str, Any]], progress: Progress) -> Replayed:
    """Adds the entries that are not there in their order, and makes the graph show what follows.

    Raises Conflict, before anything is added, where an entry is there that says something else.
    """
    for begin in range(0, len(log), PORTION):
        store.read(partial(_check, log=log[begin : begin + PORTION]))
    added = 0
    with progress.step("replayed", total=len(log), unit="judgements") as step:
        for begin in range(0, len(log), PORTION):
            rows = [judgements.as_row_again(entry) for entry in log[begin : begin + PORTION]]
            added += store.write(partial(judgements.append, rows=rows))
            step.advance(len(rows))
    store.write(partial(append_and_settle, rows=[]))
    derive(store, progress)
    return Replayed(added=added, known=len(log) - added, absent=_absent(store, log))


def _check(tx: Transaction, log: Sequence[dict[str, Any]]) -> None:
    there = {row["uid"]: row["told"] for row in tx.run(THERE, uids=[entry["uid"] for entry in log])}
    for entry in log:
        told = there.get(entry["uid"])
        if told is not None and told != [entry[name] for name in SAME]:
            raise Conflict(
                f"Judgement {entry['uid']} is there and says something else; nothing was added. The file "
                "was changed, or it is the log of another graph."
            )


def _absent(store: Store, log: Sequence[dict[str, Any]]) -> int:
    named = sorted({entry[end] for entry in log for end in ("a", "b")})
    known: set[str] = set()
    for begin in range(0, len(named), PORTION):
        rows = store.rows(judgements.KNOWN_ENDS, uids=named[begin : begin + PORTION])
        known.update(row["uid"] for row in rows)
    return len(named) - len(known)
