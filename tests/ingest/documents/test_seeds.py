"""The five texts for which the project was made, read by the rules: each check that a text can meet.

The texts are not part of the project; without them these tests are skipped.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from graph.records import canonical
from ingest.documents.found import Findings
from ingest.documents.network import network_of
from ingest.documents.reading import read_page
from ingest.documents.review import Decisions, decided
from ingest.documents.shown import as_page
from ingest.network_claims import records_of
from ingest.network_schema import Network
from ingest.sources.five_networks import bundled, read_network
from tests.ingest.documents.comparing import differences

DATA = Path(os.environ.get("SOCIALCLUSTER_DATA", Path(__file__).parents[3] / ".." / "shared" / "data"))
FILES = {
    "mazovian": "000_c2442f1edef674e1",
    "lithuanian": "001_5b9a13e5b3a9b552",
    "first-time": "002_b4ed2eb7dad4b48c",
    "knowledge": "003_952d13700b36653c",
    "mentors": "004_7a28a3106803fcee",
}
# What the rules read otherwise than a person did; docs/pages.md explains each.
EXPLAINED = {
    "mazovian": {"participant federacja inicjatyw oświatowych country: PL / None"},
    "lithuanian": {
        "participant všį gintarinė akademija kind: None / university",
        "supplier uab integris country: LT / None",
        "supplier všį antikorupcijos švietimo centras country: LT / None",
        "supplier všį antikorupcijos švietimo centras kind: None / public body",
        "theme only written: lifelong-learning",
    },
    "first-time": set(),
    "knowledge": {
        "participant bartók béla művelődési központ country: HU / None",
        "participant földeáki művelődési ház és könyvtár kind: cultural institution / library",
        "participant földeáki művelődési ház és könyvtár located_in: HU_09210 / None",
        "participant kelemen lászló művelődési ház country: HU / None",
        "participant kelemen lászló művelődési ház located_in: HU_05379 / None",
        "participant szegedi ifjúsági ház country: HU / None",
        "participant szegedi ifjúsági ház located_in: HU_33367 / None",
    },
    "mentors": {"theme only written: lifelong-learning"},
}


@cache
def raw(name: str) -> str:
    path = DATA.parent / "seeds" / f"{FILES[name]}.txt"
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside {DATA}; set SOCIALCLUSTER_DATA to a folder beside the texts")
    return path.read_text(encoding="utf-8")


@cache
def read(name: str) -> Findings:
    return read_page(raw(name))


@cache
def network(name: str) -> Network:
    return network_of(decided(read(name), Decisions()), key=f"page-{name}", address="https://page.example")


def figures(name: str) -> set[tuple[float | None, float | None, str, str]]:
    return {(one.value, one.value_to, str(one.comparator), one.unit) for one in read(name).figures}


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_rules_read_what_a_person_read_but_for_what_is_explained(name: str) -> None:
    written = {read_network(path).document.id: read_network(path) for path in bundled().glob("*.yaml")}
    text = raw(name)
    assert text
    assert differences(network(name), written[FILES[name]]) == EXPLAINED[name]


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_span_of_a_name_holds_it(name: str) -> None:
    text = raw(name)
    for body in read(name).bodies:
        if body.name and body.name.rule == "as written":
            start, end = body.name.at[0]
            assert "".join(text[start:end].split()).strip('„“”"').replace("„", "").replace(
                "“", ""
            ) == "".join(body.name.value.split())


def test_s1_period_status_and_language() -> None:
    found = read("mazovian")
    assert (found.start and found.start.value, found.end and found.end.value) == ("2014-08-01", "2015-06-30")
    assert found.status
    assert (found.status.value, found.language) == ("archived", "pl")


def test_s1_counters_of_impact_are_not_rendered_and_never_0() -> None:
    unknown = [one for one in network("mazovian").counters if one.status == "not rendered"]
    assert [one.value for one in unknown] == [None] * 3
    assert all(one.rule and "script" in one.rule for one in unknown)
    assert not [one for one in network("mazovian").counters if one.value == 0]


def test_s1_the_twelve_powiats_stand_with_their_span() -> None:
    (powiats,) = [one for one in read("mazovian").figures if one.value == 12]
    assert powiats.unit == "powiats"
    assert raw("mazovian")[slice(*powiats.at[0])] == "12 wybranych powiatach"


def test_s1_the_marshal_is_patron_and_nothing_else() -> None:
    (patron,) = network("mazovian").patrons
    assert patron.name
    assert patron.name.value == "Marszałek Województwa Mazowieckiego"
    assert len(network("mazovian").participants) == 2
    assert [one.key for one in network("mazovian").programmes if "marsz" in one.key] == []


def test_s1_the_narrator_is_not_named_and_no_lead_is_stated() -> None:
    assert [one.role.value for one in network("mazovian").participants if one.role] == ["partner"]
    assert "SKIP" not in canonical(as_page(read("mazovian")))


def test_s2_thirteen_participants_and_one_lead() -> None:
    told = network("lithuanian")
    assert len(told.participants) == 13
    assert [
        one.name.value for one in told.participants if one.role and one.role.value == "lead" and one.name
    ] == ["Lietuvos Edukologijos universitetas"]
    assert (13.0, None, "=", "partners") in figures("lithuanian")
    assert {one.name.value for one in told.suppliers if one.name} == {
        "VŠĮ Antikorupcijos Švietimo Centras",
        "UAB Integris",
    }


def test_s2_the_norwegian_body_is_one_under_two_names() -> None:
    (body,) = [one for one in network("lithuanian").participants if one.country and one.country.value == "NO"]
    assert [name.value for name in body.names] == ["Flexible Education Norway"]


def test_s2_the_administration_stands_apart_from_its_municipality_and_is_tied_to_it() -> None:
    told = network("lithuanian")
    (organ,) = [one for one in told.participants if "administracija" in one.key]
    assert organ.part_of
    assert organ.part_of.value in {body.key for body in told.bodies}


def test_s2_institutions_are_subordinate_to_their_municipalities() -> None:
    under = {
        one.key: one.subordinate_to.value for one in network("lithuanian").participants if one.subordinate_to
    }
    assert under == {
        "birzu-rajono-savivaldybes-visuomenes-sveikatos-biuras": "birzu-rajono-savivaldybe",
        "prienu-globos-namai": "prienu-rajono-savivaldybe",
        "druskininku-svietimo-centras": "druskininku-savivaldybe",
        "utenos-a-ir-m-miskiniu-viesoji-biblioteka": "utenos-rajono-savivaldybe",
    }


def test_s2_four_municipalities_of_the_reference_list() -> None:
    codes = {one.located_in.value for one in network("lithuanian").participants if one.located_in}
    assert codes == {"LT-06", "LT-07", "LT-36", "LT-54"}


def test_s2_no_glued_digit_and_no_person() -> None:
    told = canonical(
        [dict(record.raw) for record in records_of(network("lithuanian"), source="page", file="x")]
    )
    for noise in ("m1ech", "Viešinimo2", "kompeten4"):
        assert noise not in told
    for start, end in ((1213, 1230), (1327, 1343), (1402, 1419), (1741, 1758)):
        assert raw("lithuanian")[start:end] not in told


def test_s3_five_placeholders_with_their_countries() -> None:
    people = network("first-time").participants
    assert [one.name for one in people] == [None] * 5
    assert {one.country.value for one in people if one.country} == {"PL", "IT", "HU", "DK", "AT"}
    assert {str(one.kind.value) for one in people if one.kind} == {"ngo"}


def test_s3_the_stated_duration_is_that_of_the_period() -> None:
    found = read("first-time")
    assert found.start
    assert found.end
    months = (
        12 * (int(found.end.value[:4]) - int(found.start.value[:4]))
        + int(found.end.value[5:])
        - int(found.start.value[5:])
    )
    assert (months + 1.0, None, "=", "months") in figures("first-time")


def test_s4_four_named_and_an_open_group() -> None:
    told = network("knowledge")
    assert [one.role.value for one in told.participants if one.role] == [
        "partner",
        "partner",
        "partner",
        "lead",
    ] or [
        one.name.value for one in told.participants if one.name and one.role and one.role.value == "lead"
    ] == ["Szegedi Ifjúsági Ház"]
    assert len(told.participants) == 4
    (group,) = told.groups
    assert (group.size, group.status, group.member_of) == (None, "missing", "bartok-bela-muvelodesi-kozpont")


def test_s4_the_seat_that_is_not_stated_is_not_guessed() -> None:
    told = {one.key: one for one in network("knowledge").participants}
    bartok = told["bartok-bela-muvelodesi-kozpont"]
    assert (bartok.town, bartok.located_in) == (None, None)
    town = told["kelemen-laszlo-muvelodesi-haz"].town
    assert town
    assert town.value == "Csanádpalota"


def test_s4_no_date_and_no_funder_is_made_up() -> None:
    project = network("knowledge").project
    assert (project.start, project.end) == (None, None)
    assert project.funding
    assert project.funding.value == "missing"
    assert (11.0, None, "=", "people") in figures("knowledge")
    assert 7.0 not in {one.value for one in read("knowledge").figures}


def test_s5_counters_keep_their_comparators() -> None:
    found = {(value, most, sign) for value, most, sign, _ in figures("mentors")}
    stated = {
        (276.0, None, "="),
        (905.0, None, "="),
        (419.0, None, "="),
        (932.0, None, "="),
        (177.0, None, "="),
    }
    stated |= {(25.0, None, "="), (34.0, None, "="), (120.0, None, "="), (13.0, None, "="), (11.0, None, "=")}
    stated |= {
        (60.0, 80.0, "range"),
        (3.0, 4.0, "range"),
        (1000.0, None, "~"),
        (2500.0, None, ">"),
        (60.0, None, ">"),
    }
    assert stated | {(28.0, None, "="), (15000.0, None, "=")} <= found


def test_s5_a_product_and_a_share_are_told_as_computed() -> None:
    computed = [one for one in read("mentors").figures if one.status == "computed"]
    assert [(one.value, one.basis) for one in computed] == [(30000.0, "2 x 15,000"), (46.3, "419 / 905")]


def test_s5_pest_is_left_out_by_design_and_budapest_is_not_spoken_of() -> None:
    areas = {(one.code, one.excluded) for one in read("mentors").areas}
    assert ("HU120", True) in areas
    assert len([code for code, excluded in areas if not excluded]) == 18
    assert not [code for code, _ in areas if code.startswith("HU11")]


def test_s5_the_mentors_and_those_whom_they_helped_are_groups() -> None:
    groups = {one.key: one for one in network("mentors").groups}
    sizes = {key: (str(one.comparator), one.size, one.size_to) for key, one in groups.items()}
    assert sizes == {
        "mentors": ("range", 60.0, 80.0),
        "consortia": ("=", 276.0, None),
        "settlements": ("~", 1000.0, None),
        "institutions": (">", 2500.0, None),
        "communities": ("=", 419.0, None),
    }
    assert groups["mentors"].mentors == ("consortia", "settlements", "institutions", "communities")


def test_s5_chrome_and_aggregates_are_no_bodies() -> None:
    assert read("mentors").bodies == ()
    assert read("mentors").title
    assert [one.value for one in network("mentors").project.serves] == ["hu-top"]


def test_the_five_in_any_order_make_the_same_records() -> None:
    def said(names: list[str]) -> set[tuple[str, str]]:
        records = [one for name in names for one in records_of(network(name), source="page", file=name)]
        return {(one.uid, one.checksum()) for one in records}

    assert said(sorted(FILES)) == said(sorted(FILES, reverse=True) * 2)
