"""What a person at a terminal sees: progress bars there, plain lines in a log; tables, or JSON on demand."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from graph.progress import Step

out = Console(highlight=False, markup=False, soft_wrap=True)
# Widest cell that is not broken, least width of a column whose cells are, and the space between columns.
LONGEST_WORD, NARROWEST_TEXT, GAP = 48, 24, 2
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class _Bar:
    def __init__(self, bars: Progress, task: TaskID) -> None:
        self._bars = bars
        self._task = task

    def advance(self, amount: int = 1) -> None:
        self._bars.advance(self._task, amount)


class _Count:
    """Counts in silence; the end says how far it came."""

    def __init__(self) -> None:
        self.done = 0

    def advance(self, amount: int = 1) -> None:
        self.done += amount


class Terminal:
    """Progress for a person (bars on standard error) or for a log (one line when a step ends)."""

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator[Step]:
        if err.is_terminal:
            with _bars(unit) as bars:
                yield _Bar(bars, bars.add_task(label, total=total))
            return
        count = _Count()
        yield count
        err.print(f"{label}: {count.done} {unit}")

    def say(self, sentence: str) -> None:
        err.print(sentence)


def _bars(unit: str) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(unit))
    return Progress(*columns, TimeRemainingColumn(), console=err, transient=False)


def show_json(answer: BaseModel | dict[str, Any]) -> None:
    """Prints an answer as JSON, names of fields as in the API."""
    values = answer.model_dump(mode="json", by_alias=True) if isinstance(answer, BaseModel) else answer
    json.dump(values, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def show_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table; what is not known is a dash.

    Ids and words stay whole, because a person types them next: only long texts are broken into lines, and
    a terminal that is too narrow for the rest breaks the line itself.
    """
    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    columns = [_column(name, [row[place] for row in cells]) for place, name in enumerate(headings)]
    table = Table(*columns, box=None, pad_edge=False)
    for row in cells:
        table.add_row(*row)
    least = sum((column.min_width or 0) + GAP for column in columns)
    out.print(table, width=max(out.width, least))


def _column(heading: str, cells: Sequence[str]) -> Column:
    longest = max(map(len, (heading, *cells)))
    whole = longest <= LONGEST_WORD
    return Column(heading, no_wrap=whole, overflow="fold", min_width=longest if whole else NARROWEST_TEXT)
