import numpy as np
import pytest

from graph.analysis.divisions import Division, divided_by
from graph.analysis.ei_range import ei_range
from graph.analysis.gap_change import before
from graph.analysis.gap_matrix import VERDICTS, GapMatrix, Verdict, gap_matrix
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from graph.projection import Counting
from graph.snapshot import Snapshot
from tests.builders import snapshot_of
from tests.graph.analysis.drawn_two_mode import random_two_mode

GROUPS = 5


def drawn(seed: int, apart: tuple[int, int] | None = None) -> Snapshot:
    """150 organisations of five countries in 250 projects."""
    organisation, project, group = random_two_mode(
        seed, organisations=150, projects=250, groups=GROUPS, apart=apart
    )
    members: dict[str, list[str]] = {}
    for who, what in zip(organisation.tolist(), project.tolist(), strict=True):
        members.setdefault(f"p{what:03}", []).append(f"o{who:03}")
    values = {f"o{who:03}": {"country": "ABCDE"[number] * 2} for who, number in enumerate(group.tolist())}
    return snapshot_of(members, values=values)


def matrix(snapshot: Snapshot, by: str = "country", counting: Counting = Counting.FRACTIONAL) -> GapMatrix:
    return gap_matrix(snapshot, divided_by(snapshot, by), counting=counting, draws=1000)


def verdicts(found: GapMatrix) -> dict[tuple[str, str], Verdict]:
    codes = found.division.codes
    return {
        (codes[a], codes[b]): VERDICTS[verdict]
        for a, b, verdict in zip(found.a.tolist(), found.b.tolist(), found.verdict.tolist(), strict=True)
    }


@pytest.mark.parametrize("counting", [Counting.FULL, Counting.FRACTIONAL])
def test_a_planted_gap_is_found(counting) -> None:
    found = matrix(drawn(1, apart=(0, 1)), counting=counting)
    place = found.place(1, 0)
    assert verdicts(found)[("AA", "BB")] is Verdict.GAP
    assert (found.observed[0, 1], found.found.ratio[0, 1]) == (0.0, 0.0)
    assert found.chance[place] > 5
    assert found.p[place] <= found.q[place] < 0.05


def test_of_the_gaps_that_are_found_those_not_planted_are_as_rare_as_was_said() -> None:
    """A rate of 0.05 over eight networks with one gap each: two wrong ones would already be a lot."""
    found = [verdicts(matrix(drawn(seed, apart=(0, 1)))) for seed in range(8)]
    gaps = [pair for said in found for pair, verdict in said.items() if verdict is Verdict.GAP]
    assert gaps.count(("AA", "BB")) == 8
    assert len(gaps) <= 10


def test_where_no_gap_was_planted_hardly_any_is_found() -> None:
    found = [matrix(drawn(seed)).counts() for seed in range(20, 30)]
    assert sum(bool(said["gap"] + said["surplus"]) for said in found) <= 2
    assert sum(said["as expected"] for said in found) >= 95


def test_pairs_stand_where_they_are_looked_for() -> None:
    found = matrix(drawn(1))
    places = [found.place(a, b) for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True)]
    assert places == list(range(len(found.a)))


def test_of_few_ties_nothing_is_said() -> None:
    snapshot = snapshot_of({"p": "ab", "q": "cd"}, values={"a": {"country": "LT"}, "b": {"country": "PL"}})
    assert verdicts(matrix(snapshot)) == {("LT", "PL"): Verdict.TOO_FEW}


def test_who_has_no_joint_project_has_no_data_and_no_gap() -> None:
    """An organisation that stands alone, and one alone in its project."""
    countries = {"a": "LT", "b": "PL", "c": "DK", "d": "HU"}
    snapshot = snapshot_of(
        {"p": "ab", "q": "c"},
        alone="d",
        values={who: {"country": code} for who, code in countries.items()},
    )
    said = verdicts(matrix(snapshot))
    assert {pair for pair, verdict in said.items() if verdict is not Verdict.NO_DATA} == {("LT", "PL")}


def test_ties_of_unknown_country_are_told_and_in_no_cell() -> None:
    snapshot = snapshot_of({"p": "abc"}, values={"a": {"country": "LT"}, "b": {"country": "PL"}})
    found = matrix(snapshot, counting=Counting.FULL)
    assert (found.unplaced, found.observed.sum()) == (2.0, 2.0)


def test_sectors_and_kinds_are_divided_too() -> None:
    kinds = {"a": {"kind": "ngo", "sector": "civic"}, "b": {"kind": "school", "sector": "public"}}
    snapshot = snapshot_of({"p": "ab"}, values=kinds)
    assert matrix(snapshot, by="kind").division.codes == ("ngo", "school")
    assert matrix(snapshot, by="sector").division.codes == ("civic", "public")
    with pytest.raises(InvalidParameter, match="There are: sector, kind, lau"):
        divided_by(snapshot, "village")


def test_budgets_cannot_be_dealt_by_chance() -> None:
    with pytest.raises(InvalidParameter, match="full or fractional"):
        matrix(drawn(1), counting=Counting.BUDGET)


def test_an_earlier_period_says_what_a_pair_was() -> None:
    found = matrix(drawn(1, apart=(0, 1)))
    told = before(found, "BB", "AA")
    assert (told.verdict, told.observed, told.ratio) == (Verdict.GAP, 0.0, 0.0)
    assert told.expected is not None
    assert before(found, "AA", "ZZ").verdict is Verdict.NO_DATA


def test_openness_stands_beside_what_chance_gives() -> None:
    """Seed 2's shape: twelve of one country and one of another, all in one project: 12 ties out, 66 in."""
    snapshot = snapshot_of(
        {"p": "abcdefghijklm"},
        values={who: {"country": "LT"} for who in "abcdefghijkl"} | {"m": {"country": "NO"}},
    )
    division = divided_by(snapshot, "country")
    found = ei_range(ties_of(snapshot), division)
    np.testing.assert_allclose(found.ei, [-0.6923, 1.0], atol=5e-5)
    # Everybody works with everybody, so whoever stands in which country, it stays the same.
    np.testing.assert_allclose(found.low, found.ei)
    np.testing.assert_allclose(found.high, found.ei)


def test_a_closed_group_lies_below_its_range_and_one_without_ties_has_none() -> None:
    members = {
        f"{side}{i}{j}": (f"{side}{i}", f"{side}{j}") for side in "ab" for i in range(6) for j in range(i)
    }
    names = {who for pair in members.values() for who in pair}
    snapshot = snapshot_of(
        members, alone=["c"], values={who: {"country": who[0].upper() * 2} for who in names | {"c"}}
    )
    found = ei_range(ties_of(snapshot), divided_by(snapshot, "country"))
    assert found.ei[:2].tolist() == [-1.0, -1.0]
    assert (found.low[:2] > -1).all()
    assert np.isnan([found.ei[2], found.low[2], found.high[2]]).all()


def test_asking_for_a_group_that_is_not_there_is_told() -> None:
    with pytest.raises(InvalidParameter, match="No organisation"):
        Division("country", ("LT",), (None,), np.zeros(0, dtype=np.int64)).row("PL")
