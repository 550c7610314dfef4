"""URBACT: cities in networks, from both tables."""

from collections import Counter
from pathlib import Path

import pytest

from graph.vocabulary import Node, Tie
from ingest.sources.urbact import URBACT, themes
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

MEMBERS, NETWORKS = "URBACT_Membership_GNidCorr_complete_V2.csv", "UrbactNetworks_complete_V2.csv"
MEMBER: Cells = {
    "Code_Network": "1",
    "NameCity": "Altstadt",
    "CodeCity": "DE99",
    "Country": "DE",
    "City.Statut": "Partner",
    "Network": "2nd Life",
    "Description": "Empty houses",
    "LeadPartnerCountry": "UK",
    "Url": "NA",
    "Start": "2015",
    "End": "NA",
    "geonameId": "2735943",
    "asciiName": "Altstadt",
    "lng_GN": "12,5",
    "lat_GN": "50,25",
}
NETWORK: Cells = {
    "Main.Key.Word": "Governance",
    "Additionnal.key.words": "Culture & Heritage/ Governance, partnership / Youth",
    "Name": "2nd Life",
    "Code_Network": "1",
    "Description": "Empty\nhouses",
    "LeadPartnerCountry": "UK",
    "Url": "http://example.org",
    "Start": "2015",
    "End": "2018",
    "CodeCity": "",
    "LeadPartner": "Oldham",
    "Phase": "Urbact III",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(URBACT, table_file(folder / "urbact.csv", rows, delimiter=";"))


def test_every_real_membership_is_a_city_in_a_network(data: Path) -> None:
    file = data / "urbact" / MEMBERS
    found, rows = load(URBACT, file), cells(file, delimiter=";")
    assert (found.total, len(found.rows), found.rejections) == (1_510, 1_510, ())
    assert found.contradictions == []
    # Berlin stands twice in one network, as its lead and as a partner.
    assert (
        found.counts["PARTICIPATES_IN"]
        == 1_509
        == len({(r["Code_Network"], r["NameCity"], r["Country"]) for r in rows})
    )
    assert found.counts["Project"] == len({row["Code_Network"] for row in rows}) == 172
    cities = {(row["CodeCity"] or row["NameCity"].lower(), row["Country"]) for row in rows}
    assert found.counts["Organisation"] == len(cities)
    assert {city["kind"] for city in found.of(Node.ORGANISATION)} == {"municipality"}


def test_every_real_network_has_a_lead_a_phase_and_themes(data: Path) -> None:
    file = data / "urbact" / NETWORKS
    found = load(URBACT, file)
    assert (found.total, len(found.rows), found.rejections) == (172, 172, ())
    assert {tie["role"] for tie in found.ties(Tie.PARTICIPATES_IN).values()} == {"lead"}
    assert found.counts["FUNDED_BY"] == found.counts["PARTICIPATES_IN"] == 172
    phases = Counter(row["Phase"] for row in cells(file, delimiter=";"))
    assert {p["name"] for p in found.of(Node.PROGRAMME)} == set(phases)
    assert "Governance, partnership" in {theme["name"] for theme in found.of(Node.THEME)}


def test_both_tables_speak_of_the_same_networks_and_leads(data: Path) -> None:
    members, networks = (load(URBACT, data / "urbact" / name) for name in (MEMBERS, NETWORKS))
    leads = {pair for pair, tie in members.ties(Tie.PARTICIPATES_IN).items() if tie["role"] == "lead"}
    other = set(networks.ties(Tie.PARTICIPATES_IN))
    assert {project for _, project in leads} == {project for _, project in other}
    # In two networks the tables name different leads, and both are kept.
    assert len(leads & other) == 170


@pytest.mark.parametrize("name", [MEMBERS, NETWORKS])
def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path, name: str) -> None:
    other = shuffled(data / "urbact" / name, tmp_path / "other.csv", delimiter=";")
    assert load(URBACT, other).stated == load(URBACT, data / "urbact" / name).stated


def test_a_membership_becomes_a_municipality_in_a_project(tmp_path: Path) -> None:
    found = read(tmp_path, MEMBER)
    (city,), (project,) = found.of(Node.ORGANISATION), found.of(Node.PROJECT)
    assert (city["name"], city["country"], city["longitude"], city["latitude"]) == (
        "Altstadt",
        "DE",
        12.5,
        50.25,
    )
    assert project == {"code": "1", "acronym": "2nd Life", "title": "Empty houses", "start": "2015"}
    (part,) = found.ties(Tie.PARTICIPATES_IN).values()
    assert part == {"role": "partner"}
    assert [seat for _, seat in found.ties(Tie.LOCATED_IN)] == ["place-geonames-2735943"]
    assert ("place-geonames-2735943", "place-DE") in found.ties(Tie.PART_OF)


def test_a_network_becomes_a_project_with_lead_funder_and_themes(tmp_path: Path) -> None:
    found = read(tmp_path, NETWORK)
    (project,), (lead,) = found.of(Node.PROJECT), found.of(Node.ORGANISATION)
    assert (project["title"], project["start"], project["end"]) == ("Empty houses", "2015", "2018")
    assert (lead["name"], lead["country"]) == ("Oldham", "GB")
    assert {theme["name"] for theme in found.of(Node.THEME)} == {
        "Governance",
        "Culture & Heritage",
        "Governance, partnership",
        "Youth",
    }
    assert [p["name"] for p in found.of(Node.PROGRAMME)] == ["Urbact III"]


def test_a_city_that_is_partner_and_lead_of_one_network_is_two_records(tmp_path: Path) -> None:
    found = read(tmp_path, MEMBER, {**MEMBER, "City.Statut": "Lead Partner"})
    assert len({row.record.uid for row in found.rows}) == 2
    assert (found.counts["PARTICIPATES_IN"], found.contradictions) == (1, [])


def test_a_point_that_is_not_stated_is_unknown(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("geonameId", "asciiName", "lng_GN", "lat_GN"), "NA")
    found = read(tmp_path, {**MEMBER, **nothing})
    (city,) = found.of(Node.ORGANISATION)
    assert "longitude" not in city
    assert found.of(Node.PLACE) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Country": "XX"}, "Country"),
        ({"City.Statut": "Friend"}, "City.Statut"),
        ({"lng_GN": "912,5"}, "lng_GN"),
        ({"NameCity": ""}, "NameCity"),
        ({"Start": "soon"}, "Start"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected(tmp_path: Path, change: Cells, column: str) -> None:
    (rejected,) = read(tmp_path, MEMBER, {**MEMBER, **change}).rejections
    assert (rejected.location.row, rejected.column) == (3, column)


def test_slashes_part_themes_and_commas_do_not() -> None:
    assert themes("A/ B, C / A/ ") == ("A", "B, C")


@pytest.mark.parametrize(("row", "table"), [(MEMBER, "memberships"), (NETWORK, "networks")])
def test_both_tables_are_known_by_their_columns(tmp_path: Path, row: Cells, table: str) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [row], delimiter=";"), [URBACT]) == f"urbact: {table}"
