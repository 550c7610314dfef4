"""What must come out of the five networks, row by row, as claims; the store's own tests follow from them."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import pycountry
import pytest

from graph.records import NodeRef, Record, Row, TieClaim, canonical
from graph.shown import shown_values
from graph.vocabulary import Node, Tie
from ingest.identity import group_uid, organisation_uid, programme_uid
from ingest.sources.five_networks import FACTS, FiveNetworks, bundled

S1, S2, S3, S4, S5 = (
    "mazovian-network",
    "lithuanian-network",
    "first-time-network",
    "knowledge-cluster-network",
    "mentor-network",
)


class Told:
    """All claims of the records put together, as a graph would hold them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)
        claims = defaultdict(list)
        for record in self.records:
            for node in record.nodes:
                claims[node.ref].append(node.values)
        self.nodes = {ref: shown_values(values) for ref, values in claims.items()}
        self.ties = [tie for record in self.records for tie in record.ties]

    def project(self, network: str) -> NodeRef:
        (found,) = {
            record.nodes[0].ref for record in self.records if record.key.startswith(f"{network}/project/")
        }
        return found

    def into(self, tie: Tie, end: NodeRef) -> dict[NodeRef, TieClaim]:
        return {claim.start: claim for claim in self.ties if claim.type is tie and claim.end == end}

    def out(self, tie: Tie, start: NodeRef) -> set[NodeRef]:
        return {claim.end for claim in self.ties if claim.type is tie and claim.start == start}

    def participants(self, network: str) -> dict[NodeRef, TieClaim]:
        return self.into(Tie.PARTICIPATES_IN, self.project(network))

    def codes(self, tie: Tie, start: NodeRef) -> set[str]:
        return {str(self.nodes[place]["code"]) for place in self.out(tie, start)}


def read(path: Path) -> list[Record]:
    with FiveNetworks().open(path) as opened:
        return [row.record for row in opened.rows if isinstance(row, Row)]


@pytest.fixture(scope="module")
def told() -> Told:
    return Told(read(bundled()))


def organisation(network: str, key: str) -> NodeRef:
    return NodeRef(Node.ORGANISATION, organisation_uid(FACTS.name, network, key))


def programme(key: str) -> NodeRef:
    return NodeRef(Node.PROGRAMME, programme_uid(key))


# S1: Mazovian Education Network


def test_mazovian_project_has_period_status_and_language(told: Told) -> None:
    """S1-1"""
    assert told.nodes[told.project(S1)] == {
        "title": "Mazowiecka Sieć Edukacyjna",
        "start": "2014-08-01",
        "end": "2015-06-30",
        "status": "archived",
        "language": "pl",
    }


def test_marshal_is_patron_and_nothing_else(told: Told) -> None:
    """S1-4"""
    marshal = organisation(S1, "marszalek")
    assert told.nodes[marshal]["kind"] == "region"
    assert [(tie.type, tie.end) for tie in told.ties if tie.start == marshal] == [
        (Tie.PATRON_OF, told.project(S1))
    ]
    assert not [tie for tie in told.ties if tie.end == marshal]


def test_mazovian_participants_are_the_federation_and_a_body_that_does_not_give_its_name(told: Told) -> None:
    part = told.participants(S1)
    federation, publisher = organisation(S1, "federacja"), organisation(S1, "publisher")
    assert set(part) == {federation, publisher}
    assert part[federation].values == {"role": "partner"}
    assert told.nodes[federation]["name"] == "Federacja Inicjatyw Oświatowych"
    assert told.nodes[federation]["kind"] == "ngo"
    assert part[publisher].values == {}, "the text does not say that it led"
    assert told.nodes[publisher] == {"name_status": "missing"}


def test_funding_path_can_be_walked_both_ways(told: Told) -> None:
    """S1-5"""
    chain = [programme(key) for key in ("po-kl/5.4.2", "po-kl/5.4", "po-kl/v", "po-kl", "esf")]
    assert told.out(Tie.FUNDED_BY, told.project(S1)) == {chain[0]}
    assert set(told.into(Tie.FUNDED_BY, chain[0])) == {told.project(S1)}
    for below, above in pairwise(chain):
        assert told.out(Tie.PART_OF, below) == {above}
        assert set(told.into(Tie.PART_OF, above)) == {below}
    levels = [told.nodes[step]["level"] for step in chain]
    assert levels == ["sub-measure", "measure", "priority", "programme", "fund"]


