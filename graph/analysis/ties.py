"""The one-mode network that measures stand on: who is tied to whom, counted how, and of what part."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from graph.analysis.divided import adjacency_of
from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.analysis.significance import (
    ALPHA,
    Correction,
    Significance,
    by_bipartite_null,
    by_disparity,
    passing,
)
from graph.projection import Counted, Counting, FloatArray, IntArray, Pairs, counted
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
        return adjacency_of(self.pairs, self.organisations)

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
    """Filters, then counts, then leaves out ties."""
    part = filtered(snapshot, chosen)
    shape = (len(part.organisations), len(part.projects))
    euro = contributions(part) if counting is Counting.BUDGET else None
    found = counted_ties(part.participant, part.joint_project, shape, counting, euro=euro, chosen=chosen)
    return Ties(snapshot.id, part, chosen, counting, found.pairs, found.joint, found.left_out)


def counted_ties(
    organisation: IntArray,
    project: IntArray,
    shape: tuple[int, int],
    counting: Counting,
    *,
    euro: FloatArray | None = None,
    chosen: Filter = EVERYTHING,
) -> Counted:
    """Ties from participations, without those below the minimum weight or outside the backbone.

    The backbone is tested among all ties, whatever the minimum weight. `shape` counts organisations and
    projects, `euro` is the contribution of each participation.
    """
    found = counted(organisation, project, counting, euro)
    if not chosen.about_ties:
        return found
    pairs = found.pairs
    stays = np.ones(len(pairs.a), dtype=bool)
    if chosen.minimum_weight is not None:
        # Three joint projects of four are exactly one; their sum in binary fractions is a little less.
        stays &= pairs.weight >= chosen.minimum_weight * (1 - 1e-12)
    if chosen.backbone is not None:
        if chosen.backbone is Significance.DISPARITY:
            p = by_disparity(pairs, shape[0])
        else:
            p = by_bipartite_null(pairs, organisation, project, shape)
        outside = np.ones(len(p), dtype=bool)
        outside[passing(p, chosen.alpha or ALPHA, chosen.correction or Correction.NONE)] = False
        stays &= ~outside
    return Counted(pairs.taken(np.flatnonzero(stays)), found.joint, found.left_out)


def contributions(snapshot: Snapshot) -> FloatArray:
    """Euro that each participation brings its organisation; not-a-number where nobody says."""
    stated = snapshot.participations["contribution_eur"].to_pylist()
    return np.array([np.nan if amount is None else float(amount) for amount in stated], dtype=np.float64)
