"""A3, A4: neither a second run, nor the order of the rows, nor the size of the batches changes anything."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import orjson
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.progress import Silent
from graph.properties import Value
from graph.records import Record, Rejection
from graph.settings import Settings
from graph.shown import shown_values
from graph.store.freeze import graph_version
from graph.store.jobs import Job
from graph.store.session import Store
from graph.vocabulary import Node
from ingest.jobs import ingest
from ingest.sources.h2020 import H2020
from tests.faults.loads import counts, faults_of_ledger
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Cells, Table, write
from tests.graph.store.dump import graph_dump, nodes, ties
from tests.graph.store.stated import history
from tests.graph.store.wiping import wipe

SIZES = (1, 7, 1000, 5000)


def load(store: Store, settings: Settings, path: Path, size: int) -> Job:
    return ingest(store, H2020, path, settings.model_copy(update={"batch_rows": size}), Silent())


def without_rows(store: Store) -> list[str]:
    """The graph but for where in their file records stand."""
    lines = map(orjson.loads, graph_dump(store))
    told = [{**line, "values": {n: v for n, v in line["values"].items() if n != "row"}} for line in lines]
    return sorted(orjson.dumps(line, option=orjson.OPT_SORT_KEYS).decode() for line in told)


def test_a_second_run_changes_nothing(store: Store, settings: Settings, table: Table) -> None:
    first = load(store, settings, table.path, size=50)
    before, told, version = graph_dump(store), history(store, {}), graph_version(store)
    again = load(store, settings, table.path, size=70)
    assert (graph_dump(store), history(store, {}), graph_version(store)) == (before, told, version)
    assert first.written > 0
    assert (again.read, again.written) == (first.read, 0)
    assert again.unchanged + again.rejected == again.read


def test_neither_order_nor_batch_size_matters(
    store: Store, settings: Settings, small: Table, tmp_path: Path
) -> None:
    expected = None
    for size in SIZES:
        wipe(store)
        shuffled = Random(size).sample(list(small.rows), len(small.rows))
        (tmp_path / str(size)).mkdir()
        load(store, settings, write(tmp_path / str(size) / small.path.name, shuffled), size)
        assert faults_of_ledger(store) == []
        found = without_rows(store)
        expected = expected or found
        assert found == expected


def stated(path: Path) -> Mapping[str, Record]:
    """Of all that rows state under one key, what has the smallest checksum."""
    kept: dict[str, Record] = {}
    with H2020.open(path) as opened:
        for row in opened.rows:
            for record in () if isinstance(row, Rejection) else (row.record, *row.references):
                other = kept.setdefault(record.uid, record)
                kept[record.uid] = min(other, record, key=Record.checksum)
    return kept


def shown(records: Mapping[str, Record]) -> dict[str, dict[str, Value]]:
    """What is to be shown of each node."""
    told: dict[str, list[Mapping[str, Value]]] = {}
    for record in records.values():
        for node in record.nodes:
            told.setdefault(node.uid, []).append(node.values)
    return {uid: shown_values(claims) for uid, claims in told.items()}


ROWS = st.lists(
    st.builds(
        lambda pic, project, role, name, cost: {
            "rcn": f"{project}",
            "role": role,
            "pic": f"{pic}",
            "name": f"Institute {name}",
            "country": "LT",
            "contribution": "1000",
            "start_date": "2014-01-01",
            "end_date": "2018-12-31",
            "max_contribution": "5000",
            "total_cost": f"{cost}",
        },
        pic=st.integers(901, 903),
        project=st.integers(21, 22),
        role=st.sampled_from(["coordinator", "participant"]),
        name=st.integers(0, 2),
        cost=st.sampled_from(["6000", "6000.0", "7000"]),
    ),
    min_size=1,
    max_size=12,
)


@hypothesis_settings(
    max_examples=4 * ROUNDS,
    # Each example is many transactions, so a failing one is told as it was found.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ROWS, st.sampled_from([1, 2, 5, 1000]))
def test_of_rows_that_contradict_each_other_the_smallest_checksum_is_kept(
    store: Store, settings: Settings, tmp_path: Path, rows: Sequence[Cells], size: int
) -> None:
    wipe(store)
    path = write(tmp_path / "rows.csv", rows)
    job = load(store, settings, path, size)
    expected = stated(path)
    kept = nodes(store, "Record")
    assert {uid: values["checksum"] for uid, values in kept.items()} == {
        uid: record.checksum() for uid, record in expected.items()
    }
    assert _values(store) == shown(expected)
    assert set(ties(store, "PARTICIPATES_IN")) == {
        (tie.start.uid, tie.end.uid)
        for record in expected.values()
        for tie in record.ties
        if tie.type == "PARTICIPATES_IN"
    }
    distinct = {(row["rcn"], row["pic"]) for row in rows}
    assert counts(job)[1] == len(distinct)


def _values(store: Store) -> dict[str, dict[str, Value]]:
    found = {}
    for label in Node:
        for uid, node in nodes(store, label).items():
            values = {name: value for name, value in node.items() if name not in ("uid", "labels")}
            found[uid] = {n: tuple(v) if isinstance(v, list) else v for n, v in values.items()}
    return found
