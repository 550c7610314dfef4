"""Ties between organisations made a stretch at a time, so that memory does not grow with their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.ties import contributions, ties_of
from graph.projection import BoolArray, Counting, FloatArray, IntArray
from graph.snapshot import Snapshot

# Pairs (each with one joint project) that are in memory at once; as Arrow tables some 500 bytes each.
AT_ONCE = 20_000
COUNTINGS = tuple(str(counting) for counting in Counting)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some distinct pairs a < b, sorted; `starts` is the first entry of each pair in what is below.

    `project`, `row_a` and `row_b` have one entry per pair and joint project: the project, and the rows of
    the two participations.
    """

    a: IntArray
    b: IntArray
    weight: FloatArray
    starts: IntArray
    project: IntArray
    row_a: IntArray
    row_b: IntArray

    @property
    def projects(self) -> IntArray:
        """Number of joint projects of each pair."""
        return np.diff(np.append(self.starts, len(self.project)))


@dataclass(frozen=True)
class PairsOf:
    """The pairs of a snapshot by one way of counting; the weights are those of `graph.projection`.

    `snapshot` is the part that was chosen; of `chosen` what is about ties leaves out pairs.
    """

    snapshot: Snapshot
    counting: str = "fractional"
    at_once: int = AT_ONCE
    chosen: Filter = EVERYTHING

    @cached_property
    def _by_project(self) -> IntArray:
        """Rows of participations, those of a project together, its organisations in order."""
        order: IntArray = np.lexsort((self.snapshot.participant, self.snapshot.joint_project))
        return order

    @cached_property
    def _later(self) -> IntArray:
        """For each row, in the order of `_by_project`, how many participants of its project come after it."""
        project = self.snapshot.joint_project[self._by_project]
        ends = np.searchsorted(project, project, side="right")
        return np.asarray(ends - np.arange(len(project)) - 1, dtype=np.int64)

    @cached_property
    def _position(self) -> IntArray:
        position = np.empty(len(self._by_project), dtype=np.int64)
        position[self._by_project] = np.arange(len(position))
        return position

    @cached_property
    def _participants(self) -> FloatArray:
        return np.bincount(self.snapshot.joint_project).astype(np.float64)

    @cached_property
    def _money(self) -> tuple[FloatArray, FloatArray]:
        """Euro of each participation, and the sum of products over the pairs of each project if known."""
        euro, project = contributions(self.snapshot), self.snapshot.joint_project
        total, squares = np.bincount(project, weights=euro), np.bincount(project, weights=euro * euro)
        of_pairs = (total * total - squares) / 2
        return euro, np.where(of_pairs > 1e-9 * squares, of_pairs, np.nan)

    @property
    def entries(self) -> int:
        """Pairs times their joint projects: at least as many as there are ties, and known beforehand."""
        return int(self._later.sum())

    def stretches(self) -> Iterator[Stretch]:
        """All pairs in order."""
        rows = np.argsort(self.snapshot.participant, kind="stable")
        organisations, starts = np.unique(self.snapshot.participant[rows], return_index=True)
        if not len(organisations):
            return
        entries = np.add.reduceat(self._later[self._position[rows]], starts)
        for first, last in _portions(entries, self.at_once):
            end = starts[last] if last < len(starts) else len(rows)
            stretch = self._stretch(rows[starts[first] : end])
            if len(stretch.a):
                yield stretch

    def _stretch(self, rows: IntArray) -> Stretch:
        """Pairs whose first organisation is that of one of the rows."""
        position = self._position[rows]
        later = self._later[position]
        row_a = np.repeat(rows, later)
        offset = np.arange(len(row_a)) - np.repeat(np.cumsum(later) - later, later)
        row_b = self._by_project[np.repeat(position, later) + 1 + offset]
        who, project = self.snapshot.participant, self.snapshot.joint_project[row_a]
        order = np.lexsort((project, who[row_b], who[row_a]))
        a, b, project = who[row_a][order], who[row_b][order], project[order]
        starts = np.flatnonzero(np.append(True, (a[1:] != a[:-1]) | (b[1:] != b[:-1]))[: len(a)])
        row_a, row_b = row_a[order], row_b[order]
        weight = self._weight(row_a, row_b, project)
        summed = np.add.reduceat(weight, starts) if len(starts) else weight
        whole = Stretch(a[starts], b[starts], summed, starts, project, row_a, row_b)
        tied = summed > 0
        if self.chosen.about_ties:
            tied &= self._is_chosen(whole)
        return whole if bool(np.all(tied)) else _only(whole, tied)

    @cached_property
    def _chosen_pairs(self) -> IntArray:
        """Of the ties that are chosen a number each, in order; only all ties together can tell them."""
        pairs = ties_of(self.snapshot, counting=Counting(self.counting), chosen=self.chosen).pairs
        return pairs.a * len(self.snapshot.organisations) + pairs.b

    def _is_chosen(self, stretch: Stretch) -> BoolArray:
        return np.isin(stretch.a * len(self.snapshot.organisations) + stretch.b, self._chosen_pairs)

    def _weight(self, row_a: IntArray, row_b: IntArray, project: IntArray) -> FloatArray:
        """What each joint project adds to each of its pairs (graph.projection.Counting)."""
        if self.counting == Counting.FULL:
            return np.ones(len(project))
        if self.counting == Counting.FRACTIONAL:
            return np.asarray(1.0 / (self._participants[project] - 1.0))
        euro, of_pairs = self._money
        usable = ~np.isnan(of_pairs[project])
        weight = np.zeros(len(project))
        weight[usable] = (euro[row_a] * euro[row_b])[usable] / of_pairs[project][usable]
        return weight


def _only(stretch: Stretch, tied: BoolArray) -> Stretch:
    """Without the pairs that are no ties, for their weight is 0 or they were not chosen."""
    kept = np.repeat(tied, stretch.projects)
    projects = stretch.projects[tied]
    return Stretch(
        a=stretch.a[tied],
        b=stretch.b[tied],
        weight=stretch.weight[tied],
        starts=np.cumsum(projects) - projects,
        project=stretch.project[kept],
        row_a=stretch.row_a[kept],
        row_b=stretch.row_b[kept],
    )


def _portions(sizes: IntArray, most: int) -> Iterator[tuple[int, int]]:
    """Neighbours whose sizes add up to at most `most`; one that is larger stands alone."""
    total = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = int(total[first - 1]) if first else 0
        last = max(int(np.searchsorted(total, before + most, side="right")), first + 1)
        yield first, last
        first = last


def evidence_of(stretch: Stretch, records: pa.Array) -> pa.Array:
    """Per pair the records that state its participations, each once and in order; [] where none is known."""
    rows = np.column_stack([stretch.row_a, stretch.row_b]).ravel()
    lists = records.take(pa.array(rows))
    lengths = np.asarray(pc.fill_null(pc.list_value_length(lists), 0))
    pair = np.repeat(np.repeat(np.arange(len(stretch.a)), 2 * stretch.projects), lengths)
    words = pc.dictionary_encode(lists.flatten())
    if not len(words):
        return pa.ListArray.from_arrays(np.zeros(len(stretch.a) + 1, np.int32), pa.array([], pa.string()))
    order = np.asarray(pc.sort_indices(words.dictionary))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    distinct = np.unique(pair * len(order) + rank[np.asarray(words.indices)])
    offsets = np.searchsorted(distinct // len(order), np.arange(len(stretch.a) + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, words.dictionary.take(pa.array(order[distinct % len(order)])))
