"""Which pairs are found among many, and what the ambiguity rule does."""

import random

from hypothesis import given
from hypothesis import strategies as st

from graph.resolution.blocks import MOST, Blocks
from graph.resolution.candidates import pairs, proposals
from graph.resolution.matching import Verdict
from graph.resolution.subject import Subject
from tests.graph.resolution.subjects import THRESHOLDS, subject

TOWN = [
    subject("a", "Universität Lindenau", town="Lindenau"),
    subject("b", "University of Lindenau", town="Lindenau"),
    subject("c", "City of Lindenau", town="Lindenau"),
    subject("d", "University of Lindenau, Faculty of Arts", town="Lindenau"),
    subject("e", "Rosenheim Steel GmbH", country="DE"),
    subject("f", "Rosenheim Steel", country="DE"),
    subject("g", "Sonnenwerk", identifiers=("vat:DE1234567",), country="DE"),
    subject("h", "Zeppelin", identifiers=("vat:DE1234567",), country="DE"),
    subject("i"),
]


def test_pairs_are_found_by_names_and_by_numbers() -> None:
    found = {(TOWN[a].uid, TOWN[b].uid) for a, b in pairs(TOWN)}
    assert {("a", "b"), ("b", "d"), ("e", "f"), ("g", "h")} <= found
    assert not any("i" in pair for pair in found)


def test_new_ones_are_paired_with_all_and_old_ones_not_with_each_other() -> None:
    found = {(TOWN[a].uid, TOWN[b].uid) for a, b in pairs(TOWN, new={"f", "h"})}
    assert found == {pair for pair in found if {"f", "h"} & set(pair)}
    assert {("e", "f"), ("g", "h")} <= found


def test_proposals_are_sorted_and_leave_out_what_is_apart() -> None:
    found = proposals(TOWN, THRESHOLDS)
    assert [(c.a, c.b) for c in found] == sorted((c.a, c.b) for c in found)
    verdicts = {(c.a, c.b): c.verdict for c in found}
    assert verdicts["a", "b"] is verdicts["e", "f"] is verdicts["g", "h"] is Verdict.MERGE
    assert verdicts["b", "d"] is Verdict.PART_OF
    assert Verdict.APART not in verdicts.values()


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(shuffler: random.Random) -> None:
    shuffled = list(TOWN)
    shuffler.shuffle(shuffled)
    assert proposals(shuffled, THRESHOLDS) == proposals(TOWN, THRESHOLDS)


def test_two_rivals_that_are_not_one_go_to_review() -> None:
    def solar(uid: str, ror: str) -> Subject:
        numbers = (f"ror:{ror}",) if ror else ()
        return subject(uid, "Lindenau Solar", town="Lindenau", identifiers=numbers)

    found = proposals([solar("a", ""), solar("b", "0abc123"), solar("c", "0abc124")], THRESHOLDS)
    assert {(c.a, c.b): c.verdict for c in found} == {
        ("a", "b"): Verdict.REVIEW,
        ("a", "c"): Verdict.REVIEW,
    }
    assert all(c.score < THRESHOLDS.merge for c in found)


def test_nobody_has_more_candidates_than_the_limit() -> None:
    crowd = [subject(f"s{n:03}", f"Lindenau Solar {n}") for n in range(150)]
    counts = [0] * len(crowd)
    for a, b in Blocks(crowd).pairs():
        counts[a] += 1
        counts[b] += 1
    assert 0 < max(counts) <= MOST
