"""keep.eu into Neo4j: ours against a bare script that only does the same UNWIND MERGEs.

Ours reads the sheets, checks every cell, keeps provenance, a ledger and derived ties. The bare script
gets all rows ready in memory and only sends them; it stops where ours begins to be of use.
"""

import statistics
from collections import defaultdict
from itertools import islice
from typing import Any

from benchmarks.setting import ROUNDS, Setting, seconds, spread, wipe
from graph.progress import Silent
from graph.projection import fractional
from graph.records import NodeRef, canonical
from graph.shown import shown_values
from graph.store import freeze, schema
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.keep_eu import KeepEu

ROWS_AT_ONCE = 5000
Rows = list[dict[str, Any]]


def run(setting: Setting) -> None:
    schema.install(setting.store)
    statements = bare_statements(setting)
    ours, bare, again = [], [], []
    for _ in range(ROUNDS):
        wipe(setting.store)
        bare.append(seconds(lambda: send(setting.store, statements)))
        wipe(setting.store)
        ours.append(seconds(lambda: load(setting)))
        again.append(seconds(lambda: load(setting)))
    print(f"bare UNWIND MERGE        {spread(bare)}")
    print(f"ours, all of it          {spread(ours)}")
    print(f"ours, nothing new        {spread(again)}")
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"ours / bare              {ratio:.2f} (to reach: at most 3)")


def load(setting: Setting) -> None:
    ingest(setting.store, KeepEu(), setting.keep, setting.settings, Silent())


def send(store: Store, statements: list[tuple[str, Rows]]) -> None:
    with store.driver.session() as session:
        for text, rows in statements:
            todo = iter(rows)
            while part := list(islice(todo, ROWS_AT_ONCE)):
                session.execute_write(lambda tx: tx.run(text, rows=part).consume())  # noqa: B023


def bare_statements(setting: Setting) -> list[tuple[str, Rows]]:
    """Nodes, records, stated ties and derived ties of the file, as rows for one statement each."""
    with KeepEu().open(setting.keep) as opened:
        parsed = [row for row in opened.rows if hasattr(row, "record")]
    records = {r.uid: r for row in parsed for r in (row.record, *row.references)}
    nodes: dict[NodeRef, list[Any]] = defaultdict(list)
    ties: dict[Any, Rows] = defaultdict(list)
    described: dict[str, Rows] = defaultdict(list)
    for record in records.values():
        for claim in record.nodes:
            nodes[claim.ref].append(claim.values)
            if claim.values:
                row = {"record": record.uid, "node": claim.uid, "values": canonical(claim.values)}
                described[claim.label].append(row)
        for tie in record.ties:
            values = dict(tie.values) | {"uid": tie.key.uid, "records": [record.uid]}
            shape = (tie.type, tie.start.label, tie.end.label)
            ties[shape].append({"start": tie.start.uid, "end": tie.end.uid, "values": values})
    by_label: dict[str, Rows] = defaultdict(list)
    for ref, claims in nodes.items():
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in shown_values(claims).items()}
        by_label[ref.label].append({"uid": ref.uid} | values)
    texts = [
        (f"UNWIND $rows AS row MERGE (n:{k} {{uid: row.uid}}) SET n = row", v) for k, v in by_label.items()
    ]
    kept = [
        {"uid": r.uid, "source": r.source, "key": r.key, "raw": canonical(r.raw), "row": r.location.row}
        for r in records.values()
    ]
    texts.append(("UNWIND $rows AS row MERGE (r:Record {uid: row.uid}) SET r = row", kept))
    texts += [(_describe(label), rows) for label, rows in described.items()]
    texts += [(_tie(*shape), rows) for shape, rows in ties.items()]
    return texts + derived_statements(setting)


def derived_statements(setting: Setting) -> list[tuple[str, Rows]]:
    """PARTNERS_WITH and FUNDS as our own run left them."""
    wipe(setting.store)
    load(setting)
    snapshot = freeze.freeze(setting.store).snapshot
    pairs = fractional(snapshot.participant, snapshot.joint_project)
    uids = snapshot.organisation_uids
    columns = zip(
        pairs.a.tolist(), pairs.b.tolist(), pairs.weight.tolist(), pairs.projects.tolist(), strict=True
    )
    partners = [
        {
            "start": uids[a],
            "end": uids[b],
            "values": {"weight": w, "projects": n},
        }
        for a, b, w, n in columns
    ]
    with setting.store.driver.session() as session:
        funds = session.run(
            "MATCH (g)-[t:FUNDS]->(o) RETURN g.uid AS start, o.uid AS end, properties(t) AS values"
        ).data()
    return [
        (_derived("PARTNERS_WITH", "Organisation", "Organisation"), partners),
        (_derived("FUNDS", "Programme", "Organisation"), funds),
    ]


def _describe(label: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (r:Record {{uid: row.record}}) MATCH (n:{label} {{uid: row.node}}) "
        "MERGE (r)-[d:DESCRIBES]->(n) SET d.values = row.values"
    )


def _derived(tie: str, start: str, end: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{uid: row.start}}) MATCH (b:{end} {{uid: row.end}}) "
        f"MERGE (a)-[t:{tie}]->(b) SET t = row.values"
    )


def _tie(tie: str, start: str, end: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{uid: row.start}}) MATCH (b:{end} {{uid: row.end}}) "
        f"MERGE (a)-[t:{tie} {{uid: row.values.uid}}]->(b) SET t = row.values"
    )
