"""The index that finds, for each subject, those worth comparing: by the rare words that names share.

Each subject is a sparse vector over its keys (words as read, their beginnings, acronyms, initials), weighted
by rarity. Two subjects are a pair when one is among the nearest few of the other, or when they share a number
of a register. No subject gets more than `MOST` partners by name.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.resolution.evidence import MOST_NAMES, town_words
from graph.resolution.likeness import cognate
from graph.resolution.subject import Subject
from graph.resolution.wording import wording

NEAREST = 18  # partners that each subject looks for
MOST = 50  # partners that a subject may have, those that look for it among them
LEAST = 0.3  # similarity under which nobody is a partner
BEGINNING, CHUNK = 5, 512
Place = tuple[int, int]


class Blocks:
    """Subjects by their keys, built once and asked as often as new subjects come."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = subjects
        self._at = {subject.uid: at for at, subject in enumerate(subjects)}
        keys = [keys_of(subject) for subject in subjects]
        self._table = _table(keys)
        self._groups = _groups(subjects)

    def pairs(self, new: Collection[str] | None = None) -> list[Place]:
        """Positions of pairs worth comparing, smaller first, sorted; with `new`, those with a new one."""
        wanted = None if new is None else {self._at[uid] for uid in new if uid in self._at}
        near: dict[Place, float] = {}
        for members in self._groups:
            for a, b, how_near in self._near(members, wanted):
                pair = (a, b) if a < b else (b, a)
                near[pair] = max(near.get(pair, 0.0), how_near)
        kept = self._capped(near)
        kept.update(self._numbered(wanted))
        return sorted(kept)

    def _near(self, members: NDArray[np.int64], wanted: set[int] | None) -> Iterator[tuple[int, int, float]]:
        """Each wanted member with its nearest others in the group."""
        asked = (
            members if wanted is None else np.array([m for m in members.tolist() if m in wanted], np.int64)
        )
        if len(members) < 2 or not len(asked):
            return
        others = self._table[members].T.tocsc()
        for start in range(0, len(asked), CHUNK):
            part = asked[start : start + CHUNK]
            alike = (self._table[part] @ others).tocsr()
            for line, own in enumerate(part.tolist()):
                first, last = alike.indptr[line], alike.indptr[line + 1]
                columns, values = members[alike.indices[first:last]], alike.data[first:last]
                yield from ((own, *found) for found in self._best(own, columns, values))

    def _best(
        self, own: int, columns: NDArray[np.int64], values: NDArray[np.float32]
    ) -> Iterator[tuple[int, float]]:
        keep = (values >= LEAST) & (columns != own)
        columns, values = columns[keep], np.round(values[keep], 5)
        if len(columns) > NEAREST:
            edge = np.partition(values, len(values) - NEAREST)[len(values) - NEAREST]
            at_edge = values >= edge
            columns, values = columns[at_edge], values[at_edge]
        # ties at the edge are settled by uid, not by the order in which the subjects came
        ranked = sorted(
            zip(columns.tolist(), values.tolist(), strict=True),
            key=lambda found: (-found[1], self.subjects[found[0]].uid),
        )
        yield from ranked[:NEAREST]

    def _capped(self, near: dict[Place, float]) -> set[Place]:
        """The pairs, nearest first, as long as neither end has its fill."""
        ends: Counter[int] = Counter()
        kept: set[Place] = set()
        uid = [subject.uid for subject in self.subjects]
        order = sorted(near.items(), key=lambda item: (-item[1], *sorted((uid[item[0][0]], uid[item[0][1]]))))
        for (a, b), _ in order:
            if ends[a] < MOST and ends[b] < MOST:
                ends[a] += 1
                ends[b] += 1
                kept.add((a, b))
        return kept

    def _numbered(self, wanted: set[int] | None) -> Iterator[Place]:
        """Pairs that share a number of a register."""
        holders: dict[str, list[int]] = defaultdict(list)
        for at, subject in enumerate(self.subjects):
            for identifier in set(subject.identifiers):
                holders[identifier].append(at)
        for found in holders.values():
            if 1 < len(found) <= MOST:
                for at, a in enumerate(found):
                    for b in found[at + 1 :]:
                        if wanted is None or a in wanted or b in wanted:
                            yield (a, b)


def keys_of(subject: Subject) -> set[str]:
    """Keys of a subject: what of its names is worth looking for."""
    keys = {f"#{word}" for word in town_words(subject.town, subject.country)}
    for name in subject.names[:MOST_NAMES]:
        read = wording(name, subject.country)
        keys.update(read.words)
        keys.update(f"{cognate(word)[:BEGINNING]}-" for word in read.words if len(word) > 3)
        keys.update(f"@{word}" for word in read.acronyms if len(word) > 2)
        if len(read.initials) > 2:
            keys.add(f"@{read.initials}")
        keys.add(f"={read.squashed[:8]}")
        keys.add(" ".join(sorted(read.words)))
    return keys


def _table(keys: Sequence[Iterable[str]]) -> csr_array:
    """Subjects by keys, weighted by rarity; long ones are not put at so great a disadvantage as by cosine."""
    counts = Counter(key for found in keys for key in found)
    column = {key: at for at, key in enumerate(sorted(key for key, count in counts.items() if count > 1))}
    total = len(keys)
    rarity = {key: math.log(1 + total / counts[key]) for key in column}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for found in keys:
        known = sorted(key for key in found if key in column)
        length = math.sqrt(sum(rarity[key] ** 2 for key in known)) ** 0.75 or 1.0
        data += [rarity[key] / length for key in known]
        indices += [column[key] for key in known]
        starts.append(len(indices))
    return csr_array(
        (np.array(data, np.float32), np.array(indices, np.int64), np.array(starts, np.int64)),
        shape=(total, len(column)),
    )


def _groups(subjects: Sequence[Subject]) -> list[NDArray[np.int64]]:
    """Positions by country; those whose country nobody says stand in every group."""
    found: dict[str, list[int]] = defaultdict(list)
    anywhere: list[int] = []
    for at, subject in enumerate(subjects):
        if subject.names:
            (found[subject.country] if subject.country else anywhere).append(at)
    return [np.array(sorted((*found[c], *anywhere)), np.int64) for c in sorted(found)] or [
        np.array(anywhere, np.int64)
    ]
