"""Which of the organisations that are one stands for all of them, and how to get from one to the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

CANONICAL_RULE = "of organisations that are one, the one with the smallest uid stands for all"


def canonical_of(members: Iterable[str]) -> str:
    """The member that stands for all (CANONICAL_RULE): the same in whatever order they came."""
    return min(members)


@dataclass(frozen=True)
class SameAs:
    """Organisations that another stands for, each with that other; who is not in it stands for itself."""

    canonical: Mapping[str, str] = field(default_factory=dict)

    def of(self, uid: str) -> str:
        """Who stands for an organisation."""
        return self.canonical.get(uid, uid)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """All members, sorted, of each organisation that stands for several."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self.canonical):
            grouped[self.canonical[member]].append(member)
        return {uid: tuple(sorted((uid, *grouped[uid]))) for uid in sorted(grouped)}

    def members_of(self, uids: Iterable[str]) -> list[str]:
        """All members of those of `uids` that stand for themselves or for several."""
        own = (uid for uid in uids if uid not in self.canonical)
        return [member for uid in own for member in self.members.get(uid, (uid,))]
