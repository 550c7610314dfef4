from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.clusters import ClusterQuestion, clusters, network, participations
from graph.analysis.divided import Mode
from graph.analysis.null_model import Chance, Participations, Verdict, against_chance, compared, dealt
from graph.snapshot import Snapshot
from tests.builders import snapshot_of
from tests.graph.analysis.known_networks import known_network
from tests.graph.analysis.made_networks import rings, tangle

PAIRS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25).map(sorted)


def chance_of(snapshot: Snapshot, draws: int = 20, mode: Mode = Mode.ONE) -> Chance:
    quality = clusters(snapshot, ClusterQuestion(mode=mode)).modularity
    assert quality is not None
    return against_chance(
        participations(snapshot),
        lambda dealt: network(snapshot, mode, dealt=dealt),
        quality,
        resolution=1.0,
        seed=0,
        draws=draws,
    )


@given(PAIRS, st.integers(0, 3))
def test_dealing_keeps_the_degrees_of_both_sides_and_makes_no_pair_twice(pairs, seed) -> None:
    organisation, project = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    found = dealt(Participations(organisation, project), np.random.default_rng(seed))
    assert Counter(found.organisation.tolist()) == Counter(organisation.tolist())
    assert Counter(found.project.tolist()) == Counter(project.tolist())
    assert len(set(zip(found.organisation.tolist(), found.project.tolist(), strict=True))) == len(pairs)
    assert project.tolist() == [pair[1] for pair in pairs]


def test_dealing_reaches_every_arrangement_about_equally_often() -> None:
    """Three organisations in two projects each: six ways, as many as permutations of three."""
    pairs = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)]
    organisation, project = (np.array(side) for side in zip(*pairs, strict=True))
    seen = Counter()
    for seed in range(600):
        found = dealt(Participations(organisation, project), np.random.default_rng(seed))
        seen[tuple(sorted(zip(found.organisation.tolist(), found.project.tolist(), strict=True)))] += 1
    assert len(seen) == 6
    assert min(seen.values()) > 60


def test_groups_that_work_among_themselves_are_more_than_chance() -> None:
    found = chance_of(snapshot_of(rings(8, 5)))
    assert found.verdict is Verdict.CLUSTERS
    assert found.p == pytest.approx(1 / 21)
    assert found.z is not None
    assert found.z > 10


@pytest.mark.parametrize("mode", Mode)
def test_a_network_of_chance_has_no_cluster_structure(mode: Mode) -> None:
    found = chance_of(snapshot_of(tangle(projects=120, organisations=100)), mode=mode)
    assert found.verdict is Verdict.CHANCE
    assert found.z is not None
    assert abs(found.z) < 3


def test_projects_that_share_nobody_divide_as_well_however_they_are_dealt() -> None:
    snapshot = snapshot_of({f"p{i}": [f"o{i}-{j}" for j in range(4)] for i in range(5)})
    found = chance_of(snapshot, draws=5)
    assert (found.verdict, found.z, found.p) == (Verdict.CHANCE, None, 1.0)


@pytest.mark.parametrize("graph", ["karate", "dolphins_2"])
def test_famous_networks_have_clusters(data: Path, graph: str) -> None:
    assert chance_of(known_network(data, graph)).verdict is Verdict.CLUSTERS


def test_the_same_seed_gives_the_same_chance() -> None:
    snapshot = snapshot_of(rings(4, 4))
    assert all(one == other for one, other in pairwise(chance_of(snapshot, draws=4) for _ in range(3)))


def test_z_and_p_are_those_of_their_formulas() -> None:
    found = compared(0.5, np.array([0.1, 0.2, 0.3, 0.5]))
    assert found.mean == pytest.approx(0.275)
    assert found.deviation == pytest.approx(0.17078251)
    assert found.z == pytest.approx((0.5 - 0.275) / 0.17078251)
    assert found.p == pytest.approx(2 / 5)
