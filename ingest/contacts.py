"""Persons are not stored: what a table tells of contact persons is left out of the cells that are kept."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ingest.reading.heading_rows import fold

LEFT_OUT = "(left out)"

# The look behind lets a match begin only where a word does: else a long text without @ costs its square.
_MAIL = re.compile(r"(?<![^\s@<>;,:\"'()])[^\s@<>;,:\"'()]+@[^\s@<>;,:\"'()]+\.\w{2,}")
# Headings, folded as `fold` does, whose cells tell of a person.
_CONTACTS = re.compile(
    r"(contact(person|name|mail|phone|tel|fax|title|function)|e?mail(address)?$|^(tele)?(phone|fax)|mobile"
    r"|legalrepresentative|representative(first|last|sur)?name|firstname|lastname|surname"
    r"|kontaktperson|ansprechpartner|telefon|osobakontaktowa|kontaktinisasmuo|kapcsolattarto)"
)


def without_contacts(cells: Mapping[str, str]) -> Mapping[str, str]:
    """The cells without those of contact persons, and without mail addresses in the others."""
    if "@" not in "\n".join(cells.values()) and not any(map(_tells_of_a_person, cells)):
        return cells
    return {
        heading: LEFT_OUT if _tells_of_a_person(heading) else _MAIL.sub(LEFT_OUT, text)
        for heading, text in cells.items()
    }


@lru_cache(maxsize=4096)
def _tells_of_a_person(heading: str) -> bool:
    return _CONTACTS.search(fold(heading)) is not None
