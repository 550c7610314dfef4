"""Cells whose letters went wrong before they were published: put right where that is certain, else left."""

import re
from collections.abc import Sequence

from ingest.reading.findings import Finding, Findings
from ingest.reading.misread import PAIR, restored
from ingest.reading.rows import BrokenRow, TableRow

# A byte that is no letter of the encoding, or half of a pair: there is no text here.
_DAMAGED = re.compile("[\x00\ud800-\udfff]")
_UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_ESCAPE = re.compile(r"<U\+([0-9A-F]{4})>")
_LOST = re.compile("\ufffd|<U\\+FFFD>")
_LINE_BREAKS = re.compile("[\x0b\x0c]")
_INVISIBLE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")


def needs_care(cell: str) -> bool:
    """Whether a cell may not pass as it is; False is certain. One pattern for all would take longer."""
    return bool(_UNUSUAL.search(cell)) or "<U+" in cell or bool(not cell.isascii() and PAIR.search(cell))


def careful_row(
    row: int, headings: Sequence[str], cells: Sequence[str], findings: Findings
) -> TableRow | BrokenRow:
    """A row of cells some of which may need mending."""
    filled, mended = {}, []
    for heading, cell in zip(headings, cells, strict=True):
        text = cell
        if needs_care(cell):
            broken = damage(cell)
            if broken:
                return BrokenRow(row, broken, heading)
            text = mend(cell, row, heading, findings)
            if text != cell:
                mended.append(heading)
        text = text.strip()
        if text:
            filled[heading] = text
    return TableRow(row, filled, tuple(mended))


def damage(cell: str) -> str | None:
    """Why a cell holds no text, or None."""
    found = _DAMAGED.search(cell)
    if not found:
        return None
    code = ord(found[0])
    if code == 0:
        return f"Character {found.start() + 1} of the cell is a NUL byte: the file is damaged here."
    if 0xDC00 <= code < 0xDD00:
        return f"The byte {code - 0xDC00:02X} in the cell is no letter in the encoding of the file."
    return f"Character {found.start() + 1} of the cell is half of a pair (U+{code:04X})."


def mend(cell: str, row: int, heading: str, findings: Findings) -> str:
    """The cell as it was meant, as far as that is certain; what was done or noticed goes to `findings`."""
    text, doubtful = restored(cell)
    if text != cell:
        findings.add(Finding.RESTORED, row, heading, cell, text)
    if doubtful:
        findings.add(Finding.SUSPECT, row, heading, text, text)
    for finding, step in _STEPS:
        after = step(text)
        if after is not None:
            findings.add(finding, row, heading, text, after)
            text = after
    return text


def _unescaped(text: str) -> str | None:
    """R writes `<U+00A0>` for a character that its encoding lacks; ASCII it would have written itself."""
    after = _ESCAPE.sub(lambda found: _character(found[0], int(found[1], 16)), text)
    return after if after != text else None


def _character(written: str, code: int) -> str:
    return written if code < 0xA0 or 0xD800 <= code < 0xE000 or code >= 0xFFF0 else chr(code)


def _visible(text: str) -> str | None:
    after = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))
    return after if after != text else None


def _lost(text: str) -> str | None:
    return text if _LOST.search(text) else None


_STEPS = (
    (Finding.ESCAPED, _unescaped),
    (Finding.INVISIBLE, _visible),
    (Finding.LOST, _lost),
)
