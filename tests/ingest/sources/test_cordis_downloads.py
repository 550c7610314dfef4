"""CORDIS as it is published: every row, every participation and every cent of the real files."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from graph.records import Row
from graph.vocabulary import Node, Tie
from ingest.identity import programme_uid, project_uid, slug, theme_uid
from ingest.reading.columns import recognise
from ingest.sources.cordis import CORDIS
from ingest.sources.h2020 import H2020
from tests.ingest.sources.source_runs import (
    accepted,
    cells,
    nodes,
    read,
    shuffled,
    stated,
    ties,
    total,
)


@pytest.fixture(scope="module")
def participants(data: Path) -> list[Row]:
    return accepted(CORDIS, data / "cordis" / "organization_2014_2020_sample.csv")


@pytest.fixture(scope="module")
def legal_bases(data: Path) -> list[Row]:
    return accepted(CORDIS, data / "cordis" / "HORIZON_legalBasis.csv")


def test_participants_of_the_real_file(data: Path, participants: list[Row]) -> None:
    rows, table = participants, cells(data / "cordis" / "organization_2014_2020_sample.csv")
    assert len(rows) == len(table) == 5_153
    named = nodes(rows, Node.ORGANISATION)
    assert len(named) == len({row["organisationID"] for row in table}) == 3_114
    assert len(nodes(rows, Node.PROJECT)) == len({row["projectID"] for row in table}) == 602
    parts = ties(rows, Tie.PARTICIPATES_IN)
    assert len(parts) == len({(row["projectID"], row["organisationID"]) for row in table}) == 5_149
    twice = Counter((row["projectID"], row["organisationID"]) for row in table)
    assert sum(len(claims) > 1 for claims in parts.values()) == sum(n > 1 for n in twice.values()) == 4
    claims = [claim for stated_of_pair in parts.values() for claim in stated_of_pair]
    assert Counter(str(claim.values["role"]) for claim in claims) == Counter(
        {"lead": 568, "partner": 4_030, "associated": 392 + 160 + 3}
    )


def test_contributions_of_the_real_file_are_each_participants_own(
    data: Path, participants: list[Row]
) -> None:
    """The column ecContribution counts the shares of third parties at the partner through whom they came."""
    claims = [claim for pair in ties(participants, Tie.PARTICIPATES_IN).values() for claim in pair]
    table = cells(data / "cordis" / "organization_2014_2020_sample.csv")
    own = sum(Decimal(row["netEcContribution"]) for row in table)
    assert total(claims, "contribution") == own == Decimal("1685050371.39")
    unpaid = [row for row in table if not row["ecContribution"]]
    assert sum("contribution" not in claim.values for claim in claims) == len(unpaid) == 163
    cost = sum(Decimal(row["totalCost"].replace(",", ".") or 0) for row in table)
    assert total(claims, "cost") == cost
    without = [row for row in table if Decimal(row["totalCost"].replace(",", ".") or 0) == 0]
    assert sum("cost" not in claim.values for claim in claims) == len(without)
    assert {claim.values.get("currency") for claim in claims if "contribution" in claim.values} == {"EUR"}


def test_no_two_organisations_share_a_word_for_no_number(participants: list[Row]) -> None:
    numbers = {
        number
        for claims in nodes(participants, Node.ORGANISATION).values()
        for number in claims[0].values["identifiers"]
    }
    assert len([number for number in numbers if number.startswith("pic:")]) == 3_114
    assert not [n for n in numbers if n.endswith(("MISSING", "NOTAPPLICABLE"))]


@pytest.mark.parametrize(
    ("name", "delimiter", "rows"),
    [("topics_2014_2020.csv", ",", 35_383), ("HORIZON_topics.csv", ";", 15_341)],
)
def test_topics_are_themes(data: Path, name: str, delimiter: str, rows: int) -> None:
    file = data / "cordis" / name
    read_rows, table = accepted(CORDIS, file), cells(file, delimiter)
    assert len(read_rows) == len(table) == rows
    expected = {
        (project_uid("cordis", "id", row["projectID"]), theme_uid(slug(row["title"]))) for row in table
    }
    assert set(ties(read_rows, Tie.ABOUT)) == expected
    assert len(nodes(read_rows, Node.PROJECT)) == rows


def test_legal_bases_fund_once_and_are_else_what_a_project_is_about(
    data: Path, legal_bases: list[Row]
) -> None:
    rows, table = legal_bases, cells(data / "cordis" / "HORIZON_legalBasis.csv", ";")
    main = [row for row in table if row["uniqueProgrammePart"] == "true"]
    assert (len(rows), len(table), len(main)) == (20_512, 20_512, 15_341)
    funding = ties(rows, Tie.FUNDED_BY)
    assert len(funding) == len({start for start, _ in funding}) == 15_341
    assert total((claim for claims in funding.values() for claim in claims), "amount") == 0
    assert sum(len(claims) for claims in ties(rows, Tie.ABOUT).values()) == 20_512 - 15_341
    codes = {row["legalBasis"] for row in main}
    assert len({end for _, end in funding}) == len(codes)


def test_parts_of_programmes_hang_together_up_to_the_framework(legal_bases: list[Row]) -> None:
    above = defaultdict(set)
    for low, high in ties(legal_bases, Tie.PART_OF):
        above[low].add(high)
    assert all(len(higher) == 1 for higher in above.values())
    tops = {
        programme_uid("EU", "Horizon Europe"),
        programme_uid("EU", "Euratom Research and Training Programme"),
    }
    for start in {end for _, end in ties(legal_bases, Tie.FUNDED_BY)}:
        while start in above:
            (start,) = above[start]
        assert start in tops


def test_programme_parts_of_horizon_2020(data: Path) -> None:
    file = data / "cordis" / "programme_parts.csv.gz"
    rows, table = accepted(CORDIS, file), cells(file)
    assert len(rows) == len(table) == 37_441
    funding = ties(rows, Tie.FUNDED_BY)
    assert len(funding) == len({(row["rcn"], row["programme_part"]) for row in table})
    assert len({start for start, _ in funding}) == len({row["rcn"] for row in table}) == 31_348
    assert all("amount" not in claim.values for claims in funding.values() for claim in claims)
    transport = programme_uid("EU", "Horizon 2020", "H2020-EU.3.4")
    assert sum(end == transport for _, end in funding) == 1_653
    projects = {project_uid("cordis", "rcn", row["rcn"]) for row in table}
    assert {start for start, _ in funding} == projects


def test_the_register_of_names_has_one_row_without_a_code(data: Path) -> None:
    file = data / "h2020" / "pic_names.csv.gz"
    rows, rejections = read(CORDIS, file)
    table = cells(file)
    assert (len(rows), len(rejections), len(table)) == (17_811, 1, 17_812)
    assert (rejections[0].column, rejections[0].reason) == ("pic", "The cell is empty.")
    assert table[rejections[0].location.row - 2]["pic"] == ""
    assert len(nodes(rows, Node.ORGANISATION)) == len({row["pic"] for row in table if row["pic"]})


def test_order_of_participants_changes_nothing(data: Path, tmp_path: Path, participants: list[Row]) -> None:
    file = shuffled(data / "cordis" / "organization_2014_2020_sample.csv", tmp_path)
    assert stated(accepted(CORDIS, file)) == stated(participants)


def test_order_of_legal_bases_changes_nothing(data: Path, tmp_path: Path, legal_bases: list[Row]) -> None:
    file = shuffled(data / "cordis" / "HORIZON_legalBasis.csv", tmp_path)
    assert stated(accepted(CORDIS, file)) == stated(legal_bases)


def test_tables_are_known_by_their_columns(data: Path) -> None:
    known = {table.name: table.columns for table in CORDIS.tables} | {"h2020": H2020.tables[0].columns}
    for name, table in {
        "cordis/organization_2014_2020_sample.csv": "organization",
        "cordis/topics_2014_2020.csv": "topics",
        "cordis/programme_parts.csv.gz": "programme parts",
        "h2020/pic_names.csv.gz": "participant register",
        "h2020/participation_2014_2017.csv.gz": "h2020",
    }.items():
        assert recognise(list(cells(data / name)[0]), known) == table
    assert recognise(list(cells(data / "cordis/HORIZON_legalBasis.csv", ";")[0]), known) == "legalBasis"
