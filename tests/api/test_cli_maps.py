"""`socialcluster map` refuses what contradicts itself before it asks any database."""

import pytest
from typer.testing import CliRunner

from api.cli.main import app


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "A"], "two ends"),
        (["--organisation", "A", "--cluster", "0"], "Choose one"),
        (["--whole", "--territory", "LT"], "Choose one"),
        (["--organisation", "A", "--depth", "9"], "depth"),
        (["--lang", "xx"], "lang"),
    ],
)
def test_contradictions_are_wrong_usage(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["map", *arguments])
    assert result.exit_code == 2
    assert said in result.output
