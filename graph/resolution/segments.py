"""Parts of a name between commas, slashes, dashes and brackets, and which of them name something else."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.resolution.lexicon import roles
from graph.resolution.wording import Wording, wording

_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BREAK = re.compile(r"\s*[/|;:–—]\s*|\s-+\s*|\bc/o\b", re.IGNORECASE)
_COMMA = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a name; a `loose` one, between commas or in brackets, may also be a piece of a list."""

    text: str
    loose: bool
    first: bool


def segments(text: str) -> list[Segment]:
    """`Unit, Parent / Other (X)` in its parts; a hyphen within a word does not part it."""
    asides = [one or other for one, other in _ASIDE.findall(text)]
    found = [Segment(aside.strip(), loose=True, first=False) for aside in asides]
    for piece in _BREAK.split(_ASIDE.sub(" ", text)):
        pieces = [part.strip() for part in _COMMA.split(piece)]
        found += [Segment(part, loose=len(pieces) > 1, first=at == 0) for at, part in enumerate(pieces)]
    return [segment for segment in found if segment.text]


def beside(text: str, country: str | None, left: Collection[str], likely: Collection[str]) -> str | None:
    """The first part of a name that names something which the other name does not, or None.

    `left` are the words for which the other name has no counterpart, `likely` those that a place explains.
    Such a part has words of its own, and what it shares stands in another part too; a loose one also says
    what kind of body it is. A translation of the rest is none: it is in another language, and of one kind.
    """
    parts = segments(text)
    if len(parts) < 2 or not left:
        return None
    read = [wording(part.text, country) for part in parts]
    left = frozenset(left) - wording(text, country).acronyms
    for at, part in enumerate(read):
        others = [*read[:at], *read[at + 1 :]]
        if (
            not _is_acronym(parts[at].text)
            and _says_what(part, _own(part, left, likely), loose=parts[at].loose, first=parts[at].first)
            and not _shares_alone(part, others, left, likely)
            and not _translates(part, others)
        ):
            return parts[at].text
    return None


def _is_acronym(text: str) -> bool:
    """Whether a part is one word in capitals, as in `LSI - LINDENAU SOLAR INSTITUTE`."""
    return text.isupper() and len(text.split()) == 1


def _own(part: Wording, left: Collection[str], likely: Collection[str]) -> list[str]:
    """Its words that are left over and tell something."""
    known = roles()
    return [
        word
        for word in part.words
        if word in left
        and word not in likely
        and word not in known.silent
        and word not in known.countries.values()
        and not word.isdigit()
        and len(word) > 2
    ]


def _says_what(part: Wording, own: Sequence[str], *, loose: bool, first: bool) -> bool:
    """Whether a part names something: a piece of a list does only where it tells of what kind, or begins."""
    if not own or not loose:
        return bool(own)
    return bool(part.heads | roles().subunits.intersection(part.words)) or (first and len(own) > 1)


def _shares_alone(
    part: Wording, others: Sequence[Wording], left: Collection[str], likely: Collection[str]
) -> bool:
    elsewhere = {word for other in others for word in other.words}
    return any(
        word not in left and word not in likely and word not in elsewhere and word not in roles().light
        for word in part.words
    )


def _translates(part: Wording, others: Sequence[Wording]) -> bool:
    languages = {language for other in others for language in other.languages}
    if not part.languages or not languages or not part.languages.isdisjoint(languages):
        return False
    groups = roles().heads
    theirs = {groups[head] for other in others for head in other.heads}
    return {groups[head] for head in part.heads} <= theirs
