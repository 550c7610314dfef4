"""Metrics in an export are the ones that the same question gets alone, with the reason of each gap."""

import numpy as np
import pytest

from graph.analysis import betweenness, distances
from graph.analysis.measures import measured
from graph.analysis.ties import ties_of
from graph.export.measures import NOWHERE, measures_of
from tests.builders import snapshot_of

SHARED = {f"p{number}": [f"o{(number * step) % 97:02}" for step in (1, 5, 11)] for number in range(150)}


@pytest.mark.parametrize("name", ["betweenness", "harmonic", "closeness"])
def test_what_is_estimated_is_the_same_alone_and_in_an_export(monkeypatch, name: str) -> None:
    """Sixteen metrics shared one allowance of work: the zip and the page had two figures for one id."""
    snapshot = snapshot_of(SHARED)
    nonzero = ties_of(snapshot).adjacency.nnz
    monkeypatch.setattr(betweenness, "WORK", nonzero * 80)
    monkeypatch.setattr(distances, "WORK", nonzero * 8 * 80)
    alone = measured(ties_of(snapshot), name)
    exported = next(one for one in measures_of(snapshot, "fractional") if one.name == name)
    assert alone.method.startswith("estimated from 80 starting points")
    assert exported.method == alone.method
    values = np.asarray(exported.values.to_numpy(zero_copy_only=False), dtype=np.float64)
    np.testing.assert_array_equal(values, alone.values)


def test_a_gap_has_its_reason_and_a_full_column_says_that_it_is_full() -> None:
    told = {one.name: one for one in measures_of(snapshot_of({"p": "abc"}, alone="d"), "fractional")}
    assert told["degree"].undefined == NOWHERE
    assert "no partner" in told["constraint"].undefined
    assert "largest component" in told["eigenvector"].undefined
    assert all((one.undefined == NOWHERE) == (one.values.null_count == 0) for one in told.values())
