"""Features of a large GeoJSON file, one after another: a collection may be larger than memory should hold."""

import json
import re
from collections.abc import Iterator
from typing import TextIO

from graph.errors import UnreadableFile
from ingest.reading.json_entries import SPACE, Entry, begun_entries
from ingest.reading.json_values import DECODER
from ingest.reading.limits import MIB

_HEAD = 64 * 1024
_BLOCK = MIB
_FEATURES = re.compile(r'"features"\s*:\s*(?=\[)')
NAME = "features"


def is_large_collection(stream: TextIO, limit: int) -> bool:
    """Whether it is a collection of features of more than `limit` characters."""
    head = stream.read(_HEAD)
    if _features_at(head) is None:
        return False
    read = len(head)
    while read <= limit and (piece := stream.read(_BLOCK)):
        read += len(piece)
    return read > limit


def feature_entries(stream: TextIO, title: str) -> Iterator[Entry]:
    """Features numbered from 1; raises UnreadableFile where the collection breaks in its middle."""
    head = stream.read(_HEAD)
    start = _features_at(head)
    if start is None:
        raise UnreadableFile(f"{title} is no collection of features. Download it again.")
    rest = yield from begun_entries(stream, title, head[start:])
    if rest is not None and not _is_object('{"features":[]' + rest):
        raise UnreadableFile(f"{title} is damaged after its features. Download it again.")


def _features_at(head: str) -> int | None:
    """Where the list of features begins, if it is one of the outer object; what stands before it is short."""
    found = _FEATURES.search(head)
    if found is None or not head.lstrip(SPACE).startswith("{"):
        return None
    return found.end() if _is_object(head[: found.end()].lstrip(SPACE) + "[]}") else None


def _is_object(text: str) -> bool:
    try:
        value, end = DECODER.raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return isinstance(value, dict) and not text[end:].strip(SPACE)
