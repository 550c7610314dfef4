"""Which pairs are one, which are apart, which belong together and which a person must see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.resolution.matching import Comparison, Thresholds, Verdict, compare
from graph.resolution.subject import Subject
from graph.settings import Settings
from tests.graph.resolution.subjects import THRESHOLDS, compared, named, subject


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("Technische Universität Lindenau", "Lindenau University of Technology", "AT"),
        ("University of Lindenau", "UNIVERSITAET LINDENAU", "AT"),
        ("Lindenau Solar GmbH", "LINDENAU SOLAR", "DE"),
        ("Fleksibel utdanning Norge", "Flexible Education Norway", "NO"),
    ],
)
def test_one_body_under_two_names_is_merged(a: str, b: str, country: str) -> None:
    assert named(a, b, country, town="Lindenau").verdict is Verdict.MERGE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("City of Lindenau", "University of Lindenau"),
        ("City of Lindenau", "Lindenau Chamber of Commerce"),
        ("University of Lindenau", "Technische Universität Lindenau"),
        ("University of Lindenau", "Lindenau Medical University"),
        ("Lindenau Hospital", "Lindenau Museum"),
        ("Lindenau", "Municipality of Lindenau"),
    ],
)
def test_bodies_of_one_town_are_not_merged(a: str, b: str) -> None:
    assert named(a, b, town="Lindenau").verdict is not Verdict.MERGE


@pytest.mark.parametrize(
    ("part", "whole", "country"),
    [
        ("University of Lindenau, Faculty of Arts", "University of Lindenau", "AT"),
        ("Univerza v Lipovcu, Ekonomska fakulteta", "Univerza v Lipovcu", "SI"),
        ("Uniwersytet Lipowy, Wydział Prawa", "Uniwersytet Lipowy", "PL"),
        ("Liepų rajono savivaldybės administracija", "Liepų rajono savivaldybė", "LT"),
        ("Public Library of Lindenau District Municipality", "Lindenau District Municipality", "LT"),
        ("Municipal Library of Lindenau", "City of Lindenau", "AT"),
    ],
)
def test_parts_are_linked_to_their_whole(part: str, whole: str, country: str) -> None:
    found = named(part, whole, country)
    assert (found.verdict, found.parent) == (Verdict.PART_OF, "b")
    turned = named(whole, part, country)
    assert (turned.verdict, turned.parent) == (Verdict.PART_OF, "a")


def test_a_place_that_is_known_to_be_a_municipality_is_not_held_back() -> None:
    town = {"country": "SI", "town": "Lipovec"}
    bare = subject("a", "Lipovec", kind="municipality", **town)
    found = compared(bare, subject("b", "Municipality of Lipovec", kind="municipality", **town))
    assert "bare place" not in {feature.name for feature in found.features}


def test_the_same_identifier_merges_whatever_the_names() -> None:
    a = subject("a", "Lindenau Solar", identifiers=("vat:AT12345678",))
    found = compared(a, subject("b", "Sonnenwerk", identifiers=("vat:at 12345678",), country="DE"))
    assert (found.verdict, found.score) == (Verdict.MERGE, 1.0)


def test_identifiers_that_contradict_each_other_go_to_review() -> None:
    a = subject("a", "Lindenau Solar", identifiers=("vat:AT12345678", "pic:999999991"))
    b = subject("b", "Lindenau Solar", identifiers=("vat:AT12345678", "pic:999999992"))
    assert compared(a, b).verdict is Verdict.REVIEW


@pytest.mark.parametrize(("scheme", "verdict"), [("ror", Verdict.APART), ("pic", Verdict.REVIEW)])
def test_different_numbers_of_one_register_are_never_merged(scheme: str, verdict: Verdict) -> None:
    a = subject("a", "Lindenau Solar", town="Lindenau", identifiers=(f"{scheme}:999999991",))
    b = subject("b", "Lindenau Solar", town="Lindenau", identifiers=(f"{scheme}:999999992",))
    assert compared(a, b).verdict is verdict


def test_placeholder_identifiers_are_no_identifiers() -> None:
    a = subject("a", "Lindenau Solar", identifiers=("vat:MISSING",))
    assert compared(a, subject("b", "Rosenheim Steel", identifiers=("vat:MISSING",))).verdict is Verdict.APART


def test_placeholders_merge_with_nothing() -> None:
    a = subject("a", identifiers=("pic:999999991",))
    assert compared(a, subject("b", identifiers=("pic:999999991",))).verdict is Verdict.APART


def test_another_country_is_another_body() -> None:
    a, b = subject("a", "Caritas Lindenau"), subject("b", "Caritas Lindenau", country="DE")
    assert compared(a, b).verdict is Verdict.APART


def test_an_acronym_alone_is_never_merged() -> None:
    a, b = subject("a", "LSI", town="Lindenau"), subject("b", "LSI", town="Lindenau")
    assert compared(a, b).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LSI", "Lindenau Solar Institute"),
        ("ASL TO3", "Azienda Sanitaria Locale TO3"),
        ("HWK-L", "Handwerkskammer zu Leipzig"),
        ("SOLARWERK", "Solar Werk SL"),
    ],
)
def test_a_short_form_alone_is_never_merged_with_what_it_may_stand_for(short: str, long: str) -> None:
    found = named(short, long, "IT", town="Lindenau")
    assert found.verdict in (Verdict.REVIEW, Verdict.APART)
    assert "acronym only" in {feature.name for feature in found.features}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("LSU, Department of Chemistry", "LSU, Department of Medicine"),
        ("LSU, Department of Physics", "Department of Chemistry, LSU"),
    ],
)
def test_names_that_share_only_an_acronym_are_not_merged(a: str, b: str) -> None:
    assert named(a, b, town="Lindenau").verdict is not Verdict.MERGE


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("LSU – Lindenau Southern University / Design", "Lindenau Southern University (LSU)"),
        ("Canton Lindenau - crédit cadre ABC", "Canton Lindenau - crédit cadre"),
    ],
)
def test_a_name_of_two_bodies_or_of_a_fund_line_is_not_merged_with_that_of_one(long: str, short: str) -> None:
    assert named(long, short, "CH", town="Lindenau").verdict is not Verdict.MERGE


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Lindenau Agency - Agencja Lindenau", "Lindenau Agency"),
        ("Institute for Forest, Snow and Water", "Institut für Wald, Schnee und Wasser"),
        ("XLSI - LINDENAU SOLAR INSTITUTE", "Lindenau Solar Institute"),
        ("Lindenau Research- und Solar GmbH (LRS)", "Lindenau Research- und Solar GmbH"),
    ],
)
def test_translations_and_lists_are_no_second_body(a: str, b: str) -> None:
    names = {feature.name for feature in named(a, b, "DE", town="Lindenau").features}
    assert "unit or parent" not in names


def test_town_and_rural_municipality_of_one_name_are_left_to_a_person() -> None:
    assert named("Gmina Lipowo", "Gmina Miejska Lipowo", "PL", town="Lipowo").verdict is Verdict.REVIEW
    assert named("Mestna občina Lipovec", "Občina Lipovec", "SI").verdict is Verdict.MERGE


def test_a_public_university_is_not_that_without_the_word() -> None:
    found = named("Universidad Pública de Lindar", "Universidad de Lindar", "ES", town="Lindar")
    assert found.verdict is Verdict.REVIEW


def test_roman_numbers_are_numbers() -> None:
    assert "numbers" in {f.name for f in named("Université Lindar II", "Université Lindar III").features}


def test_a_common_site_tells_only_across_sources() -> None:
    def sites(source: str) -> set[str]:
        a = subject("a", "Lindenau Solar", website="https://www.lindenau.example/x")
        b = subject("b", "Lindenau Sun", website="lindenau.example", source=source)
        return {feature.name for feature in compared(a, b).features}

    assert "same site" in sites("other")
    assert "same site" not in sites("made-up")


def test_the_features_add_up_to_the_score() -> None:
    import math

    from graph.resolution.weights import START

    found = named("Lindenau Solar", "Lindenau Solar Energy", town="Lindenau")
    total = START + sum(feature.weight for feature in found.features)
    assert found.score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-3)
    assert all(feature.sentence.endswith(".") for feature in found.features)


def test_the_thresholds_come_from_the_settings() -> None:
    settings = Settings(merge_threshold=0.7, review_threshold=0.2, merge_margin=0.1)
    assert Thresholds.of(settings) == Thresholds(merge=0.7, review=0.2, margin=0.1)


WORDS = st.sampled_from(
    [
        "Lindenau",
        "University",
        "Universität",
        "City",
        "Solar",
        "Faculty",
        "Institut",
        "GmbH",
        "LSI",
        "12",
        "of",
    ]
)
SUBJECTS = st.builds(
    subject,
    st.sampled_from("abcdef"),
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    country=st.sampled_from(["AT", "DE", None]),
    town=st.sampled_from(["Lindenau", "Graz", None]),
    identifiers=st.lists(st.sampled_from(["pic:999991", "pic:999992", "vat:AT777777"]), max_size=2).map(
        tuple
    ),
)


@given(SUBJECTS, SUBJECTS)
def test_order_does_not_matter(a: Subject, b: Subject) -> None:
    if a.uid != b.uid:
        assert compare(a, b, THRESHOLDS) == compare(b, a, THRESHOLDS)


@given(SUBJECTS, SUBJECTS)
def test_verdict_follows_from_score_and_identifiers(a: Subject, b: Subject) -> None:
    found: Comparison = compare(a, b, THRESHOLDS)
    assert 0 <= found.score <= 1
    if found.verdict is Verdict.MERGE:
        assert found.score >= THRESHOLDS.merge
    if set(a.identifiers) & set(b.identifiers):
        assert found.verdict in (Verdict.MERGE, Verdict.REVIEW)
    assert (found.parent is not None) == (found.verdict is Verdict.PART_OF)


@given(SUBJECTS, SUBJECTS)
def test_a_pair_found_apart_is_the_same_without_its_reasons(a: Subject, b: Subject) -> None:
    full = compare(a, b, THRESHOLDS)
    bare = compare(a, b, THRESHOLDS, explain_apart=False)
    assert (bare.verdict, bare.parent) == (full.verdict, full.parent)
    if full.verdict is not Verdict.APART:
        assert bare == full
