"""Made-up tables in the layout of Horizon 2020 participations."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

Cells = Mapping[str, str]
COUNTRIES = ("LT", "LV", "PL", "EL", "UK")


class Table:
    """A table that was written to a file."""

    def __init__(self, path: Path, rows: Sequence[Cells]) -> None:
        self.path = write(path, rows)
        self.rows = rows


def participations(count: int, seed: int) -> list[Cells]:
    """Rows of which some stand twice, some contradict another, and some cannot be understood.

    Projects are spoken of by many rows, a few of which disagree on the budget.
    """
    random = Random(seed)
    rows = [_row(random, organisations=count // 4, projects=count // 6) for _ in range(count)]
    for _ in range(count // 30):
        rows[random.randrange(count)] = dict(random.choice(rows))
        rows[random.randrange(count)] = {**random.choice(rows), "role": "coordinator", "contribution": "1"}
        rows[random.randrange(count)] = {**random.choice(rows), "country": "Atlantis"}
        rows[random.randrange(count)] = {**random.choice(rows), "total_cost": f"{random.randrange(9)}"}
    return rows


def consistent(count: int, seed: int) -> list[Cells]:
    """Rows of which no two have one key, and none disagrees with another or cannot be understood; from 60."""
    random = Random(seed)
    rows: dict[tuple[str, str], Cells] = {}
    while len(rows) < count:
        row = _row(random, organisations=count // 4, projects=count // 6)
        rows.setdefault((row["rcn"], row["pic"]), row)
    return list(rows.values())


def _row(random: Random, organisations: int, projects: int) -> Cells:
    organisation, project = random.randrange(organisations), random.randrange(projects)
    return {
        "rcn": str(200_000 + project),
        "role": random.choice(("coordinator", "participant")),
        "pic": str(900_000_000 + organisation),
        "name": f"Institute {organisation}" if organisation % 9 else "",
        "shortName": f"I{organisation}",
        "type": random.choice(("REC", "PRC", "")),
        "vatNumber": f"XX{organisation}",
        "city": f"Town {organisation % 40}",
        "country": COUNTRIES[organisation % len(COUNTRIES)],
        "geolocation": f"{50 + organisation % 9}.5,{20 + organisation % 9}.25",
        "contribution": str(1000 * random.randrange(1, 99)),
        "start_date": f"{2014 + project % 4}-01-01",
        "end_date": f"{2018 + project % 4}-12-31",
        "max_contribution": str(100_000 + project),
        "total_cost": f"{200_000 + project}.5",
    }


def write(path: Path, rows: Sequence[Cells]) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
