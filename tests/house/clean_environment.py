"""A virtual environment that holds a wheel and what the wheel declares to need, and nothing else.

No registry is asked: the declared packages, and what those declare in turn, are linked out of the environment
of the tests, at the versions of the lock. What only the tests have (pytest, networkx, ...) is not there, so
an import that the wheel does not declare fails as it would at a user's.
"""

import csv
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import run


@dataclass(frozen=True, slots=True)
class CleanEnvironment:
    """The environment's folder, and another folder from which its programs are run."""

    folder: Path
    elsewhere: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs one of its programs, far from the checkout and with a home of its own."""
        command = str(self.folder / "bin" / program)
        home = str(self.elsewhere / "home")
        return run(command, *arguments, folder=self.elsewhere, PYTHONPATH="", SOCIALCLUSTER_HOME=home)


def install(wheel: Path, requirements: Iterable[str], folder: Path) -> CleanEnvironment:
    """Makes the environment below `folder`."""
    environment = CleanEnvironment(folder / "environment", folder / "elsewhere")
    environment.elsewhere.mkdir()
    _succeed(sys.executable, "-m", "venv", "--without-pip", str(environment.folder))
    python = str(environment.folder / "bin" / "python")
    site = _succeed(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    _link(declared(requirements), Path(site))
    uv = ("uv", "pip", "install", "--quiet", "--offline", "--no-cache", "--no-deps", "--python", python)
    _succeed(sys.executable, "-m", *uv, str(wheel))
    return environment


def declared(requirements: Iterable[str]) -> dict[str, Distribution]:
    """Installed distributions that are required here, directly or through another, by name."""
    waiting = [Requirement(line) for line in requirements]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in sorted({"", *requirement.extras}):
            if (name, extra) not in seen and _applies(requirement):
                seen.add((name, extra))
                found[name] = distribution(name)
                further = map(Requirement, found[name].requires or ())
                waiting += [needed for needed in further if _applies(needed, extra)]
    return found


def _applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _link(wanted: dict[str, Distribution], site: Path) -> None:
    """Links whole folders, so that compiled files are shared, unless something unwanted is in them too."""
    unwanted = {
        top
        for other in distributions()
        if canonicalize_name(other.name) not in wanted
        for top in _tops(other)
    }
    for found in wanted.values():
        for top in _tops(found):
            names = _files_below(found, top) if top in unwanted else [top]
            for name in names:
                _link_one(Path(str(found.locate_file(name))), site / name)


def _recorded(found: Distribution) -> list[str]:
    """Paths of its files as its RECORD has them, without scripts and caches outside packages."""
    lines = csv.reader((found.read_text("RECORD") or "").splitlines())
    return [line[0] for line in lines if not line[0].startswith(("..", "__pycache__"))]


def _tops(found: Distribution) -> set[str]:
    return {name.partition("/")[0] for name in _recorded(found)}


def _files_below(found: Distribution, top: str) -> list[str]:
    return [name for name in _recorded(found) if name.partition("/")[0] == top]


def _link_one(source: Path, target: Path) -> None:
    if source.exists() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(source)


def _succeed(*command: str) -> str:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
