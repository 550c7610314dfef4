"""In CI a test that is skipped fails."""

import os
import sys
from pathlib import Path

import pytest

from tests.house.checkout import run

SKIPPED = {
    "by a fixture": "@pytest.fixture\ndef chromium():\n    pytest.skip('no Chromium')\n\n"
    "def test_page(chromium):\n    pass\n",
    "by a mark": "@pytest.mark.skip(reason='no Chromium')\ndef test_page():\n    pass\n",
    "as a whole file": "pytest.skip('no Chromium', allow_module_level=True)\n",
}
PASSED = "def test_page():\n    pass\n"


def _pytest(folder: Path, source: str, *options: str) -> tuple[int, str]:
    (folder / "test_planted.py").write_text(f"import pytest\n\n{source}", encoding="utf-8")
    options = ("-q", "-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider", *options)
    found = run(sys.executable, "-m", "pytest", *options, str(folder), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    return found.returncode, found.stdout


@pytest.mark.parametrize("source", SKIPPED.values(), ids=SKIPPED)
def test_a_skip_fails_with_its_reason(tmp_path: Path, source: str) -> None:
    code, said = _pytest(tmp_path, source, "-p", "tests.house.no_skips")

    assert code != 0
    assert "Nothing may be skipped here. Skipped: no Chromium" in said


def test_a_test_that_ran_still_passes(tmp_path: Path) -> None:
    code, said = _pytest(tmp_path, PASSED, "-p", "tests.house.no_skips")

    assert code == 0, said


@pytest.mark.parametrize("source", [SKIPPED["by a fixture"], SKIPPED["by a mark"]])
def test_elsewhere_a_skip_is_a_skip(tmp_path: Path, source: str) -> None:
    code, said = _pytest(tmp_path, source)

    assert code == 0
    assert "1 skipped" in said
