"""Files as streams of bytes that can be opened again, and what kind of table their first bytes show."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from typing_extensions import Buffer

from graph.errors import UnreadableFile
from ingest.reading.limits import MIB, Limits

BLOCK = 256 * 1024


class Kind(StrEnum):
    """Kinds of files that hold tables, or other things that hold tables."""

    TEXT = "text"
    JSON = "JSON"
    WORKBOOK = "spreadsheet"
    PARQUET = "Parquet"
    GZIP = "gzip archive"
    ZIP = "zip archive"


_KINDS = {
    b"\x1f\x8b": Kind.GZIP,
    b"PK\x03\x04": Kind.ZIP,
    b"PK\x05\x06": Kind.ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind.WORKBOOK,
    b"PAR1": Kind.PARQUET,
}
_STRANGERS = {
    b"%PDF": "a PDF document",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "an SQLite database",
}
_TEXT_STRANGERS = {
    b"<!doctype html": "a web page (HTML)",
    b"<html": "a web page (HTML)",
    b"<?xml": "an XML document",
    b"{\\rtf": "a text document (RTF)",
}
_JSON_ENDINGS = (".json", ".jsonl", ".ndjson", ".geojson")
_DELIMITED_ENDINGS = (".csv", ".tsv", ".tab", ".psv")


@dataclass(frozen=True, slots=True)
class ByteSource:
    """Bytes under a name, to be opened as often as needed; `part` is the member of an archive."""

    name: str
    opener: Callable[[], BinaryIO]
    packed: int
    part: str | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes from the start; what goes wrong while they are read is said in words."""
        try:
            with self.opener() as stream:
                yield stream
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise UnreadableFile(
                f"{self.title} is damaged or cut off: it cannot be unpacked to its end. Download it again."
            ) from error
        except OSError as error:
            raise UnreadableFile(f"{self.title} cannot be read: {error.strerror or error}.") from error

    @property
    def title(self) -> str:
        return f"{self.part} in {self.name}" if self.part else self.name

    @property
    def ending(self) -> str:
        """What the last part of the name ends in, without .gz, in small letters."""
        return Path((self.part or self.name).lower().removesuffix(".gz")).suffix

    def start(self, size: int = 64 * 1024) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def blocks(self) -> Iterator[bytes]:
        """All bytes, block by block."""
        with self.open() as stream:
            while block := stream.read(BLOCK):
                yield block


def plain_file(path: Path) -> ByteSource:
    """Raises UnreadableFile where there is no such file, or nothing in it."""
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}. Check the name and try again.")
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile(f"{path.name} is empty. Download it again.")
    return ByteSource(path.name, lambda: path.open("rb"), size)


def kind_of(file: ByteSource) -> Kind:
    """What the first bytes show, whatever the name says; raises UnreadableFile where that is no table."""
    start = file.start(4096)
    for signs, meanings in (
        (_STRANGERS, start),
        (_TEXT_STRANGERS, start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()),
    ):
        for sign, what in signs.items():
            if meanings.startswith(sign):
                raise UnreadableFile(f"{file.title} is {what}, not a table. Export the table as CSV or XLSX.")
    for sign, kind in _KINDS.items():
        if start.startswith(sign):
            return kind
    return Kind.JSON if _is_json(start, file.ending) else Kind.TEXT


def _is_json(start: bytes, ending: str) -> bool:
    if ending in _JSON_ENDINGS:
        return True
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    opened = text[:1] + text[1:].lstrip()[:1]
    return ending not in _DELIMITED_ENDINGS and opened in (b'{"', b"[{", b"{}", b"[]")


class Unpacking(Protocol):
    """A stream that unpacks as it is read."""

    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class Guarded(io.RawIOBase):
    """Unpacked bytes, refused as soon as they are more than a real table would be."""

    def __init__(self, stream: Unpacking, title: str, packed: int, limits: Limits) -> None:
        self._stream = stream
        self._title = title
        self._read = 0
        self._by_ratio = max(packed * limits.ratio, limits.unpacked_free)
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        room = memoryview(buffer)
        data = self._stream.read(len(room))
        self._read += len(data)
        if self._read > self._by_ratio:
            raise UnreadableFile(
                f"{self._title} unpacks to more than {self._limits.ratio} times its size. No table does; "
                "it was refused. If it is one, unpack it yourself first."
            )
        if self._read > self._limits.unpacked:
            raise UnreadableFile(
                f"{self._title} unpacks to more than {self._limits.unpacked // MIB:,} MiB, "
                "which is more than is read from an archive. Unpack it yourself first."
            )
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def guarded(stream: Unpacking, title: str, packed: int, limits: Limits) -> BinaryIO:
    """The stream behind a guard, and buffered."""
    return io.BufferedReader(Guarded(stream, title, packed, limits), buffer_size=BLOCK)


def gunzipped(file: ByteSource, limits: Limits) -> ByteSource:
    """The bytes that a gzip archive holds; raises UnreadableFile where that is damaged, or too much."""

    def opener() -> BinaryIO:
        unpacking = _Gunzip(file.opener())
        return guarded(unpacking, file.title, file.packed, limits)

    return ByteSource(file.name, opener, file.packed, file.part)


class _Gunzip(gzip.GzipFile):
    """A gzip stream that closes the file below it, which the library's own does not."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()
