"""Tables of any kind through a mapping: what rows become, why rows are refused, and how they are mended."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UnexpectedLayout
from graph.records import Rejection, Row
from graph.vocabulary import Node, Tie
from ingest.mapping.document import parsed_mapping
from ingest.sources.generic import MappedSource, mapped_source

HEAD = "source: {name: meadow, title: Meadow}\n"
PARTICIPATIONS = f"""{HEAD}
table: participations
project:
  known_by: code
  code: {{column: Code, required: yes}}
  title: Title
  start: Start
  budget: Budget
  programme: Fund
  grant: Grant
  themes: {{column: Themes, separator: ","}}
  currency: Currency
organisation:
  known_by: pic
  identifiers: {{pic: PIC}}
  name: Name
  country: Country
  kind: {{column: Kind, values: {{GEM: municipality}}, others: left out}}
  role: {{column: Role, values: {{Boss: lead, Helper: partner}}}}
  contribution: Share
  currency: Currency
"""
FULL = {
    "Code": "M-1", "Title": "Meadow", "Start": "2020-03-01", "Budget": "1200.50", "Fund": "Example Fund",
    "Grant": "1000", "Themes": "Nature, Adult learning,Nature", "Currency": "EUR", "PIC": "999",
    "Name": "Gmina Łąka", "Country": "Polska", "Kind": "GEM", "Role": "Boss", "Share": "500",
}  # fmt: skip
COLUMNS = list(FULL)
Load = Callable[..., list[Row | Rejection]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Rows of a table under a mapping; the table is written as CSV."""

    def read(mapping: str, *rows: dict[str, str], columns: list[str] | None = None) -> list[Row | Rejection]:
        path = tmp_path / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns or list(rows[0]), restval="", delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        with MappedSource(parsed_mapping(mapping, "m.yaml")).open(path) as opened:
            return list(opened.rows)

    return read


def only(rows: list[Row | Rejection]) -> Row:
    (row,) = rows
    assert isinstance(row, Row), row
    return row


def node(row: Row, label: Node) -> dict[str, object]:
    return next(dict(n.values) for n in row.record.nodes if n.label is label and n.values)


def test_a_participation(load: Load) -> None:
    row = only(load(PARTICIPATIONS, FULL))
    ties = {tie.type: dict(tie.values) for tie in row.record.ties}

    assert node(row, Node.ORGANISATION) == {
        "name": "Gmina Łąka", "name_status": "stated", "country": "PL", "identifiers": ("pic:999",),
        "kind": "municipality", "kind_rule": "stated", "sector": "public",
    }  # fmt: skip
    assert node(row, Node.PROJECT) == {
        "code": "M-1", "title": "Meadow", "start": "2020-03-01", "budget": "1200.50", "currency": "EUR",
    }  # fmt: skip
    assert ties[Tie.PARTICIPATES_IN] == {"role": "lead", "contribution": "500", "currency": "EUR"}
    assert ties[Tie.FUNDED_BY] == {"amount": "1000", "currency": "EUR"}
    assert sum(tie.type is Tie.ABOUT for tie in row.record.ties) == 2
    assert {record.nodes[0].values["name"] for record in row.references} == {
        "Nature",
        "Adult learning",
        "Example Fund",
    }


