"""CORDIS: projects and participants, older dialects, the zip archive, and dirt."""

import csv
import zipfile
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Row
from graph.vocabulary import Node, Tie
from ingest.identity import organisation_uid, place_uid, programme_uid, project_uid
from ingest.reading.amounts import amount
from ingest.reading.columns import recognise
from ingest.sources.cordis import CORDIS
from ingest.sources.cordis_values import euros
from ingest.sources.h2020 import H2020
from tests.ingest.sources.source_runs import (
    accepted,
    nodes,
    read,
    records,
    stated,
    ties,
    total,
    write_csv,
)

PROJECT = {
    "id": "101000001", "acronym": "LANTERN", "status": "SIGNED", "title": "Lanterns for all",
    "startDate": "2022-01-01", "endDate": "2025-12-31", "totalCost": "771225,1",
    "ecMaxContribution": "700000", "legalBasis": "HORIZON.2.4.10", "topics": "HORIZON-X-01",
    "frameworkProgramme": "HORIZON", "masterCall": "HORIZON-X", "subCall": "HORIZON-X-2022",
    "fundingScheme": "RIA", "rcn": "240001", "objective": "Light; more light.",
}  # fmt: skip
LEGAL_BASIS = {"projectID": "101000001"}
FIRST, FOURTH = "First Framework Programme", "Fourth Framework Programme"
PARTICIPANT = {
    "projectID": "101000001", "projectAcronym": "LANTERN", "organisationID": "900000001",
    "vatNumber": "MISSING", "name": "Gemeinde Oberlicht", "shortName": "", "SME": "false",
    "activityType": "PUB", "city": "Oberlicht", "country": "AT", "nutsCode": "AT221",
    "geolocation": "47.07,15.44", "organizationURL": "www.oberlicht.example",
    "contactForm": "form", "order": "1", "role": "coordinator", "ecContribution": "1000",
    "netEcContribution": "800,5", "totalCost": "0", "endOfParticipation": "false", "active": "",
}  # fmt: skip


def one(rows: list[Row]) -> Row:
    (row,) = rows
    return row


def test_both_sources_of_horizon_2020_speak_of_the_same_organisations(tmp_path: Path) -> None:
    row = {"rcn": "1", "pic": "900000001", "role": "partner", "name": "Oberlicht", "country": "AT"}
    flat = accepted(H2020, write_csv(tmp_path / "flat.csv", [row | {"start_date": "2016-01-01"}]))
    whole = accepted(CORDIS, write_csv(tmp_path / "organization.csv", [PARTICIPANT]))
    assert nodes(flat, Node.ORGANISATION).keys() == nodes(whole, Node.ORGANISATION).keys()
    (parts,) = ties(flat, Tie.PARTICIPATES_IN).values()
    assert parts[0].values == {"role": "associated"}


def test_a_project_is_paid_once_by_the_smallest_part_that_the_row_names(tmp_path: Path) -> None:
    row = one(accepted(CORDIS, write_csv(tmp_path / "project.csv", [PROJECT])))
    joint = row.record.nodes[0]
    assert joint.uid == project_uid("cordis", "id", "101000001")
    assert joint.values == {
        "code": "101000001", "acronym": "LANTERN", "title": "Lanterns for all", "start": "2022-01-01",
        "end": "2025-12-31", "status": "SIGNED", "budget": "771225.1", "currency": "EUR",
    }  # fmt: skip
    (tie,) = row.record.ties
    assert tie.end.uid == programme_uid("EU", "Horizon Europe", "HORIZON.2.4.10")
    assert tie.values == {"amount": "700000", "currency": "EUR", "call": "HORIZON-X-2022"}
    assert row.record.raw["rcn"] == "240001"
    named = {n.values.get("code"): n.values for n in row.references[0].nodes if n.values}
    assert list(named) == ["HORIZON.2", "HORIZON.2.4", "HORIZON.2.4.10"]
    assert [values["level"] for values in named.values()] == ["priority", "measure", "sub-measure"]


