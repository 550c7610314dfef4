"""Templates load as they are, in both formats, and say which kind of table they are."""

from pathlib import Path

import pytest

from graph.errors import InvalidParameter, UnexpectedLayout
from graph.records import Rejection, Row
from graph.vocabulary import Node, Tie
from ingest.mapping.schema import TABLES
from ingest.mapping.templates import FORMATS, examples, template, template_headings
from ingest.reading.columns import recognise
from ingest.reading.tables import open_table
from ingest.sources.generic import TemplateTables

SOURCE = TemplateTables()


def rows_of(path: Path) -> list[Row | Rejection]:
    with SOURCE.open(path) as opened:
        return list(opened.rows)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", TABLES)
def test_a_template_is_recognised_and_its_examples_load(kind: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(template(kind, form))
    rows = rows_of(path)

    assert recognise(open_table(path).headings, SOURCE.columns) == kind
    assert [row.reason for row in rows if isinstance(row, Rejection)] == []
    assert len(rows) == 2


@pytest.mark.parametrize("kind", TABLES)
def test_examples_stand_under_headings_of_the_template(kind: str) -> None:
    assert {heading for row in examples(kind) for heading in row} <= set(template_headings(kind))


@pytest.mark.parametrize("kind", TABLES)
def test_columns_that_are_not_needed_may_be_taken_away(kind: str, tmp_path: Path) -> None:
    needed = [column.headings[0] for column in SOURCE.columns[kind] if column.required]
    path = tmp_path / "mine.csv"
    path.write_text(
        ",".join(needed) + "\n" + ",".join(f"X{n}" for n in range(len(needed))) + "\n", encoding="utf-8"
    )

    assert len(needed) <= 3
    assert all(isinstance(row, Row) for row in rows_of(path))


def test_the_example_projects_make_partners(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes(template("projects", "tsv"))
    first, second = (row.record for row in rows_of(path) if isinstance(row, Row))

    roles = [tie.values.get("role") for tie in first.ties if tie.type is Tie.PARTICIPATES_IN]
    assert roles == ["lead", "partner", "partner"]
    bodies = [{n.uid for n in one.nodes if n.label is Node.ORGANISATION} for one in (first, second)]
    assert len(bodies[0] & bodies[1]) == 1, "the same partner is in both projects"


def test_what_there_is_not() -> None:
    with pytest.raises(InvalidParameter, match="There are: participations, projects"):
        template("people")
    with pytest.raises(InvalidParameter, match="There are: csv, tsv"):
        template("projects", "docx")


def test_a_table_that_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnexpectedLayout, match="columns of none of the templates"):
        rows_of(path)
