"""Tests of reading write the file they need and open it: `written` puts it in the test's own folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

Written = Callable[[str, bytes | str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a file by name and content; text becomes UTF-8."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
