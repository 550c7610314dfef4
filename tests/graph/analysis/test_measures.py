"""Published figures, known graphs, and answers that say why there is no number."""

import gc
import os
import subprocess
import sys
import weakref

import numpy as np
import pytest

from graph.analysis.betweenness import betweenness
from graph.analysis.brokerage import brokerage
from graph.analysis.catalogue import METRICS, metric_called
from graph.analysis.distances import distances
from graph.analysis.groups import assortativity, groups_of, mixing, network_ei, openness
from graph.analysis.measures import measured
from graph.analysis.ties import Ties, ties_of
from graph.errors import NotFound
from tests.builders import snapshot_of

FLORENCE = """Acciaiuoli-Medici Albizzi-Ginori Albizzi-Guadagni Albizzi-Medici Barbadori-Castellani
Barbadori-Medici Bischeri-Guadagni Bischeri-Peruzzi Bischeri-Strozzi Castellani-Peruzzi Castellani-Strozzi
Guadagni-Lamberteschi Guadagni-Tornabuoni Medici-Ridolfi Medici-Salviati Medici-Tornabuoni Pazzi-Salviati
Peruzzi-Strozzi Ridolfi-Strozzi Ridolfi-Tornabuoni"""


def families() -> Ties:
    """Marriages of Florence; the Pucci married nobody."""
    return ties_of(snapshot_of({pair: pair.split("-") for pair in FLORENCE.split()}, alone=["Pucci"]))


def consortium(size: int) -> Ties:
    return ties_of(snapshot_of({"p": [f"o{number:02}" for number in range(size)]}))


@pytest.mark.parametrize(("size", "constraint"), [(13, 0.306), (5, 0.766), (4, 0.926), (3, 1.125), (2, 1.0)])
def test_constraint_in_one_consortium_is_that_of_the_books(size: int, constraint: float) -> None:
    assert brokerage(consortium(size)).constraint == pytest.approx(constraint, abs=5e-4)


def test_the_medici_are_the_brokers_of_florence() -> None:
    ties = families()
    values = betweenness(ties).values
    by_name = dict(zip(ties.part.organisation_uids, values.tolist(), strict=True))
    assert max(by_name, key=lambda name: -1 if np.isnan(by_name[name]) else by_name[name]) == "Medici"
    assert by_name["Medici"] == pytest.approx(0.521978, abs=1e-6)
    assert by_name["Guadagni"] == pytest.approx(0.254579, abs=1e-6)
    assert np.isnan(by_name["Pucci"])


def lithuanian_partnership() -> tuple[Ties, list[str]]:
    """One project of twelve from Lithuania and one from Norway."""
    members = [*(f"lt{number:02}" for number in range(12)), "no"]
    return ties_of(snapshot_of({"p": members})), ["LT"] * 12 + ["NO"]


def test_the_ei_index_of_the_lithuanian_partnership() -> None:
    ties, countries = lithuanian_partnership()
    group, names = groups_of(list(countries))
    matrix = mixing(ties, group, len(names), weighted=False)
    assert (matrix[0, 1], matrix[0, 0] / 2) == (12, 66)
    assert network_ei(matrix) == pytest.approx(-0.6923, abs=5e-5)
    assert network_ei(mixing(ties, group, len(names))) == pytest.approx(-0.6923, abs=5e-5)


def test_participation_is_evenness_and_not_openness() -> None:
    ties, countries = lithuanian_partnership()
    found = openness(ties, groups_of(list(countries))[0])
    assert found.participation[0] == pytest.approx(0.1528, abs=5e-5)
    assert found.participation[12] == pytest.approx(0.0, abs=1e-12)
    assert found.ei[12] == found.ei_full[12] == 1.0
    assert np.isnan(found.within).all()  # all are tied alike


def test_partners_all_from_elsewhere_have_an_ei_index_of_one() -> None:
    ties = consortium(5)
    group, _ = groups_of(["AT", "BE", "CZ", "DE", "EE"])
    assert openness(ties, group).ei.tolist() == [1.0] * 5


