"""One pass over the bytes of a text file before it is read: is it UTF-8, what is in it, how many records."""

import codecs
from dataclasses import dataclass

import numpy as np

from ingest.reading.files import ByteSource

DAMAGED = "ingest.damaged"

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_QUOTE, _LINE_FEED, _CARRIAGE_RETURN = b'"\n\r'
# UTF-16 writes every ASCII sign with one zero byte, and tables are full of those.
_ZERO_SHARE = 0.05


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no letter become lone surrogates, so that the row in which they stand can be refused."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(DAMAGED, _mark_damage)


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts on the bytes of a text file.

    `mark` is the codec that a byte order mark or the zero bytes show. `multibyte` counts the bytes after
    the first in valid UTF-8 letters, `damaged` those that are no UTF-8; `cut` says that these are only
    the start of a letter at the end of the file. `unusual` says that control characters or `<U+…>` stand
    somewhere. `lines` counts the lines that end outside quotation marks; `ended` says that the last does. A
    lone carriage return ends a line only where no line feed does (`line_end`).
    """

    mark: str | None
    multibyte: int = 0
    damaged: int = 0
    cut: bool = False
    unusual: bool = True
    lines: int | None = None
    ended: bool = True
    line_end: str = "\n"


def survey(file: ByteSource) -> Survey:
    """Reads the whole file, and once more where it is no UTF-8."""
    start = file.start()
    mark = next((codec for sign, codec in _MARKS.items() if start.startswith(sign)), None) or _zeros(start)
    if mark and mark != "utf-8-sig":
        return Survey(mark, line_end=_wide_line_end(start, mark))
    counter = _Counter()
    for block in file.blocks():
        counter.add(block)
    if not counter.utf8:
        multibyte, damaged = _utf8_bytes(file)
    else:
        multibyte, damaged = counter.multibyte, counter.damaged_at_end
    return Survey(
        mark=mark,
        multibyte=multibyte,
        damaged=damaged,
        cut=counter.utf8 and damaged > 0,
        unusual=counter.unusual,
        lines=counter.total(),
        ended=counter.ended,
        line_end=counter.line_end,
    )


def _zeros(start: bytes) -> str | None:
    """UTF-16 without a mark shows in zero bytes that stand only at even, or only at odd places."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if min(even, odd) > 0.1 * max(even, odd) or max(even, odd) < max(2, _ZERO_SHARE * len(start) / 2):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _wide_line_end(start: bytes, codec: str) -> str:
    unquoted = "".join(start.decode(codec, errors="ignore").split('"')[::2])
    return "\r" if "\r" in unquoted and "\n" not in unquoted else "\n"


def _utf8_bytes(file: ByteSource) -> tuple[int, int]:
    """How many bytes are in UTF-8 letters after their first, and how many are in none."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
    multibyte = damaged = 0
    for block in file.blocks():
        text = decoder.decode(block)
        good = len(text.encode())
        multibyte += good - len(text)
        damaged += len(block) - good
    return multibyte, damaged


class _Counter:
    """Adds up the facts block by block."""

    def __init__(self) -> None:
        self.utf8 = True
        self._beyond = 0
        self.unusual = False
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._feeds = self._returns = 0
        self._quoted = 0
        self._end = b""
        self.ended = True

    def add(self, block: bytes) -> None:
        self._decode(block)
        if not self.unusual:
            self.unusual = len(block.translate(None, _CONTROLS)) < len(block) or b"<U+" in self._end + block
        self._end = block[-2:]
        self._count_lines(block)

    def _decode(self, block: bytes) -> None:
        if not self.utf8:
            return
        try:
            text = self._decoder.decode(block)
        except UnicodeDecodeError:
            self.utf8 = False
        else:
            self._beyond += len(block) - len(text)

    def _count_lines(self, block: bytes) -> None:
        signs = np.frombuffer(block, dtype=np.uint8)
        quotes = np.flatnonzero(signs == _QUOTE)
        self._feeds += self._outside(np.flatnonzero(signs == _LINE_FEED), quotes)
        if not self._feeds:
            self._returns += self._outside(np.flatnonzero(signs == _CARRIAGE_RETURN), quotes)
        self._quoted = (self._quoted + quotes.size) & 1
        self.ended = block.endswith((b"\n", b"\r"))

    def _outside(self, breaks: np.ndarray, quotes: np.ndarray) -> int:
        return int(breaks.size - ((np.searchsorted(quotes, breaks) + self._quoted) & 1).sum())

    @property
    def multibyte(self) -> int:
        """Bytes after the first in letters of UTF-8, as far as it was UTF-8."""
        return self._beyond - self.damaged_at_end

    @property
    def damaged_at_end(self) -> int:
        """Bytes of a letter that the end of the file cut in two."""
        return len(self._decoder.getstate()[0])

    @property
    def line_end(self) -> str:
        return "\r" if self._returns and not self._feeds else "\n"

    def total(self) -> int:
        return (self._feeds or self._returns) + (not self.ended)
