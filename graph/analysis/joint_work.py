"""How many projects join two groups."""

import numpy as np
from scipy import sparse

from graph.analysis.divisions import Division
from graph.projection import IntArray
from graph.snapshot import Snapshot


def joint_project_counts(part: Snapshot, division: Division) -> IntArray:
    """Square and symmetric: projects with organisations of both groups; on the diagonal all of a group."""
    group = division.of[part.participant]
    known = group >= 0
    cells = np.unique(np.column_stack([group[known], part.joint_project[known]]), axis=0)
    shape = (len(division.codes), len(part.projects))
    of_groups = sparse.csr_matrix(
        (np.ones(len(cells), dtype=np.int64), (cells[:, 0], cells[:, 1])), shape=shape
    )
    return np.asarray((of_groups @ of_groups.T).todense(), dtype=np.int64)
