"""The import contracts of pyproject.toml: arrows point down, and each library has one room."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.house.checkout import PACKAGES, ROOT, run

LINT = str(Path(sys.executable).with_name("lint-imports"))

FORBIDDEN = {
    "an arrow up": ("graph.years", "api.app"),
    "ingest beside viz": ("ingest.claims", "viz.network"),
    "viz beside ingest": ("viz.network", "ingest.claims"),
    "analysis beside the store": ("graph.analysis.clusters", "graph.store.session"),
    "analysis that knows its exports": ("graph.analysis.paths", "graph.export.table"),
    "a record that knows the store": ("graph.records", "graph.store.session"),
    "a vocabulary that knows records": ("graph.vocabulary", "graph.records"),
    "the driver outside the store": ("api.app", "neo4j"),
    "models outside the store": ("graph.snapshot", "neomodel"),
    "a download outside the embedded server": ("graph.store.session", "httpx"),
    "algorithms outside the analysis": ("viz.network", "graspologic_native"),
    "drawing outside viz": ("api.app", "pyvis"),
    "shapes outside the sources": ("viz.network", "shapely"),
    "HTTP outside the api": ("ingest.claims", "fastapi"),
    "a terminal outside the api": ("graph.progress", "rich"),
}
HOMELESS = "graph.attic"


def _file(folder: Path, module: str) -> Path:
    return folder / f"{module.replace('.', '/')}.py"


@pytest.fixture(scope="module")
def found_in_a_copy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy into which every forbidden import was planted."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for importer, imported in FORBIDDEN.values():
        with _file(folder, importer).open("a", encoding="utf-8") as module:
            module.write(f"\nimport {imported}\n")
    _file(folder, HOMELESS).touch()
    found = run(LINT, "--no-cache", folder=folder)
    assert found.returncode == 1
    return found.stdout


def test_contracts_are_kept() -> None:
    found = run(LINT, "--no-cache")

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(("importer", "imported"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_import_is_found(found_in_a_copy: str, importer: str, imported: str) -> None:
    assert f"- {importer} -> {imported} (l." in found_in_a_copy


def test_a_module_of_graph_without_a_floor_is_found(found_in_a_copy: str) -> None:
    assert HOMELESS in found_in_a_copy