def test_mazovian_project_covers_the_voivodship(told: Told) -> None:
    assert told.codes(Tie.COVERS, told.project(S1)) == {"PL9"}
    assert told.nodes[NodeRef(Node.PLACE, "place-PL9")]["name"] == "Mazowieckie"


# S2: Lithuanian public-sector social clustering


def test_thirteen_participants_with_one_lead(told: Told) -> None:
    """S2-1: suppliers, and whoever speaks at the event, take no part."""
    part = told.participants(S2)
    assert len(part) == 13
    roles = {told.nodes[ref]["name"]: claim.values["role"] for ref, claim in part.items()}
    assert [name for name, role in roles.items() if role == "lead"] == ["Lietuvos edukologijos universitetas"]
    assert sorted(roles.values()) == ["lead"] + ["partner"] * 12
    assert told.nodes[told.project(S2)]["code"] == "NOR-LT10-VRM-01-K-02-006"
    assert told.nodes[told.project(S2)]["start"] == "2015"
    assert "end" not in told.nodes[told.project(S2)]


def test_suppliers_only_supply(told: Told) -> None:
    suppliers = told.into(Tie.SUPPLIES, told.project(S2))
    assert {told.nodes[ref]["name"] for ref in suppliers} == {
        "VšĮ Antikorupcijos švietimo centras",
        "UAB Integris",
    }
    for supplier, claim in suppliers.items():
        assert claim.values["what"]
        assert {tie.type for tie in told.ties if supplier in (tie.start, tie.end)} == {Tie.SUPPLIES}


def test_norwegian_body_is_one_organisation_with_both_names(told: Told) -> None:
    """S2-2"""
    (norwegian,) = [ref for ref in told.participants(S2) if told.nodes[ref]["country"] == "NO"]
    assert told.nodes[norwegian]["name"] == "Fleksibel utdanning Norge"
    assert told.nodes[norwegian]["names"] == ("Flexible Education Norway",)
    named = [ref for ref, values in told.nodes.items() if "Norway" in str(values.get("name"))]
    assert not named, "no second node under the English name"


def test_administration_takes_part_and_its_municipality_does_not(told: Told) -> None:
    """S2-2"""
    administration = organisation(S2, "utena-administration")
    municipality = organisation(S2, "utena-municipality")
    assert told.nodes[administration]["name"] == "Utenos rajono savivaldybės administracija"
    assert told.nodes[municipality]["name"] == "Utenos rajono savivaldybė"
    assert told.out(Tie.PART_OF, administration) == {municipality}
    assert administration in told.participants(S2)
    assert municipality not in told.participants(S2)


def test_kinds_of_the_lithuanian_participants(told: Told) -> None:
    """X-3: two bodies of unknown kind stay unknown."""
    kinds = sorted(str(told.nodes[ref].get("kind")) for ref in told.participants(S2))
    assert kinds == sorted(
        ["municipality"] * 4
        + ["college"] * 2
        + ["health and care"] * 2
        + ["None"] * 2
        + ["university", "library", "public body"]
    )
    assert sorted(str(told.nodes[ref].get("sector")) for ref in told.participants(S2)) == (
        ["None"] * 2 + ["public"] * 8 + ["science"] * 3
    )


def test_each_institution_is_subordinate_to_its_municipality(told: Told) -> None:
    subordinate = {(tie.start, tie.end) for tie in told.ties if tie.type is Tie.SUBORDINATE_TO}
    assert subordinate == {
        (organisation(S2, below), organisation(S2, above))
        for below, above in (
            ("birzai-health-bureau", "birzai-municipality"),
            ("prienai-care-home", "prienai-municipality"),
            ("druskininkai-education-centre", "druskininkai-municipality"),
            ("utena-library", "utena-municipality"),
        )
    }


def test_projection_of_the_lithuanian_network(told: Told) -> None:
    """S2-3: 78 pairs of 1/12, every strength 1, E-I by country -0.6923."""
    part = told.participants(S2)
    pairs = list(combinations(sorted(part, key=lambda ref: ref.uid), 2))
    weight = Fraction(1, len(part) - 1)
    assert len(pairs) == 78
    assert weight == Fraction(1, 12)
    strength = {ref: sum((weight for pair in pairs if ref in pair), Fraction()) for ref in part}
    assert set(strength.values()) == {Fraction(1)}
    external = sum(told.nodes[a]["country"] != told.nodes[b]["country"] for a, b in pairs)
    internal = len(pairs) - external
    assert (external, internal) == (12, 66)
    assert round((external - internal) / (external + internal), 4) == -0.6923


