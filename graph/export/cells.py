"""Values as cells of a text table and back, with nothing lost and nothing that a spreadsheet would run.

nothing known       an empty cell
empty text          one apostrophe
text like a formula an apostrophe in front (OWASP: = + - @, tab, carriage return, NUL)
apostrophes, then the end or such a sign: one apostrophe more
list                a JSON array
number              as it is, also a negative one
"""

from collections.abc import Callable, Mapping

import orjson
import pyarrow as pa

from graph.export.table import FORMULA_SIGNS, harmless, restored

# Cells that begin otherwise need no second look; there are millions of them.
_SUSPECT = frozenset(("'", *FORMULA_SIGNS))


def text_cell(text: str | None) -> str:
    """A text as a cell."""
    if text is None:
        return ""
    if text and text[0] not in _SUSPECT:
        return text
    return f"'{text}" if not text.strip("'") else str(harmless(text))


def text_of(cell: str) -> str | None:
    """The text that `text_cell` wrote."""
    if not cell:
        return None
    if cell[0] != "'":
        return cell
    return cell[1:] if not cell.strip("'") else restored(cell)


def list_cell(values: list[str | None] | None) -> str:
    return "" if values is None else orjson.dumps(values).decode()


def writer_for(of: pa.DataType) -> Callable[[object], object] | None:
    """How values of a column become cells; None where they are written as they are."""
    if pa.types.is_list(of):
        return list_cell  # type: ignore[return-value] # the column holds lists alone
    return text_cell if pa.types.is_string(of) else None  # type: ignore[return-value] # it holds texts alone


def _number(whole: bool) -> Callable[[str], object]:
    kind = int if whole else float
    return lambda cell: kind(cell) if cell else None


def reader_for(of: pa.DataType) -> Callable[[str], object]:
    """How cells of a column become values; raises ValueError for what was not written here."""
    if pa.types.is_list(of):
        return lambda cell: orjson.loads(cell) if cell else None
    return text_of if pa.types.is_string(of) else _number(pa.types.is_integer(of))


def as_text(value: object) -> str | None:
    """A value of any type as text for formats that have no lists; None where nothing is known."""
    if isinstance(value, list):
        return list_cell(value)
    return None if value is None else str(value)


def without_nothing(values: Mapping[str, object]) -> dict[str, object]:
    """The values that are known."""
    return {name: value for name, value in values.items() if value is not None}