@pytest.mark.parametrize(
    ("legal_basis", "framework", "path"),
    [
        ("H2020-EU.1.3.", "H2020", ("EU", "Horizon 2020", "H2020-EU.1.3")),
        ("H2020-Euratom-1.1.", "H2020", ("EU", "Horizon 2020", "H2020-Euratom.1.1")),
        ("FP7-PEOPLE", "FP7", ("EU", "Seventh Framework Programme", "FP7-PEOPLE")),
        ("EURATOM2027", "HORIZON", ("EU", "Euratom Research and Training Programme")),
        ("H2020-EU.3.3.;H2020-EU.2.1.", "H2020", ("EU", "Horizon 2020")),
        ("", "Fourth Framework Programme", ("EU", "Fourth Framework Programme")),
        ("", "HORIZON", ("EU", "Horizon Europe")),
        ("CIP-ICT", "CIP", ("EU", "CIP", "CIP-ICT")),
    ],
)
def test_the_legal_basis_says_who_pays(
    tmp_path: Path, legal_basis: str, framework: str, path: tuple[str, ...]
) -> None:
    cells = PROJECT | {"legalBasis": legal_basis, "frameworkProgramme": framework}
    row = one(accepted(CORDIS, write_csv(tmp_path / "project.csv", [cells])))
    (tie,) = row.record.ties
    assert tie.end.uid == programme_uid(*path)
    assert [n.values["name"] for n in row.references[1].nodes] == [path[1]]


def test_a_participant_with_its_seat(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "organization.csv", [PARTICIPANT], ";", csv.QUOTE_ALL)
    row = one(accepted(CORDIS, file))
    organisation = row.record.nodes[0]
    assert organisation.uid == organisation_uid("cordis", "900000001")
    assert organisation.values["kind"] == "municipality"
    assert organisation.values["identifiers"] == ("pic:900000001",)
    assert organisation.values["website"] == "www.oberlicht.example"
    part, seat = row.record.ties
    assert part.values == {"role": "lead", "contribution": "800.5", "currency": "EUR"}
    assert seat.end.uid == place_uid("AT221")
    above = {(t.start.uid, t.end.uid) for record in row.references for t in record.ties}
    assert above == {
        ("place-AT221", "place-AT22"), ("place-AT22", "place-AT2"), ("place-AT2", "place-AT"),
    }  # fmt: skip


def test_greek_and_british_territories_lie_in_countries_by_their_iso_code(tmp_path: Path) -> None:
    rows = [
        PARTICIPANT | {"nutsCode": "EL304", "country": "EL"},
        PARTICIPANT | {"nutsCode": "UK", "order": "2"},
    ]
    found = accepted(CORDIS, write_csv(tmp_path / "organization.csv", rows))
    assert ("place-EL3", "place-GR") in ties(found, Tie.PART_OF)
    assert [end for _, end in ties(found, Tie.LOCATED_IN)] == ["place-EL304", "place-GB"]
    greece = nodes(found, Node.PLACE)["place-GR"]
    assert [claim.values["level"] for claim in greece if claim.values] == ["country"]


