"""The zip holds all that it takes to use and to cite the data, and the same bytes wherever it is made."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from graph.analysis.clusters import ClusterQuestion, clusters
from graph.analysis.filtering import Filter
from graph.analysis.significance import Significance
from graph.export.dictionary import SHEETS
from graph.export.formats import FORMATS, write_export
from graph.export.note import LANGUAGES
from graph.export.sheets import sheets
from graph.projection import Counting
from tests.graph.export.subjects import CREDIT, hostile, part_of, subject_of

WRITE_ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from graph.export.formats import FORMATS, write_export
from tests.graph.export.subjects import hostile
target = Path(sys.argv[1])
for form in ("zip", "jsonl", "xlsx", "parquet"):
    write_export(hostile(), FORMATS[form], FORMATS[form].whats[0], target)
    print(hashlib.sha256(target.read_bytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("package") / "out.zip"
    write_export(hostile(), FORMATS["zip"], "all", file)
    return file


def member(package: Path, name: str) -> str:
    with zipfile.ZipFile(package) as archive:
        return archive.read(name).decode()


def rows(package: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(member(package, name))))


def test_it_holds_tables_dictionary_notes_sources_citation_and_sums(package) -> None:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    assert set(names) == {
        "snapshot.json", "dictionary.csv", "metrics.csv", "sources.csv", "CITATION.cff", "SHA256SUMS",
        *(f"tables/{name}.csv" for name in SHEETS),
        *(f"method.{language}.md" for language in LANGUAGES),
    }  # fmt: skip
    assert names[-1] == "SHA256SUMS"


def test_the_sums_are_those_of_all_other_members(package) -> None:
    with zipfile.ZipFile(package) as archive:
        sums = [line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines()]
        assert [name for _, name in sums] == archive.namelist()[:-1]
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for digest, name in sums)


def test_it_says_which_snapshot_parameters_and_code_it_is_from(package) -> None:
    said, stamp = json.loads(member(package, "snapshot.json")), hostile().stamp
    assert (said["id"], said["content"], said["code_version"]) == (
        stamp.id,
        stamp.content,
        stamp.code_version,
    )
    assert said["parameters"] == {"counting": "fractional", "resolution": 1.0, "seed": 0}
    assert said["rows"]["organisations"] == 6


def test_the_dictionary_explains_every_column_and_metric(package) -> None:
    told = {(row["table"], row["column"]): row["meaning"] for row in rows(package, "dictionary.csv")}
    assert set(told) == {(n, column) for n, sheet in sheets(hostile()).items() for column in sheet.columns}
    assert {row["name"] for row in rows(package, "metrics.csv")} == {m.name for m in hostile().measures}
    assert all(all(row.values()) for row in rows(package, "metrics.csv"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_note_says_in_each_language_what_was_done(package, language) -> None:
    note, stamp = member(package, f"method.{language}.md"), hostile().stamp
    assert "$" not in note
    for said in (stamp.id, stamp.content, "fractional", "1 / (n_p − 1)", "Leiden", CREDIT.title, "strength"):
        assert said in note
    assert note.count("\n## ") == 6


def test_the_notes_are_in_five_languages(package) -> None:
    titles = {member(package, f"method.{language}.md").splitlines()[0] for language in LANGUAGES}
    assert len(titles) == 5


def test_full_counting_has_its_own_formula(tmp_path) -> None:
    file = tmp_path / "full.zip"
    write_export(subject_of({"p": ["a", "b"]}, counting="full"), FORMATS["zip"], "all", file)
    assert "w_ij = Σ_p 1\n" in member(file, "method.en.md")


def test_the_citation_is_a_citation_file_that_names_the_sources(package) -> None:
    said = yaml.safe_load(member(package, "CITATION.cff"))
    assert said["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(said)
    assert said["type"] == "dataset"
    assert said["version"] == hostile().stamp.id
    assert said["references"][0]["title"] == CREDIT.title
    assert rows(package, "sources.csv")[0]["licence"] == "CC0"


def test_another_process_with_another_hash_seed_writes_the_same_bytes(tmp_path) -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", WRITE_ELSEWHERE, str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0].split()) == 4


def test_a_part_says_in_every_language_which_part_it_is(tmp_path) -> None:
    file = tmp_path / "part.zip"
    chosen = Filter(country="LT", backbone=Significance.DISPARITY)
    write_export(part_of(hostile(), chosen), FORMATS["zip"], "all", file)
    said = json.loads(member(file, "snapshot.json"))
    assert said["parameters"].items() >= chosen.parameters.items()
    assert (said["content"], said["rows"]["organisations"]) == (hostile().snapshot.id, 1)
    for language in LANGUAGES:
        note = member(file, f"method.{language}.md")
        assert "country LT, backbone disparity, alpha 0.05, correction none" in note
        assert "Serrano" in note
    assert "country LT" in yaml.safe_load(member(file, "CITATION.cff"))["abstract"]


def test_the_notes_say_how_stable_the_clusters_are(package) -> None:
    assert json.loads(member(package, "snapshot.json"))["stability"] == {"runs": 20, "nmi": 1.0, "ari": 1.0}
    for language in LANGUAGES:
        assert "NMI 1.000" in member(package, f"method.{language}.md")


def test_the_notes_say_what_the_counting_could_not_count(tmp_path) -> None:
    """One project of two, of which no euro amount is known: by budget it makes no tie, and that is said."""
    file = tmp_path / "budget.zip"
    subject = subject_of({"p": ["a", "b"], "q": ["c"]}, counting="budget")
    found = clusters(subject.snapshot, ClusterQuestion(counting=Counting.BUDGET))
    write_export(replace(subject, clustering=found), FORMATS["zip"], "all", file)
    assert "Of 1 projects with two or more participants 1 cannot be counted" in member(file, "method.en.md")
    for language in LANGUAGES:
        note = member(file, f"method.{language}.md")
        assert "socialcluster clusters" in note
        assert "Hennig" in note


def test_the_dictionary_speaks_of_columns_that_there_are(package) -> None:
    """It pointed to a column `rate` that no export has, and to a class of the program."""
    told = {(row["table"], row["column"]): row["meaning"] for row in rows(package, "dictionary.csv")}
    assert not any("`rate`" in meaning or "vocabulary." in meaning for meaning in told.values())
    assert "not those of the column cluster" in told["memberships", "consensus"]