def test_within_group_degree_is_in_standard_deviations() -> None:
    """Weights to the own group 1, 2, 1 of mean 4/3."""
    ties = ties_of(snapshot_of({"p": "ab", "q": "bc"}))
    found = openness(ties, np.zeros(3, dtype=np.int64)).within
    own = np.array([1, 2, 1])
    assert found == pytest.approx((own - own.mean()) / own.std())


def test_ties_with_somebody_of_unknown_group_are_left_out() -> None:
    ties = ties_of(snapshot_of({"p": "ab", "q": "ac"}))
    group, names = groups_of(["LT", "LT", None])
    assert names == ["LT"]
    assert openness(ties, group).ei[0] == -1.0
    assert np.isnan(measured(ties, "ei", group).values[2])
    assert assortativity(mixing(ties, group, 1)) is None


def test_who_has_no_partner_has_no_value_and_is_told_why() -> None:
    ties = families()
    lonely = ties.part.organisation_uids.index("Pucci")
    for name, metric in METRICS.items():
        group = np.zeros(ties.organisations, dtype=np.int64) if metric.groups else None
        found = measured(ties, name, group)
        counted = name in {"degree", "strength", "core", "articulation", "bridges"}
        assert np.isnan(found.values[lonely]) != counted, name
        assert found.undefined.endswith(".")
        assert found.method == "exact"


def test_a_sample_of_starting_points_comes_near_within_its_error() -> None:
    shared = {f"p{number}": [f"o{(number * step) % 97:02}" for step in (1, 5, 11)] for number in range(150)}
    ties = ties_of(snapshot_of(shared))
    exact, sampled = betweenness(ties), betweenness(ties, work=1)
    assert (exact.exact, sampled.exact, sampled.starts) == (True, False, 64)
    assert np.nanmax(exact.error) == 0
    off = np.abs(exact.values - sampled.values)
    assert (off <= 4 * sampled.error + 1e-12).mean() > 0.95
    far, near = distances(ties, work=1), distances(ties)
    assert (far.starts, near.starts) == (64, ties.organisations - 1)  # number 0 only works with itself
    assert (np.abs(far.harmonic - near.harmonic) <= 4 * far.harmonic_error + 1e-12).mean() > 0.95


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_each_metric_explains_itself(metric) -> None:
    assert metric.question.endswith("?")
    assert metric.reading.endswith(".")
    assert metric.caution.endswith(".")
    assert metric.doi.startswith("10.")
    assert all(getattr(metric, name) for name in ("label", "formula", "source", "unit"))


def test_an_unknown_metric_is_not_found_and_the_known_are_named() -> None:
    with pytest.raises(NotFound, match="betweenness") as error:
        metric_called("fame")
    assert len(error.value.near) == len(METRICS)


ELSEWHERE = """
import hashlib, random
from graph.analysis.catalogue import METRICS
from graph.analysis.groups import groups_of
from graph.analysis.measures import measured
from graph.analysis.ties import ties_of
from tests.builders import snapshot_of
shared = {f"p{n:03}": [f"o{(n * step) % 61:02}" for step in (1, 7, 13, 29)] for n in range(120)}
rows = list(shared.items())
random.shuffle(rows)
ties = ties_of(snapshot_of({what: random.sample(who, len(who)) for what, who in rows}))
group, _ = groups_of([uid[-1] for uid in ties.part.organisation_uids])
digest = hashlib.sha256()
for name in METRICS:
    digest.update(measured(ties, name, group).values.tobytes())
print(ties.whole, digest.hexdigest())
"""


def test_other_processes_threads_and_orders_give_the_same_bytes() -> None:
    told = set()
    for seed, threads in (("1", "1"), ("2", "2")):
        limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), threads)
        run = subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            env=os.environ | {"PYTHONHASHSEED": seed} | limits,
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(run.stdout)
    assert len(told) == 1


def test_what_is_kept_for_several_metrics_goes_with_its_network() -> None:
    ties = ties_of(snapshot_of({"p": ["a", "b", "c"], "q": ["c", "d"]}))
    for name in ("harmonic", "closeness", "constraint", "clustering", "core", "bridges"):
        measured(ties, name)
    held = weakref.ref(ties)
    del ties
    gc.collect()
    assert held() is None
