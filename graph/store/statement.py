"""A statement has a name, a text and parameters; every value is a parameter, never part of the text."""

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher under the name by which logs, errors and tests speak of it."""

    name: str
    text: LiteralString
