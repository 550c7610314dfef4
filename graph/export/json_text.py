"""JSON documents that are too large to be made in one piece."""

from collections.abc import Iterator

import orjson


def json_text(value: object) -> str:
    """A value as JSON."""
    return orjson.dumps(value).decode()


def joined(texts: Iterator[str]) -> Iterator[str]:
    """The items of an array with commas between, each on a line of its own."""
    for number, text in enumerate(texts):
        yield f",\n{text}" if number else f"\n{text}"
