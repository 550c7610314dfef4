import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Location, NodeClaim, Record, TieClaim, TieKey, canonical, parsed, uid
from graph.shown import shown_values
from graph.vocabulary import Node, Tie
from tests.builders import organisation, project, record, theme, tie

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
CLAIMS = st.fixed_dictionaries(
    {},
    optional={"name": TEXTS, "town": st.sampled_from("ab"), "names": st.lists(TEXTS, max_size=3).map(tuple)},
)


def test_uid_is_the_same_in_another_process_with_another_hash_seed() -> None:
    code = "from graph.records import uid; print(uid('org', 'keep.eu', 'Miasto Łódź', 'PL'))"
    told = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": "77"}, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == uid("org", "keep.eu", "Miasto Łódź", "PL") == "org-a9fa74cbbe660fb29ea7"


def test_uid_keeps_parts_apart() -> None:
    assert uid("org", "ab", "c") != uid("org", "a", "bc")


@given(st.lists(CLAIMS, max_size=6), st.randoms())
def test_shown_values_do_not_depend_on_the_order_of_claims(claims, random) -> None:
    shuffled = random.sample(claims, len(claims))
    assert canonical(shown_values(shuffled)) == canonical(shown_values(claims))


@given(st.lists(CLAIMS, max_size=6))
def test_shown_values_do_not_depend_on_how_claims_are_grouped(claims) -> None:
    apart = [{name: value} for claim in claims for name, value in claim.items()]
    assert shown_values(apart) == shown_values(claims)


@given(st.lists(CLAIMS, min_size=1, max_size=6))
def test_shown_values_survive_the_way_through_the_database(claims) -> None:
    stored = [parsed(canonical(claim)) for claim in claims]
    assert shown_values(stored) == shown_values(claims)


def test_shown_is_what_most_records_state() -> None:
    assert shown_values([{"name": "Utenos"}, {"name": "Utena"}, {"name": "Utena"}]) == {"name": "Utena"}


def test_of_equally_frequent_values_the_first_in_the_alphabet_is_shown() -> None:
    claims = [{"name": "Roma Capitale"}, {"name": "Roma"}, {"name": "Roma!"}]
    assert shown_values(claims) == {"name": "Roma"}


def test_lists_are_united() -> None:
    assert shown_values([{"names": ("B", "A")}, {"names": ("C", "A")}]) == {"names": ("A", "B", "C")}


def test_what_only_one_record_states_is_shown_beside_what_others_state() -> None:
    assert shown_values([{"name": "A"}, {"town": "Utena"}]) == {"name": "A", "town": "Utena"}


@pytest.mark.parametrize(
    ("label", "values"),
    [
        (Node.ORGANISATION, {"mayor": "A. B."}),
        (Node.ORGANISATION, {"name": 103}),
        (Node.ORGANISATION, {"name": None}),
        (Node.ORGANISATION, {"names": ["a list"]}),
        (Node.ORGANISATION, {"names": ("text", 1)}),
        (Node.GROUP, {"size": 3}),
        (Node.GROUP, {"size": float("nan")}),
        (Node.COUNTER, {"value": float("inf")}),
    ],
)
def test_a_claim_of_an_unknown_property_or_of_another_type_is_refused(label, values) -> None:
    with pytest.raises(ValueError, match=r"Organisation|Group|Counter"):
        NodeClaim(label, "x", values)


def test_a_tie_property_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match=r"PARTICIPATES_IN.role"):
        tie(Tie.PARTICIPATES_IN, organisation("a"), project("p"), role=1)


@pytest.mark.parametrize("kind", [Tie.PARTNERS_WITH, Tie.FUNDS])
def test_a_derived_tie_cannot_be_stated(kind: Tie) -> None:
    start = kind.facts.starts[0]
    with pytest.raises(ValueError, match="cannot be stated"):
        TieClaim(kind, NodeClaim(start, "a").ref, organisation("b").ref)


def test_a_tie_between_the_wrong_kinds_of_nodes_is_refused() -> None:
    with pytest.raises(ValueError, match="from Project to Organisation"):
        tie(Tie.PARTICIPATES_IN, project("p"), organisation("a"))


def test_the_same_node_cannot_be_described_in_two_ways_by_one_record() -> None:
    with pytest.raises(ValueError, match="org-a"):
        record("k", organisation("a", name="A"), organisation("a", name="B"))


def test_the_same_tie_cannot_be_stated_in_two_ways_by_one_record() -> None:
    a, p = organisation("a"), project("p")
    lead, partner = (tie(Tie.PARTICIPATES_IN, a, p, role=role) for role in ("lead", "partner"))
    with pytest.raises(ValueError, match="PARTICIPATES_IN"):
        record("k", a, p, ties=[lead, partner])


def test_checksum_does_not_depend_on_where_the_record_stands() -> None:
    assert (
        record("k", organisation("a"), row=2).checksum() == record("k", organisation("a"), row=900).checksum()
    )


@given(st.permutations([organisation("a", name="A"), organisation("b", name="B"), theme("c")]))
def test_checksum_does_not_depend_on_the_order_of_claims(claims) -> None:
    ties = [tie(Tie.ABOUT, node, theme("c")) for node in claims if node.label is Node.ORGANISATION]
    a, b, c = organisation("a", name="A"), organisation("b", name="B"), theme("c")
    usual = record("k", a, b, c, ties=[tie(Tie.ABOUT, a, c), tie(Tie.ABOUT, b, c)])
    assert record("k", *claims, ties=ties).checksum() == usual.checksum()


BASE = {"nodes": (organisation("a", name="A"),), "ties": (), "raw": {"Name": "A"}, "address": None}


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": (organisation("a", name="B"),)},
        {"nodes": (organisation("b", name="A"),)},
        {"nodes": (organisation("a", name="A"), theme("t"))},
        {"ties": (tie(Tie.MEMBER_OF, organisation("a"), organisation("b")),)},
        {"raw": {"Name": "A", "Street": "1"}},
        {"address": "https://example.org/"},
    ],
)
def test_checksum_tells_apart_whatever_is_stated(change) -> None:
    first, other = (
        Record("test", "k", Location("f", None, None), **(BASE | more)).checksum() for more in ({}, change)
    )
    assert first != other


@given(st.sampled_from(Tie), st.sampled_from(Node), st.sampled_from(Node))
def test_a_tie_key_reads_its_own_writing(kind: Tie, start: Node, end: Node) -> None:
    key = TieKey(kind, start, end, uid("tie", "a", "b"))
    assert TieKey.parse(str(key)) == key


def test_values_that_mean_something_only_together_are_chosen_together() -> None:
    claims = [
        {"budget": "100", "currency": "EUR"},
        {"budget": "100", "currency": "EUR"},
        {"budget": "50", "currency": "DKK"},
        {"currency": "DKK", "budget": "70"},
        {"title": "Ours"},
    ]
    assert shown_values(claims) == {"budget": "100", "currency": "EUR", "title": "Ours"}


def test_a_sign_is_never_shown_without_its_figure() -> None:
    exact, about = {"value": 12.0, "comparator": "="}, {"value": 11.0, "comparator": "~"}
    assert shown_values([about, exact]) in (exact, about)
