"""Drafts of mappings: what headings and cells say, how sure it is, and that a draft can be loaded."""

from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from graph.records import Rejection, Row
from graph.vocabulary import Tie
from ingest.mapping.document import parsed_mapping
from ingest.mapping.lexicon import languages, meanings_of
from ingest.mapping.settling import settled, table_of
from ingest.mapping.suggest import guesses_of, sample_of, source_name, suggest
from ingest.reading.tables import open_table
from ingest.sources.generic import MappedSource
from tests.ingest.mapping.labelled import TABLES, Label, Labelled, written

# Of the labelled columns, and of the kinds of tables, at least this share must be right.
RIGHT = 0.95


def proposed(path: Path) -> tuple[str, dict[str, Label]]:
    table = open_table(path)
    sample = sample_of(table)
    guesses = guesses_of(table, sample)
    kind = table_of(guesses, sample.rows)
    return kind, {guess.heading: guess.target for guess in settled(guesses, kind, sample.rows)}


def rows_of(text: str, path: Path) -> list[Row | Rejection]:
    with MappedSource(parsed_mapping(text, "draft")).open(path) as opened:
        return list(opened.rows)


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_nearly_all_labelled_columns_are_taken_for_what_they_are(table_file: Path) -> None:
    wrong, columns, kinds = [], 0, 0
    for table in TABLES:
        table_file.write_text(written(table), encoding="utf-8")
        kind, fields = proposed(table_file)
        kinds += kind == table.kind
        columns += len(table.labels)
        wrong += [
            f"{table.language}: {h} as {fields[h]}" for h, to in table.labels.items() if fields[h] != to
        ]

    assert columns > 150
    assert len(wrong) <= (1 - RIGHT) * columns, wrong
    assert kinds == len(TABLES)


@pytest.mark.parametrize("table", TABLES, ids=[f"{table.language}-{table.kind}" for table in TABLES])
def test_no_column_of_persons_is_read(table: Labelled, table_file: Path) -> None:
    table_file.write_text(written(table), encoding="utf-8")
    _, fields = proposed(table_file)

    assert [h for h, to in table.labels.items() if to == "person" and fields[h] != "person"] == []


@pytest.mark.parametrize("table", TABLES, ids=[f"{table.language}-{table.kind}" for table in TABLES])
def test_a_draft_loads_every_row_and_keeps_no_person(table: Labelled, table_file: Path) -> None:
    table_file.write_text(written(table), encoding="utf-8")
    rows = rows_of(suggest(table_file), table_file)
    persons = [h for h, to in table.labels.items() if to == "person"]

    assert [row.reason for row in rows if isinstance(row, Rejection)] == []
    assert len(rows) == len(table.rows)
    kept = {row.record.raw.get(h, "(left out)") for row in rows if isinstance(row, Row) for h in persons}
    assert kept <= {"(left out)"}


def test_a_draft_says_what_it_saw_and_how_sure_it_is(table_file: Path) -> None:
    polish = next(table for table in TABLES if table.language == "pl")
    table_file.write_text(written(polish), encoding="utf-8")
    text = suggest(table_file)

    assert "drafted from its headings (Polish) and 3 rows" in text
    assert 'title: "Tytuł projektu"  # sure' in text
    assert "# Left out: persons are not stored.\nleft_out:\n" in text
    assert '  - "Osoba kontaktowa"' in text
    assert '"Lider": lead' in text
    assert 'dates: "dmy"  # seen in the dates' in text


def test_cells_overrule_headings(table_file: Path) -> None:
    table_file.write_text("Project code;Start date;Country\nA;soon;many\nB;later;all\n", encoding="utf-8")
    _, fields = proposed(table_file)

    assert fields == {"Project code": "project.code", "Start date": None, "Country": None}
    assert "speaks of start, but the cells do not look like it" in suggest(table_file)


def test_mail_addresses_are_never_mapped_whatever_the_heading(table_file: Path) -> None:
    table_file.write_text("Organisation name;Website\nX;a@example.org\nY;b@example.org\n", encoding="utf-8")

    assert proposed(table_file)[1]["Website"] == "person"


