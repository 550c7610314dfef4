"""Search and profile of organisations, read from the database with everything that proves them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.records import parsed
from graph.store import statements_of
from graph.store.fulltext import fulltext_query
from graph.store.resolution_cluster import Cluster, cluster_of, grounds, parted_from
from graph.store.resolution_view import united_part, united_values
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.ties import claims_of
from graph.vocabulary import Node, Tie

PROJECTS_SHOWN = 200
PARTNERS_SHOWN = 50
RECORDS_SHOWN = 100

# Where several organisations are one, it is found under what any of them is, in any of their places.
_FILTERS = """
    WHERE NOT EXISTS { (o)-[:SAME_AS]->() }
      AND ($kind IS NULL OR o.kind = $kind OR EXISTS { (o)<-[:SAME_AS]-({kind: $kind}) })
      AND ($country IS NULL OR o.country = $country OR EXISTS { (o)<-[:SAME_AS]-({country: $country}) })
      AND ($place IS NULL OR EXISTS {
          (o)<-[:SAME_AS*0..1]-()-[:LOCATED_IN]->(:Place)-[:PART_OF*0..5]->(:Place {code: $place})
      })
      AND ($theme IS NULL OR EXISTS {
          (o)<-[:SAME_AS*0..1]-()-[:PARTICIPATES_IN]->(:Project)-[:ABOUT]->(:Theme {uid: $theme})
      })
"""
_SHOWN = """
    RETURN o.uid AS uid, o.name AS name, o.kind AS kind, o.sector AS sector, o.country AS country,
           o.town AS town,
           COUNT {
               MATCH (o)<-[:SAME_AS*0..1]-()-[:PARTICIPATES_IN]->(p:Project) RETURN DISTINCT p
           } AS projects,
           COUNT { (o)-[:PARTNERS_WITH]-() } AS partners,
           COLLECT { MATCH (o)<-[:SAME_AS]-(m:Organisation) RETURN m.uid } AS others
"""
_MATCHING = """
    CALL db.index.fulltext.queryNodes('organisation_names', $query) YIELD node, score
    OPTIONAL MATCH (node)-[:SAME_AS]->(other:Organisation)
    WITH coalesce(other, node) AS o, max(score) AS score
"""
BEST_MATCHES = Statement(
    "best matching organisations",
    _MATCHING + _FILTERS + "RETURN o.uid AS uid, o.name AS name, score ORDER BY score DESC, uid LIMIT $limit",
)
THESE = Statement(
    "organisations of a page",
    "UNWIND $uids AS wanted MATCH (o:Organisation {uid: wanted})" + _SHOWN,
)
SEARCH = Statement(
    "search organisations",
    _MATCHING
    + _FILTERS
    + """
      AND ($after_score IS NULL OR score < $after_score OR (score = $after_score AND o.uid > $after))
    WITH o, score ORDER BY score DESC, o.uid LIMIT $limit
    """
    + _SHOWN
    + ", score ORDER BY score DESC, uid",
)
LIST = Statement(
    "list organisations",
    "MATCH (o:Organisation)"
    + _FILTERS
    + """
      AND ($after IS NULL OR o.uid > $after)
    WITH o ORDER BY o.uid LIMIT $limit
    """
    + _SHOWN
    + ", null AS score ORDER BY uid",
)
PROFILE = Statement(
    "organisation profile",
    """
    MATCH (o:Organisation {uid: $uid})
    RETURN properties(o) AS organisation,
           COUNT {
               MATCH (o)<-[:SAME_AS*0..1]-()-[:PARTICIPATES_IN]->(p:Project) RETURN DISTINCT p
           } AS projects,
           COUNT { (o)-[:PARTNERS_WITH]-() } AS partners,
           COUNT { MATCH (o)<-[:SAME_AS*0..1]-()<-[:DESCRIBES]-(r:Record) RETURN DISTINCT r } AS records
    """,
)
PROJECTS = Statement(
    "projects of organisation",
    """
    UNWIND $members AS member
    MATCH (:Organisation {uid: member})-[t:PARTICIPATES_IN]->(p:Project)
    WITH p, collect(properties(t)) AS parts ORDER BY p.start DESC, p.uid LIMIT $limit
    RETURN p.uid AS uid, p.acronym AS acronym, p.title AS title, p.start AS start, p.end AS end, parts
    """,
)
PARTNERS = Statement(
    "partners of organisation",
    """
    MATCH (:Organisation {uid: $uid})-[t:PARTNERS_WITH]-(o:Organisation)
    WITH o, t ORDER BY t.weight DESC, o.uid LIMIT $limit
    RETURN o.uid AS uid, o.name AS name, o.kind AS kind, o.country AS country, t.weight AS weight,
           t.projects AS projects, t.first_year AS first_year, t.last_year AS last_year,
           COLLECT { MATCH (o)<-[:SAME_AS]-(m:Organisation) RETURN m.uid } AS others
    ORDER BY weight DESC, uid
    """,
)
OTHER_TIES = Statement(
    "other ties of organisation",
    """
    UNWIND $members AS member
    MATCH (o:Organisation {uid: member})
          -[t:LOCATED_IN|SUBORDINATE_TO|MEMBER_OF|PART_OF|SUPPLIES|PATRON_OF|MENTORS]-(end)
    OPTIONAL MATCH (end)-[:SAME_AS]->(other:Organisation)
    WITH type(t) AS type, startNode(t) = o AS outgoing, coalesce(other, end) AS n, t
    WHERE NOT n.uid IN $members
    WITH type, outgoing, n, collect(t.records) AS stated
    RETURN type, outgoing, n.uid AS uid, labels(n)[0] AS label,
           coalesce(n.name, n.title, n.acronym, n.code) AS name,
           reduce(every = [], records IN stated | every + records) AS evidence
    ORDER BY type, uid LIMIT $limit
    """,
)
RECORDS = Statement(
    "records of organisation",
    """
    UNWIND $members AS member
    MATCH (:Organisation {uid: member})<-[d:DESCRIBES]-(r:Record)
    RETURN r.uid AS uid, r.source AS source, r.file AS file, r.part AS part, r.row AS row,
           r.address AS address, r.job AS job, d.values AS values
    ORDER BY uid LIMIT $limit
    """,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of organisations is narrowed to; None asks nothing."""

    kind: str | None = None
    country: str | None = None
    place: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The last entry of the page before: rank and uid; `beyond` those whose order by name is computed."""

    uid: str
    score: float | None = None
    beyond: bool = False


def search(
    store: Store, text: str, filters: Filters, after: After | None, limit: int
) -> list[dict[str, Any]]:
    """A page of organisations, best match first for a text, else by uid. A text without words finds none."""
    query = fulltext_query(text)
    if text and not query:
        return []
    parameters = {
        "query": query,
        **asdict(filters),
        "after": after.uid if after else None,
        "after_score": after.score if after else None,
        "limit": limit,
    }
    return store.read(lambda tx: united_rows(tx, tx.run(SEARCH if text else LIST, **parameters)))


def best_matches(store: Store, text: str, filters: Filters, most: int) -> list[dict[str, Any]]:
    """Uid, name and score of those that match best, equal ones by uid. A text without words finds none."""
    query = fulltext_query(text)
    if not query:
        return []
    return store.rows(BEST_MATCHES, query=query, limit=most, **asdict(filters))


def these(store: Store, ranked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What a page shows of these matches, in their order; one that is gone meanwhile is left out."""
    uids = [row["uid"] for row in ranked]
    found = store.read(lambda tx: united_rows(tx, tx.run(THESE, uids=uids)))
    by_uid = {row["uid"]: row for row in found}
    return [by_uid[row["uid"]] | {"score": row["score"]} for row in ranked if row["uid"] in by_uid]


