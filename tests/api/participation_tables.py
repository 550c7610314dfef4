"""Tables of participations with made-up names, clean, dirty or long."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.h2020 import H2020
from tests.graph.store.dump import graph_hash

HEADINGS = ("rcn", "pic", "role", "name", "country", "contribution", "start_date", "website")
# Texts that a spreadsheet would take for formulas, or would have taken.
SIGNS = ("=SUM(A1)", "'=SUM(A1)", "@home", "-minus Ltd", "+plus", "'plain")


def table(rows: Iterable[Sequence[object]], delimiter: str = ",") -> bytes:
    """A CSV with the headings of the source h2020."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode()


def row(project: int, member: int, **changes: object) -> list[object]:
    """One participation; `changes` by heading."""
    values: dict[str, object] = {
        "rcn": 100_000 + project,
        "pic": 900_000_000 + member,
        "role": "participant",
        "name": f"Made-up Institute {member}",
        "country": "LT",
        "contribution": "1000.50",
        "start_date": "2015-01-01",
        "website": "",
    }
    values.update(changes)
    return [values[heading] for heading in HEADINGS]


def clean(projects: int, members: int = 3) -> bytes:
    """Each project with as many members."""
    return table(row(p, p + m) for p in range(projects) for m in range(members))


def dirty() -> bytes:
    """Six rows that are rejected, with names that look like formulas, among two good ones."""
    wrong = [row(1, 10 + n, name=sign, country="Atlantis") for n, sign in enumerate(SIGNS)]
    return table([row(1, 1), *wrong, row(1, 2)])


def mended_dirty() -> bytes:
    """What the table `dirty` should have been."""
    right = [row(1, 10 + n, name=sign, country="LT") for n, sign in enumerate(SIGNS)]
    return table([row(1, 1), *right, row(1, 2)])


def uninterrupted(store: Store, folder: Path, content: bytes) -> str:
    """The graph that a table makes when it is loaded in one go."""
    file = folder / "rows.csv"
    file.write_bytes(content)
    ingest(store, H2020, file, Settings(home=folder / "apart"), Silent())
    return graph_hash(store)
