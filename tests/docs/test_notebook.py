"""The notebook in docs/ runs on an export and draws its figures; CITATION.cff names this version."""

import json

import matplotlib as mpl
import pytest
import yaml

from graph.export.formats import FORMATS, write_export
from graph.export.subject import Subject
from graph.version import __version__
from tests.graph.export.subjects import hostile, subject_of
from tests.house.checkout import ROOT

NOTEBOOK = ROOT / "docs" / "exports.ipynb"


@pytest.mark.parametrize("subject", [hostile(), subject_of({})], ids=["hostile", "empty"])
def test_the_notebook_runs_from_a_zip_to_its_figures(tmp_path, monkeypatch, subject: Subject) -> None:
    file = tmp_path / "network.zip"
    write_export(subject, FORMATS["zip"], "all", file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOCIALCLUSTER_EXPORT", raising=False)
    mpl.use("agg")
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    names["plt"].close("all")
    names["package"].close()
    drawn = sorted(figure.name for figure in tmp_path.glob("*.png"))
    assert drawn == ["brokers.png", "partners.png", "sectors.png", "ties.png"]
    assert all((tmp_path / name).stat().st_size > 5_000 for name in drawn)


def test_the_notebook_keeps_no_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_the_citation_of_the_program_names_this_version() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (said["cff-version"], said["version"], said["license"]) == ("1.2.0", __version__, "Apache-2.0")
    assert {"message", "title", "authors"} <= set(said)
