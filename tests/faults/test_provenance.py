"""A13: from everything in the graph a way leads to source, file checksum, job and row; a job can go again."""

import pytest

from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store
from graph.store.statement import Statement
from graph.store.withdraw import withdraw
from ingest import jobs as engine
from tests.faults.loads import queued
from tests.faults.tables import Table
from tests.graph.store.dump import graph_dump
from tests.graph.store.stated import history

# Of no node, and of no tie but derived ones, is there none who says it.
UNVOUCHED_NODES = Statement(
    "unvouched nodes",
    """
    MATCH (n) WHERE NOT (n:Record OR n:Job OR n:Batch OR n:GraphVersion)
    OPTIONAL MATCH (n)<-[:DESCRIBES]-(described:Record)
    WITH n, collect(described.uid) AS describing
    OPTIONAL MATCH (n)-[t]-() WHERE t.records IS NOT NULL
    WITH n, describing, collect(t.records) AS tying
    UNWIND CASE WHEN describing = [] AND tying = [] THEN [n.uid] ELSE [] END AS uid
    RETURN uid
    """,
)
UNVOUCHED_TIES = Statement(
    "unvouched ties",
    """
    MATCH ()-[t]->() WHERE NOT type(t) IN ['DESCRIBES', 'OF', 'PARTNERS_WITH', 'FUNDS']
    UNWIND CASE coalesce(t.records, []) WHEN [] THEN ['nobody'] ELSE t.records END AS record
    OPTIONAL MATCH (r:Record {uid: record})
    WITH t, r WHERE r IS NULL
    RETURN t.uid AS uid
    """,
)
ROOTLESS_RECORDS = Statement(
    "rootless records",
    """
    MATCH (r:Record)
    OPTIONAL MATCH (j:Job {uid: r.job})
    WITH r, j WHERE j IS NULL OR j.file_checksum IS NULL OR j.source <> r.source OR j.file <> r.file
       OR r.row IS NULL OR r.row < 2
    RETURN r.uid AS uid
    """,
)
UNFOUNDED_TIES = Statement(
    "unfounded derived ties",
    """
    MATCH (a)-[t:PARTNERS_WITH]->(b)
    WHERE NOT EXISTS { (a)-[:PARTICIPATES_IN]->(:Project)<-[:PARTICIPATES_IN]-(b) }
    RETURN a.uid + ' with ' + b.uid AS uid
    UNION
    MATCH (g)-[t:FUNDS]->(o)
    WHERE NOT EXISTS { (o)-[:PARTICIPATES_IN]->(:Project)-[:FUNDED_BY]->(g) }
    RETURN g.uid + ' for ' + o.uid AS uid
    """,
)
QUESTIONS = (UNVOUCHED_NODES, UNVOUCHED_TIES, ROOTLESS_RECORDS, UNFOUNDED_TIES)


def load(store: Store, settings: Settings, table: Table) -> str:
    uid = queued(store, settings, table)
    engine.run(store, settings, uid, Silent())
    return uid


def test_everything_can_be_traced_to_a_row_and_a_job_can_go_again(
    store: Store, settings: Settings, table: Table, small: Table
) -> None:
    first = load(store, settings, table)
    before = graph_dump(store), history(store, {first: "first"})
    later = load(store, settings, small)
    for question in QUESTIONS:
        assert store.rows(question) == [], question.name
    withdraw(store, later, Silent())
    assert (graph_dump(store), history(store, {first: "first"})) == before
    for question in QUESTIONS:
        assert store.rows(question) == [], question.name
    withdraw(store, first, Silent())
    assert graph_dump(store) == []


@pytest.mark.parametrize(
    ("planted", "question"),
    [
        ("CREATE (:Theme {uid: 'x'})", UNVOUCHED_NODES),
        ("MATCH (r:Record) WITH r LIMIT 1 DETACH DELETE r", UNVOUCHED_TIES),
        ("MATCH (j:Job) DETACH DELETE j", ROOTLESS_RECORDS),
        ("MATCH ()-[t:PARTICIPATES_IN]->() DELETE t", UNFOUNDED_TIES),
    ],
)
def test_the_questions_find_what_is_planted(
    store: Store, settings: Settings, small: Table, planted: str, question: Statement
) -> None:
    load(store, settings, small)
    store.write(lambda tx: tx.run(Statement("plant", planted)))
    assert store.rows(question)