def test_what_is_empty_or_filled_in_is_unknown(tmp_path: Path) -> None:
    """Beside an empty contribution the download fills in a net contribution of 0."""
    rows = [
        PARTICIPANT | {"order": "1", "ecContribution": "", "netEcContribution": "0.0"},
        PARTICIPANT | {"order": "2", "ecContribution": "0", "netEcContribution": "0"},
        PARTICIPANT | {"order": "3", "ecContribution": "5", "netEcContribution": ""},
    ]
    found = accepted(CORDIS, write_csv(tmp_path / "organization.csv", rows))
    claims = [row.record.ties[0].values.get("contribution") for row in found]
    assert claims == [None, "0", "5"]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"role": "speaker"}, "role"),
        ({"country": "Ruritania"}, "country"),
        ({"organisationID": ""}, "organisationID"),
        ({"organisationID": "9.0E+08"}, "organisationID"),
        ({"ecContribution": "1,234"}, "ecContribution"),
        ({"netEcContribution": "=1+1"}, "netEcContribution"),
        ({"geolocation": "147.07,15.44"}, "geolocation"),
        ({"geolocation": "nan,nan"}, "geolocation"),
        ({"nutsCode": "north"}, "nutsCode"),
        ({"endOfParticipation": "perhaps"}, "endOfParticipation"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_with_its_column(
    tmp_path: Path, change: dict[str, str], column: str
) -> None:
    rows = [PARTICIPANT | {"order": "2"}, PARTICIPANT | change]
    kept, rejections = read(CORDIS, write_csv(tmp_path / "organization.csv", rows))
    assert (len(kept), len(rejections)) == (1, 1)
    assert (rejections[0].column, rejections[0].location.row) == (column, 3)
    assert rejections[0].cells["name"] == "Gemeinde Oberlicht"


def test_the_zip_archive_with_several_tables(tmp_path: Path) -> None:
    tables = {
        "project.csv": [PROJECT],
        "organization.csv": [PARTICIPANT],
        "topics.csv": [{"projectID": "101000001", "topic": "HORIZON-X-01", "title": "Light in towns"}],
        "legalBasis.csv": [
            LEGAL_BASIS | {"legalBasis": "HORIZON.2.4.10", "title": "Space", "uniqueProgrammePart": "true"},
            LEGAL_BASIS | {"legalBasis": "HORIZON.2.4", "title": "Digital", "uniqueProgrammePart": ""},
        ],
        "euroSciVoc.csv": [
            {
                "projectID": "101000001", "euroSciVocCode": "/23/43", "euroSciVocTitle": "optics",
                "euroSciVocPath": "/natural sciences/physics/optics", "euroSciVocDescription": "",
            }
        ],
        "webLink.csv": [{"projectID": "101000001", "physUrl": "https://lantern.example", "type": "page"}],
    }  # fmt: skip
    archive = tmp_path / "cordis-HORIZONprojects-csv.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, rows in tables.items():
            packed.write(write_csv(tmp_path / name, rows, ";", csv.QUOTE_ALL), name)
    rows = accepted(CORDIS, archive)
    assert len(rows) == 6
    assert [row.record.location.part for row in rows].count("legalBasis.csv") == 2
    funding = ties(rows, Tie.FUNDED_BY)
    assert [total(claims, "amount") for claims in funding.values()] == [Decimal(700_000)]
    assert {end for _, end in ties(rows, Tie.ABOUT)} == {
        "theme-light-in-towns",
        "theme-digital",
        "theme-optics",
    }
    science = nodes(rows, Node.THEME)["theme-optics"][-1].values
    assert science == {"name": "optics", "code": "/23/43", "scheme": "EuroSciVoc"}
    assert set(ties(rows, Tie.PARTICIPATES_IN)) == {
        (organisation_uid("cordis", "900000001"), project_uid("cordis", "id", "101000001"))
    }


@pytest.mark.parametrize(
    ("name", "number", "start", "programme"),
    [
        ("cordis_csv__record2", "773901", "2018-05-01", ("EU", "Horizon 2020", "H2020-EU.3.2.1.1")),
        ("cordis_csv__recordReference", "EN3M0034", "1986-01-01", ("EU", FIRST, "FP1-ENNONUC 3C")),
        ("cordis_csv__recordFP4", "ENV4950055", "1996-02-01", ("EU", FOURTH, "FP4-ENV 2C")),
    ],
)  # fmt: skip
def test_older_project_lists(
    data: Path, name: str, number: str, start: str, programme: tuple[str, ...]
) -> None:
    row = one(accepted(CORDIS, data / "samples" / f"{name}.json"))
    assert row.record.nodes[0].uid == project_uid("cordis", "id", number)
    assert row.record.nodes[0].values["start"] == start
    assert row.record.ties[0].end.uid == programme_uid(*programme)


def test_a_record_whose_cells_have_moved_is_rejected(data: Path) -> None:
    """Its publisher wrote `6998911,25` without quotation marks into a table separated by commas."""
    rows, (rejection,) = read(CORDIS, data / "samples" / "cordis_csv__record.json")
    assert (rows, rejection.column) == ([], "coordinatorCountry")


def test_ways_to_reach_a_person_are_not_kept(tmp_path: Path) -> None:
    row = PARTICIPANT | {
        "contactEmail": "a.person@example.org",
        "organizationURL": "office@oberlicht.example",
    }
    found = one(accepted(CORDIS, write_csv(tmp_path / "organization.csv", [row])))
    assert "@" not in str(found)
    assert "website" not in found.record.nodes[0].values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2555260", "2555260"),
        ("771225,1", "771225.1"),
        ("50000.0", "50000.0"),
        ("1 604 442,00", "1604442.00"),
    ],
)
def test_amounts_of_one_column_in_several_notations(text: str, number: str) -> None:
    assert euros(text) == Decimal(number)


@given(st.from_regex(r"(0|[1-9][0-9]{0,11})([.,][0-9]{1,2})?", fullmatch=True))
def test_the_short_way_to_an_amount_leads_where_the_long_one_does(text: str) -> None:
    assert euros(text) == amount(text)


def test_a_list_of_projects_is_known_by_its_columns() -> None:
    known = {table.name: table.columns for table in CORDIS.tables}
    assert recognise(list(PROJECT), known) == "project"


def test_shuffled_projects_state_the_same(tmp_path: Path) -> None:
    projects = [
        PROJECT | {"id": f"1010000{n:02}", "legalBasis": f"HORIZON.{n % 3}.{n % 5}", "totalCost": f"{n},5"}
        for n in range(30)
    ]
    before = stated(accepted(CORDIS, write_csv(tmp_path / "a.csv", projects)))
    after = stated(accepted(CORDIS, write_csv(tmp_path / "b.csv", Random(3).sample(projects, len(projects)))))
    assert before == after
    assert len(list(records(accepted(CORDIS, tmp_path / "a.csv")))) > 30
