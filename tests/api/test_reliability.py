import numpy as np
import pytest

from api.answers.reliability import Reliability, reading_of
from graph.analysis.clusters import Clustering, clusters, network
from graph.analysis.divided import Mode
from graph.analysis.null_model import compared
from graph.analysis.stability import stability
from tests.builders import snapshot_of
from tests.graph.analysis.made_networks import rings


def found_in(memberships: dict[str, list[str]]) -> Clustering:
    return clusters(snapshot_of(memberships))


def test_what_is_more_than_chance_is_told_with_its_figures() -> None:
    found = found_in(rings(4, 4))
    told = Reliability(found, None, compared(found.modularity or 0, np.array([0.1, 0.2] * 10)), True).told
    assert told.startswith("These clusters are more than chance: modularity 0.")
    assert "against 0.150 on average in 20 networks dealt by chance (p = 0.048)" in told
    assert told.endswith("Stability is being computed.")


def test_what_is_not_more_than_chance_is_not_to_be_cited() -> None:
    told = Reliability(found_in(rings(4, 4)), None, compared(0.1, np.array([0.1, 0.2] * 10)), True).told
    assert told.startswith("No cluster structure beyond chance")
    assert "do not cite these groups as clusters" in told


def test_separate_parts_are_told_apart_from_what_an_algorithm_divides() -> None:
    told = Reliability(found_in(rings(4, 4) | {"z": ["y", "z"]}), None, None, True).told
    assert "falls into 2 parts" in told
    assert "1 of the 5 clusters" in told
    assert "parts" not in Reliability(found_in(rings(4, 4)), None, None, True).told


def test_stability_is_told_with_how_many_clusters_come_back() -> None:
    snapshot = snapshot_of(rings(4, 4))
    found = clusters(snapshot)
    known = stability(network(snapshot, Mode.ONE), found.division, resolution=1.0, seed=0, runs=3)
    told = Reliability(found, known, None, True).told
    assert "In 3 runs with other seeds and orders the divisions agree by NMI 1.00, ARI 1.00" in told
    assert "4 of 4 clusters come back" in told


def test_where_there_is_no_tie_there_is_nothing_to_divide() -> None:
    told = Reliability(found_in({"p": ["a"]}), None, None, False).told
    assert told == "No two organisations share a project, so there is nothing to divide."


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "stable"),
        (0.75, "stable"),
        (0.74, "members in doubt"),
        (0.6, "members in doubt"),
        (0.0, "not to be trusted"),
    ],
)
def test_a_confidence_is_read_as_hennig_reads_it(confidence: float, words: str) -> None:
    assert reading_of(confidence) == words
