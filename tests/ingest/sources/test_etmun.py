"""ETMUN: memberships of cities and others in networks."""

from collections import Counter
from pathlib import Path

import pytest

from graph.vocabulary import Node, Tie
from ingest.reading.cannot_read import CannotRead
from ingest.sources.etmun import ETMUN, joined
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

MEMBER: Cells = {
    "Full_Name": "Altstadt",
    "Locality_Siege": "Altstadt",
    "CountryCode": "DE",
    "Pop_collect": "0.0",
    "Statut": "Full Member",
    "Entity": "Municipal Authority",
    "Year_of_Joining": "2008",
    "Note": "Individual City",
    "Network_Name": "Cities of Tomorrow",
    "Code_Network": "00535",
    "CountryName": "Germany",
    "MembershipCode": "A1",
    "lon": "12.5",
    "lat": "50,25",
    "geonameId": "2735943",
    "asciiName": "Altstadt",
    "lng_GN": "12.6",
    "lat_GN": "50.26",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(ETMUN, table_file(folder / "etmun.csv", rows))


@pytest.fixture(scope="module")
def real(data: Path) -> Loaded:
    return load(ETMUN, data / "etmun" / "etmun_membership.csv")


def test_every_real_membership_is_accounted_for(real: Loaded) -> None:
    assert (real.total, real.accounted, len(real.rejections)) == (17_333, 17_333, 5)
    told = Counter((reject.column, reject.reason) for reject in real.rejections)
    assert told == {
        ("Full_Name", "The cell is empty."): 3,
        ("CountryCode", "'ZZ' is no country that is known here."): 1,
        ("CountryCode", "'VZ' is no country that is known here."): 1,
    }
    assert real.contradictions == []


def test_the_real_members_networks_and_countries_are_those_of_the_file(real: Loaded, data: Path) -> None:
    rows = cells(data / "etmun" / "etmun_membership.csv")
    networks = {row["Network_Name"] for row in rows}
    named = {body["name"] for body in real.of(Node.ORGANISATION)}
    assert networks <= named
    ends = {network for _, network in real.ties(Tie.MEMBER_OF)}
    assert len(ends) == len(networks) == 59
    countries = {body.get("country") for body in real.of(Node.ORGANISATION)} - {None}
    # Namibia's NA has been lost from the column of codes, two codes are of no country, Kosovo has two.
    codes = {row["CountryCode"].strip() for row in rows} - {"", "ZZ", "VZ"} | {"NA"}
    assert countries == {{"RKS": "XK"}.get(code, code) for code in codes}
    assert {"NA", "GR", "GB"} <= countries


def test_real_names_are_whole(real: Loaded) -> None:
    names = " ".join(str(body["name"]) for body in real.of(Node.ORGANISATION))
    assert "<U+" not in names
    assert "\xa0" not in names
    assert "Šempeter-Vrtojba" in names


def test_not_every_real_member_is_a_municipality(real: Loaded) -> None:
    kinds = {str(body["name"]): body.get("kind") for body in real.of(Node.ORGANISATION)}
    known = {
        "Provincia di Prato": "region",
        "Regione Siciliana": "region",
        "University of Alexandria": "university",
        "Association Of Polish Cities": None,
        "Union of the Baltic Cities": None,
        "Climate Alliance": None,
        "Spital am Pyhrn": "municipality",
        "Anderlecht": "municipality",
    }
    assert {name: kinds[name] for name in known} == known


def test_the_order_of_the_rows_does_not_matter(real: Loaded, data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "etmun" / "etmun_membership.csv", tmp_path / "other.csv")
    assert load(ETMUN, other).stated == real.stated


def test_a_row_becomes_a_member_of_a_network(tmp_path: Path) -> None:
    found = read(tmp_path, MEMBER)
    bodies = {str(body["name"]): body for body in found.of(Node.ORGANISATION)}
    assert bodies["Cities of Tomorrow"] == {"name": "Cities of Tomorrow"}
    city = bodies["Altstadt"]
    assert (city["country"], city["town"], city["kind"]) == ("DE", "Altstadt", "municipality")
    assert (city["longitude"], city["latitude"]) == (12.5, 50.25)
    (member,) = found.ties(Tie.MEMBER_OF).values()
    assert member == {"since": "2008", "status": "Full Member"}
    assert found.ties(Tie.PARTICIPATES_IN) == {}
    (row,) = found.rows
    assert row.record.raw["Note"] == "Individual City"
    (place,) = [place for place in found.of(Node.PLACE) if place["level"] == "settlement"]
    assert (place["name"], place["longitude"], place["country"]) == ("Altstadt", 12.6, "DE")


def test_two_of_one_name_in_one_country_are_two_if_they_lie_elsewhere(tmp_path: Path) -> None:
    found = read(tmp_path, MEMBER, {**MEMBER, "MembershipCode": "A2", "geonameId": "1"})
    assert found.counts["MEMBER_OF"] == 2


def test_one_city_in_two_networks_is_one_organisation(tmp_path: Path) -> None:
    other = {
        "MembershipCode": "A2",
        "Network_Name": "Old Towns",
        "Code_Network": "W1",
        "Full_Name": "ALTSTADT",
    }
    found = read(tmp_path, MEMBER, {**MEMBER, **other})
    assert (found.counts["Organisation"], found.counts["MEMBER_OF"]) == (3, 2)


@pytest.mark.parametrize(
    ("text", "years"),
    [("2008", ("2008", None)), ("2008.0", ("2008", None)), ("2002-2006 - CIVITAS I", ("2002", "2006"))],
)
def test_years_of_membership(text: str, years: tuple[str, str | None]) -> None:
    assert joined(text) == years


@pytest.mark.parametrize("text", ["08", "2008-09", "since 2008", "20082"])
def test_what_is_no_year_is_not_guessed(text: str) -> None:
    with pytest.raises(CannotRead, match="is not a year of joining"):
        joined(text)


def test_the_name_of_a_country_tells_where_its_code_is_lost(tmp_path: Path) -> None:
    lost = {"CountryCode": "", "CountryName": "Namibia", "Full_Name": "Windhoek"}
    bodies = read(tmp_path, {**MEMBER, **lost}).of(Node.ORGANISATION)
    assert {body.get("country") for body in bodies} == {"NA", None}


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Full_Name": ""}, "Full_Name"),
        ({"CountryCode": "ZZ", "CountryName": ""}, "CountryCode"),
        ({"CountryCode": "", "CountryName": ""}, "CountryCode"),
        ({"Year_of_Joining": "long ago"}, "Year_of_Joining"),
        ({"lat": "95"}, "lat"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected(tmp_path: Path, change: Cells, column: str) -> None:
    (rejected,) = read(tmp_path, MEMBER, {**MEMBER, "MembershipCode": "A2", **change}).rejections
    assert (rejected.location.row, rejected.column) == (3, column)


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [MEMBER]), [ETMUN]) == "etmun: memberships"
