"""The locks hold what pyproject.toml asks for, with hashes and without an address."""

import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import ROOT, run_module
from tests.house.lock import pins_of, read_lock

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], *GROUPS["build"]]
WANTED = {"runtime.txt": RUNTIME, "dev.txt": [*RUNTIME, *GROUPS["dev"]]}
LOCKS = pytest.mark.parametrize("name", WANTED)


@LOCKS
def test_each_dependency_is_locked_within_its_range(name: str) -> None:
    locked = read_lock(ROOT / "requirements" / name)
    wanted = [Requirement(line) for line in WANTED[name]]

    outside = [
        str(requirement)
        for requirement in wanted
        for pins in [locked.get(canonicalize_name(requirement.name), [])]
        if not pins or not all(requirement.specifier.contains(pin.version) for pin in pins)
    ]

    assert not outside, f"requirements/{name} lacks these; run 'make lock'"


@LOCKS
def test_every_pin_is_one_version_with_hashes(name: str) -> None:
    pins = pins_of((ROOT / "requirements" / name).read_text(encoding="utf-8"))

    assert [str(pin.requirement) for pin in pins if not pin.version or not pin.hashes] == []


@LOCKS
def test_a_lock_names_no_index_file_or_folder(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")

    assert re.findall(r"\S*(?:://|file:|@ |--index|--extra|--find|/)\S*", text) == []


def test_what_runs_is_what_is_tested() -> None:
    runtime, dev = (
        {
            name: [(pin.version, pin.hashes) for pin in pins]
            for name, pins in read_lock(ROOT / "requirements" / lock).items()
        }
        for lock in ("runtime.txt", "dev.txt")
    )

    assert {name: dev.get(name) for name in runtime} == runtime


def test_what_is_installed_from_the_lock_is_complete() -> None:
    """The lock is installed without resolution, so nothing else would notice a package that is not in it."""
    said = run_module("uv", "pip", "check", "--python", sys.executable)

    assert said.returncode == 0, said.stderr


def test_a_pin_is_read_with_its_marker_and_all_hashes() -> None:
    numpy, loose = pins_of(
        "# made by hand\n"
        f"numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:{'a' * 64} \\\n"
        f"    --hash=sha256:{'b' * 64}\n"
        "loose>=1\n"
    )

    assert (numpy.requirement.name, numpy.version, len(numpy.hashes)) == ("numpy", "2.4.6", 2)
    assert (loose.version, loose.hashes) == ("", ())
