import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.kept_names import kept_names
from tests.builders import snapshot_of

SNAPSHOT = snapshot_of({}, alone="abcdefgh")
NAMES = st.lists(st.sets(st.sampled_from("abcdefghxyz"), min_size=1), max_size=5)
LABELS = st.lists(st.integers(-1, 2), min_size=8, max_size=8)


def kept(labels: list[int], *names: str) -> dict[int, int]:
    return kept_names(SNAPSHOT, np.array(labels), names)


def test_a_name_stays_with_a_cluster_that_has_won_and_lost_a_few() -> None:
    assert kept([0, 0, 0, 0, 1, 1, 1, -1], "abc") == {0: 0}
    assert kept([0, 0, 0, 0, 1, 1, 1, -1], "bcde") == {0: 0}


def test_half_is_not_enough_because_then_two_could_claim_it() -> None:
    assert kept([0, 0, 1, 1, 1, 1, 1, 1], "abcd") == {}


def test_organisations_that_are_gone_count_as_not_shared() -> None:
    assert kept([0, 0, 1, 1, 1, 1, 1, 1], "abx") == {0: 0}
    assert kept([0, 0, 1, 1, 1, 1, 1, 1], "abxy") == {}


def test_of_two_names_the_better_fitting_wins_and_of_equal_ones_the_later() -> None:
    assert kept([0, 0, 0, 0, 1, 1, 1, 1], "abcd", "abc") == {0: 0}
    assert kept([0, 0, 0, 0, 1, 1, 1, 1], "abc", "abd") == {0: 1}


def test_a_name_whose_members_are_in_no_cluster_waits() -> None:
    assert kept([-1] * 8, "abc") == {}


@given(LABELS, NAMES)
def test_a_name_goes_where_more_than_half_of_both_is_shared_and_to_one_cluster_only(labels, names) -> None:
    numbered = np.unique([label for label in labels if label >= 0]).tolist()
    labels = [numbered.index(label) if label >= 0 else -1 for label in labels]
    found = kept(labels, *("".join(sorted(name)) for name in names))
    sets = [{"abcdefgh"[i] for i, label in enumerate(labels) if label == c} for c in range(len(numbered))]
    fits = {
        (c, n): len(sets[c] & names[n]) / len(sets[c] | names[n])
        for c in range(len(sets))
        for n in range(len(names))
    }
    expected = {}
    for c in range(len(sets)):
        best = max(((fits[c, n], n) for n in range(len(names))), default=(0.0, 0))
        if best[0] > 0.5:
            expected[c] = best[1]
    assert found == expected
    assert len(set(found.values())) == len(found)