def test_what_is_not_known_is_not_there(load: Load) -> None:
    row = only(load(PARTICIPATIONS, {"Code": "M-1", "Name": "X", "PIC": ""}, columns=COLUMNS))

    assert node(row, Node.ORGANISATION) == {"name": "X", "name_status": "stated"}
    assert [dict(tie.values) for tie in row.record.ties] == [{}]


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"Code": ""}, "Code", "The cell is empty."),
        ({"Name": "", "PIC": ""}, "PIC", "The cell is empty."),
        ({"Country": "Ruritania"}, "Country", "is no country"),
        ({"Role": "Cousin"}, "Role", "none of the words that the mapping knows here: 'Boss', 'Helper'"),
        ({"Start": "soon"}, "Start", "is not a date"),
        ({"Start": "03/04/2020"}, "Start", "has two meanings"),
        ({"Budget": "much"}, "Budget", "is not an amount"),
        ({"Budget": "1,234"}, "Budget", "has two meanings"),
        ({"PIC": "9.99E+08"}, "PIC", "its last digits are lost"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_column(
    load: Load, changed: dict[str, str], column: str, words: str
) -> None:
    (refused,) = load(PARTICIPATIONS, FULL | changed)

    assert isinstance(refused, Rejection)
    assert (refused.column, refused.location.row) == (column, 2)
    assert words in refused.reason
    assert refused.cells.get("Title") == "Meadow"


def test_other_rows_of_the_column_decide_what_an_amount_and_a_date_mean(load: Load) -> None:
    unclear = FULL | {"Budget": "1,234", "Start": "03/04/2020"}
    clear = FULL | {"Budget": "1,5", "Start": "30/04/2020", "PIC": "998"}
    for rows in ((unclear, clear), (clear, unclear)):
        projects = [node(row, Node.PROJECT) for row in load(PARTICIPATIONS, *rows) if isinstance(row, Row)]
        told = {(project["budget"], project["start"]) for project in projects}
        assert told == {("1.234", "2020-04-03"), ("1.5", "2020-04-30")}


def test_an_organisation_is_known_by_its_number_else_by_name_and_country(load: Load) -> None:
    rows = load(
        PARTICIPATIONS,
        FULL,
        FULL | {"Name": "Commune of Łąka"},
        FULL | {"PIC": "", "Name": "GMINA  ŁĄKA"},
        FULL | {"PIC": "", "Name": "Gmina Łąka"},
        FULL | {"PIC": "", "Name": "Gmina Łąka", "Country": "Litwa"},
    )
    known = [
        next(n.uid for n in r.record.nodes if n.label is Node.ORGANISATION)
        for r in rows
        if isinstance(r, Row)
    ]

    assert known[0] == known[1]
    assert known[2] == known[3]
    assert len(set(known)) == 3


def test_a_cell_names_its_own_currency_and_two_in_one_tie_are_refused(load: Load) -> None:
    mapping = PARTICIPATIONS.replace("  contribution: Share\n", "  contribution: Share\n  cost: Cost\n")
    fine = only(load(mapping, FULL | {"Share": "500 zł", "Cost": "600 zł"}))
    (refused,) = load(mapping, FULL | {"Share": "500 zł", "Cost": "600"})

    assert dict(fine.record.ties[-1].values)["currency"] == "PLN"
    assert isinstance(refused, Rejection)
    assert "different currencies: EUR, PLN" in refused.reason


def test_words_for_not_known_are_empty_cells(load: Load) -> None:
    mapping = PARTICIPATIONS.replace("table:", "reading: {not_known: [NA]}\ntable:")

    assert "start" not in node(only(load(mapping, FULL | {"Start": "NA"})), Node.PROJECT)


PROJECTS = f"""{HEAD}
table: projects
reading: {{country: DK}}
project: {{known_by: code, code: Code, title: Title}}
participants:
  - name: Lead
    role: {{value: lead}}
  - name: Partner {{n}}
    country: Partner {{n}} country
    role: {{value: partner}}
  - name: Others
    separator: ";"
    town: Towns
    role: Roles
"""


def test_a_project_with_its_lead_numbered_partners_and_others_in_one_cell(load: Load) -> None:
    cells = {
        "Code": "P", "Title": "T", "Lead": "A", "Partner 1": "B", "Partner 1 country": "PL", "Partner 2": "",
        "Partner 2 country": "", "Partner 12": "C", "Partner 12 country": "", "Others": "D;E", "Towns": "X;",
        "Roles": "partner;associated",
    }  # fmt: skip
    row = only(load(PROJECTS, cells))
    bodies = {n.values["name"]: n for n in row.record.nodes if n.label is Node.ORGANISATION}
    parts = {tie.start.uid: tie.values.get("role") for tie in row.record.ties}

    assert {name: parts[body.uid] for name, body in bodies.items()} == {
        "A": "lead", "B": "partner", "C": "partner", "D": "partner", "E": "associated",
    }  # fmt: skip
    assert bodies["B"].values["country"] == "PL"
    assert bodies["C"].values["country"] == "DK"
    assert bodies["D"].values["town"] == "X"
    assert "town" not in bodies["E"].values


def test_lists_that_do_not_fit_each_other_are_refused(load: Load) -> None:
    base = {"Code": "P", "Title": "T", "Lead": "A", "Partner 1": "", "Partner 1 country": ""}
    (refused,) = load(PROJECTS, base | {"Others": "D;E;F", "Towns": "X;Y", "Roles": ""})

    assert isinstance(refused, Rejection)
    assert refused.column == "Towns"
    assert "lists 2 where the row names 3" in refused.reason


def test_a_participant_that_is_counted_but_not_named_is_an_organisation_all_the_same(load: Load) -> None:
    cells = {
        "Code": "P", "Title": "T", "Lead": "A", "Partner 1": "", "Partner 1 country": "PL", "Others": "",
        "Towns": "", "Roles": "",
    }  # fmt: skip
    row = only(load(PROJECTS, cells))

    assert [n.values.get("name_status") for n in row.record.nodes if n.label is Node.ORGANISATION] == [
        "stated",
        "missing",
    ]


def test_who_is_named_twice_takes_part_once(load: Load) -> None:
    cells = {
        "Code": "P", "Title": "T", "Lead": "A", "Partner 1": "a ", "Partner 1 country": "DK", "Others": "",
        "Towns": "", "Roles": "",
    }  # fmt: skip
    row = only(load(PROJECTS, cells))

    assert [tie.values for tie in row.record.ties] == [{"role": "lead"}]


def test_those_who_only_applied_are_no_partners(load: Load) -> None:
    mapping = f"""{HEAD}
table: projects
reading: {{currency: EUR}}
project:
  {{known_by: code, code: Code, status: Status, requested: Asked, programme: {{value: Fund}}, grant: Grant}}
participants: [{{name: Who}}]
outcome: {{column: Status, values: {{no: applied, yes: funded}}}}
"""
    no, yes, empty = load(
        mapping,
        {"Code": "1", "Who": "A", "Status": "No", "Asked": "10", "Grant": "0"},
        {"Code": "2", "Who": "A", "Status": "yes", "Asked": "10", "Grant": "9"},
        {"Code": "3", "Who": "A", "Status": "", "Asked": "10", "Grant": "9"},
    )

    assert isinstance(no, Row)
    assert isinstance(yes, Row)
    assert isinstance(empty, Rejection)
    assert [(t.type, dict(t.values)) for t in no.record.ties] == [
        (Tie.APPLIED_FOR, {"status": "No", "amount": "10", "currency": "EUR"})
    ]
    assert {t.type for t in yes.record.ties} == {Tie.PARTICIPATES_IN, Tie.FUNDED_BY}


PAIRS = f"{HEAD}\ntable: partnerships\none: {{name: A}}\nother: {{name: B}}\ntogether: {{start: Year}}\n"


def test_two_who_work_together_share_a_nameless_project(load: Load) -> None:
    rows = load(
        PAIRS,
        {"A": "X", "B": "Y", "Year": ""},
        {"A": "Y", "B": "X", "Year": ""},
        {"A": "X", "B": "Y", "Year": "2020"},
        {"A": "X", "B": "X", "Year": ""},
    )
    joint = [row.record.ties[0].end for row in rows if isinstance(row, Row)]

    assert joint[0] == joint[1] != joint[2]
    assert isinstance(rows[3], Rejection)
    assert rows[3].column == "B"
    assert all(len({tie.start for tie in row.record.ties}) == 2 for row in rows if isinstance(row, Row))


def test_nodes_and_edges_of_two_files_fall_together(load: Load) -> None:
    nodes = (
        f"{HEAD}\ntable: organisations\norganisation: {{known_by: id, identifiers: {{id: Id}}, name: Name}}\n"
    )
    ends = "{known_by: id, identifiers: {id: %s}}"
    edges = f"{HEAD}\ntable: partnerships\none: {ends % 'From'}\nother: {ends % 'To'}\n"
    named = [
        row.record.nodes[0].uid
        for row in load(nodes, {"Id": "0", "Name": "X"}, {"Id": "1", "Name": "Y"})
        if isinstance(row, Row)
    ]
    edge = only(load(edges, {"From": "1", "To": "0"}))

    assert {n.uid for n in edge.record.nodes if n.label is Node.ORGANISATION} == set(named)


def test_a_membership_is_no_cooperation(load: Load) -> None:
    mapping = f"""{HEAD}
table: memberships
organisation: {{name: City, country: Country}}
network: {{name: Network}}
membership: {{since: Since, status: Status}}
"""
    row = only(
        load(
            mapping, {"City": "Łąka", "Country": "PL", "Network": "Union", "Since": "2015", "Status": "full"}
        )
    )

    assert [(tie.type, dict(tie.values)) for tie in row.record.ties] == [
        (Tie.MEMBER_OF, {"since": "2015", "status": "full"})
    ]


def test_a_place_and_the_place_around_it(load: Load) -> None:
    mapping = f"""{HEAD}
table: places
place:
  {{code: {{columns: [Country, Code], joined_by: _}}, name: Name, part_of: Nuts,
    population: People, latitude: Lat}}
"""
    row = only(
        load(
            mapping,
            {
                "Country": "PL",
                "Code": "01",
                "Name": "Łąka",
                "Nuts": "PL911",
                "People": "1 234",
                "Lat": "52,5",
            },
        )
    )

    assert node(row, Node.PLACE) == {"code": "PL_01", "name": "Łąka", "population": 1234, "latitude": 52.5}
    assert [(tie.type, tie.end.uid) for tie in row.record.ties] == [(Tie.PART_OF, "place-PL911")]


def test_a_column_that_is_not_there_is_named_before_anything_is_read(load: Load) -> None:
    with pytest.raises(
        UnexpectedLayout, match=r"lacks 1 of the columns .*: 'Share'\. Its columns are: 'Code'"
    ):
        load(PARTICIPATIONS, {name: text for name, text in FULL.items() if name != "Share"})


def test_headings_are_found_whatever_their_case_accents_and_spaces(load: Load) -> None:
    shouted = {f" {heading.upper()} ": text for heading, text in FULL.items()}
    (refused,) = load(PARTICIPATIONS, shouted | {" COUNTRY ": "Ruritania"})

    assert isinstance(only(load(PARTICIPATIONS, shouted)), Row)
    assert isinstance(refused, Rejection)
    assert refused.column == " COUNTRY ", "a person looks for the heading as it stands in the file"


def test_rejects_are_mended_and_loaded_again_as_if_they_had_been_right(load: Load) -> None:
    (refused,) = load(PARTICIPATIONS, FULL | {"Country": "Ruritania"})
    assert isinstance(refused, Rejection)
    again = dict(refused.cells) | {"Country": "Polska"}
    again |= {"_row": "2", "_column": "Country", "_reason": refused.reason}
    mended = only(load(PARTICIPATIONS, again))
    right = only(load(PARTICIPATIONS, FULL))

    assert mended.record.checksum() == right.record.checksum()
    assert mended.record.key == right.record.key


def test_persons_are_not_kept(load: Load) -> None:
    mapping = f"{PARTICIPATIONS}left_out: [Boss of it]\n"
    row = only(load(mapping, FULL | {"Boss of it": "Jan Zmyślony", "Note": "write to jan@example.org"}))

    assert "Zmyślony" not in str(row.record.raw)
    assert "jan@" not in str(row.record.raw)
    assert row.record.raw["Name"] == "Gmina Łąka"


def test_a_mapping_file_is_a_source_with_facts_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(PARTICIPATIONS, encoding="utf-8")
    source = mapped_source(path)
    needed = [column.headings[0] for column in source.columns["participations"] if column.required]

    assert source.facts.name == "meadow"
    assert source.facts.licence.startswith("Not stated")
    assert needed == ["PIC", "Code"]


ROWS_OF_ANY_ORDER = [
    FULL | {"PIC": str(number), "Budget": budget, "Start": start}
    for number, (budget, start) in enumerate(
        [("1,234", "01/02/2020"), ("1.234,5", "31/01/2020"), ("x", ""), ("", ""), ("7", "2020"), ("1,5", "")]
    )
]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(ROWS_OF_ANY_ORDER))
def test_the_order_of_the_rows_changes_nothing(load: Load, order: list[dict[str, str]]) -> None:
    def stated(rows: list[Row | Rejection]) -> dict[str, str]:
        return {row.record.key: row.record.checksum() for row in rows if isinstance(row, Row)}

    found = stated(load(PARTICIPATIONS, *order))

    assert len(found) == len(ROWS_OF_ANY_ORDER) - 1
    assert found == stated(load(PARTICIPATIONS, *ROWS_OF_ANY_ORDER))
