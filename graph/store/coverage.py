"""What is held of each source, as of when, what is known to be missing, and how much of it is resolved."""

from typing import Any

from graph.store.session import Store, Transaction
from graph.store.statement import Statement

COVERAGE_SECONDS = 120.0
HELD = Statement(
    "records held by source",
    "MATCH (r:Record) RETURN r.source AS source, count(r) AS records ORDER BY source",
)
# An organisation is resolved by an identifier where a judgement by which it is one with another rests on one.
ORGANISATIONS = Statement(
    "organisations held by source",
    """
    MATCH (o:Organisation)<-[:DESCRIBES]-(r:Record)
    WITH o, r.source AS source, count(r) AS records
    WITH o, source, records,
         COLLECT { MATCH (o)-[t:SAME_AS]->() UNWIND t.judgements AS j RETURN j }
         + COLLECT { MATCH (o)<-[t:SAME_AS]-() UNWIND t.judgements AS j RETURN j } AS grounds
    WITH o, source, records, grounds <> [] AS one,
         EXISTS { MATCH (j:Judgement {by_identifier: true})
                  WHERE j.uid IN grounds AND (j.a = o.uid OR j.b = o.uid) } AS identified
    RETURN source, count(o) AS organisations, sum(records) AS records,
           sum(CASE WHEN identified THEN records ELSE 0 END) AS by_id,
           sum(CASE WHEN one AND NOT identified THEN records ELSE 0 END) AS by_judgement,
           sum(CASE WHEN one THEN 0 ELSE records END) AS not_at_all,
           sum(CASE WHEN o.name IS NULL THEN 1 ELSE 0 END) AS without_name,
           sum(CASE WHEN o.country IS NULL THEN 1 ELSE 0 END) AS without_country,
           sum(CASE WHEN o.kind IS NULL THEN 1 ELSE 0 END) AS without_kind,
           sum(CASE WHEN EXISTS { (o)-[:LOCATED_IN]->() } THEN 0 ELSE 1 END) AS without_place
    ORDER BY source
    """,
)
PROJECTS = Statement(
    "projects held by source",
    """
    MATCH (p:Project)<-[:DESCRIBES]-(r:Record)
    WITH DISTINCT p, r.source AS source
    RETURN source, count(p) AS projects,
           sum(CASE WHEN p.start IS NULL THEN 1 ELSE 0 END) AS without_start,
           sum(CASE WHEN EXISTS { (p)-[:FUNDED_BY]->() } THEN 0 ELSE 1 END) AS without_funder,
           sum(CASE WHEN EXISTS { (p)<-[:PARTICIPATES_IN]-() } THEN 0 ELSE 1 END) AS without_participant
    ORDER BY source
    """,
)
JOBS = Statement(
    "jobs by source",
    """
    MATCH (j:Job)
    WHERE j.state IN ['done', 'partial', 'cancelled', 'failed', 'running']
    RETURN j.source AS source, max(j.finished) AS as_of, count(DISTINCT j.file_checksum) AS files,
           sum(CASE WHEN j.state = 'partial' THEN j.rejected ELSE 0 END) AS rejected,
           sum(CASE WHEN j.state IN ['cancelled', 'failed', 'running'] THEN 1 ELSE 0 END) AS unfinished
    ORDER BY source
    """,
)
COUNTED = Statement(
    "groups counted by source",
    """
    MATCH (g:Group)<-[:DESCRIBES]-(r:Record)
    RETURN r.source AS source, count(DISTINCT g) AS groups ORDER BY source
    """,
)
MISSING = (
    ("without_name", "organisations that are counted but not named"),
    ("without_country", "organisations of which no country is stated"),
    ("without_kind", "organisations of which nobody says what they are"),
    ("without_place", "organisations that stand in no known territory"),
    ("without_start", "projects without a first day"),
    ("without_funder", "projects whose funder is not stated: unknown, which is not 'none'"),
    ("without_participant", "projects of which no participant is known"),
    ("groups", "groups of participants of which only a number or nothing is known"),
    ("rejected", "rows that were not understood and are not in the graph"),
    ("unfinished", "jobs that did not come to their end"),
)


def coverage(store: Store) -> list[dict[str, Any]]:
    """One entry for each source of which something is held, in the order of their names."""
    return store.read(_coverage, timeout=COVERAGE_SECONDS)


def _coverage(tx: Transaction) -> list[dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for statement in (HELD, PROJECTS, COUNTED, JOBS):
        for row in tx.run(statement):
            told.setdefault(row["source"], {}).update(row)
    described = {row["source"]: row for row in tx.run(ORGANISATIONS)}
    return [
        _of_source(source, told[source], described.get(source))
        for source in sorted(told)
        if told[source].get("records")
    ]


def _of_source(source: str, told: dict[str, Any], described: dict[str, Any] | None) -> dict[str, Any]:
    organisations = described or {}
    known = told | {name: value for name, value in organisations.items() if name != "records"}
    missing = [{"what": words, "count": known.get(name, 0)} for name, words in MISSING]
    return {
        "source": source,
        "as_of": told.get("as_of"),
        "files": told.get("files", 0),
        "records": told["records"],
        "organisations": organisations.get("organisations", 0),
        "projects": told.get("projects", 0),
        "missing": [one for one in missing if one["count"]],
        "resolved": _shares(organisations) if described else None,
    }


def _shares(described: dict[str, Any]) -> dict[str, Any]:
    """Records that describe organisations, by how these are joined with those of other records."""
    total = described["records"]
    ways = ("by_id", "by_judgement", "not_at_all")
    return {"records": total, **{way: round(described[way] / total, 6) for way in ways}}
