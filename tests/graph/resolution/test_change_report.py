"""G7: a change of the matcher is told by the pairs that it gains and loses, and whether they are right."""

from benchmarks.resolution_change import change, digest, frozen_part
from benchmarks.resolution_gold import Pair
from tests.graph.resolution.subjects import subject


def pair(name: str, *, same: bool) -> Pair:
    a, b = subject(f"{name}a", f"{name} Solar"), subject(f"{name}b", f"{name} Sun")
    return Pair(a, b, same, "made-up", (name, name))


ONE, TWO, THREE = pair("Linden", same=True), pair("Roda", same=False), pair("Sona", same=True)
FROZEN = frozen_part([(ONE, True), (TWO, False), (THREE, False)])


def test_pairs_gained_and_lost_are_listed_with_the_truth() -> None:
    found = change([(ONE, False), (TWO, True), (THREE, True)], FROZEN)
    assert (found.gained, found.lost, found.comparable) == ((TWO, THREE), (ONE,), True)
    told = "\n".join(found.lines(shown=5))
    assert "gained: 2 merges, 1 of them right" in told
    assert "lost: 1 merges, 1 of them right" in told
    assert "WRONG made-up      Roda Solar | Roda Sun" in told


def test_the_same_run_changes_nothing_whatever_the_order() -> None:
    turned = Pair(ONE.b, ONE.a, True, ONE.family, ONE.clusters)
    found = change([(THREE, False), (turned, True), (TWO, False)], FROZEN)
    assert (found.gained, found.lost, found.comparable) == ((), (), True)
    assert digest(turned) == digest(ONE)


def test_pairs_drawn_anew_are_told() -> None:
    found = change([(ONE, True), (TWO, False)], FROZEN)
    assert not found.comparable
    assert "the pairs were drawn anew since the frozen run" in found.lines(shown=5)
