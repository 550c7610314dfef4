"""What the numbers of two subjects in registers say of their being one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.resolution.subject import Subject

# Registers that give one body one number, so that two numbers are two bodies.
EXCLUSIVE = frozenset(
    ("pic", "oid", "ror", "oib", "lei", "grid", "isni", "wikidata", "vat", "national", "regon", "krs")
)
# Registers in which one body is now and then found twice: two numbers there are doubt, not proof.
DOUBLES = frozenset(("pic", "vat", "isni", "wikidata", "grid"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that both have, and the schemes in which they have different ones."""

    same: tuple[str, ...]
    different: tuple[str, ...]


def numbers(a: Subject, b: Subject) -> Numbers:
    """Compares the identifiers of two subjects; other schemes than the exclusive ones say nothing."""
    ours, theirs = _by_scheme(a.identifiers), _by_scheme(b.identifiers)
    same: list[str] = []
    different: list[str] = []
    for scheme in sorted(EXCLUSIVE & ours.keys() & theirs.keys()):
        shared = ours[scheme] & theirs[scheme]
        same += sorted(f"{scheme}:{value}" for value in shared)
        if not shared:
            different.append(scheme)
    return Numbers(tuple(same), tuple(different))


def _by_scheme(identifiers: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for identifier in identifiers:
        scheme, _, value = identifier.partition(":")
        bare = "".join(letter for letter in value.casefold() if letter.isalnum())
        # a placeholder such as `vat:missing` or `vat:0` is no number
        if any(c in "123456789" for c in bare) and len(bare) > 3:
            found[scheme].add(bare)
    return found
