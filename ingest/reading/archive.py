"""Zip archives: members are read as streams, never unpacked to disk, and hostile archives are refused."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.files import ByteSource, guarded
from ingest.reading.limits import MIB, Limits

_ARCHIVE_ENDINGS = {".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"}
_TABLE_ENDINGS = {
    ".csv", ".tsv", ".tab", ".psv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xls", ".ods",
}  # fmt: skip
_WORKBOOK_SIGNS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_NOISE = ("__MACOSX/", ".DS_Store")
# End of central directory: signature, 4 × 16 bit, size and place of the directory, length of the comment.
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = 0x1


def is_workbook(path: Path, limits: Limits) -> bool:
    """Whether a zip archive is an XLSX or ODS spreadsheet; raises UnreadableFile where it is hostile."""
    with _opened(path, limits) as archive:
        return _has_workbook(archive)


def table_members(path: Path, limits: Limits) -> tuple[ByteSource, ...]:
    """The members that look like tables, in order; raises UnreadableFile where the archive is hostile."""
    with _opened(path, limits) as archive:
        members = [info for info in archive.infolist() if _is_table(info)]
        return tuple(_member(path, info, limits) for info in members)


def chosen(members: tuple[ByteSource, ...], name: str, archive: str) -> ByteSource:
    """The member of that name, or whose last part it is; raises UnexpectedLayout naming what is there."""
    for member in members:
        if name in (member.part, PurePosixPath(member.part or "").name):
            return member
    there = ", ".join(member.part or "" for member in members) or "none"
    raise UnexpectedLayout(f"{archive} has no table {name!r}; its tables are: {there}.")


def _is_table(info: zipfile.ZipInfo) -> bool:
    return (
        not info.is_dir()
        and not info.filename.startswith(_NOISE)
        and not info.filename.endswith(_NOISE)
        and PurePosixPath(info.filename.lower()).suffix in _TABLE_ENDINGS
    )


def _member(path: Path, info: zipfile.ZipInfo, limits: Limits) -> ByteSource:
    def opener() -> BinaryIO:
        archive = zipfile.ZipFile(path)
        try:
            stream = _Member(archive, archive.open(info))
            return guarded(stream, f"{info.filename} in {path.name}", info.compress_size, limits)
        except BaseException:
            archive.close()
            raise

    return ByteSource(path.name, opener, info.compress_size, info.filename)


class _Member:
    """A member being read: its checksum is proved at its end, and its archive is closed with it."""

    def __init__(self, archive: zipfile.ZipFile, stream: IO[bytes]) -> None:
        self._archive = archive
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._stream.read(size)
        except zipfile.BadZipFile as error:
            raise UnreadableFile(
                f"{self._stream.name} in the archive is not what the archive says of it: damaged, or made so "
                "on purpose. Download it again."
            ) from error

    def close(self) -> None:
        self._stream.close()
        self._archive.close()


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    _check_directory(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            # Formatted but empty cells of a spreadsheet pack to next to nothing.
            if len(archive.infolist()) > limits.members:
                raise UnreadableFile(_too_many(path, limits))
            free = limits.workbook_free if _has_workbook(archive) else limits.unpacked_free
            for info in archive.infolist():
                _check(info, path.name, replace(limits, unpacked_free=free))
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, struct.error, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} is a damaged zip archive. Download it again.") from error


def _has_workbook(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    return bool(names & _WORKBOOK_SIGNS) and bool(names & {"[Content_Types].xml", "mimetype"})


def _check_directory(path: Path, limits: Limits) -> None:
    """A directory of millions of members is refused before anybody reads it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END.size - 0xFFFF))
        end = file.read()
    found = end.rfind(b"PK\x05\x06")
    if found < 0 or len(end) - found < _END.size:
        raise UnreadableFile(f"{path.name} is a zip archive without its end: the download was cut off.")
    _, _, _, _, members, directory, _, _ = _END.unpack_from(end, found)
    if members > limits.members or directory > limits.members * 1024:
        raise UnreadableFile(_too_many(path, limits))


def _too_many(path: Path, limits: Limits) -> str:
    return (
        f"{path.name} has more than {limits.members:,} members, which no collection of tables needs. "
        "Unpack it yourself and name the table."
    )


def _check(info: zipfile.ZipInfo, archive: str, limits: Limits) -> None:
    name, complaint = info.filename, None
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name.split("/")[0]:
        complaint = f"has a member that would be unpacked elsewhere ({name!r})"
    elif stat.S_ISLNK(info.external_attr >> 16):
        complaint = f"has a member that is a link ({name!r})"
    elif info.flag_bits & _ENCRYPTED:
        complaint = f"is locked with a password ({name!r})"
    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        complaint = f"is packed in a way that is not read here ({name!r})"
    elif PurePosixPath(name.lower()).suffix in _ARCHIVE_ENDINGS:
        complaint = f"holds another archive ({name!r})"
    elif info.file_size > limits.unpacked:
        complaint = f"has a member of {info.file_size // MIB:,} MiB ({name!r})"
    elif info.file_size > max(limits.unpacked_free, info.compress_size * limits.ratio):
        complaint = f"has a member that unpacks to more than {limits.ratio} times its size ({name!r})"
    if complaint:
        raise UnreadableFile(f"{archive} {complaint}. It was refused; unpack it yourself and name the table.")
