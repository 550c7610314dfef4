"""Erasmus+ and its kin: true records of 17 files as JSON, CSV and workbook, and small rows of dirt."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from graph.records import Row
from graph.vocabulary import Node, Tie
from ingest.identity import programme_uid, project_uid
from ingest.reading.columns import recognise
from ingest.sources.cordis import CORDIS
from ingest.sources.erasmus_plus import ERASMUS_PLUS
from tests.ingest.sources.source_runs import accepted, nodes, read, stated, ties, total, write_csv
from tests.ingest.workbooks import table, write_workbook

GRANT = "EU Grant award in euros"
PROJECT = {
    "Programme": "Erasmus+", "Key Action": "Cooperation", "Action Type": "Strategic Partnerships",
    "Call year": "2016", "Project Identifier": "2016-1-AT01-KA201-000001", "Project Title": "Lanterns",
    "Topics": "Light (incl. dusk, dawn); Town life", "Project Status": "finalized", GRANT: "12345.50",
    "Project Website": "lantern.example.org", "Participating countries": "AT,EL",
    "Results Platform Project Card": "https://results.example.org/1",
    "Coordinating organisation name": "Volksschule Oberlicht",
    "Coordinating organisation type": "Other", "Coordinator's address": "Hauptplatz 1, 8010, Graz",
    "Coordinator's region": "Steiermark", "Coordinator's country": "AT", "Coordinator's website": "",
    "Partner 1 name": "Lampada", "Partner 1 organisation type": "Large enterprise",
    "Partner 1 address": "", "Partner 1 country": "EL", "Partner 1 website": "www.lampada.example",
}  # fmt: skip


def written(folder: Path, *changes: dict[str, str]) -> Path:
    return write_csv(folder / "projects.csv", [PROJECT | change for change in changes])


def only(folder: Path, **change: str) -> Row:
    (row,) = accepted(ERASMUS_PLUS, written(folder, change))
    return row


def organisations(row: Row) -> list[dict[str, object]]:
    return [dict(node.values) for node in row.record.nodes if node.label is Node.ORGANISATION]


@pytest.fixture(scope="module")
def samples(data: Path) -> dict[Path, dict[str, str]]:
    files = sorted((data / "samples").glob("eac_csv__*.json"))
    return {file: json.loads(file.read_text(encoding="utf-8")) for file in files}


def named(sample: dict[str, str]) -> set[str]:
    """Names of the coordinator and the partners, read without the program's own code."""
    columns = re.compile(r"Coordinat(or's|ing organisation) name|Partner \d+ name")
    return {text.strip() for heading, text in sample.items() if columns.fullmatch(heading) and text.strip()}


def test_all_true_records_as_json(samples: dict[Path, dict[str, str]]) -> None:
    assert len(samples) == 17
    for file, sample in samples.items():
        (row,) = accepted(ERASMUS_PLUS, file)
        assert {values["name"] for values in organisations(row)} == named(sample)
        roles = [tie.values["role"] for tie in row.record.ties if tie.type is Tie.PARTICIPATES_IN]
        assert sorted(roles) == sorted(["lead"] + ["partner"] * (len(named(sample)) - 1))
        (funding,) = [tie for tie in row.record.ties if tie.type is Tie.FUNDED_BY]
        (grant,) = [text for heading, text in sample.items() if heading.startswith(GRANT)]
        expected = Decimal(grant.removesuffix(" EUR")) if grant else None
        assert funding.values.get("amount") == (f"{expected:f}" if expected is not None else None)


def test_the_same_records_as_csv_and_as_workbook(samples: dict[Path, dict[str, str]], tmp_path: Path) -> None:
    told = set()
    for file in samples:
        told |= stated(accepted(ERASMUS_PLUS, file))
    rows = list(samples.values())
    # One table with the columns of all dialects would have several headings for one thing: a table each.
    for number, row in enumerate(rows):
        as_csv = write_csv(tmp_path / f"{number}.csv", [row], ";", csv.QUOTE_ALL)
        assert stated(accepted(ERASMUS_PLUS, as_csv)) <= told
        if number % 4 == 0:
            as_workbook = write_workbook(tmp_path / f"{number}.xlsx", {"S": table(list(row), row)})
            assert stated(accepted(ERASMUS_PLUS, as_workbook)) == stated(accepted(ERASMUS_PLUS, as_csv))


