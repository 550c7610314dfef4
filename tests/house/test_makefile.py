"""`make` explains itself, and says in a sentence what a machine lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import checkout
from tests.house.checkout import ROOT

PROMISED = ("setup", "demo", "test", "check", "serve", "faults", "bench", "image", "clean")


def make(*arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs make as if from a shell, also where make runs these tests and left it flags for its children."""
    return checkout.run("make", *arguments, folder=folder, MAKEFLAGS="", MAKELEVEL="", **variables)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout without a .venv, in a folder whose name has a space in it."""
    folder = tmp_path / "my checkout"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for needed in ("pyproject.toml", "graph/version.py"):
        (folder / needed).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / needed, folder / needed)
    return folder


def _python(folder: Path, script: str) -> str:
    """A stand-in for an interpreter: a shell script."""
    file = folder / "python stand-in"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return f"PYTHON={file}"


def test_make_alone_lists_the_targets_with_a_sentence_each() -> None:
    said = make("--no-print-directory")

    listed = {
        words[1]: words[2:] for words in map(str.split, said.stdout.splitlines()) if words[:1] == ["make"]
    }
    assert said.returncode == 0
    assert set(PROMISED) <= listed.keys()
    assert all(len(sentence) > 2 for sentence in listed.values())


def test_no_python_is_said(bare: Path) -> None:
    said = make("setup", "PYTHON=no-such-python", folder=bare)

    assert said.returncode == 2
    assert 'There is no "no-such-python". Install Python 3.11 or newer' in said.stderr


def test_an_old_python_is_said(bare: Path) -> None:
    old = _python(bare, '[ "$1" = -V ] && echo Python 3.9.18; [ "$1" = -V ]')

    said = make("setup", old, folder=bare)

    assert said.returncode == 2
    assert "Python 3.11 or newer is needed" in said.stderr
    assert "is Python 3.9.18. Name another" in said.stderr


def test_a_python_without_venv_is_said(bare: Path) -> None:
    stripped = _python(bare, 'case "$2" in *ensurepip*) exit 1;; esac')

    said = make("setup", stripped, folder=bare)

    assert said.returncode == 2
    assert "apt install python3-venv" in said.stderr
    assert not (bare / ".venv").exists()


# Files touched one after the other can bear the same time; these cannot.
LONG_AGO = 1_000_000_000


def test_nothing_is_installed_again_while_lock_and_project_stand(bare: Path) -> None:
    program = bare / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.touch()
    for file in bare.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    for stamp in ("runtime.stamp", "dev.stamp"):
        (bare / ".venv" / stamp).touch()
        os.utime(bare / ".venv" / stamp, (LONG_AGO + 60, LONG_AGO + 60))

    assert make("--question", "setup", folder=bare).returncode == 0
    (bare / "requirements" / "runtime.txt").touch()
    assert make("--question", "setup", folder=bare).returncode == 1


def test_clean_leaves_the_checkout_and_nothing_else(bare: Path) -> None:
    for folder in (".venv/bin", ".socialcluster/data", "graph/__pycache__", ".mypy_cache"):
        (bare / folder).mkdir(parents=True)
    own = bare.parent / "my home"
    own.mkdir()

    said = make("clean", folder=bare, SOCIALCLUSTER_HOME=str(own))

    assert said.returncode == 0, said.stderr
    assert own.is_dir()
    left = sorted(path.name for path in bare.iterdir())
    assert left == ["Makefile", "graph", "pyproject.toml", "requirements"]
    assert not (bare / "graph" / "__pycache__").exists()


def test_continuous_integration_runs_the_same_tests() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert checkout.run("bash", "-n", str(script)).returncode == 0
    assert script.read_text(encoding="utf-8").rstrip().endswith("\nmake test")


def test_where_ci_is_set_no_test_may_be_skipped() -> None:
    assert "-p tests.house.no_skips" in make("--dry-run", "test", CI="true").stdout
    assert "no_skips" not in make("--dry-run", "test", CI="").stdout
