import io
import json
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.json_entries import listed_entries
from ingest.reading.limits import RECORD_CHARACTERS, Limits
from ingest.reading.rows import BrokenRow, TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written


def rows(path: Path) -> list[TableRow | BrokenRow]:
    return list(open_table(path).rows())


def test_a_list_of_objects(written: Written) -> None:
    table = open_table(
        written("a.json", '[{"b": "Łódź", "a": 1}, {"a": null, "c": true, "b": ""},\n {"a": " 2 "}]')
    )
    assert (table.headings, table.total, table.heading_row) == (("b", "a", "c"), 3, 0)
    assert list(table.rows()) == [
        TableRow(1, {"b": "Łódź", "a": "1"}),
        TableRow(2, {"c": "true"}),
        TableRow(3, {"a": "2"}),
    ]


def test_numbers_keep_their_digits(written: Written) -> None:
    text = '{"a": 1.10, "b": 12345678901234567890123, "c": 1e5, "d": [1.50, {"e": -0.0}], "f": NaN}'
    (row,) = rows(written("a.json", text))
    assert row == TableRow(
        1, {"a": "1.10", "b": "12345678901234567890123", "c": "1e5", "d": '[1.50,{"e":-0.0}]', "f": "NaN"}
    )


def test_objects_in_objects_get_dotted_names(written: Written) -> None:
    (row,) = rows(
        written(
            "a.jsonl", '{"id": "x", "properties": {"name": ["A", "Ł"], "place": {"code": "PL"}, "none": {}}}'
        )
    )
    assert row == TableRow(
        1, {"id": "x", "properties.name": '["A","Ł"]', "properties.place.code": "PL", "properties.none": "{}"}
    )


def test_json_lines_are_numbered_as_lines(written: Written) -> None:
    found = rows(written("a.jsonl", '{"a": 1}\n\n{"a": 2}\n{"a": }\n[3]\n{"a": 4} x\n{"a": 5}\n{"a'))
    assert found == [
        TableRow(1, {"a": "1"}),
        TableRow(3, {"a": "2"}),
        BrokenRow(4, "It is no JSON (Expecting value, character 7).", None, '{"a": }'),
        BrokenRow(5, "'[3]' is not an object with names and values.", None, "[3]"),
        BrokenRow(6, "Something follows the value at character 9.", None, '{"a": 4} x'),
        TableRow(7, {"a": "5"}),
        BrokenRow(8, "It is no JSON (Unterminated string starting at, character 2).", None, '{"a'),
    ]


def test_lines_are_known_by_what_they_are_not_by_their_name(written: Written) -> None:
    assert len(rows(written("a.json", '{"a": 1}\n{"a": 2}\n'))) == 2
    assert rows(written("b.json", '{"a":\n1}\n')) == [TableRow(1, {"a": "1"})]


def test_a_name_that_stands_twice(written: Written) -> None:
    found = rows(
        written(
            "a.jsonl",
            '{"a": 1, "a": 2}\n{"b": {"c": 1, "c": 2}}\n{"a.b": 1, "a": {"b": 2}}\n'
            '{"a": [{"d": 1, "d": 2}]}\n{"z": 1}',
        )
    )
    reasons = [row.reason for row in found if isinstance(row, BrokenRow)]
    assert reasons == [f"The name '{name}' stands twice in one object." for name in ("a", "c", "a.b", "d")]


def test_an_object_with_one_list_of_objects(written: Written) -> None:
    table = open_table(
        written("a.geojson", '{"type": "X", "features": [{"p": {"id": 1}}, {"p": {"id": 2}}]}')
    )
    assert [row.cells for row in table.rows()] == [{"p.id": "1"}, {"p.id": "2"}]
    assert table.notes[0] == "The rows are the entries of 'features'; what stands beside it is not read."
    assert len(rows(written("b.json", '{"a": [{"x": 1}], "b": [{"y": 2}]}'))) == 1, (
        "of two lists none is the table"
    )


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ('[{"a": 1}, {"a": 2}', "The file ends before its list does: it was cut off."),
        ('[{"a": 1}, {"a": 2},', "The file ends before its list does: it was cut off."),
        ('[{"a": 1}, {"a": 2},\n {"a": "x', "The file ends inside this entry, in line 2: it was cut off."),
        ('[{"a": 1}, {"a": 2}, {"a": tr', "The file ends inside this entry, in line 1: it was cut off."),
        ('[{"a": 1}, {"a": 2}, {"a": "\\u00', "The file ends inside this entry, in line 1: it was cut off."),
    ],
)
def test_a_list_that_is_cut_off(written: Written, text: str, last: str) -> None:
    found = rows(written("a.json", text))
    assert [row.cells for row in found[:-1]] == [{"a": "1"}, {"a": "2"}]
    assert isinstance(found[-1], BrokenRow)
    assert (found[-1].row, found[-1].reason) == (3, last)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"a": 1}\n {"a": 2}, {"a": 3}]', "line 2, column 2: a comma is missing"),
        ('[{"a": 1},\n {"a" 2}, {"a": 3}, {"a": 4}]', "line 2, column 6: Expecting ':' delimiter"),
        ('[{"a": 1}]\nx', "line 2, column 1: something follows the list"),
        ("[" * 100_000, "line 1, column 2: values are nested too deep"),
    ],
)
def test_a_list_that_breaks_in_its_middle_is_refused(written: Written, text: str, place: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.json is damaged in {place}"):
        open_table(written("a.json", text))


def test_a_fault_far_into_a_long_list(written: Written) -> None:
    entries = ",\n".join(f'{{"a": {number}}}' for number in range(50_000))
    with pytest.raises(UnreadableFile, match=r"line 50001, column 9"):
        open_table(written("a.json", f'[{entries},\n{{"a": 1 2}},{entries}]'))
    assert len(rows(written("b.json", f"[{entries}]"))) == 50_000


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[1, 2]", '"x"', "5", "null", "[[1]]", '{"a": tru', '{"a":' * 5_000]
)
def test_json_without_objects_is_refused(written: Written, text: str) -> None:
    with pytest.raises(UnexpectedLayout, match="holds no objects with names and values"):
        open_table(written("a.json", text))