def test_lithuanian_bodies_stand_in_four_municipalities_of_four_counties(told: Told) -> None:
    """S2-4: who bears no municipality's name is placed nowhere."""
    placed = {ref: told.codes(Tie.LOCATED_IN, ref) for ref in told.participants(S2)}
    assert set().union(*placed.values()) == {"LT-06", "LT-07", "LT-36", "LT-54"}
    assert sum(map(bool, placed.values())) == 8
    assert not placed[organisation(S2, "vilnius-design-college")]
    municipalities = {ref for ref in placed if told.nodes[ref].get("kind") == "municipality"}
    assert {code for ref in municipalities for code in placed[ref]} == {"LT-06", "LT-07", "LT-36", "LT-54"}


@pytest.mark.parametrize("code", ["LT-06", "LT-07", "LT-36", "LT-54"])
def test_municipality_leads_up_to_its_county_and_country(told: Told, code: str) -> None:
    reference = pycountry.subdivisions.get(code=code)
    place = NodeRef(Node.PLACE, f"place-{code}")
    assert told.nodes[place]["name"] == reference.name
    (county,) = told.out(Tie.PART_OF, place)
    assert told.nodes[county]["code"] == reference.parent_code
    assert told.nodes[county]["name"] == pycountry.subdivisions.get(code=reference.parent_code).name
    chain = []
    while above := told.out(Tie.PART_OF, place):
        (place,) = above
        chain.append(told.nodes[place]["level"])
    assert chain == ["subdivision", "nuts3", "nuts2", "nuts1", "country"]
    assert told.nodes[place]["code"] == "LT"


def test_norwegian_mechanism_funds_the_lithuanian_project(told: Told) -> None:
    (funder,) = told.out(Tie.FUNDED_BY, told.project(S2))
    assert told.nodes[funder]["name"] == "Norwegian Financial Mechanism 2009–2014"
    assert told.nodes[funder]["period"] == "2009-2014"


def test_no_value_has_a_footnote_digit_glued_into_a_word(told: Told) -> None:
    """S2-5"""
    values = canonical([list(values.values()) for values in told.nodes.values()])
    assert not any(glued in values for glued in ("m1echanizm", "Viešinimo2", "kompeten4cij"))


# S3: first-time project realisers


def test_five_partners_without_names_are_five_placeholders(told: Told) -> None:
    """S3-1"""
    part = told.participants(S3)
    assert sorted(str(told.nodes[ref]["country"]) for ref in part) == ["AT", "DK", "HU", "IT", "PL"]
    for ref, claim in part.items():
        assert "name" not in told.nodes[ref]
        assert told.nodes[ref]["name_status"] == "missing"
        assert told.nodes[ref]["kind"] == "ngo"
        assert claim.values == {}
    pairs = list(combinations(part, 2))
    assert len(pairs) == 10
    assert all(told.nodes[a]["country"] != told.nodes[b]["country"] for a, b in pairs)


def test_first_time_project_is_funded_by_a_measure_of_erasmus(told: Told) -> None:
    measure = programme("erasmus-plus/strategic-partnership-innovation")
    assert told.out(Tie.FUNDED_BY, told.project(S3)) == {measure}
    assert told.out(Tie.PART_OF, measure) == {programme("erasmus-plus")}
    assert told.nodes[programme("erasmus-plus")]["name"] == "Erasmus+"


# S4: Hungarian knowledge clusters


def test_four_consortium_members_and_a_group_of_unknown_size(told: Told) -> None:
    """S4-1"""
    part = told.participants(S4)
    assert {told.nodes[ref]["name"]: claim.values["role"] for ref, claim in part.items()} == {
        "Szegedi Ifjúsági Ház": "lead",
        "Bartók Béla Művelődési Központ": "partner",
        "Kelemen László Művelődési Ház": "partner",
        "Földeáki Művelődési Ház és Könyvtár": "partner",
    }
    group = NodeRef(Node.GROUP, group_uid(S4, "member-institutions"))
    assert told.nodes[group] == {"name": "tagintézmények", "status": "missing"}
    assert told.out(Tie.MEMBER_OF, group) == {organisation(S4, "bartok")}


def test_only_stated_seats_are_known(told: Told) -> None:
    """S4-2: the adjective leads to its settlement; the seat of the Bartók centre is not guessed."""
    seats = {
        key: told.out(Tie.LOCATED_IN, organisation(S4, key))
        for key in ("szegedi-ifjusagi-haz", "bartok", "kelemen-laszlo", "foldeak")
    }
    assert {key: {told.nodes[place]["name"] for place in places} for key, places in seats.items()} == {
        "szegedi-ifjusagi-haz": {"Szeged"},
        "bartok": set(),
        "kelemen-laszlo": {"Csanádpalota"},
        "foldeak": {"Földeák"},
    }
    for place in set().union(*seats.values()):
        (county,) = told.out(Tie.PART_OF, place)
        assert told.codes(Tie.PART_OF, county) == {"HU33"}
    assert told.codes(Tie.COVERS, told.project(S4)) == {"HU33"}


