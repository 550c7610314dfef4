"""What was exported comes back with the same content hash, and what is not whole is not taken."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.filtering import Filter
from graph.errors import UnexpectedLayout, UnreadableFile
from graph.export.formats import FORMATS, write_export
from graph.export.reading import is_export, read_export
from graph.export.subject import Subject
from tests.graph.export.subjects import hostile, part_of, subject_of

FORMS = ("zip", "jsonl")
NAMES = (
    st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=+-@\t\r\n\0\",", max_size=5)
)


def written(folder: Path, form: str, subject: Subject | None = None) -> Path:
    file = folder / f"out.{form}"
    write_export(subject or hostile(), FORMATS[form], "all", file)
    return file


@pytest.mark.parametrize("form", FORMS)
def test_an_export_comes_back_with_the_same_hash(tmp_path, form) -> None:
    file = written(tmp_path, form)
    assert is_export(file)
    assert read_export(file).id == hostile().snapshot.id


@pytest.mark.parametrize("form", FORMS)
def test_a_part_comes_back_as_the_part_and_names_the_whole(tmp_path, form) -> None:
    part = part_of(hostile(), Filter(country="LT", minimum_weight=0.5))
    file = written(tmp_path, form, part)
    assert read_export(file).id == part.snapshot.id != hostile().snapshot.id
    assert part.stamp.content == hostile().snapshot.id
    assert part.stamp.id != hostile().stamp.id


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15)
@given(
    names=st.lists(NAMES, min_size=3, max_size=3), degrees=st.floats(allow_nan=False, allow_infinity=False)
)
def test_any_names_and_numbers_come_back(tmp_path_factory, form, names, degrees) -> None:
    values = {uid: {"name": name} for uid, name in zip("abc", names, strict=True)}
    values["a"]["longitude"] = degrees
    subject = subject_of({"p": ["a", "b", "c"]}, values=values)
    file = written(tmp_path_factory.mktemp("names"), form, subject)
    assert read_export(file).id == subject.snapshot.id


def test_reading_one_back_leaves_the_limits_of_the_process_alone(tmp_path) -> None:
    before = csv.field_size_limit(10_000)
    try:
        read_export(written(tmp_path, "zip"))
        assert csv.field_size_limit() == 10_000
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("form", FORMS)
def test_one_that_was_cut_off_anywhere_is_refused(tmp_path, form) -> None:
    file = written(tmp_path, form)
    whole = file.read_bytes()
    for part in range(1, 10):
        file.write_bytes(whole[: len(whole) * part // 10])
        with pytest.raises((UnreadableFile, UnexpectedLayout)):
            read_export(file)


def test_lines_that_lack_only_the_last_or_one_between_are_refused(tmp_path) -> None:
    file = written(tmp_path, "jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(UnreadableFile, match="cut off"):
        read_export(file)
    file.write_bytes(b"".join(lines[:3] + lines[4:]))
    with pytest.raises(UnreadableFile, match="checksum"):
        read_export(file)


def test_a_zip_of_which_a_person_changed_a_table_is_refused_saying_what_to_do(tmp_path) -> None:
    file = written(tmp_path, "zip")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"same name", b"another name"))
    with pytest.raises(UnexpectedLayout, match=r"was changed after it was exported.*ingest suggest"):
        read_export(changed)


@pytest.mark.parametrize("content", [b"", b"uid,name\r\n", b'{"table":"ties","id":"x"}\n', b"PK\x05\x06"])
def test_other_files_are_no_exports(tmp_path, content) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    assert not is_export(file)
    assert not is_export(tmp_path / "absent")


def test_the_lines_of_one_table_cannot_be_read_back(tmp_path) -> None:
    file = tmp_path / "ties.jsonl"
    write_export(hostile(), FORMATS["jsonl"], "ties", file)
    with pytest.raises(UnexpectedLayout):
        read_export(file)


def test_the_last_line_counts_the_rows(tmp_path) -> None:
    last = json.loads(written(tmp_path, "jsonl").read_bytes().splitlines()[-1])
    assert last["rows"]["organisations"] == 6
    assert last["rows"]["ties"] == 4
