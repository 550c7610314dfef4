"""The labelled tables of `labelled.yaml`, by which it is counted how many columns a draft understands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

Label = str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table in one language: which kind it is, its columns with their labels, and its rows."""

    language: str
    kind: str
    labels: Mapping[str, Label]
    rows: Sequence[Sequence[str]]


def written(table: Labelled) -> str:
    """The table as a CSV text with semicolons."""
    lines = [list(table.labels), *table.rows]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines) + "\n"


TABLES = tuple(
    Labelled(**table)
    for table in yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))
)
