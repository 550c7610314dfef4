from pathlib import Path

import pytest

from graph.version import __version__, code_version


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "analysis" / "deep").mkdir(parents=True)
    (tmp_path / "analysis" / "deep" / "metric.py").write_bytes(b"value = 1\n")
    (tmp_path / "projection.py").write_bytes(b"weight = 1\n")
    (tmp_path / "words.py").write_bytes(b"word = 1\n")
    return tmp_path


@pytest.mark.parametrize("changed", ["analysis/deep/metric.py", "projection.py", "analysis/another.py"])
def test_other_code_has_another_version(package: Path, changed: str) -> None:
    before = code_version(package)
    code_version.cache_clear()
    (package / changed).write_bytes(b"other = 2\n")
    assert code_version(package) != before


def test_what_computes_nothing_and_ends_of_lines_change_no_version(package: Path) -> None:
    before = code_version(package)
    code_version.cache_clear()
    (package / "words.py").write_bytes(b"word = 2\n")
    (package / "projection.py").write_bytes(b"weight = 1\r\n")
    assert code_version(package) == before


def test_the_version_is_that_of_the_release_with_a_hash() -> None:
    release, _, digest = code_version().partition("+")
    assert (release, len(digest)) == (__version__, 8)
