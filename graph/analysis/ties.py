"""The one-mode network that measures stand on: who is tied to whom, counted how, and of what part."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.projection import Counting, FloatArray, IntArray, Pairs, counted
from graph.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties between the organisations of `part`, which is what `chosen` left of snapshot `whole`."""

    whole: str
    part: Snapshot
    chosen: Filter
    counting: Counting
    pairs: Pairs
    joint: int
    left_out: int

    @property
    def organisations(self) -> int:
        return len(self.part.organisations)

    @cached_property
    def adjacency(self) -> sparse.csr_matrix:
        """Symmetric matrix of weights with sorted indices, a row per organisation."""
        rows = np.concatenate([self.pairs.a, self.pairs.b])
        columns = np.concatenate([self.pairs.b, self.pairs.a])
        weights = np.concatenate([self.pairs.weight, self.pairs.weight])
        shape = (self.organisations, self.organisations)
        matrix = sparse.csr_matrix((weights, (rows, columns)), shape=shape)
        matrix.sort_indices()
        return matrix

    @cached_property
    def degree(self) -> IntArray:
        """Partners of each organisation."""
        return np.asarray(np.diff(self.adjacency.indptr), dtype=np.int64)

    @cached_property
    def strength(self) -> FloatArray:
        """Summed weight of each organisation's ties."""
        return np.asarray(self.adjacency.sum(axis=1), dtype=np.float64).ravel()

    @property
    def parameters(self) -> dict[str, str | float]:
        """What a result of these ties must show."""
        return {"counting": str(self.counting), **self.chosen.parameters}


def ties_of(
    snapshot: Snapshot, *, counting: Counting = Counting.FRACTIONAL, chosen: Filter = EVERYTHING
) -> Ties:
    """Filters, then counts, then leaves out ties below the minimum weight."""
    part = filtered(snapshot, chosen)
    euro = contributions(part) if counting is Counting.BUDGET else None
    found = counted(part.participant, part.joint_project, counting, euro)
    pairs = found.pairs
    if chosen.minimum_weight is not None:
        # Three joint projects of four are exactly one; their sum in binary fractions is a little less.
        strong = pairs.weight >= chosen.minimum_weight * (1 - 1e-12)
        pairs = Pairs(pairs.a[strong], pairs.b[strong], pairs.weight[strong], pairs.projects[strong])
    return Ties(snapshot.id, part, chosen, counting, pairs, found.joint, found.left_out)


def contributions(snapshot: Snapshot) -> FloatArray:
    """Euro that each participation brings its organisation; not-a-number where nobody says."""
    stated = snapshot.participations["contribution_eur"].to_pylist()
    return np.array([np.nan if amount is None else float(amount) for amount in stated], dtype=np.float64)
