"""What another version of the matcher merges that the frozen one did not, and the other way round.

Of the frozen run only digests of pairs are kept, so no name of a source is written down.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.resolution_gold import Pair

DIGEST = 5  # bytes: of two thousand pairs no two have one digest


@dataclass(frozen=True, slots=True)
class Change:
    """Pairs merged now and not then, and then and not now; `comparable` where both had the same pairs."""

    gained: tuple[Pair, ...]
    lost: tuple[Pair, ...]
    comparable: bool

    def lines(self, shown: int) -> list[str]:
        """The report, with at most so many pairs of each kind."""
        told = [] if self.comparable else ["the pairs were drawn anew since the frozen run"]
        for title, pairs in (("gained", self.gained), ("lost", self.lost)):
            right = sum(pair.same for pair in pairs)
            told.append(f"{title}: {len(pairs)} merges, {right} of them right")
            told += [f"  {'right' if p.same else 'WRONG':5} {p.family:12} {_names(p)}" for p in pairs[:shown]]
        return told


def digest(pair: Pair) -> str:
    """A short hash of the two subjects with their names; the same whichever comes first."""
    ends = sorted("\x1f".join((one.uid, *one.names)) for one in (pair.a, pair.b))
    return hashlib.blake2b("\x1e".join(ends).encode(), digest_size=DIGEST).hexdigest()


def drawn(pairs: Iterable[Pair]) -> str:
    """A digest of all pairs."""
    return hashlib.blake2b("".join(sorted(map(digest, pairs))).encode(), digest_size=DIGEST).hexdigest()


def frozen_part(merged: Sequence[tuple[Pair, bool]]) -> dict[str, Any]:
    """What is kept of a run to compare the next one with."""
    return {
        "drawn": drawn(pair for pair, _ in merged),
        "merged": sorted(digest(pair) for pair, is_merged in merged if is_merged),
    }


def change(merged: Sequence[tuple[Pair, bool]], frozen: Mapping[str, Any]) -> Change:
    """Compares a run with a frozen one."""
    before = frozenset(frozen.get("merged", ()))
    return Change(
        gained=tuple(pair for pair, now in merged if now and digest(pair) not in before),
        lost=tuple(pair for pair, now in merged if not now and digest(pair) in before),
        comparable=frozen.get("drawn") == drawn(pair for pair, _ in merged),
    )


def _names(pair: Pair) -> str:
    return " | ".join(" / ".join(one.names[:2]) for one in (pair.a, pair.b))[:150]
