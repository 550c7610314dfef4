"""Style and types, as `make check` looks at them."""

from tests.house.checkout import run_module


def test_ruff_finds_nothing() -> None:
    found = run_module("ruff", "check", ".")

    assert found.returncode == 0, found.stdout + found.stderr


def test_files_are_formatted() -> None:
    found = run_module("ruff", "format", "--check", ".")

    assert found.returncode == 0, found.stdout + found.stderr


def test_types_hold_in_the_four_packages() -> None:
    found = run_module("mypy")

    assert found.returncode == 0, found.stdout + found.stderr
