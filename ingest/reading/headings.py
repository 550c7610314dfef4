"""Headings as they stand in the file, made unique where they repeat or are empty."""

from collections import Counter
from collections.abc import Sequence

from ingest.reading.findings import Findings
from ingest.reading.mending import mend, needs_care

_BYTE_ORDER_MARK = "\ufeff"


def unique_headings(
    cells: Sequence[str], findings: Findings, row: int = 1
) -> tuple[tuple[str, ...], list[str]]:
    """Headings as they stand, made unique where they repeat or are empty, and sentences that say so."""
    texts = [_text(cell, number, findings, row) for number, cell in enumerate(cells, start=1)]
    taken: set[str] = set(texts)
    seen: Counter[str] = Counter()
    headings, notes = [], []
    for number, text in enumerate(texts, start=1):
        seen[text] += 1
        heading = text
        if not text.strip():
            heading = _free(f"column {number}", taken)
            notes.append(f"Column {number} has no heading; it is called {heading!r}.")
        elif seen[text] > 1:
            heading = _free(text, taken, seen[text])
            notes.append(
                f"The heading {text!r} stands {seen[text]} times; column {number} is called {heading!r}."
            )
        taken.add(heading)
        headings.append(heading)
    return tuple(headings), notes


def _text(cell: str, number: int, findings: Findings, row: int) -> str:
    cell = cell.removeprefix(_BYTE_ORDER_MARK)
    return mend(cell, row, f"column {number}", findings) if needs_care(cell) else cell


def _free(text: str, taken: set[str], number: int | None = None) -> str:
    candidate = text if number is None else f"{text} ({number})"
    while candidate in taken:
        number = (number or 1) + 1
        candidate = f"{text} ({number})"
    return candidate
