"""Text in XML, escaped; characters that XML 1.0 cannot hold become U+FFFD, the sign of a lost one.

Those are control characters but for tab, line feed and carriage return, surrogates, U+FFFE and U+FFFF.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import pyarrow as pa

from graph.export.cells import as_text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CHARACTERS_AT_ONCE = 1 << 18
_CANNOT_BE_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser turns bare line ends and tabs of attributes into blanks, and a carriage return into a line feed.
_KEPT = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def xml_text(value: object) -> str:
    """A value for an element or an attribute in double quotes; lists are JSON arrays."""
    text = as_text(value) or ""
    return escape(_CANNOT_BE_WRITTEN.sub("\ufffd", text), _KEPT)


def type_name(of: pa.DataType) -> str:
    """The word for a type that GraphML and GEXF share."""
    if pa.types.is_integer(of):
        return "long"
    return "double" if pa.types.is_floating(of) else "string"


def in_portions(texts: Iterable[str]) -> Iterator[bytes]:
    """Joined to portions that are worth sending."""
    waiting: list[str] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= CHARACTERS_AT_ONCE:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()
