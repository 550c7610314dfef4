"""Borders from a file of shapes to the snapshot, and out again with the job that brought them."""

from pathlib import Path

from graph.progress import Silent
from graph.settings import Settings
from graph.store.freeze import freeze
from graph.store.session import Store
from graph.store.withdraw import withdraw
from ingest.jobs import ingest
from ingest.sources.nuts_shapes import NUTS_SHAPES
from tests.ingest.sources.test_nuts_shapes import collection, feature, square


def test_borders_come_with_the_shapes_and_go_with_them(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    three = [feature(f"PL91{number}", 3, square(20 + 2 * number, 50)) for number in range(3)]
    file = collection(tmp_path / "nuts.geojson", *three)
    job = ingest(store, NUTS_SHAPES, file, settings, Silent())
    assert (job.written, job.rejected) == (3, 0)
    tables = freeze(store).snapshot.tables
    borders = [tie for tie in tables["ties"].to_pylist() if tie["type"] == "BORDERS"]
    assert [(tie["from"], tie["to"], len(tie["records"])) for tie in borders] == [
        ("place-PL910", "place-PL911", 2),
        ("place-PL911", "place-PL912", 2),
    ]
    shaped = {row["code"]: row["shape_set"] for row in tables["places"].to_pylist() if row["code"]}
    assert set(shaped) == {"PL910", "PL911", "PL912"}
    assert len(set(shaped.values()) - {None}) == 1

    again = ingest(store, NUTS_SHAPES, file, settings, Silent())
    assert (again.written, again.unchanged) == (0, 3)

    alone = collection(tmp_path / "less.geojson", three[0])
    ingest(store, NUTS_SHAPES, alone, settings, Silent())
    kept = freeze(store).snapshot.tables
    assert len(kept["ties"]) == 2, "the neighbour still states the border"
    assert len({row["shape_set"] for row in kept["places"].to_pylist() if row["code"]}) == 2

    withdraw(store, job.id, Silent())
    assert [
        tie for tie in freeze(store).snapshot.tables["ties"].to_pylist() if tie["type"] == "BORDERS"
    ] == []