def united_rows(tx: Transaction, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with a uid and the uids of `others` that are the same, showing what all of them together say."""
    several = {row["uid"]: (row["uid"], *row["others"]) for row in rows if row["others"]}
    values = united_values(tx, several) if several else {}
    plain = [{name: value for name, value in row.items() if name != "others"} for row in rows]
    return [_with(row, values.get(row["uid"])) for row in plain]


def _with(row: dict[str, Any], values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The row with what is shown of the organisation; a name in the row is one of the organisation's."""
    if values is None:
        return row
    shown = ("name", "kind", "sector", "country", "town", "name_status")
    return row | {name: values.get(name) for name in shown if name in row}


def profile(store: Store, uid: str) -> dict[str, Any]:
    """An organisation with its projects, partners, other ties and what each record says; raises NotFound.

    Under the uid of one that is the same as others it is theirs together, and says so.
    """
    return store.read(lambda tx: _profile(tx, uid))


def _profile(tx: Transaction, asked: str) -> dict[str, Any]:
    cluster = cluster_of(tx, asked)
    members = list(cluster.members)
    found = tx.run(PROFILE, uid=cluster.uid)[0]
    records = tx.run(RECORDS, members=members, limit=RECORDS_SHOWN)
    wordings = statements_of.wordings(tx, Node.ORGANISATION, members)
    return {
        "organisation": _shown(tx, cluster, found["organisation"]),
        "counts": {name: found[name] for name in ("projects", "partners", "records")},
        "merged_into": cluster.uid if asked != cluster.uid else None,
        "members": members if cluster.several else [],
        "grounds": grounds(tx, cluster),
        "split_into": parted_from(tx, asked, cluster),
        "values": statements_of.stated_values(wordings),
        "projects": _projects(tx, members),
        "partners": united_rows(tx, tx.run(PARTNERS, uid=cluster.uid, limit=PARTNERS_SHOWN)),
        "ties": tx.run(OTHER_TIES, members=members, limit=RECORDS_SHOWN),
        "records": [record | {"values": parsed(record["values"])} for record in records],
    }


def _shown(tx: Transaction, cluster: Cluster, own: dict[str, Any]) -> dict[str, Any]:
    if not cluster.several:
        return own
    return {"uid": cluster.uid, **united_values(tx, {cluster.uid: cluster.members})[cluster.uid]}


def _projects(tx: Transaction, members: list[str]) -> list[dict[str, Any]]:
    """One row for each project, with what each record says of the part in it."""
    rows = tx.run(PROJECTS, members=members, limit=PROJECTS_SHOWN)
    known = statements_of.records(tx, {r for row in rows for part in row["parts"] for r in part["records"]})
    return [_joint(row, known) for row in rows]


def _joint(row: dict[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    parts = row.pop("parts")
    part = united_part(parts)
    said = statements_of.tie_wordings(row["uid"], claims_of(Tie.PARTICIPATES_IN, part), known)
    return row | {
        "role": part.get("role"),
        "department": part.get("department"),
        "evidence": part["records"],
        "values": statements_of.stated_values(said),
    }
