"""The real file as a whole, and small workbooks of its layout for every way in which a row can be wrong."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from graph.progress import Silent
from graph.records import Rejection, Row
from graph.settings import Settings
from graph.store.freeze import graph_version
from graph.store.jobs import Job
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.keep_eu import KeepEu
from ingest.sources.keep_eu_rows import CALLS, PARTNERS, PROJECTS
from tests.builders import participation, write
from tests.graph.store.dump import graph_dump, nodes, ties
from tests.ingest.workbooks import Cell, table, write_workbook
from tests.keep_eu_run import KeepEuRun

COLUMNS = {name: [column.headings[0] for column in columns] for name, columns in KeepEu().columns.items()}
PROGRAMME = "2014 - 2020 Interreg V-A Lithuania - Poland"
PROJECT: Mapping[str, Cell] = {
    "Programme": PROGRAMME,
    "Acronym": "PUMP",
    "Project Name": "Water for all",
    "Lead Partner": "Utena",
    "Budget": "1,604,442.00",
    "EU Funding": "1,363,775.70",
    "Thematic1": "Water management",
    "Thematic2": "Soil and air",
    "Project start": "2015/10/27",
    "Project end": "2017/10/26",
    "Call SN": 2.0,
}
PARTNER: Mapping[str, Cell] = {
    "Programme": PROGRAMME,
    "Acronym": "PUMP",
    "Project Partner": "Utenos rajono savivaldybė",
    "Lead Partner": "Yes",
    "Town": "Utena",
    "Country": "Lithuania",
    "Department": "Environment",
    "Legal Status": "public",
    "NUTS1 (or equivalent)": "LT0  / LIETUVA",
    "NUTS2 (or equivalent)": "LT02  / Vidurio ir vakarų Lietuvos regionas",
    "NUTS3 (or equivalent)": "LT029  / Utenos apskritis",
}
CALL: Mapping[str, Cell] = {
    "Programme": PROGRAMME,
    "Serial Number": 2.0,
    "Start Date": "2015/01/01",
    "End Date": "2015/06/30",
    "Budget": "10,000,000.00",
}

Rows = list[Mapping[str, Cell]]


def workbook(
    path: Path, projects: Rows | None = None, partners: Rows | None = None, calls: Rows | None = None
) -> Path:
    """A workbook of keep.eu's layout; without rows given, one of each that fits the others."""
    rows = {PROJECTS: projects, PARTNERS: partners, CALLS: calls}
    usual = {PROJECTS: [PROJECT], PARTNERS: [PARTNER], CALLS: [CALL]}
    sheets = {
        name: table(COLUMNS[name], *(usual[name] if rows[name] is None else rows[name])) for name in COLUMNS
    }
    return write_workbook(path / "keep.xlsx", sheets)


def load(store: Store, file: Path, settings: Settings) -> Job:
    return ingest(store, KeepEu(), file, settings, Silent())


def rejections(file: Path) -> list[Rejection]:
    with KeepEu().open(file) as opened:
        return [row for row in opened.rows if isinstance(row, Rejection)]


# The real file


def test_every_row_of_the_real_file_is_accounted_for(keep_eu: KeepEuRun) -> None:
    job = keep_eu.first
    assert job.read == 10_650 == job.written + job.unchanged + job.rejected
    assert (job.written, job.unchanged, job.rejected) == (10_649, 1, 0)
    assert (job.state, job.error) == ("done", None)


def test_the_real_file_gives_the_known_network(keep_eu: KeepEuRun) -> None:
    known = {"Project": 1_852, "PARTICIPATES_IN": 8_620, "Organisation": 6_960, "PARTNERS_WITH": 33_208}
    assert {name: keep_eu.counts[name] for name in known} == known


def test_funding_of_projects_that_stand_twice_is_counted_once(keep_eu: KeepEuRun) -> None:
    """The column adds up to 2,222,119,595.48, because 39 projects stand there once per lead partner."""
    assert keep_eu.funding == Decimal("2203322607.48")
    assert keep_eu.currencies <= {"EUR", None}
    assert keep_eu.counts["FUNDED_BY"] == 1_852


def test_a_second_load_of_the_real_file_writes_nothing(keep_eu: KeepEuRun) -> None:
    job = keep_eu.second
    assert (job.read, job.written, job.unchanged, job.rejected) == (10_650, 0, 10_650, 0)
    assert keep_eu.version_after_second == keep_eu.version_after_first


