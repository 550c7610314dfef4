"""Answers as a table to take along: CSV in which nothing is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi.responses import Response

from api.answers.exports import disposition
from graph.export.cells import text_cell

Cell = str | int | float | None


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """UTF-8, commas, CRLF; unknown is empty, and a text that a spreadsheet would run gets an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([text_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "no-cache"}
    return Response(text.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers)
