"""Whether one of two bodies is a part of the other or subordinate to it, as their names tell."""

from dataclasses import dataclass

from graph.resolution.evidence import readings
from graph.resolution.lexicon import roles
from graph.resolution.likeness import Likeness
from graph.resolution.subject import Subject
from graph.resolution.wording import Wording

TERRITORIAL = frozenset(("territory", "county", "district", "region"))


@dataclass(frozen=True, slots=True)
class Belonging:
    """The uid of the parent, and why, in words."""

    parent: str
    sentence: str


def belonging(a: Subject, b: Subject, best: Likeness) -> Belonging | None:
    """The parent among two subjects, or None where neither name says that it is a part of the other."""
    if best.exact:
        return None
    for part, whole in ((a, b), (b, a)):
        for x in readings(part):
            for y in readings(whole):
                why = _why(x, y)
                if why:
                    return Belonging(whole.uid, f"“{x.text}” is the name of {why} of “{y.text}”.")
    return None


def _why(part: Wording, whole: Wording) -> str | None:
    """What the part is to the whole; None where it is not one."""
    extra = set(part.words) - set(whole.words)
    if not (whole.heads or whole.plain):
        return None
    if set(whole.words) <= set(part.words):
        if extra & roles().subunits:
            return "a unit"
        heads = part.heads - whole.heads
        if whole.heads and _groups(heads) - _groups(whole.heads):
            return "an institution"
        return None
    return _of_a_territory(part, whole)


def _of_a_territory(part: Wording, whole: Wording) -> str | None:
    """`Municipal Library of X` belongs to `City of X` without naming it."""
    territorial = _groups(whole.heads)
    if (
        not territorial
        or not territorial <= TERRITORIAL
        or not whole.plain
        or not whole.plain <= set(part.words)
    ):
        return None
    others = _groups(part.heads) - TERRITORIAL
    says_so = roles().belonging & set(part.words) or _groups(part.heads) & territorial
    return "an institution" if others and says_so else None


def _groups(heads: frozenset[str]) -> frozenset[str]:
    return frozenset(roles().heads[head] for head in heads)