def test_sums_and_counts_over_all_records(samples: dict[Path, dict[str, str]]) -> None:
    rows = [row for file in samples for row in accepted(ERASMUS_PLUS, file)]
    assert len(nodes(rows, Node.PROJECT)) == 17
    assert len(nodes(rows, Node.ORGANISATION)) == len(set().union(*map(named, samples.values())))
    claims = [claim for pair in ties(rows, Tie.FUNDED_BY).values() for claim in pair]
    grants = [
        text for sample in samples.values() for heading, text in sample.items() if heading.startswith(GRANT)
    ]
    awarded = sum(Decimal(grant.removesuffix(" EUR")) for grant in grants if grant)
    assert total(claims, "amount") == awarded == Decimal("1288481.93")
    assert {start for start, _ in ties(rows, Tie.FUNDED_BY)} == set(nodes(rows, Node.PROJECT))


def test_a_row_becomes_a_project_with_all_that_is_tied_to_it(tmp_path: Path) -> None:
    row = only(tmp_path)
    assert row.record.nodes[0].uid == project_uid("erasmus-plus", "2016-1-AT01-KA201-000001")
    assert row.record.nodes[0].values == {
        "code": "2016-1-AT01-KA201-000001", "title": "Lanterns", "status": "finalized",
        "website": "lantern.example.org",
    }  # fmt: skip
    assert row.record.address == "https://results.example.org/1"
    assert organisations(row) == [
        {
            "name": "Volksschule Oberlicht", "name_status": "stated", "country": "AT", "town": "Graz",
            "kind": "school", "kind_rule": "name: '-volksschule' (de)", "sector": "public",
        },
        {
            "name": "Lampada", "name_status": "stated", "country": "GR", "website": "www.lampada.example",
            "kind": "company", "kind_rule": "stated", "sector": "private",
        },
    ]  # fmt: skip
    assert {end for _, end in ties([row], Tie.ABOUT)} == {"theme-light-incl-dusk-dawn", "theme-town-life"}
    (funding,) = ties([row], Tie.FUNDED_BY).values()
    assert funding[0].end.uid == programme_uid("EU", "Erasmus+", "Cooperation", "Strategic Partnerships")
    assert funding[0].values == {"amount": "12345.50", "currency": "EUR", "call": "2016"}
    levels = [node.values["level"] for record in row.references[:3] for node in record.nodes if node.values]
    assert levels == ["programme", "priority", "measure"]
    assert len(ties([row], Tie.PART_OF)) == 2


def test_levels_of_a_programme_in_one_cell_and_its_period(tmp_path: Path) -> None:
    cells = {"Programme": "", "Key Action": "", "Action Type": ""}
    path = {"Programme Funding": r"Youth\Youth in action (2007-2013)\European Voluntary Service"}
    rows = [{k: v for k, v in PROJECT.items() if k not in cells} | path]
    (row,) = accepted(ERASMUS_PLUS, write_csv(tmp_path / "old.csv", rows))
    youth = [node.values for node in row.references[1].nodes if node.values]
    assert youth == [{"name": "Youth in action (2007-2013)", "level": "priority", "period": "2007-2013"}]


def test_a_partner_with_a_large_number_is_found_and_the_order_of_numbers_kept(tmp_path: Path) -> None:
    row = only(tmp_path, **{"Partner 117 name": "Hundredth", "Partner 20 name": "Twentieth"})
    assert [values["name"] for values in organisations(row)][1:] == ["Lampada", "Twentieth", "Hundredth"]


