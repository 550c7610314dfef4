"""The base form of a name whose head stands first, with the adjectives that go with it.

`Gminnym Ośrodkiem Pomocy Społecznej` becomes `Gminny Ośrodek Pomocy Społecznej`: the head and its adjectives
change their endings, while what depends on the head stands in the genitive and stays. Which forms a head has
is data (`head_bases`), because a dictionary of the whole language changes the rest of the name as well.
"""

import re
from functools import cache

from ingest.documents.words import words_of

_ADJECTIVE = re.compile(r"(?P<stem>[A-ZĄĆĘŁŃÓŚŹŻ]\w+?)(?:ymi?|imi?|iego|ego|iemu|emu|iej|ej|ą|ych|ich)")


def with_head_in_base_form(name: str, language: str) -> str:
    """The name in the nominative where it begins with a known form of a head; as it is otherwise."""
    parts = name.split(" ")
    for at, part in enumerate(parts[:4]):
        if (base := _base(part, language)) is not None:
            return _agreeing(parts, at, base)
        if _ADJECTIVE.fullmatch(part) is None:
            return name
    return name


@cache
def _bases(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    told = words_of(language).told.get("head_bases") or {}
    return tuple((re.compile(pattern, re.IGNORECASE), base) for base, pattern in told.items())


def _base(part: str, language: str) -> str | None:
    """The head in the nominative; None where the word is no known form of one."""
    found = next((base for pattern, base in _bases(language) if pattern.fullmatch(part)), None)
    return found.capitalize() if found and part[0].isupper() else found


def _agreeing(parts: list[str], at: int, base: str) -> str:
    before = [_ADJECTIVE.fullmatch(part) for part in parts[:at]]
    after = _ADJECTIVE.fullmatch(parts[at + 1]) if at + 1 < len(parts) else None
    told = [_nominative(one["stem"], base) for one in before if one]
    rest = parts[at + 1 :]
    if after:
        rest = [_nominative(after["stem"], base), *rest[1:]]
    return " ".join([*told, base, *rest])


def _nominative(stem: str, base: str) -> str:
    """The adjective in the gender of its head, which the head's last letters tell."""
    soft = stem.endswith(("k", "g"))
    if base.casefold().endswith(("a", "straż")):
        return f"{stem}a"
    if base.endswith(("o", "e", "um")):
        return f"{stem}{'ie' if soft else 'e'}"
    return f"{stem}{'i' if soft else 'y'}"
