"""A project with everyone in it, its money, places and figures; programmes and records behind it."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph.errors import NotFound
from graph.records import parsed
from graph.store import statements_of
from graph.store.fulltext import fulltext_query
from graph.store.organisations import united_rows
from graph.store.resolution_view import united_part
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.ties import claims_of
from graph.vocabulary import Node, Tie

LISTED = 500

PROJECT = Statement("project", "MATCH (p:Project {uid: $uid}) RETURN properties(p) AS project")
PARTICIPANTS = Statement(
    "participants of project",
    """
    MATCH (:Project {uid: $uid})<-[t:PARTICIPATES_IN]-(member)
    OPTIONAL MATCH (member)-[:SAME_AS]->(other:Organisation)
    WITH coalesce(other, member) AS o, t ORDER BY t.uid
    WITH o, collect(properties(t)) AS parts ORDER BY o.uid LIMIT $limit
    RETURN o.uid AS uid, labels(o)[0] AS label, o.name AS name, o.name_status AS name_status, o.kind AS kind,
           o.country AS country, o.size AS size, parts,
           COLLECT { MATCH (o)<-[:SAME_AS]-(m:Organisation) RETURN m.uid } AS others
    """,
)
OTHERS = Statement(
    "others named by project",
    """
    MATCH (p:Project {uid: $uid})
          -[t:SUPPLIES|PATRON_OF|COVERS|EXCLUDES|ABOUT|COUNTED_IN|FUNDED_BY|UNDER]-(end)
    OPTIONAL MATCH (end)-[:SAME_AS]->(other:Organisation)
    WITH t, coalesce(other, end) AS n
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
BEST_MATCHES = Statement(
    "best matching projects",
    """
    CALL db.index.fulltext.queryNodes('project_titles', $query) YIELD node AS p, score
    RETURN p.uid AS uid, p.acronym AS acronym, p.title AS title, p.code AS code, score
    ORDER BY score DESC, uid LIMIT $limit
    """,
)
THESE = Statement(
    "projects of a page",
    """
    UNWIND $uids AS wanted
    MATCH (p:Project {uid: wanted})
    RETURN p.uid AS uid, p.acronym AS acronym, p.title AS title, p.code AS code,
           p.start AS start, p.end AS end, COUNT {
               MATCH (p)<-[:PARTICIPATES_IN]-(member)
               OPTIONAL MATCH (member)-[:SAME_AS]->(other:Organisation)
               RETURN DISTINCT coalesce(other, member)
           } AS participants
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


def best_matches(store: Store, text: str, most: int) -> list[dict[str, Any]]:
    """Names and scores of projects whose title, acronym or code is like the text, best first, then by uid.

    A text without words finds none.
    """
    query = fulltext_query(text)
    return store.rows(BEST_MATCHES, query=query, limit=most) if query else []


def these(store: Store, ranked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What a page shows of these matches, in their order; one that is gone meanwhile is left out."""
    found = {row["uid"]: row for row in store.rows(THESE, uids=[row["uid"] for row in ranked])}
    return [found[row["uid"]] | {"score": row["score"]} for row in ranked if row["uid"] in found]


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
        "values": statements_of.stated_values(statements_of.wordings(tx, Node.PROJECT, [uid])),
        "participants": _participants(tx, uid),
        "suppliers": _tied(others, "SUPPLIES"),
        "patrons": _tied(others, "PATRON_OF"),
        "covers": _tied(others, "COVERS"),
        "excludes": _tied(others, "EXCLUDES"),
        "themes": _tied(others, "ABOUT"),
        "counters": _counters(tx, others),
        "aggregates": _tied(others, "COUNTED_IN", "Group"),
        "funding": _tied(others, "FUNDED_BY"),
        "under": _tied(others, "UNDER"),
        "groups": tx.run(GROUPS, uid=uid, limit=LISTED),
        "records": [record | {"values": parsed(record["values"])} for record in records],
    }


def _participants(tx: Transaction, uid: str) -> list[dict[str, Any]]:
    """Each participant once, leads first, with what each record says of its part."""
    rows = united_rows(tx, tx.run(PARTICIPANTS, uid=uid, limit=LISTED))
    known = statements_of.records(tx, {r for row in rows for part in row["parts"] for r in part["records"]})
    told = []
    for row in rows:
        part = united_part(row.pop("parts"))
        said = statements_of.tie_wordings(uid, claims_of(Tie.PARTICIPATES_IN, part), known)
        shown = {name: part.get(name) for name in ("role", "department", "contribution", "currency")}
        told.append(row | shown | {"evidence": part["records"], "values": statements_of.stated_values(said)})
    return sorted(
        told, key=lambda row: (row["role"] != "lead", row["name"] is None, row["name"] or "", row["uid"])
    )


def _counters(tx: Transaction, others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Figures with what each record says of them."""
    counters = _tied(others, "COUNTED_IN", "Counter")
    said: dict[str, list[statements_of.Wording]] = {counter["uid"]: [] for counter in counters}
    for wording in statements_of.wordings(tx, Node.COUNTER, sorted(said)):
        said[wording.thing].append(wording)
    return [counter | {"values": statements_of.stated_values(said[counter["uid"]])} for counter in counters]


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