def test_half_of_a_pair_breaks_its_row(written: Written) -> None:
    assert rows(written("a.jsonl", '{"a": "\\ud800"}\n{"a": "\\ud83d\\ude00"}')) == [
        BrokenRow(1, "Character 1 of the cell is half of a pair (U+D800).", "a", '{"a": "\\ud800"}'),
        TableRow(2, {"a": "😀"}),
    ]


def test_values_nested_deep(written: Written) -> None:
    deep = '{"a": ' + "[" * 60 + "]" * 60 + "}"
    found = rows(written("a.jsonl", deep + '\n{"a": 1}'))
    assert [type(row) for row in found] == [BrokenRow, TableRow]
    assert "nested more than 50 deep" in str(found[0])


def test_a_line_that_is_too_long(written: Written) -> None:
    giant = '{"a": "' + "x" * RECORD_CHARACTERS + '"}'
    found = rows(written("a.jsonl", f'{{"a": 1}}\n{giant}\n{{"a": 2}}\n'))
    assert [row.row for row in found] == [1, 2, 3]
    assert isinstance(found[1], BrokenRow)
    assert "longer than 4,194,304 characters" in found[1].reason


def test_a_document_that_is_too_large(written: Written) -> None:
    with pytest.raises(UnreadableFile, match="Save its list as JSON lines"):
        open_table(written("a.json", '{"a":\n[{"b": 1}]}'), limits=Limits(document=10))


def test_old_encodings_and_utf16(written: Written) -> None:
    names = ["Województwo Świętokrzyskie", "Łódź, Wrocław i Gdańsk", "Ślęza Żyrardów"]
    text = json.dumps([{"name": name} for name in names], ensure_ascii=False)
    for codec in ("utf-16", "utf-8-sig", "cp1250"):
        assert rows(written("a.json", text.encode(codec)))[0].cells == {"name": "Województwo Świętokrzyskie"}


def test_too_many_names(written: Written) -> None:
    wide = "{" + ",".join(f'"{number}": 1' for number in range(20_000)) + "}"
    with pytest.raises(UnexpectedLayout, match="more than 16,384 names"):
        open_table(written("a.jsonl", wide))


def test_a_fault_is_not_sought_in_the_whole_file() -> None:
    stream = io.StringIO('[{"a" 1},' + '{"a": 2},' * 2_000_000)
    with pytest.raises(UnreadableFile, match="line 1, column 6"):
        list(listed_entries(stream, "a.json"))
    assert stream.tell() < 3 * RECORD_CHARACTERS


FEATURES = '{"type": "FeatureCollection", "crs": {"a": [1]},\n"features": [{"a": 1}, {"a": {"b": 2}}\n]%s'


@pytest.mark.parametrize("end", ["}", ', "bbox": [1, 2]}\n'])
def test_features_of_a_large_collection_are_read_one_after_another(written: Written, end: str) -> None:
    text = FEATURES % end
    whole = open_table(written("a.geojson", text))
    pieces = open_table(written("b.geojson", text), limits=Limits(document=10))
    assert list(pieces.rows()) == list(whole.rows()) == [TableRow(1, {"a": "1"}), TableRow(2, {"a.b": "2"})]
    assert (pieces.headings, pieces.total, pieces.notes) == (whole.headings, whole.total, whole.notes)


def test_features_far_into_a_large_collection_are_all_there(written: Written) -> None:
    features = [{"a": "x" * 1_000}] * 200
    file = written("a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert sum(1 for _ in open_table(file, limits=Limits(document=1_000)).rows()) == 200


@pytest.mark.parametrize("end", ["", "]", "}}", ", 1}"])
def test_a_large_collection_that_is_damaged_after_its_features_is_refused(written: Written, end: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged after its features"):
        open_table(written("a.geojson", FEATURES % end), limits=Limits(document=10))


def test_a_large_collection_that_is_cut_off_keeps_what_came_before(written: Written) -> None:
    text = '{"type": "FeatureCollection", "features": [{"a": 1}, {"a": 2'
    found = list(open_table(written("a.geojson", text), limits=Limits(document=10)).rows())
    assert found[0] == TableRow(1, {"a": "1"})
    assert isinstance(found[1], BrokenRow)
    assert "cut off" in found[1].reason


def test_features_that_are_not_those_of_the_document_do_not_count(written: Written) -> None:
    text = '{"inner": {"features": [{"a": 1}]}, "more": 1}'
    with pytest.raises(UnreadableFile, match="one object of more"):
        open_table(written("a.geojson", text), limits=Limits(document=10))
