"""resolve and coverage by command: compared, reviewed key by key, explained, undone."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.store import judgements, resolution
from graph.store.derive import derive
from graph.store.session import Store
from tests.builders import organisation, participations, record, write
from tests.graph.store.wiping import wipe

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    store: Store,
    neo4j_server: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs socialcluster in this process, `typed` at its keyboard; returns exit code, output, complaints."""
    uri, user, password = neo4j_server
    given = {"HOME": str(tmp_path), "NEO4J_URI": uri, "NEO4J_USER": user, "NEO4J_PASSWORD": password}
    for name, value in given.items():
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)

    def run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def told(answer: tuple[int, str, str]) -> dict[str, Any]:
    code, out, err = answer
    assert code == 0, err
    values: dict[str, Any] = json.loads(out)
    return values


def loaded(store: Store) -> None:
    """Two lanterns with one number in two sources, and a lamp."""
    write(store, participations({"p": "ac", "q": "bc"}))
    for key, source in (("a", "one"), ("b", "two")):
        named = organisation(key, name="Lantern Institute", country="LT", identifiers=("pic:999",))
        write(store, [record(f"about {key}", named, source=source)], source=source)
    derive(store, Silent())


def unsure(store: Store) -> None:
    for a, b, score in (("a", "b", 0.8), ("a", "c", 0.7), ("b", "c", 0.6)):
        ruling = judgements.Ruling(f"org-{a}", f"org-{b}", Decision.UNSURE, MATCHER_NAME, score=score)
        rows = judgements.new_rows([ruling])
        store.write(lambda tx, rows=rows: judgements.append(tx, rows))


def decisions(store: Store) -> dict[tuple[str, str], str]:
    return {(entry["a"], entry["b"]): entry["decision"] for entry in judgements.log(store)}


def test_a_run_joins_what_is_sure_and_a_second_one_has_nothing_to_do(store: Store, command: Command) -> None:
    loaded(store)
    first = told(command("resolve", "run", "--json"))
    assert (first["organisations"], first["new"], first["merged"], first["one_with_others"]) == (3, 3, 1, 2)
    assert store.read(resolution.same_as).canonical == {"org-b": "org-a"}
    second = told(command("resolve", "run", "--json"))
    assert (second["new"], second["merged"], second["review"], second["withdrawn"]) == (0, 0, 0, 0)
    assert told(command("resolve", "run", "--all", "--json"))["new"] == 3
    code, out, _ = command("coverage")
    assert code == 0
    assert "100.0%" in out


def test_only_what_is_new_is_compared_and_what_changed_is_judged_again(
    store: Store, command: Command
) -> None:
    loaded(store)
    command("resolve", "run")
    other = organisation("b", name="Lamp Works", country="LT", identifiers=("pic:111",))
    write(store, [record("about b", other, source="two")], source="two")
    write(store, [record("b in q", organisation("b", name="Lamp Works"))])
    again = told(command("resolve", "run", "--json"))
    assert (again["new"], again["withdrawn"]) == (1, 1)
    assert store.read(resolution.same_as).canonical == {}


def test_a_review_takes_a_key_for_each_pair(store: Store, command: Command) -> None:
    loaded(store)
    unsure(store)
    page = told(command("resolve", "review", "--json"))
    assert [one["score"] for one in page["candidates"]] == [0.8, 0.7, 0.6]
    code, out, err = command("resolve", "review", "--by", "Ada", typed="s\nx\nd\nn\n")
    assert code == 0, err
    assert "Lantern Institute" in out
    assert "Both worked with: c" in out
    assert "2 judged, 1 still wait." in out
    assert decisions(store)["org-a", "org-b"] == "positive"
    assert decisions(store)["org-a", "org-c"] == "negative"
    assert store.read(resolution.same_as).canonical == {"org-b": "org-a"}


def test_a_review_can_be_left_at_any_pair(store: Store, command: Command) -> None:
    loaded(store)
    unsure(store)
    assert "0 judged, 3 still wait." in command("resolve", "review", typed="q\n")[1]
    assert "1 judged, 2 still wait." in command("resolve", "review", "--by", "Ada", typed="u\n")[1]


def test_what_is_judged_is_explained_and_undone(store: Store, command: Command) -> None:
    loaded(store)
    judged = told(command("resolve", "judge", "org-b", "org-a", "same", "--by", "Ada", "--json"))
    uid = judged["judgement"]["uid"]
    code, out, _ = command("resolve", "explain", "org-a", "org-b")
    assert code == 0
    assert "They are one: a person judged so." in out
    assert uid in out
    code, out, _ = command("resolve", "undo", uid, "--by", "Ada")
    assert code == 0
    assert "They are apart." in out
    code, _, err = command("resolve", "undo", uid, "--by", "Ada")
    assert code == 1
    assert "does not count any more" in err
    assert command("resolve", "explain", "org-a", "org-x")[0] == 1


def test_the_log_is_kept_in_a_file_and_replayed(store: Store, command: Command, tmp_path: Path) -> None:
    loaded(store)
    file = tmp_path / "log.jsonl"
    command("resolve", "judge", "org-a", "org-c", "same", "--by", "Ada")
    assert told(command("resolve", "log", "export", str(file), "--json"))["added"] == 1
    first = file.read_bytes()
    command("resolve", "judge", "org-a", "org-b", "different", "--by", "Ada")
    assert told(command("resolve", "log", "export", str(file), "--json")) == {
        "file": str(file),
        "added": 1,
        "held": 1,
    }
    assert file.read_bytes().startswith(first)
    assert len(file.read_bytes().splitlines()) == 2
    wipe(store)
    loaded(store)
    assert store.read(resolution.same_as).canonical == {}
    assert told(command("resolve", "log", "replay", str(file), "--json"))["added"] == 2
    assert store.read(resolution.same_as).canonical == {"org-c": "org-a"}
    assert "0 judgements added, 2 were known." in command("resolve", "log", "replay", str(file))[1]


def test_a_log_that_cannot_be_read_is_refused(store: Store, command: Command, tmp_path: Path) -> None:
    code, _, err = command("resolve", "log", "replay", str(tmp_path / "none.jsonl"))
    assert code == 1
    assert "could not be read" in err
    (tmp_path / "bad.jsonl").write_text("{}\n")
    assert "Line 1 is no judgement" in command("resolve", "log", "replay", str(tmp_path / "bad.jsonl"))[2]
