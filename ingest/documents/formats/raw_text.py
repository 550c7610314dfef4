"""The raw text of a page in any of its formats; spans of facts point into it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from graph.errors import UnreadableFile
from ingest.documents.formats.limits import MIB, USUAL, Limits

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx")
_NAMES = {"text": "plain text", "html": "HTML", "pdf": "PDF", "docx": "Word"}
_CHILD = "ingest.documents.formats.child"
_PACKAGES = str(Path(__file__).parents[3])


@dataclass(frozen=True, slots=True)
class RawText:
    """The text, and the format from which it was taken."""

    text: str
    format: str


def raw_text(path: Path, limits: Limits = USUAL) -> RawText:
    """Raises UnreadableFile with a sentence: missing, empty, locked, damaged, too large, or no text in it."""
    data = _bytes(path, limits)
    kind = format_of(data, path.name)
    text = _decoded(data, path.name) if kind == "text" else _taken_apart(data, kind, path.name, limits)
    if not text.strip():
        raise UnreadableFile(
            f"{path.name} has no text. If it is a scan or a picture, its text must be typed."
        )
    if len(text) > limits.letters:
        raise UnreadableFile(f"{path.name} has {len(text):,} letters; at most {limits.letters:,} are read.")
    return RawText(text, kind)


def format_of(data: bytes, name: str) -> str:
    """By the first bytes, else by the name: text, html, pdf or docx."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-") or b"%pdf-" in data[:1024].lower():
        return "pdf"
    if start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) or name.lower().endswith(
        (".html", ".htm", ".xhtml")
    ):
        return "html"
    return "text"


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file:
            raise UnreadableFile(f"{path.name} is larger than {limits.file // MIB} MiB, which no page is.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened. Check that it is there.") from error
    if not data.strip():
        raise UnreadableFile(f"{path.name} is empty.")
    return data


def _decoded(data: bytes, name: str) -> str:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(f"{name} is no text. Pages are read as text, HTML, PDF and .docx.")
    for encoding in ("utf-8-sig", *(["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else [])):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{name} is not written in UTF-8. Save it as UTF-8.")


def _taken_apart(data: bytes, kind: str, name: str, limits: Limits) -> str:
    task = {
        "format": kind,
        "memory": limits.memory,
        "pages": limits.pages,
        "letters": limits.letters,
        "unpacked": limits.unpacked,
    }
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        command = [sys.executable, "-P", "-m", _CHILD, orjson.dumps(task).decode()]
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module; nothing of the file is an argument
                command, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, timeout=limits.seconds,
                env=_environment(), check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"{name} was not read after {limits.seconds} seconds; it is no usual page."
            ) from error
        answer.seek(0)
        told = answer.read()
    if done.returncode != 0 or not told:
        raise UnreadableFile(
            f"{name} cannot be read as {_NAMES[kind]}: it is damaged, or needs too much memory."
        )
    read: dict[str, str] = orjson.loads(told)
    if "wrong" in read:
        raise UnreadableFile(f"{name} cannot be read as {_NAMES[kind]}: {read['wrong']}.")
    return read["text"]


def _environment() -> Mapping[str, str]:
    """The child finds the packages that this process uses, wherever it was started."""
    paths = [_PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
