"""What is stated of a thing, value by value: which is shown, why, and what else is said, by which record.

A value stands with source, file, part, row, job and time of the records that state it, and where a record was
read from a document with the characters of its text (`span`) or the rule by which it was read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.properties import Value
from graph.records import parsed
from graph.shown import SHOWN_RULE, TOPICS, shown_values
from graph.store.session import Transaction
from graph.store.statement import Statement
from graph.vocabulary import Node

# Records named for each wording; all are counted.
RECORDS_NAMED = 10
UNITED = "all that is stated, united"
_RECORD = """
    r {.uid, .source, .file, .part, .row, .address, .job, .raw,
       time: COLLECT { MATCH (j:Job {uid: r.job}) RETURN coalesce(j.finished, j.created) }[0]}
"""
_SAID = (
    """<-[d:DESCRIBES]-(r:Record)
    WITH uid, d.values AS values, r ORDER BY r.uid
    WITH uid, values, count(r) AS records, collect(r)[..$most] AS named
    RETURN uid, values, records, [r IN named |"""
    + _RECORD
    + "] AS named ORDER BY uid, values"
)
OF_ORGANISATIONS = Statement(
    "statements on organisations", "UNWIND $uids AS uid MATCH (:Organisation {uid: uid})" + _SAID
)
OF_PROJECT = Statement("statements on projects", "UNWIND $uids AS uid MATCH (:Project {uid: uid})" + _SAID)
OF_COUNTERS = Statement("statements on figures", "UNWIND $uids AS uid MATCH (:Counter {uid: uid})" + _SAID)
RECORDS = Statement(
    "records by uid",
    "UNWIND $uids AS uid MATCH (r:Record {uid: uid}) RETURN uid," + _RECORD + "AS record",
)
_BY_LABEL = {
    Node.ORGANISATION: OF_ORGANISATIONS,
    Node.PROJECT: OF_PROJECT,
    Node.COUNTER: OF_COUNTERS,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What `records` records say of a thing in the same words; `named` are the first of them."""

    thing: str
    values: Mapping[str, Value]
    records: int
    named: Sequence[Mapping[str, Any]]


def wordings(tx: Transaction, label: Node, uids: Sequence[str]) -> list[Wording]:
    """All that is said of some things, in the order of their uids."""
    rows = tx.run(_BY_LABEL[label], uids=list(uids), most=RECORDS_NAMED)
    return [Wording(row["uid"], parsed(row["values"]), row["records"], row["named"]) for row in rows]


def records(tx: Transaction, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Where records stand, by uid."""
    rows = tx.run(RECORDS, uids=sorted(set(uids)))
    return {row["uid"]: row["record"] for row in rows}


def tie_wordings(
    thing: str, claims: Mapping[str, str], known: Mapping[str, Mapping[str, Any]]
) -> list[Wording]:
    """What each record says of a tie, from its claims (JSON by record)."""
    return [
        Wording(thing, parsed(claim), 1, [known.get(record, {"uid": record})])
        for record, claim in sorted(claims.items())
    ]


def stated_values(said: Sequence[Wording]) -> dict[str, dict[str, Any]]:
    """Per value `shown`, `why`, and `stated`: each value, the number of its records, the first of them."""
    shown = shown_values(wording.values for wording in said for _ in range(wording.records))
    names = sorted({name for wording in said for name in wording.values})
    return {name: _stated_value(name, shown.get(name), said) for name in names}


def _stated_value(name: str, shown: Value | None, said: Sequence[Wording]) -> dict[str, Any]:
    by_value: dict[Value, list[Wording]] = defaultdict(list)
    for wording in said:
        if name in wording.values:
            by_value[wording.values[name]].append(wording)
    counts = {value: sum(wording.records for wording in own) for value, own in by_value.items()}
    ordered = sorted(by_value, key=lambda value: (value != shown, -counts[value], str(value)))
    return {
        "shown": shown,
        "why": _why(name, shown, counts),
        "stated": [_stated(name, value, counts[value], by_value[value]) for value in ordered],
    }


def _why(name: str, shown: Value | None, counts: Mapping[Value, int]) -> str:
    """Why this value of all: in numbers, then the rule."""
    total = sum(counts.values())
    if isinstance(shown, tuple):
        return UNITED
    if len(counts) == 1 and shown in counts:
        return "the only record that states it" if total == 1 else f"all {total} records that state it agree"
    own = counts.get(shown, 0) if shown is not None else 0
    together = f"; chosen together with the rest of its {TOPICS[name]}" if name in TOPICS else ""
    return f"{own} of {total} records state it: {SHOWN_RULE}{together}"


def _stated(name: str, value: Value, records: int, said: Sequence[Wording]) -> dict[str, Any]:
    named = [_place(wording.thing, record, name) for wording in said for record in wording.named]
    return {"value": value, "records": records, "by": named[:RECORDS_NAMED]}


def _place(thing: str, record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Where a record states a value; documents say at which characters of their text, or by which rule."""
    raw = orjson.loads(record["raw"]) if record.get("raw") else {}
    fields = ("source", "file", "part", "row", "job", "time", "address")
    return {
        "record": record["uid"],
        "of": thing,
        **{field: record.get(field) for field in fields},
        "span": raw.get(f"{name}.at"),
        "rule": raw.get(f"{name}.rule"),
    }