def test_applicants_are_told_from_those_who_take_part(table_file: Path) -> None:
    table_file.write_text(
        "Kodas;Projektas;Pareiškėjas;Paraiškos būsena\n"
        "1;P;A;Nesudaryta sutartis\n2;Q;B;Įgyvendinimas\n3;R;C;Kažkas\n",
        encoding="utf-8",
    )
    text = suggest(table_file)
    first, second, third = rows_of(text, table_file)

    assert '# "Kažkas": ?' in text
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert isinstance(third, Rejection)
    assert [tie.type for tie in first.record.ties] == [Tie.APPLIED_FOR]
    assert [tie.type for tie in second.record.ties] == [Tie.PARTICIPATES_IN]
    assert third.column == "Paraiškos būsena"


def test_the_rarest_word_of_a_long_table_is_seen(table_file: Path) -> None:
    """A single application that failed stood in row 8,307 of a list of contracts, and became a partner."""
    lines = [f"{number};T{number};A;Įgyvendinimas" for number in range(6_000)]
    text = "\n".join(["Kodas;Projektas;Pareiškėjas;Projekto būsena", *lines, "x;X;B;Nesudaryta sutartis"])
    table_file.write_text(text, encoding="utf-8")

    assert '"Nesudaryta sutartis": applied' in suggest(table_file)


def test_titles_alone_make_no_partners(table_file: Path) -> None:
    """Two bodies with projects of one title are not partners: no code says that it is one project."""
    table_file.write_text("Tytuł projektu;Nazwa beneficjenta\nDroga;A\nDroga;B\n", encoding="utf-8")
    rows = rows_of(suggest(table_file), table_file)

    assert len({row.record.ties[0].end for row in rows if isinstance(row, Row)}) == 2


def test_rows_on_one_project_are_told_apart_by_the_column_in_which_they_differ(table_file: Path) -> None:
    table_file.write_text("Naziv projekta;Korisnik;Županija\nP;A;X\nP;A;Y\n", encoding="utf-8")
    text = suggest(table_file)
    rows = [row for row in rows_of(text, table_file) if isinstance(row, Row)]

    assert 'rows_differ_in: ["Županija"]' in text
    assert len({row.record.key for row in rows}) == 2
    assert len({row.record.ties[0].end for row in rows}) == 1


def test_a_table_of_which_nothing_is_understood_gets_a_draft_that_says_so(table_file: Path) -> None:
    table_file.write_text("qwx;zzv\n1;2\n", encoding="utf-8")
    text = suggest(table_file)

    assert "NO COLUMN FOUND" in text
    with pytest.raises(UnexpectedLayout, match=r"organisation: .*`name` is needed|needs the section"):
        parsed_mapping(text, "draft")


def test_a_table_without_rows_or_a_file_that_is_none(table_file: Path, tmp_path: Path) -> None:
    table_file.write_text("Project title;Country\n", encoding="utf-8")
    with pytest.raises(UnexpectedLayout, match="no row that can be read"):
        suggest(table_file)
    with pytest.raises(UnreadableFile, match="There is no file"):
        suggest(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    "heading", ['a: "b" # c', "x\ny", "- {n}", "'quoted'", "&anchor *alias", "{[,]}", "%", "é\u2028z"]
)
def test_headings_of_any_signs_make_yaml_that_loads(heading: str, table_file: Path) -> None:
    table_file.write_text(
        'organisation name;"{}"\nX;y\n'.format(heading.replace('"', '""')), encoding="utf-8", newline=""
    )
    mapping = parsed_mapping(suggest(table_file), "draft")

    assert mapping.organisation is not None
    assert mapping.organisation.name is not None


def test_nodes_and_edges_of_a_network_are_one_source() -> None:
    assert source_name(Path("Kitchen_nodes.csv")) == source_name(Path("Kitchen_edges.csv")) == "kitchen"
    assert source_name(Path("nodes.csv")) == "nodes"
    assert source_name(Path("Žalia pieva 2020.xlsx")) == "zalia-pieva-2020"


def test_the_words_of_twelve_languages_are_known() -> None:
    assert {"en", "pl", "lt", "hu", "da", "de", "fr", "es", "it", "hr", "ro", "cs"} <= set(languages())


def test_headings_in_two_languages_are_read() -> None:
    _, found = meanings_of(["Project title / Titolo del progetto", "Country/Paese"])

    assert [(one.thing, one.attribute) for one in found if one] == [("project", "title"), (None, "country")]
