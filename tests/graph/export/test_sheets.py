from dataclasses import replace

import pyarrow as pa
import pytest

from graph.export.dictionary import SHEETS, entries
from graph.export.sheets import REFERENCES, rows_of, sheet_names, sheets
from graph.snapshot import TABLES
from tests.graph.export.subjects import hostile, subject_of


def rows(name: str, **changes) -> list[dict[str, object]]:
    sheet = sheets(subject_of({"p": ["a", "b", "c"], "q": ["a", "b"]}, **changes))[name]
    return [dict(zip(sheet.columns, row, strict=True)) for row in rows_of(sheet)]


def test_every_table_of_the_snapshot_is_exported_and_explained() -> None:
    assert len(sheet_names()) == len(TABLES) + 4
    assert set(sheet_names()) == set(SHEETS) == set(sheets(hostile()))


def test_every_reference_to_a_row_becomes_a_uid() -> None:
    whole = {f.name for schema in TABLES.values() for f in schema if pa.types.is_int32(f.type)}
    assert whole == set(REFERENCES)
    assert [(row["organisation"], row["project"]) for row in rows("participations")] == [
        ("a", "p"), ("a", "q"), ("b", "p"), ("b", "q"), ("c", "p"),
    ]  # fmt: skip


def test_every_column_has_a_sentence() -> None:
    subject = hostile()
    measures = {measure.name: measure.reading for measure in subject.measures}
    told = [
        entry for sheet in sheets(subject).values() for entry in entries(sheet.name, sheet.schema, measures)
    ]
    assert all(sentence.endswith(".") for *_, sentence in told)
    assert len(told) == sum(len(sheet.schema) for sheet in sheets(subject).values())


def test_a_tie_tells_its_weight_its_projects_and_its_evidence() -> None:
    assert rows("ties")[0] == {
        "a": "a",
        "b": "b",
        "a_name": "a",
        "b_name": "b",
        "weight": 1.5,
        "projects": 2,
        "joint_projects": ["p", "q"],
        "records": [f"rec-{number:020x}" for number in range(4)],
    }
    assert rows("ties", counting="full")[0]["weight"] == 2.0


@pytest.mark.parametrize("name", sheet_names())
def test_a_sheet_has_as_many_rows_as_it_says(name: str) -> None:
    sheet = sheets(hostile())[name]
    assert sheet.rows in (None, len(list(rows_of(sheet))))


@pytest.mark.parametrize("name", sheet_names())
def test_nothing_gives_empty_sheets(name: str) -> None:
    assert list(rows_of(sheets(subject_of({}))[name])) == []


def test_an_organisation_without_partner_has_no_cluster_which_is_not_cluster_0() -> None:
    alone = rows("organisations", alone=["z"])[-1]
    assert (alone["uid"], alone["cluster"], alone["strength"]) == ("z", None, 0.0)


def test_metrics_stand_beside_the_organisation() -> None:
    measured = {row["uid"]: row for row in rows("metrics")}
    assert measured["a"]["degree"] == 2
    assert measured["c"]["strength"] == 1.0


def test_an_undefined_metric_is_null_and_not_0() -> None:
    alone = next(row for row in rows("metrics", alone=["z"]) if row["uid"] == "z")
    assert (alone["degree"], alone["constraint"]) == (0, None)


def test_clusters_tell_how_stable_they_are_and_what_people_call_them() -> None:
    subject = replace(subject_of({"p": ["a", "b", "c"], "q": ["d", "e"]}), given_names={1: "Ours"})
    sheet = sheets(subject)["clusters"]
    found = [dict(zip(sheet.columns, row, strict=True)) for row in rows_of(sheet)]
    assert [(one["given_name"], one["stability"]) for one in found] == [(None, 1.0), ("Ours", 1.0)]
    assert found[1]["name"] != "Ours"


def test_members_tell_where_most_runs_put_them() -> None:
    subject = subject_of({"p": ["a", "b", "c"], "q": ["d", "e"]}, alone=["z"])
    sheet = sheets(subject)["memberships"]
    found = list(rows_of(sheet))
    assert sheet.columns == ["organisation", "name", "cluster", "consensus", "swing"]
    assert [row[0] for row in found] == list("abcde")
    assert {row[2:] for row in found} == {(0, 0, 0.0), (1, 1, 0.0)}


def test_stability_that_is_known_is_not_computed_again() -> None:
    subject = subject_of({"p": ["a", "b"]})
    assert replace(subject, known_stability=lambda: None).stability is None
    assert subject.stability is not None
