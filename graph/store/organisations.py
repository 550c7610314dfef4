"""Search and profile of organisations, read from the database with everything that proves them."""

from dataclasses import dataclass
from typing import Any

from graph.errors import NotFound
from graph.records import parsed
from graph.store.fulltext import fulltext_query
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

PROJECTS_SHOWN = 200
PARTNERS_SHOWN = 50
RECORDS_SHOWN = 100

_FILTERS = """
    WHERE ($kind IS NULL OR o.kind = $kind)
      AND ($country IS NULL OR o.country = $country)
      AND ($place IS NULL OR EXISTS { (o)-[:LOCATED_IN]->(:Place)-[:PART_OF*0..5]->(:Place {code: $place}) })
      AND ($theme IS NULL OR EXISTS { (o)-[:PARTICIPATES_IN]->(:Project)-[:ABOUT]->(:Theme {uid: $theme}) })
"""
_SHOWN = """
    RETURN o.uid AS uid, o.name AS name, o.kind AS kind, o.sector AS sector, o.country AS country,
           o.town AS town, COUNT { (o)-[:PARTICIPATES_IN]->() } AS projects,
           COUNT { (o)-[:PARTNERS_WITH]-() } AS partners
"""
SEARCH = Statement(
    "search organisations",
    "CALL db.index.fulltext.queryNodes('organisation_names', $query) YIELD node AS o, score"
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
           COUNT { (o)-[:PARTICIPATES_IN]->() } AS projects,
           COUNT { (o)-[:PARTNERS_WITH]-() } AS partners,
           COUNT { (o)<-[:DESCRIBES]-() } AS records
    """,
)
PROJECTS = Statement(
    "projects of organisation",
    """
    MATCH (:Organisation {uid: $uid})-[t:PARTICIPATES_IN]->(p:Project)
    RETURN p.uid AS uid, p.acronym AS acronym, p.title AS title, p.start AS start, p.end AS end,
           t.role AS role, t.department AS department, t.records AS evidence
    ORDER BY p.start DESC, p.uid LIMIT $limit
    """,
)
PARTNERS = Statement(
    "partners of organisation",
    """
    MATCH (:Organisation {uid: $uid})-[t:PARTNERS_WITH]-(o:Organisation)
    RETURN o.uid AS uid, o.name AS name, o.kind AS kind, o.country AS country, t.weight AS weight,
           t.projects AS projects, t.first_year AS first_year, t.last_year AS last_year
    ORDER BY t.weight DESC, o.uid LIMIT $limit
    """,
)
OTHER_TIES = Statement(
    "other ties of organisation",
    """
    MATCH (o:Organisation {uid: $uid})
          -[t:LOCATED_IN|SUBORDINATE_TO|MEMBER_OF|PART_OF|SUPPLIES|PATRON_OF|MENTORS]-(n)
    RETURN type(t) AS type, startNode(t) = o AS outgoing, n.uid AS uid, labels(n)[0] AS label,
           coalesce(n.name, n.title, n.acronym, n.code) AS name, t.records AS evidence
    ORDER BY type, uid LIMIT $limit
    """,
)
RECORDS = Statement(
    "records of organisation",
    """
    MATCH (:Organisation {uid: $uid})<-[d:DESCRIBES]-(r:Record)
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
    """The last entry of the page before: its rank and uid."""

    uid: str
    score: float | None = None


def search(
    store: Store, text: str, filters: Filters, after: After | None, limit: int
) -> list[dict[str, Any]]:
    """A page of organisations, best match first for a text, else by uid. A text without words finds none."""
    query = fulltext_query(text)
    if text and not query:
        return []
    parameters = {
        "query": query,
        "kind": filters.kind,
        "country": filters.country,
        "place": filters.place,
        "theme": filters.theme,
        "after": after.uid if after else None,
        "after_score": after.score if after else None,
        "limit": limit,
    }
    return store.rows(SEARCH if text else LIST, **parameters)


def profile(store: Store, uid: str) -> dict[str, Any]:
    """An organisation with its projects, partners, other ties and what each record says; raises NotFound."""
    return store.read(lambda tx: _profile(tx, uid))


def _profile(tx: Transaction, uid: str) -> dict[str, Any]:
    found = tx.run(PROFILE, uid=uid)
    if not found:
        raise NotFound(f"There is no organisation {uid!r}.")
    records = tx.run(RECORDS, uid=uid, limit=RECORDS_SHOWN)
    return {
        "organisation": found[0]["organisation"],
        "counts": {name: found[0][name] for name in ("projects", "partners", "records")},
        "projects": tx.run(PROJECTS, uid=uid, limit=PROJECTS_SHOWN),
        "partners": tx.run(PARTNERS, uid=uid, limit=PARTNERS_SHOWN),
        "ties": tx.run(OTHER_TIES, uid=uid, limit=RECORDS_SHOWN),
        "records": [record | {"values": parsed(record["values"])} for record in records],
    }
