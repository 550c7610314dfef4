"""A project with everyone in it, its money, places and figures; programmes and records behind it."""

from typing import Any

import orjson

from graph.errors import NotFound
from graph.records import parsed
from graph.store.fulltext import fulltext_query
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

LISTED = 500

PROJECT = Statement("project", "MATCH (p:Project {uid: $uid}) RETURN properties(p) AS project")
PARTICIPANTS = Statement(
    "participants of project",
    """
    MATCH (:Project {uid: $uid})<-[t:PARTICIPATES_IN]-(o)
    RETURN o.uid AS uid, labels(o)[0] AS label, o.name AS name, o.name_status AS name_status, o.kind AS kind,
           o.country AS country, o.size AS size, t.role AS role, t.department AS department,
           t.contribution AS contribution, t.currency AS currency, t.records AS evidence
    ORDER BY CASE t.role WHEN 'lead' THEN 0 ELSE 1 END, name, uid LIMIT $limit
    """,
)
OTHERS = Statement(
    "others named by project",
    """
    MATCH (p:Project {uid: $uid})-[t:SUPPLIES|PATRON_OF|COVERS|EXCLUDES|ABOUT|COUNTED_IN|FUNDED_BY|UNDER]-(n)
    RETURN type(t) AS type, labels(n)[0] AS label, properties(n) AS node, properties(t) AS tie
    ORDER BY type, n.uid LIMIT $limit
    """,
)
GROUPS = Statement(
    "groups around project",
    """
    MATCH (:Project {uid: $uid})<-[:PARTICIPATES_IN|COUNTED_IN]-(o)-[t:MEMBER_OF|MENTORS|SUBORDINATE_TO]-(n)
    RETURN DISTINCT type(t) AS type, startNode(t).uid AS start, endNode(t).uid AS end,
           labels(n)[0] AS label, properties(n) AS node, t.records AS evidence
    ORDER BY type, start, end LIMIT $limit
    """,
)
RECORDS = Statement(
    "records of project",
    """
    MATCH (:Project {uid: $uid})<-[d:DESCRIBES]-(r:Record)
    RETURN r.uid AS uid, r.source AS source, r.file AS file, r.part AS part, r.row AS row,
           r.address AS address, r.job AS job, d.values AS values
    ORDER BY uid LIMIT $limit
    """,
)
SEARCH = Statement(
    "search projects",
    """
    CALL db.index.fulltext.queryNodes('project_titles', $query) YIELD node AS p, score
    RETURN p.uid AS uid, p.acronym AS acronym, p.title AS title, p.code AS code,
           p.start AS start, p.end AS end, COUNT { (p)<-[:PARTICIPATES_IN]-() } AS participants
    ORDER BY score DESC, uid LIMIT $limit
    """,
)
PROGRAMME = Statement(
    "programme",
    """
    MATCH (g:Programme {uid: $uid})
    OPTIONAL MATCH chain = (g)-[:PART_OF*0..8]->(top:Programme) WHERE NOT (top)-[:PART_OF]->(:Programme)
    RETURN properties(g) AS programme, [n IN nodes(chain) | n {.uid, .name, .code, .level}] AS chain LIMIT 1
    """,
)
PROGRAMME_PROJECTS = Statement(
    "projects under programme",
    """
    MATCH (:Programme {uid: $uid})<-[:PART_OF*0..8]-(:Programme)<-[t:FUNDED_BY]-(p:Project)
    RETURN DISTINCT p.uid AS uid, p.acronym AS acronym, p.title AS title, t.amount AS amount,
           t.currency AS currency, t.records AS evidence
    ORDER BY uid LIMIT $limit
    """,
)
RECORD = Statement(
    "record",
    """
    MATCH (r:Record {uid: $uid})
    RETURN r.uid AS uid, r.source AS source, r.key AS key, r.file AS file, r.part AS part, r.row AS row,
           r.address AS address, r.job AS job, r.raw AS raw
    """,
)


def search(store: Store, text: str, limit: int) -> list[dict[str, Any]]:
    """Projects whose title, acronym or code is like the text, best first; none for a text without words."""
    query = fulltext_query(text)
    return store.rows(SEARCH, query=query, limit=limit) if query else []


def project(store: Store, uid: str) -> dict[str, Any]:
    """A project and all that is said of it; raises NotFound."""
    return store.read(lambda tx: _project(tx, uid))


def _project(tx: Transaction, uid: str) -> dict[str, Any]:
    found = tx.run(PROJECT, uid=uid)
    if not found:
        raise NotFound(f"There is no project {uid!r}.")
    others = tx.run(OTHERS, uid=uid, limit=LISTED)
    records = tx.run(RECORDS, uid=uid, limit=LISTED)
    return {
        "project": found[0]["project"],
        "participants": tx.run(PARTICIPANTS, uid=uid, limit=LISTED),
        "suppliers": _tied(others, "SUPPLIES"),
        "patrons": _tied(others, "PATRON_OF"),
        "covers": _tied(others, "COVERS"),
        "excludes": _tied(others, "EXCLUDES"),
        "themes": _tied(others, "ABOUT"),
        "counters": _tied(others, "COUNTED_IN", "Counter"),
        "aggregates": _tied(others, "COUNTED_IN", "Group"),
        "funding": _tied(others, "FUNDED_BY"),
        "under": _tied(others, "UNDER"),
        "groups": tx.run(GROUPS, uid=uid, limit=LISTED),
        "records": [record | {"values": parsed(record["values"])} for record in records],
    }


def _tied(others: list[dict[str, Any]], tie: str, label: str | None = None) -> list[dict[str, Any]]:
    """Nodes tied to the project in one way, each with the tie's own values and the records that state it."""
    hidden = {"uid", "records", "claims"}
    return [
        row["node"]
        | {name: value for name, value in row["tie"].items() if name not in hidden}
        | {"evidence": row["tie"]["records"]}
        for row in others
        if row["type"] == tie and label in (None, row["label"])
    ]


def programme(store: Store, uid: str) -> dict[str, Any]:
    """A programme, the chain above it, and the projects that it or a part of it funds; raises NotFound."""
    found = store.rows(PROGRAMME, uid=uid)
    if not found:
        raise NotFound(f"There is no programme {uid!r}.")
    return found[0] | {"projects": store.rows(PROGRAMME_PROJECTS, uid=uid, limit=LISTED)}


def record(store: Store, uid: str) -> dict[str, Any]:
    """What a source says of one thing, as it said it; raises NotFound."""
    found = store.rows(RECORD, uid=uid)
    if not found:
        raise NotFound(f"There is no record {uid!r}.")
    return found[0] | {"raw": orjson.loads(found[0]["raw"])}
