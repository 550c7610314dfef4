"""What the tests of the house look at: the files of this checkout, and commands run in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph", "ingest", "viz", "api")


def own_files(*folders: str) -> list[Path]:
    """Files that are committed, or would be: what git ignores is not ours. No folder means all of them."""
    listing = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *folders,
    ]
    named = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    files = {ROOT / name for name in named.split("\0") if name}
    return sorted(file for file in files if file.is_file())


def texts(*folders: str) -> Iterator[tuple[Path, str]]:
    """Path from the root and text of each own file; one that is no text is left out."""
    for file in own_files(*folders):
        try:
            yield file.relative_to(ROOT), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def run(*command: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of this environment and returns what it said; `variables` join the environment."""
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1"} | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_module(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs `python -m` with this interpreter."""
    return run(sys.executable, "-m", *arguments, folder=folder)