def test_unknown_funder_and_unknown_period_stay_unknown(told: Told) -> None:
    """S4-6"""
    project = told.project(S4)
    assert told.nodes[project]["funding"] == "missing"
    assert not told.out(Tie.FUNDED_BY, project)
    assert not {"start", "end"} & set(told.nodes[project])


# S5: Hungarian mentor network


def test_eighteen_counties_covered_and_pest_left_out_by_design(told: Told) -> None:
    """S5-3: Budapest is not spoken of."""
    project = told.project(S5)
    counties = told.out(Tie.COVERS, project)
    names = {str(told.nodes[place]["name"]) for place in counties}
    reference = {s.name for s in pycountry.subdivisions.get(country_code="HU") if s.type == "County"}
    assert len(counties) == 18
    assert {told.nodes[place]["level"] for place in counties} == {"nuts3"}
    assert names == reference - {"Pest"}
    assert told.codes(Tie.EXCLUDES, project) == {"HU120"}
    assert not [values for values in told.nodes.values() if values.get("name") == "Budapest"]


def test_aggregates_mentor_each_other_and_never_take_part(told: Told) -> None:
    """S5-6"""
    groups = {
        key: NodeRef(Node.GROUP, group_uid(S5, key))
        for key in ("mentors", "consortia", "settlements", "institutions", "communities")
    }
    figures = {key: (told.nodes[ref]["comparator"], told.nodes[ref]["size"]) for key, ref in groups.items()}
    assert figures == {
        "mentors": ("range", 60.0),
        "consortia": ("=", 276.0),
        "settlements": ("~", 1000.0),
        "institutions": (">", 2500.0),
        "communities": ("=", 419.0),
    }
    assert told.out(Tie.MENTORS, groups.pop("mentors")) == set(groups.values())
    assert not told.participants(S5)
    assert not [tie for tie in told.ties if tie.type is Tie.PARTICIPATES_IN and tie.start.label is Node.GROUP]


def test_programme_of_those_who_are_mentored_is_not_the_mentors_funder(told: Told) -> None:
    """The text says who paid the mentored settlements, not who paid the mentors."""
    project = told.project(S5)
    top = programme("hu-top")
    assert told.nodes[top]["name"] == "Terület- és Településfejlesztési Operatív Program"
    assert told.nodes[project]["funding"] == "missing"
    assert not told.into(Tie.FUNDED_BY, top)
    (record,) = [record for record in told.records if record.nodes[0].ref == project]
    assert record.raw["serves.1"] == "hu-top"
    assert told.out(Tie.UNDER, project) == {top}


# All five


def test_lifelong_learning_is_the_only_theme_and_all_five_are_about_it(told: Told) -> None:
    theme = NodeRef(Node.THEME, "theme-lifelong-learning")
    assert [ref for ref in told.nodes if ref.label is Node.THEME] == [theme]
    assert set(told.into(Tie.ABOUT, theme)) == {told.project(network) for network in (S1, S2, S3, S4, S5)}


def test_five_components_by_cooperation(told: Told) -> None:
    """X-1, X-2: nobody works in two networks; places, themes and funders are no cooperation."""
    working = {Node.ORGANISATION, Node.PROJECT}
    group = {ref: ref for ref in told.nodes if ref.label in working}
    for tie in told.ties:
        if tie.start.label in working and tie.end.label in working:
            old, new = group[tie.start], group[tie.end]
            group = {ref: new if of == old else of for ref, of in group.items()}
    assert len(set(group.values())) == 5


def test_countries_join_the_two_hungarian_networks_only(told: Told) -> None:
    """X-2, as far as places go."""
    countries = {network: set() for network in (S1, S2, S4, S5)}
    for network, reached in countries.items():
        places = told.out(Tie.COVERS, told.project(network))
        for ref in told.participants(network):
            places |= told.out(Tie.LOCATED_IN, ref)
        while places:
            place = places.pop()
            above = told.out(Tie.PART_OF, place)
            places |= above
            if not above:
                reached.add(told.nodes[place]["code"])
    assert countries == {S1: {"PL"}, S2: {"LT"}, S4: {"HU"}, S5: {"HU"}}
