"""socialcluster ingest suggest and template: what they print, write and refuse."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.cli.mapping import suggest, template
from graph.errors import ExplorerError, InvalidParameter, UnreadableFile
from ingest.mapping.document import read_mapping
from ingest.mapping.schema import TABLES

APP = typer.Typer()
APP.command("suggest")(suggest)
APP.command("template")(template)
RUNNER = CliRunner()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "meadow.csv"
    path.write_text(
        "Project code,Project title,Beneficiary\nM1,Quiet meadow,Invented School\n", encoding="utf-8"
    )
    return path


def refusal(*words: str) -> ExplorerError:
    """The error that becomes a sentence for the user in `api.cli.main`."""
    done = RUNNER.invoke(APP, list(words))
    assert isinstance(done.exception, ExplorerError)
    return done.exception


def test_a_draft_is_printed(table: Path) -> None:
    done = RUNNER.invoke(APP, ["suggest", str(table)])

    assert done.exit_code == 0
    assert done.stdout.startswith("# Mapping of meadow.csv")


def test_a_draft_is_written_and_never_over_one_that_was_mended(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "meadow.yaml"
    done = RUNNER.invoke(APP, ["suggest", str(table), "--out", str(target)])
    assert done.exit_code == 0
    assert "meadow.yaml: a draft." in done.stdout.replace("\n", "")
    assert read_mapping(target).table == "projects"

    target.write_text("mended", encoding="utf-8")
    assert "is there already" in refusal("suggest", str(table), "-o", str(target)).message
    assert target.read_text(encoding="utf-8") == "mended"
    assert RUNNER.invoke(APP, ["suggest", str(table), "-o", str(target), "--force"]).exit_code == 0
    assert read_mapping(target).table == "projects"


def test_a_draft_as_json(table: Path) -> None:
    answer = json.loads(RUNNER.invoke(APP, ["suggest", str(table), "--json"]).stdout)

    assert answer["file"] is None
    assert answer["ready"] is True
    assert "table: projects" in answer["mapping"]


def test_a_draft_that_is_not_complete_says_so(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("qwx,zzv\n1,2\n", encoding="utf-8")
    done = RUNNER.invoke(APP, ["suggest", str(path)])

    assert done.exit_code == 0
    assert "The draft is not complete" in done.stderr
    assert json.loads(RUNNER.invoke(APP, ["suggest", str(path), "--json"]).stdout)["ready"] is False


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    assert isinstance(refusal("suggest", str(tmp_path / "absent.csv")), UnreadableFile)


@pytest.mark.parametrize("kind", TABLES)
def test_a_template_is_printed(kind: str) -> None:
    done = RUNNER.invoke(APP, ["template", kind])

    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 3


def test_a_template_is_written_for_excel(tmp_path: Path) -> None:
    target = tmp_path / "mine.tsv"
    done = RUNNER.invoke(APP, ["template", "projects", "--format", "tsv", "--out", str(target), "--json"])

    assert json.loads(done.stdout)["file"] == str(target)
    assert "partner 1 name" in json.loads(done.stdout)["headings"]
    assert target.read_bytes().startswith(b"\xff\xfe")


def test_what_there_is_no_template_for_or_no_folder(tmp_path: Path) -> None:
    assert isinstance(refusal("template", "people"), InvalidParameter)
    assert isinstance(refusal("template", "projects", "--format", "docx"), InvalidParameter)
    absent = tmp_path / "absent" / "x.csv"
    assert "cannot be written: No such file" in refusal("template", "places", "-o", str(absent)).message
