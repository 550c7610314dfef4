"""A13: from everything in the graph a way leads to source, file checksum, job and row; a job can go again.

What was judged has its way to the judgement: who said it, when, and for the matcher by which version.
"""

import pytest

from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.resolution.matching import MATCHER
from graph.settings import Settings
from graph.store import judgements
from graph.store.derive import derive
from graph.store.judgements import Ruling
from graph.store.resolution import append_and_settle
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
    MATCH (n) WHERE NOT (n:Record OR n:Job OR n:Batch OR n:GraphVersion OR n:Judgement)
    OPTIONAL MATCH (n)<-[:DESCRIBES]-(described:Record)
    WITH n, collect(described.uid) AS describing
    OPTIONAL MATCH (n)-[t]-() WHERE t.records IS NOT NULL AND NOT t.records[0] STARTS WITH 'jdg-'
    WITH n, describing, collect(t.records) AS tying
    UNWIND CASE WHEN describing = [] AND tying = [] THEN [n.uid] ELSE [] END AS uid
    RETURN uid
    """,
)
UNVOUCHED_TIES = Statement(
    "unvouched ties",
    """
    MATCH ()-[t]->() WHERE NOT type(t) IN ['DESCRIBES', 'OF', 'PARTNERS_WITH', 'FUNDS', 'SAME_AS']
      AND NOT (type(t) = 'PART_OF' AND coalesce(t.records, [''])[0] STARTS WITH 'jdg-')
    UNWIND CASE coalesce(t.records, []) WHEN [] THEN ['nobody'] ELSE t.records END AS record
    OPTIONAL MATCH (r:Record {uid: record})
    WITH t, r WHERE r IS NULL
    RETURN t.uid AS uid
    """,
)
UNJUDGED_TIES = Statement(
    "unjudged ties",
    """
    MATCH ()-[t:SAME_AS|PART_OF]->()
    WHERE type(t) = 'SAME_AS' OR t.records[0] STARTS WITH 'jdg-'
    WITH t, CASE type(t) WHEN 'SAME_AS' THEN t.judgements ELSE t.records END AS said
    UNWIND CASE coalesce(said, []) WHEN [] THEN ['nobody'] ELSE said END AS uid
    OPTIONAL MATCH (j:Judgement {uid: uid})
    WITH t, j WHERE j IS NULL
      OR j.decision <> CASE type(t) WHEN 'SAME_AS' THEN 'positive' ELSE 'part of' END
    RETURN DISTINCT t.uid AS uid
    """,
)
NAMELESS_JUDGEMENTS = Statement(
    "nameless judgements",
    """
    MATCH (j:Judgement)
    WHERE j.by IS NULL OR j.at IS NULL OR j.number IS NULL OR (j.by = 'matcher' AND j.matcher IS NULL)
    RETURN j.uid AS uid
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
    WHERE NOT EXISTS {
        (a)<-[:SAME_AS*0..1]-()-[:PARTICIPATES_IN]->(:Project)<-[:PARTICIPATES_IN]-()-[:SAME_AS*0..1]->(b)
    }
    RETURN a.uid + ' with ' + b.uid AS uid
    UNION
    MATCH (g)-[t:FUNDS]->(o)
    WHERE NOT EXISTS { (o)<-[:SAME_AS*0..1]-()-[:PARTICIPATES_IN]->(:Project)-[:FUNDED_BY]->(g) }
    RETURN g.uid + ' for ' + o.uid AS uid
    """,
)
QUESTIONS = (
    UNVOUCHED_NODES,
    UNVOUCHED_TIES,
    UNJUDGED_TIES,
    NAMELESS_JUDGEMENTS,
    ROOTLESS_RECORDS,
    UNFOUNDED_TIES,
)
TIED = Statement(
    "pairs of organisations",
    """
    MATCH (a:Organisation)-[:PARTICIPATES_IN]->(:Project)
    WITH DISTINCT a.uid AS uid ORDER BY uid LIMIT 4
    RETURN uid
    """,
)


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


def judged(store: Store) -> None:
    """Of four organisations with projects, a person joins two, and the matcher ties one to another."""
    a, b, c, d = (row["uid"] for row in store.rows(TIED))
    rulings = [
        Ruling(a, b, Decision.POSITIVE, "Ada"),
        Ruling(c, d, Decision.PART_OF, MATCHER_NAME, score=0.7, matcher=MATCHER, parent=d),
    ]
    rows = judgements.new_rows(rulings)
    store.write(lambda tx: append_and_settle(tx, rows))
    derive(store, Silent())


def test_what_is_judged_can_be_traced_to_who_said_it(store: Store, settings: Settings, small: Table) -> None:
    job = load(store, settings, small)
    judged(store)
    for question in QUESTIONS:
        assert store.rows(question) == [], question.name
    withdraw(store, job, Silent())
    for question in QUESTIONS:
        assert store.rows(question) == [], question.name


@pytest.mark.parametrize(
    ("planted", "question"),
    [
        ("MATCH (j:Judgement {decision: 'positive'}) DELETE j", UNJUDGED_TIES),
        ("MATCH (j:Judgement {decision: 'part of'}) DELETE j", UNJUDGED_TIES),
        ("MATCH (j:Judgement {decision: 'part of'}) SET j.decision = 'negative'", UNJUDGED_TIES),
        ("MATCH ()-[t:SAME_AS]->() REMOVE t.judgements", UNJUDGED_TIES),
        ("MATCH (j:Judgement {by: 'matcher'}) REMOVE j.matcher", NAMELESS_JUDGEMENTS),
        ("MATCH (j:Judgement {by: 'Ada'}) REMOVE j.at", NAMELESS_JUDGEMENTS),
    ],
)
def test_the_questions_on_judgements_find_what_is_planted(
    store: Store, settings: Settings, small: Table, planted: str, question: Statement
) -> None:
    load(store, settings, small)
    judged(store)
    store.write(lambda tx: tx.run(Statement("plant", planted)))
    assert store.rows(question)


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
