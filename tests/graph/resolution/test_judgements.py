from itertools import permutations

import pytest

from graph.resolution.judgements import MATCHER_NAME, Decision, Judgement, in_force, pair_of


def said(
    number: int, decision: Decision, by: str = "Ada", *, undoes: int | None = None, parent: str | None = None
) -> Judgement:
    undone = f"jdg-{undoes}" if undoes else None
    return Judgement(f"jdg-{number}", number, "a", "b", decision, by, parent=parent, undoes=undone)


def counting(*entries: Judgement) -> int | None:
    """Number of the entry that counts, the same in every order."""
    found = {in_force(order).get(("a", "b")) for order in permutations(entries)}
    assert len(found) == 1
    (judgement,) = found
    return judgement.number if judgement else None


def test_the_latest_judgement_counts() -> None:
    assert counting(said(1, Decision.POSITIVE), said(2, Decision.NEGATIVE)) == 2


def test_a_person_outranks_the_matcher_even_where_it_speaks_later() -> None:
    assert counting(said(1, Decision.NEGATIVE), said(2, Decision.POSITIVE, MATCHER_NAME)) == 1


def test_what_the_matcher_withdraws_counts_no_more_and_nothing_older_comes_back() -> None:
    first, second = said(1, Decision.POSITIVE, MATCHER_NAME), said(2, Decision.UNSURE, MATCHER_NAME)
    assert counting(first, second, said(3, Decision.WITHDRAWN, MATCHER_NAME, undoes=2)) is None


def test_what_a_person_undoes_gives_way_to_what_counted_before() -> None:
    matched, parted = said(1, Decision.POSITIVE, MATCHER_NAME), said(2, Decision.NEGATIVE)
    assert counting(matched, parted, said(3, Decision.WITHDRAWN, undoes=2)) == 1
    joined = said(3, Decision.POSITIVE)
    assert counting(matched, parted, joined, said(4, Decision.WITHDRAWN, undoes=3)) == 2


def test_what_the_matcher_decided_and_a_person_undid_is_not_decided_by_the_matcher_again() -> None:
    undone = said(2, Decision.UNSURE, undoes=1)
    assert counting(said(1, Decision.POSITIVE, MATCHER_NAME), undone) == 2
    assert (
        counting(said(1, Decision.POSITIVE, MATCHER_NAME), undone, said(3, Decision.POSITIVE, MATCHER_NAME))
        == 2
    )


def test_a_judgement_names_two_and_a_part_its_whole() -> None:
    with pytest.raises(ValueError, match="smaller uid first"):
        Judgement("jdg-1", 1, "b", "a", Decision.POSITIVE, "Ada")
    with pytest.raises(ValueError, match="parent"):
        said(1, Decision.PART_OF)
    with pytest.raises(ValueError, match="parent"):
        said(1, Decision.POSITIVE, parent="a")
    assert said(1, Decision.PART_OF, parent="b").parent == "b"


def test_a_pair_is_written_smaller_first() -> None:
    assert pair_of("b", "a") == pair_of("a", "b") == ("a", "b")
