"""The wheel holds the four packages and nothing else, and runs in a clean environment elsewhere."""

import json
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from graph.version import __version__
from tests.house import clean_environment
from tests.house.checkout import PACKAGES, ROOT, own_files, run_module
from tests.house.clean_environment import CleanEnvironment

IMPORT_EVERYTHING = """
import importlib, pkgutil
for package in ("graph", "ingest", "viz", "api"):
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            print(module.name)
"""
DRAW_A_MAP = """
import sys
from viz.model import MapNode, MapTie, NetworkMap
from viz.network import network_page
nodes = tuple(
    MapNode(uid=uid, name=name, kind=None, country="LT", cluster=0, strength=1.0, projects=1)
    for uid, name in (("a", "Birštono savivaldybė"), ("b", "Utenos biblioteka"))
)
page = network_page(NetworkMap(title="Two bodies", nodes=nodes, ties=(MapTie("a", "b", 1.0),)))
sys.stdout.buffer.write(page.encode())
"""
DESCRIBE_THE_API = """
import json
from api.app import create_app
from graph.settings import Settings
print(json.dumps(create_app(Settings()).openapi()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run_module("build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(_information("METADATA")).decode())


@pytest.fixture(scope="module")
def clean(wheel: Path, metadata: Message, tmp_path_factory: pytest.TempPathFactory) -> CleanEnvironment:
    requirements = metadata.get_all("Requires-Dist", [])
    return clean_environment.install(wheel, requirements, tmp_path_factory.mktemp("clean"))


def _information(name: str) -> str:
    return f"social_cluster_explorer-{__version__}.dist-info/{name}"


def test_top_level_names_are_the_four_packages(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}

    assert tops == {*PACKAGES, _information("").strip("/")}


def test_every_file_of_the_packages_is_in_it(names: set[str]) -> None:
    ours = {file.relative_to(ROOT).as_posix() for file in own_files(*PACKAGES)}

    assert {name for name in names if name.split("/")[0] in PACKAGES} == ours


def test_it_says_its_licence(names: set[str], metadata: Message) -> None:
    assert metadata["License-Expression"] == "Apache-2.0"
    assert _information("licenses/LICENSE") in names


def test_the_environment_holds_nothing_undeclared(clean: CleanEnvironment) -> None:
    for undeclared in ("pytest", "hypothesis", "playwright", "ruff"):
        assert clean.run("python", "-c", f"import {undeclared}").returncode == 1


def test_every_module_imports_there(clean: CleanEnvironment) -> None:
    imported = clean.run("python", "-I", "-c", IMPORT_EVERYTHING)

    assert imported.returncode == 0, imported.stderr
    assert {"graph.store.session", "viz.network", "api.app"} <= set(imported.stdout.split())


def test_the_command_runs_there(clean: CleanEnvironment) -> None:
    version = clean.run("socialcluster", "--version")

    assert (version.returncode, version.stdout) == (0, f"socialcluster {__version__}\n"), version.stderr


def test_the_command_explains_itself_there(clean: CleanEnvironment) -> None:
    said = clean.run("socialcluster", "--help")

    assert said.returncode == 0, said.stderr
    assert all(command in said.stdout for command in ("demo", "ingest", "path", "clusters", "map", "serve"))


def test_the_doctor_finds_all_well_there(clean: CleanEnvironment) -> None:
    said = clean.run("socialcluster", "doctor", "--json")

    assert said.returncode == 0, said.stdout + said.stderr
    findings = {finding["what"]: finding for finding in json.loads(said.stdout)["findings"]}
    assert findings["home"]["detail"].startswith(str(clean.elsewhere))


def test_a_map_is_drawn_there(clean: CleanEnvironment) -> None:
    drawn = clean.run("python", "-I", "-c", DRAW_A_MAP)

    assert drawn.returncode == 0, drawn.stderr
    assert drawn.stdout.startswith("<!doctype html>")
    assert "Birštono savivaldybė" in drawn.stdout


def test_the_pages_and_the_api_are_put_together_there(clean: CleanEnvironment) -> None:
    made = clean.run("python", "-I", "-c", DESCRIBE_THE_API)

    assert made.returncode == 0, made.stderr
    assert "/api/v1/paths" in json.loads(made.stdout)["paths"]
