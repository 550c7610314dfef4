"""What uploads leave behind."""

import os
import time
from pathlib import Path

from api.receiving import ABANDONED_SECONDS, sweep


def test_what_a_killed_server_left_is_removed_and_an_upload_under_way_is_not(tmp_path: Path) -> None:
    for name in ("left", "young"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "table.csv").write_text("a\n")
    long_ago = time.time() - ABANDONED_SECONDS - 1
    os.utime(tmp_path / "left", (long_ago, long_ago))

    sweep(tmp_path)

    assert [folder.name for folder in tmp_path.iterdir()] == ["young"]
