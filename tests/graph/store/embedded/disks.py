"""A disk small enough to fill, for tests of what happens then."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[Path]:
    """A file system of this size (as `mount` writes it); the test is skipped where we may not make one."""
    at.mkdir()
    mounting = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)], capture_output=True, check=False
        )
        if os.name == "posix" and os.geteuid() == 0
        else None
    )
    if mounting is None or mounting.returncode != 0:
        pytest.skip("Making a small disk needs the right to mount a tmpfs (root on Linux).")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def fill(disk: Path) -> None:
    """Leaves nothing free."""
    with (disk / "filling").open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1 << 16))
        except OSError:
            return
