"""Tables at a terminal."""

import pytest
from rich.console import Console

from api.cli import terminal

JOB = "job-20260105101500-ab12cd34"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_an_id_can_be_copied_from_a_table_however_narrow_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "out", Console(width=width, highlight=False, markup=False, soft_wrap=True))

    terminal.show_table(
        ("job", "state", "file", "read"),
        [(JOB, "withdrawn", "a name of many words " * 9, 12345), (None,) * 4],
    )

    printed = capsys.readouterr().out
    assert JOB in printed
    assert "withdrawn" in printed
    assert "12345" in printed