def test_who_stands_twice_in_a_row_takes_part_once_and_leads_if_it_leads(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        **{
            "Partner 2 name": " VOLKSSCHULE oberlicht", "Partner 2 country": "Austria",
            "Partner 2 website": "www.school.example",
        },
    )  # fmt: skip
    parts = [tie.values["role"] for tie in row.record.ties if tie.type is Tie.PARTICIPATES_IN]
    assert parts == ["lead", "partner"]
    assert organisations(row)[0]["name"] == "Volksschule Oberlicht"
    assert organisations(row)[0]["website"] == "www.school.example"


def test_a_partner_without_a_name_is_a_participant_all_the_same(tmp_path: Path) -> None:
    row = only(
        tmp_path, **{"Partner 2 name": "-", "Partner 2 country": "LT", "Partner 3 website": "x.example"}
    )
    assert organisations(row)[2:] == [{"name_status": "missing", "country": "LT"}]


def test_persons_are_not_stored(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        **{
            "Partner 2 name": "Jane Roe", "Partner 2 organisation type": "Self-employed / freelance artist",
            "Partner 2 website": "www.janeroe.example", "Coordinator's website": "head@school.example",
            "Contact person": "John Doe", "Project Summary": "Write to john.doe@school.example.",
        },
    )  # fmt: skip
    assert len(organisations(row)) == 2
    assert not re.search(r"Roe|roe|Doe|doe|head@", str(row))


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Project Identifier": ""}, "Project Identifier"),
        ({"Partner 1 country": "Ruritania"}, "Partner 1 country"),
        ({"Coordinator's country": "??"}, "Coordinator's country"),
        ({"Start date": "31/31/2016"}, "Start date"),
        ({GRANT: "12,345"}, GRANT),
        ({GRANT: "100 PLN"}, GRANT),
        ({"Programme": "", "Key Action": "", "Action Type": ""}, "Programme"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_with_its_column(
    tmp_path: Path, change: dict[str, str], column: str
) -> None:
    other = {"Project Identifier": "other"}
    kept, rejections = read(ERASMUS_PLUS, written(tmp_path, other, change))
    assert (len(kept), [rejection.column for rejection in rejections]) == (1, [column])


def test_an_empty_grant_is_unknown_and_not_zero(tmp_path: Path) -> None:
    (funding,) = ties([only(tmp_path, **{GRANT: ""})], Tie.FUNDED_BY).values()
    assert funding[0].values == {"call": "2016"}


def test_a_project_without_programme_says_that_its_funder_is_missing(tmp_path: Path) -> None:
    row = only(tmp_path, **{GRANT: "", "Programme": "", "Key Action": "", "Action Type": ""})
    assert row.record.nodes[0].values["funding"] == "missing"


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("Pistoriusstr. 133, 13086, Berlin", "Berlin"),
        ("Haus 14/Zimmer 2.13, DE-14476, GOLM", "GOLM"),
        ("Pl. Techniki, 1,  00661,  WARSZAW", "WARSZAW"),
        ("11 Avenue du Tremblay, 75012 Paris", None),
        ("Vocarska 17\n32000 Vukovar", None),
        ("N/A, GRONINGEN", None),
    ],
)
def test_the_town_is_read_only_where_it_stands_apart(tmp_path: Path, address: str, town: str | None) -> None:
    row = only(tmp_path, **{"Coordinator's address": address})
    assert organisations(row)[0].get("town") == town


def test_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    changes = [
        {"Project Identifier": f"P{n}", "Partner 2 name": f"Club {n % 4}", "Topics": f"Topic {n % 3}"}
        for n in range(20)
    ]
    before = stated(accepted(ERASMUS_PLUS, written(tmp_path, *changes)))
    mixed = Random(5).sample(changes, len(changes))
    assert stated(accepted(ERASMUS_PLUS, written(tmp_path, *mixed))) == before
    assert stated(accepted(ERASMUS_PLUS, written(tmp_path, *changes[1:]))) < before


def test_all_dialects_are_known_by_their_columns(samples: dict[Path, dict[str, str]]) -> None:
    known = {t.name: t.columns for source in (CORDIS, ERASMUS_PLUS) for t in source.tables}
    assert {recognise(list(sample), known) for sample in samples.values()} == {"projects"}
