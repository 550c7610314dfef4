"""What README, guides, pages and error messages tell a person to type can be typed."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from api.cli.main import app
from graph.errors import ExplorerError
from graph.settings import Settings
from tests.house.checkout import ROOT, texts
from tools import settings_page

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
ROOT_COMMAND = get_command(app)
SPANS = {
    ".md": re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL),
    ".html": re.compile(r"<code>(.*?)</code>", re.DOTALL),
    ".py": re.compile(r"'(socialcluster [^'\n]+)'"),
}


def _fragments() -> Iterator[tuple[str, str]]:
    """Path and line of every `make ...` or `socialcluster ...` that a person can read."""
    for path, text in texts("*.md", "docs", "graph", "ingest", "viz", "api"):
        if path.suffix in SPANS:
            for match in SPANS[path.suffix].finditer(text):
                for line in "".join(filter(None, match.groups())).splitlines():
                    command = re.sub(r"^\s*(?:\$ )?(?:\.venv/bin/)?", "", line)
                    if re.match(r"(make|socialcluster)\b(?! is)", command):
                        yield str(path), command


FRAGMENTS = sorted(set(_fragments()))


def _untrue_of_make(words: list[str]) -> list[str]:
    names = [word for word in words if not word.startswith("-")]
    targets = [name for name in names if "=" not in name and name not in TARGETS]
    return targets + [name for name in names if "=" in name and name.partition("=")[0] not in VARIABLES]


def _untrue_of_command(words: list[str]) -> list[str]:
    command: Any = ROOT_COMMAND
    words = [word.strip("[]") for word in words]
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        if words[0] not in command.commands and not hasattr(command, "default"):
            return [words[0]]
        named = words.pop(0) if words[0] in command.commands else command.default
        command = command.commands[named]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("-") and word not in known]


def untrue(line: str) -> list[str]:
    """Words of a command line that the Makefile or the program do not know."""
    program, *words = shlex.split(line, comments=True)
    return _untrue_of_make(words) if program == "make" else _untrue_of_command(words)


def _leaves(command: Any, path: str) -> Iterator[str]:
    for name, child in getattr(command, "commands", {}).items():
        meant = name == getattr(command, "default", None)
        yield from _leaves(child, path if meant else f"{path} {name}")
    if not hasattr(command, "commands"):
        yield path


@pytest.mark.parametrize(("path", "line"), FRAGMENTS)
def test_what_a_person_is_told_to_type_exists(path: str, line: str) -> None:
    assert untrue(line) == []


def test_the_readme_asks_for_bodies_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    networks = "".join(text for _, text in texts("ingest/networks"))
    names = [name for line in re.findall(r"socialcluster path (\".*)", readme) for name in shlex.split(line)]

    assert names
    assert [name for name in names if name not in networks] == []


def test_something_was_found_in_each_kind_of_file() -> None:
    lines = [line for _, line in FRAGMENTS]

    assert "make demo" in lines
    assert {path.rpartition(".")[2] for path, _ in FRAGMENTS} == {"md", "html", "py"}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("make tests", "tests"),
        ("make demo FILES=x", "FILES=x"),
        ("socialcluster dance", "dance"),
        ("socialcluster db dance", "dance"),
        ("socialcluster clusters --loud", "--loud"),
    ],
)
def test_an_untrue_word_is_found(line: str, word: str) -> None:
    assert untrue(line) == [word]


@pytest.mark.parametrize("command", sorted(_leaves(ROOT_COMMAND, "socialcluster")))
def test_each_command_is_explained_in_the_readme(command: str) -> None:
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_command_and_option_has_a_sentence() -> None:
    silent = [path for path, command in _nodes(ROOT_COMMAND, "socialcluster") if not command.help]
    silent += [
        f"{path} {parameter.opts[-1]}"
        for path, command in _nodes(ROOT_COMMAND, "socialcluster")
        for parameter in command.params
        if not parameter.help
    ]

    assert silent == []


def _nodes(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _nodes(child, f"{path} {name}")


def test_the_page_of_settings_is_current() -> None:
    assert settings_page.PAGE.read_text(encoding="utf-8") == settings_page.page(), "run 'make docs'"


def test_each_setting_and_each_error_has_a_sentence() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
    assert [error.__name__ for error in _below(ExplorerError) if not error.__doc__] == []


def _below(error: type[ExplorerError]) -> Iterator[type[ExplorerError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)