def test_acronyms_of_digits_are_text_without_a_decimal_point(keep_eu: KeepEuRun) -> None:
    assert {"103", "106", "118"} <= keep_eu.acronyms_of_digits
    acronyms = keep_eu.snapshot.projects["acronym"].to_pylist()
    assert [acronym for acronym in acronyms if re.fullmatch(r"[0-9.]+\.0", acronym)] == []


def test_the_snapshot_holds_the_whole_network(keep_eu: KeepEuRun) -> None:
    sizes = {name: len(table) for name, table in keep_eu.snapshot.tables.items()}
    assert (sizes["organisations"], sizes["projects"], sizes["participations"]) == (6_960, 1_852, 8_620)
    assert keep_eu.snapshot.organisations["country"].null_count == 0


# Rows understood


def test_a_partner_row_becomes_an_organisation_in_a_project(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    load(store, workbook(tmp_path), settings)
    (organisation,) = nodes(store, "Organisation").values()
    told = {
        name: organisation[name] for name in ("name", "country", "town", "legal_status", "kind", "sector")
    }
    assert told == {
        "name": "Utenos rajono savivaldybė",
        "country": "LT",
        "town": "Utena",
        "legal_status": "public",
        "kind": "municipality",
        "sector": "public",
    }
    (part,) = ties(store, "PARTICIPATES_IN").values()
    assert (part["role"], part["department"]) == ("lead", "Environment")


def test_a_project_row_becomes_a_project_with_funding_themes_and_dates(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    load(store, workbook(tmp_path), settings)
    (project,) = nodes(store, "Project").values()
    told = {name: project[name] for name in ("acronym", "title", "start", "end", "budget", "currency")}
    assert told == {
        "acronym": "PUMP",
        "title": "Water for all",
        "start": "2015-10-27",
        "end": "2017-10-26",
        "budget": "1604442.00",
        "currency": "EUR",
    }
    (funded,) = ties(store, "FUNDED_BY").values()
    assert (funded["amount"], funded["currency"], funded["call"]) == ("1363775.70", "EUR", "2")
    assert {theme["name"] for theme in nodes(store, "Theme").values()} == {"Water management", "Soil and air"}
    assert len(ties(store, "ABOUT")) == 2


def test_territories_lie_in_each_other_and_in_their_country(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    load(store, workbook(tmp_path), settings)
    assert set(ties(store, "PART_OF")) >= {
        ("place-LT029", "place-LT02"),
        ("place-LT02", "place-LT0"),
        ("place-LT0", "place-LT"),
    }
    assert [seat for _, seat in ties(store, "LOCATED_IN")] == ["place-LT029"]
    assert nodes(store, "Place")["place-LT029"]["name"] == "Utenos apskritis"


def test_a_call_is_part_of_its_programme(store: Store, tmp_path: Path, settings: Settings) -> None:
    load(store, workbook(tmp_path), settings)
    programmes = {node["level"]: node for node in nodes(store, "Programme").values()}
    assert programmes["programme"]["name"] == "Interreg V-A Lithuania - Poland"
    assert programmes["programme"]["period"] == "2014-2020"
    assert programmes["call"]["start"] == "2015-01-01"
    assert (programmes["call"]["uid"], programmes["programme"]["uid"]) in ties(store, "PART_OF")


def test_names_that_differ_in_spaces_around_and_in_capitals_are_one_organisation(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    names = ["City of Graz", " CITY OF GRAZ "]
    projects = [PROJECT | {"Acronym": acronym} for acronym in "AB"]
    partners = [
        PARTNER | {"Acronym": acronym, "Project Partner": name, "Country": "Austria"}
        for acronym, name in zip("AB", names, strict=True)
    ]
    load(store, workbook(tmp_path, projects=projects, partners=partners), settings)
    assert len(nodes(store, "Organisation")) == 1
    assert len(ties(store, "PARTICIPATES_IN")) == 2


def test_the_same_name_in_two_countries_is_two_organisations(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    partners = [PARTNER | {"Country": country} for country in ("Lithuania", "Poland")]
    load(store, workbook(tmp_path, partners=partners), settings)
    assert {node["country"] for node in nodes(store, "Organisation").values()} == {"LT", "PL"}


def test_a_project_of_two_lead_partners_is_one_project_funded_once(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    twice = [PROJECT, PROJECT | {"Lead Partner": "Szeged"}]
    job = load(store, workbook(tmp_path, projects=twice), settings)
    assert (job.written, job.rejected) == (4, 0)
    (funded,) = ties(store, "FUNDED_BY").values()
    assert funded["amount"] == "1363775.70"
    assert len(funded["records"]) == 2


def test_an_acronym_of_digits_is_text_and_joins_both_sheets(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    """Excel writes the acronym 103 as the number 103.0, in one sheet or in both."""
    file = workbook(
        tmp_path, projects=[PROJECT | {"Acronym": 103.0}], partners=[PARTNER | {"Acronym": "103"}]
    )
    job = load(store, file, settings)
    assert job.rejected == 0
    assert [project["acronym"] for project in nodes(store, "Project").values()] == ["103"]


def test_what_a_row_leaves_out_is_unknown(store: Store, tmp_path: Path, settings: Settings) -> None:
    bare_project = {name: PROJECT[name] for name in ("Programme", "Acronym", "Lead Partner")}
    bare_partner = {
        name: PARTNER[name] for name in ("Programme", "Acronym", "Project Partner", "Country", "Lead Partner")
    }
    job = load(store, workbook(tmp_path, projects=[bare_project], partners=[bare_partner]), settings)
    assert job.rejected == 0
    (project,) = nodes(store, "Project").values()
    assert set(project) == {"uid", "labels", "acronym"}
    (funded,) = ties(store, "FUNDED_BY").values()
    assert "amount" not in funded
    assert "currency" not in funded


@pytest.mark.parametrize(
    "name",
    [
        "x'}) DETACH DELETE n //",
        'say "no" \\ `MATCH` $name {uid: 1}',
        "\N{RIGHT-TO-LEFT OVERRIDE}gro.elpmaxe",
        "=cmd|' /C calc'!A0",
        "<img src=x onerror=alert(1)>",
        "Ω" * 10_000,
    ],
    ids=["cypher", "quotes", "rtl", "formula", "html", "10 kB"],
)
def test_a_hostile_name_goes_through_as_it_is(
    store: Store, tmp_path: Path, settings: Settings, name: str
) -> None:
    partner = PARTNER | {"Project Partner": name, "Town": name}
    job = load(store, workbook(tmp_path, partners=[partner]), settings)
    assert job.rejected == 0
    (organisation,) = nodes(store, "Organisation").values()
    assert organisation["name"] == organisation["town"] == name
    assert len(ties(store, "PARTICIPATES_IN")) == 1


# Rows not understood


def test_a_name_with_a_nul_is_no_name(tmp_path: Path) -> None:
    """Excel's way of writing a character that XML cannot hold: no text has it but a damaged one."""
    (reject,) = rejections(workbook(tmp_path, partners=[PARTNER | {"Project Partner": "_x0000_null"}]))
    assert (reject.column, "NUL" in reject.reason) == ("Project Partner", True)


WRONG_ROWS = [
    (
        PROJECTS,
        {"Budget": "1,604"},
        "Budget",
        "'1,604' has two meanings: ',' may be the decimal sign or separate thousands, and no other amount in "
        "the column tells which.",
    ),
    (
        PROJECTS,
        {"EU Funding": "about 5"},
        "EU Funding",
        "'about 5' is not an amount: 'about' is no currency that is known here.",
    ),
    (
        PROJECTS,
        {"Project start": "soon"},
        "Project start",
        "'soon' is not a date such as 2015-10-27, 27.10.2015 or 27 October 2015.",
    ),
    (PROJECTS, {"Acronym": None}, "Acronym", "The cell is empty."),
    (PROJECTS, {"Programme": " "}, "Programme", "The cell is empty."),
    (CALLS, {"End Date": "2015/02/30"}, "End Date", "'2015/02/30' is a day that is not in the calendar."),
    (CALLS, {"Serial Number": None}, "Serial Number", "The cell is empty."),
    (PARTNERS, {"Country": "Atlantis"}, "Country", "'Atlantis' is no country that is known here."),
    (PARTNERS, {"Project Partner": None}, "Project Partner", "The cell is empty."),
    (PARTNERS, {"Lead Partner": "maybe"}, "Lead Partner", "'maybe' is neither Yes nor No."),
    (
        PARTNERS,
        {"Acronym": "NONE"},
        "Acronym",
        f"There is no project 'NONE' of {PROGRAMME!r} in sheet 'Projects (lead partners)'.",
    ),
]


@pytest.mark.parametrize(("name", "change", "column", "reason"), WRONG_ROWS)
def test_a_wrong_row_in_the_middle_is_told_by_file_sheet_row_and_column(
    store: Store,
    tmp_path: Path,
    settings: Settings,
    name: str,
    change: dict[str, Cell],
    column: str,
    reason: str,
) -> None:
    fine: dict[str, Rows] = {
        PROJECTS: [PROJECT, PROJECT | {"Acronym": "LAST"}],
        PARTNERS: [PARTNER, PARTNER | {"Acronym": "LAST"}],
        CALLS: [CALL, CALL | {"Serial Number": 3.0}],
    }
    first, last = fine[name]
    other = {"Project Partner": "Other"} if name == PARTNERS else {}
    rows = fine | {name: [first, first | other | change, last]}
    file = workbook(tmp_path, projects=rows[PROJECTS], partners=rows[PARTNERS], calls=rows[CALLS])
    job = load(store, file, settings)
    (reject,) = job.rejects
    place = reject.location
    assert (place.file, place.part, place.row) == ("keep.xlsx", name, 3)
    assert (reject.column, reject.reason) == (column, reason)
    assert (job.read, job.written, job.unchanged, job.rejected) == (7, 6, 0, 1)
    assert len(ties(store, "PARTICIPATES_IN")) == 2


def test_partners_of_a_project_that_was_rejected_are_rejected_too(tmp_path: Path) -> None:
    file = workbook(tmp_path, projects=[PROJECT | {"Budget": "much"}])
    assert [(reject.location.part, reject.column) for reject in rejections(file)] == [
        (PROJECTS, "Budget"),
        (PARTNERS, "Acronym"),
    ]


def test_a_partner_that_stands_twice_with_other_values_is_rejected_the_second_time(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    job = load(store, workbook(tmp_path, partners=[PARTNER, PARTNER | {"Lead Partner": "No"}]), settings)
    assert (job.read, job.written, job.rejected) == (4, 3, 1)
    assert "same key" in job.rejects[0].reason


def test_a_territory_first_named_by_a_row_that_is_not_written_is_described_all_the_same(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    """The reader used to give a territory only with the first row that named it, written or not."""
    elsewhere = {
        column: "PL84  / Podlaskie" if "NUTS2" in column else None for column in PARTNER if "NUTS" in column
    }
    contradiction = PARTNER | elsewhere | {"Lead Partner": "No"}
    another = PARTNER | elsewhere | {"Project Partner": "Other"}
    load(store, workbook(tmp_path, partners=[PARTNER, contradiction, another]), settings)
    assert nodes(store, "Place")["place-PL84"]["name"] == "Podlaskie"


# Files not understood


def spoiled(path: Path, name: str) -> Path:
    """The file that the name promises."""
    file = path / "keep.xlsx"
    sheets = {sheet: table(COLUMNS[sheet]) for sheet in COLUMNS}
    if name == "empty":
        file.touch()
    elif name == "not a spreadsheet":
        file.write_bytes(b"Programme,Acronym\n")
    elif name == "without a sheet":
        write_workbook(file, {sheet: rows for sheet, rows in sheets.items() if sheet != PARTNERS})
    elif name == "without a column":
        write_workbook(file, sheets | {CALLS: table(COLUMNS[CALLS][1:])})
    elif name == "damaged inside":
        write_workbook(file, sheets, damaged=CALLS)
    return file


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("missing", UnreadableFile, r"There is no file .*keep\.xlsx"),
        ("empty", UnreadableFile, r"keep\.xlsx is empty"),
        ("not a spreadsheet", UnexpectedLayout, r"keep\.xlsx is no whole export of keep\.eu.*lacks 4 of its"),
        ("damaged inside", UnreadableFile, r"keep\.xlsx cannot be opened as a spreadsheet"),
        (
            "without a sheet",
            UnexpectedLayout,
            r"For sheet 'Partners': No sheet of keep\.xlsx has the headings .* 'Projects \(lead partners\)'",
        ),
        ("without a column", UnexpectedLayout, r"For sheet 'Calls': No sheet of keep\.xlsx has the headings"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_graph_as_it_was(
    store: Store, tmp_path: Path, settings: Settings, name: str, error: type[Exception], sentence: str
) -> None:
    write(store, [participation("a", "p")])
    before, version = graph_dump(store), graph_version(store)
    with pytest.raises(error, match=sentence):
        load(store, spoiled(tmp_path, name), settings)
    assert (graph_dump(store), graph_version(store)) == (before, version)
    assert len(nodes(store, "Record")) == 1


def test_sheets_without_rows_are_a_network_without_members(
    store: Store, tmp_path: Path, settings: Settings
) -> None:
    job = load(store, workbook(tmp_path, projects=[], partners=[], calls=[]), settings)
    assert (job.read, job.state) == (0, "done")


def test_the_number_of_rows_is_known_before_they_are_read(tmp_path: Path) -> None:
    with KeepEu().open(workbook(tmp_path, partners=[PARTNER, PARTNER | {"Project Partner": "B"}])) as opened:
        assert opened.total == 4
        assert len([row for row in opened.rows if isinstance(row, Row)]) == 4
