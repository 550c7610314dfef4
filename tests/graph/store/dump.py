"""The whole graph as comparable values: two loads that say the same give the same dump.

Left out is what differs from run to run by its nature: jobs, their ledger, the version counter and which
job wrote a record, which ones say the same, and what other jobs said before; and the log of judgements,
which only grows (their effect, SAME_AS and PART_OF, is in it).
"""

import hashlib
from typing import Any

import orjson

from graph.store.session import Store
from graph.store.statement import Statement

HISTORY = ("job", "also", "earlier")
NODES = Statement(
    "dump nodes",
    """
    MATCH (n) WHERE NOT (n:Job OR n:Batch OR n:GraphVersion OR n:Judgement OR n:ResolutionRun)
    RETURN labels(n) AS labels, properties(n) AS values
    """,
)
TIES = Statement(
    "dump ties",
    """
    MATCH (a)-[t]->(b) WHERE NOT (a:Job OR a:Batch OR a:GraphVersion)
    RETURN type(t) AS type, labels(a) AS from_labels, a.uid AS start, b.uid AS end, labels(b) AS to_labels,
           properties(t) AS values
    """,
)


def graph_dump(store: Store) -> list[str]:
    """One line of JSON per node and tie, sorted."""
    return sorted(_line(row) for statement in (NODES, TIES) for row in store.rows(statement))


def graph_hash(store: Store) -> str:
    """Digest of the dump, for graphs too large to compare line by line."""
    return hashlib.blake2b("\n".join(graph_dump(store)).encode(), digest_size=16).hexdigest()


def nodes(store: Store, label: str) -> dict[str, dict[str, Any]]:
    """Values and labels of the nodes of a label, by uid."""
    rows = [row for row in store.rows(NODES) if label in row["labels"]]
    return {row["values"]["uid"]: row["values"] | {"labels": set(row["labels"])} for row in rows}


def ties(store: Store, kind: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Values of the ties of a type, by the uids of their ends."""
    rows = [row for row in store.rows(TIES) if row["type"] == kind]
    return {(row["start"], row["end"]): row["values"] for row in rows}


def _line(row: dict[str, Any]) -> str:
    values = {name: value for name, value in row["values"].items() if name not in HISTORY}
    labels = {name: sorted(row[name]) for name in row if name.endswith("labels")}
    return orjson.dumps(row | labels | {"values": values}, option=orjson.OPT_SORT_KEYS).decode()
