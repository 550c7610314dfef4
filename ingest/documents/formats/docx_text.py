"""The text of a Word document: paragraphs, lists, and tables with their cells side by side."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

# Names are compared without the address of their schema.
_PART = "word/document.xml"
PICTURE = "\ufffc"
_BLOCK = 1024 * 1024


def docx_text(data: bytes, unpacked: int) -> str:
    """Raises ValueError, saying what is wrong: no document, locked, too large unpacked, with entities."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError("it is locked with a password, or an old .doc; save it as .docx without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        part = archive.getinfo(_PART)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError("it is no Word document (.docx)") from error
    if part.file_size > unpacked:
        raise ValueError("its text would unpack to more than is read")
    try:
        return "\n".join(_paragraphs(_unpacked(archive, part, unpacked)))
    except (ParseError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise ValueError("its text is damaged, or locked with a password") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """What the archive says of its size may be a lie, so it is counted."""
    read: list[bytes] = []
    size = 0
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > most:
                raise ValueError("its text would unpack to more than is read")
            read.append(block)
    data = b"".join(read)
    _refuse_doctype(data)
    return data


def _refuse_doctype(data: bytes) -> None:
    """A document type could define entities that unfold without end, or lead to other files."""
    begun: list[str] = []

    def found(*_: object) -> None:
        raise ValueError("it declares a document type, which no Word document does")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found
    parser.StartElementHandler = lambda name, _: begun.append(name)
    try:
        for start in range(0, len(data), _BLOCK):
            parser.Parse(data[start : start + _BLOCK], False)
            if begun:
                return
    except expat.ExpatError as error:
        raise ValueError("its text is no XML") from error


@dataclass(slots=True)
class _Reader:
    """Paragraphs as they end; those of a table wait until their row does."""

    row: list[str] | None = None
    cell: list[str] = field(default_factory=list)

    def begins(self, element: Element) -> None:
        if _name(element) == "tr":
            self.row = []
        elif _name(element) == "tc":
            self.cell = []

    def ends(self, element: Element) -> Iterator[str]:
        if _name(element) == "p":
            text = _text(element)
            element.clear()
            if self.row is None:
                yield text
            else:
                self.cell.append(text)
        elif _name(element) == "tc" and self.row is not None:
            self.row.append(" ".join(filter(None, self.cell)))
        elif _name(element) == "tr" and self.row is not None:
            yield " | ".join(self.row)
            self.row = None


def _paragraphs(data: bytes) -> Iterator[str]:
    reader = _Reader()
    events = iterparse(io.BytesIO(data), events=("start", "end"))  # noqa: S314 - no document type, see above
    for event, element in events:
        if event == "start":
            reader.begins(element)
        else:
            yield from reader.ends(element)


def _text(paragraph: Element) -> str:
    pieces = []
    bullet = paragraph.find("{*}pPr/{*}numPr") is not None
    for part in paragraph.iter():
        if _name(part) == "t":
            pieces.append(part.text or "")
        elif _name(part) == "tab":
            pieces.append(" ")
        elif _name(part) in ("br", "cr"):
            pieces.append("\n")
        elif _name(part) == "drawing":
            pieces.append(PICTURE)
    text = "".join(pieces).strip()
    return f"• {text}" if bullet and text else text


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
