import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.analysis.closers import closers, needed_ties
from graph.analysis.divisions import divided_by
from graph.analysis.gap_expected import expectation
from graph.analysis.ties import Ties, ties_of
from graph.projection import Counting, FloatArray
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of

# a and b are of AA, c and d of BB, z of CC and tied to one of each; e of BB stands apart with f.
MEMBERS = {"1": "az", "2": "cz", "3": "ab", "4": "cd", "5": "ef", "6": "az", "7": "eg"}
COUNTRY = dict(zip("abcdefgz", ("AA", "AA", "BB", "BB", "BB", "CC", "CC", "CC"), strict=True))


def network(counting: Counting = Counting.FRACTIONAL) -> Ties:
    values = {who: {"country": code} for who, code in COUNTRY.items()}
    return ties_of(snapshot_of(MEMBERS, values=values), counting=counting)


def names(ties: Ties, rows: tuple[int, ...]) -> str:
    return "".join(ties.part.organisation_uids[row] for row in rows)


def test_whoever_shares_a_partner_is_introduced_first() -> None:
    ties = network()
    found = closers(ties, divided_by(ties.part, "country"), 0, 1)
    first, second = found.ties[:2]
    assert (names(ties, (first.a, first.b)), names(ties, first.via), first.joins) == ("ac", "z", False)
    assert (names(ties, (second.a, second.b)), second.via, second.joins) == ("be", (), True)


def test_the_ratio_is_told_after_each_new_tie_and_reaches_what_was_wanted() -> None:
    """Between groups: AA-CC 2, BB-CC 3, AA-BB none. With one tie AA-BB of six in all."""
    ties = network()
    found = closers(ties, divided_by(ties.part, "country"), 0, 1)
    with_one = expectation(np.array([[0.0, 1, 2], [1, 0, 3], [2, 3, 0]]))
    assert found.ratio == 0.0
    assert found.ties[0].ratio == pytest.approx(with_one.ratio[0, 1])
    assert found.needed is not None
    assert found.ties[found.needed - 1].ratio >= 1.0


def test_where_there_is_no_gap_nothing_is_proposed() -> None:
    ties = network()
    found = closers(ties, divided_by(ties.part, "country"), 0, 2)
    assert (found.needed, found.ties, found.brokers) == (0, (), ())
    assert found.ratio is not None
    assert found.ratio > 1


@pytest.mark.parametrize(("counting", "weight"), [(Counting.FRACTIONAL, 0.5), (Counting.FULL, 1.0)])
def test_a_broker_is_named_with_the_partners_it_has_on_both_sides(counting, weight) -> None:
    ties = network(counting)
    (broker,) = closers(ties, divided_by(ties.part, "country"), 0, 1).brokers
    assert names(ties, (broker.organisation,)) == "z"
    assert (names(ties, broker.partners_a), names(ties, broker.partners_b)) == ("a", "c")
    observed = np.array([[0.0, 0, 2], [0, 0, 3], [2, 3, 0]])
    # By full counting the two projects of a and z are two ties.
    assert divided_by(ties.part, "country").codes == ("AA", "BB", "CC")
    after = observed + weight * (np.ones((3, 3)) - np.eye(3))
    assert broker.ratio == pytest.approx(expectation(after).ratio[0, 1])


def test_partners_who_know_each_other_need_no_broker() -> None:
    values = {"a": {"country": "AA"}, "b": {"country": "BB"}, "z": {"country": "CC"}}
    ties = ties_of(snapshot_of({"p": "abz"}, values=values))
    found = closers(ties, divided_by(ties.part, "country"), 0, 1)
    assert (found.brokers, found.ties) == ((), ())


def test_nobody_is_introduced_to_whom_no_source_names() -> None:
    values = {"a": {"country": "AA"}, "b": {"country": "BB"}, "z": {"country": "CC"}}
    snapshot = snapshot_of({"p": "az", "q": "bz"}, values=values)
    rows = [row | ({"name": None} if row["uid"] == "b" else {}) for row in snapshot.organisations.to_pylist()]
    tables = dict(snapshot.tables) | {"organisations": table_of("organisations", rows)}
    ties = ties_of(Snapshot(tables))
    found = closers(ties, divided_by(ties.part, "country"), 0, 1)
    assert (found.ties, found.brokers) == ((), ())
    assert found.needed is not None


@st.composite
def _observed(draw: st.DrawFn) -> FloatArray:
    size = draw(st.integers(3, 5))
    flat = draw(st.lists(st.integers(0, 12), min_size=size**2, max_size=size**2))
    upper = np.triu(np.array(flat, dtype=np.float64).reshape(size, size), k=1)
    return np.asarray(upper + upper.T)


@given(_observed(), st.sampled_from([0.5, 0.8, 1.0]))
def test_no_smaller_number_of_ties_would_do(observed: FloatArray, target: float) -> None:
    found = needed_ties(observed, 0, 1, target)
    assume(found is not None and found <= 40)

    def ratio(number: int) -> float:
        more = observed.copy()
        more[0, 1] += number
        more[1, 0] += number
        return float(expectation(more).ratio[0, 1])

    assert found is not None
    assert ratio(found) >= target - 1e-9
    assert not any(ratio(number) >= target + 1e-9 for number in range(found))


def test_two_groups_alone_are_as_expected_with_their_first_tie() -> None:
    assert needed_ties(np.zeros((2, 2)), 0, 1, 1.0) == 1


def test_what_no_number_of_ties_reaches_is_told() -> None:
    assert needed_ties(np.array([[0.0, 0, 1], [0, 0, 1], [1, 1, 0]]), 0, 1, 50.0) is None
