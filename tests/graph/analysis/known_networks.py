"""Small networks that everybody measures on, each tie as a project of two."""

import csv
from pathlib import Path

from graph.snapshot import Snapshot
from tests.builders import snapshot_of


def known_network(data: Path, name: str) -> Snapshot:
    """A network of the folder `benchmarks` by the name of its file."""
    with (data / "benchmarks" / f"{name}_edges.csv").open(encoding="utf-8") as file:
        edges = [(row["source"], row["target"]) for row in csv.DictReader(file)]
    return snapshot_of({f"p{i:04}": edge for i, edge in enumerate(edges)})
