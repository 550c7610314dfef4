"""What is wrong with a mapping file is told with its line and in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, UnexpectedLayout, UnreadableFile
from ingest.mapping.document import parsed_mapping, read_mapping

HEAD = "source: {name: a, title: A}\n"
PROJECTS = f"{HEAD}table: projects\nproject:\n  known_by: code\n  code: Code\n"

WRONG = [
    ("", UnexpectedLayout, "no mapping: it has no lines such as 'table: projects'"),
    ("- x", UnexpectedLayout, "no mapping"),
    ("a: [", UnreadableFile, "line 1: "),
    ("a: &x 1\nb: *x", UnreadableFile, "an alias is not allowed here"),
    ("a: 1\na: 2", UnreadableFile, "line 2: 'a' stands twice"),
    ("[a]: 1", UnreadableFile, "is no name of a field"),
    ("a: " + "[" * 50 + "]" * 50, UnreadableFile, "nested too deeply"),
    (HEAD, UnexpectedLayout, "Line 1: table: it is needed, but is not there"),
    (f"{PROJECTS}  codes: X\n", UnexpectedLayout, "Line 6: project.codes: nothing goes by this name here"),
    (f"{PROJECTS}  title: {{column: A, value: B}}", UnexpectedLayout, "Line 6: project.title: give one of"),
    (f"{PROJECTS}  grant: G", UnexpectedLayout, "Line 3: project: `grant` goes with `programme`"),
    (f"{PROJECTS}place: {{code: X}}", UnexpectedLayout, "a table of projects has no section `place`"),
    (f"{HEAD}table: places\n", UnexpectedLayout, "a table of places needs the section `place`"),
    (f"{HEAD}table: lists\n", UnexpectedLayout, "Line 2: table: Input should be 'participations', "),
    (f"{PROJECTS}reading: {{currency: PLX}}", UnexpectedLayout, "'PLX' is no code of a currency"),
    (f"{PROJECTS}reading: {{country: Polska}}", UnexpectedLayout, "'Polska' is no two-letter code"),
    (f"{PROJECTS}reading: {{language: polski}}", UnexpectedLayout, "'polski' is no two-letter code"),
    (PROJECTS.replace("name: a", "name: A B"), UnexpectedLayout, "'A B' is no short name"),
    (
        f"{HEAD}table: organisations\norganisation:\n  known_by: pic\n  name: N\n",
        UnexpectedLayout,
        "Line 3: organisation: it is known by 'pic', so `identifiers` must say its column",
    ),
    (
        f"{HEAD}table: projects\nproject:\n  known_by: [title]\n",
        UnexpectedLayout,
        "it is known by 'title', so that field must say its column",
    ),
    (
        f"{HEAD}table: projects\nproject:\n  known_by: [start]\n  start: S\n",
        UnexpectedLayout,
        "must have `code`, `acronym` or `title`",
    ),
]


@pytest.mark.parametrize(("text", "error", "words"), WRONG)
def test_what_is_wrong_is_told(text: str, error: type[InputError], words: str) -> None:
    with pytest.raises(error) as told:
        parsed_mapping(text, "m.yaml")

    assert words in told.value.message
    assert told.value.message.startswith("m.yaml")


def test_the_country_norway_is_no_truth_value() -> None:
    text = f"{HEAD}table: organisations\norganisation:\n  name: N\n  country: {{value: NO}}\n"
    organisation = parsed_mapping(text, "m.yaml").organisation

    assert organisation is not None
    assert organisation.country is not None
    assert organisation.country.value == "NO"


def test_a_file_that_is_no_text_or_not_there_or_the_table_itself(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    with pytest.raises(UnreadableFile, match="cannot be read: No such file"):
        read_mapping(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="no text in UTF-8"):
        read_mapping(path)
    path.write_bytes(b"a" * 2_000_000)
    with pytest.raises(UnreadableFile, match="larger than 1 MiB"):
        read_mapping(path)
    path.write_text("\ufeff" + PROJECTS, encoding="utf-8")
    assert read_mapping(path).table == "projects"


def refusal(text: str) -> str | None:
    """What is said of a text that is no mapping; any other error fails the test."""
    try:
        parsed_mapping(text, "m.yaml")
    except InputError as error:
        return error.message
    return None


@given(st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@`,\n \t\\\x00\x85\u2028é0"), max_size=60))
def test_any_text_is_refused_in_words(text: str) -> None:
    assert (refusal(text) or "").startswith("m.yaml")


@given(st.integers(0, len(PROJECTS) - 1), st.sampled_from("\x00:[]{}&*-\n\t x"))
def test_damage_to_a_mapping_is_told_in_words(at: int, sign: str) -> None:
    """Some damage leaves a mapping, with another title or heading."""
    told = refusal(PROJECTS[:at] + sign + PROJECTS[at + 1 :])

    assert told is None or told.startswith("m.yaml")
