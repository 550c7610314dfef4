"""What became of clusters: which split, which joined, which are new or gone.

Only organisations that are in a cluster before and after are followed. A part of a cluster counts when it
holds at least a fifth of those of its members that are followed; single ones that move are no split.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

PART = 0.2
MOST = 0.5
Clusters = Mapping[str, AbstractSet[str]]


class Fate(StrEnum):
    SPLIT = "split"
    JOINED = "joined"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ClusterChange:
    """`before` and `after` name clusters: one and several for a split, several and one where they joined."""

    fate: Fate
    before: tuple[str, ...]
    after: tuple[str, ...]


def cluster_changes(before: Clusters, after: Clusters) -> tuple[ClusterChange, ...]:
    """All changes, splits first; clusters are given with their members."""
    now = {uid: name for name, members in after.items() for uid in members}
    went = {name: Counter(now[uid] for uid in sorted(m) if uid in now) for name, m in before.items()}
    parts = {
        name: tuple(one for one, size in sorted(to.items()) if size >= PART * to.total())
        for name, to in went.items()
    }
    split = [ClusterChange(Fate.SPLIT, (name,), to) for name, to in parts.items() if len(to) > 1]
    met: dict[str, list[str]] = defaultdict(list)
    for name, to in went.items():
        for one, size in to.items():
            if size > MOST * to.total():
                met[one].append(name)
    joined = [ClusterChange(Fate.JOINED, tuple(met[one]), (one,)) for one in after if len(met[one]) > 1]
    known = {uid for members in before.values() for uid in members}
    new = [ClusterChange(Fate.NEW, (), (name,)) for name, members in after.items() if not members & known]
    gone = [ClusterChange(Fate.GONE, (name,), ()) for name, to in went.items() if not to]
    return (*split, *joined, *new, *gone)
