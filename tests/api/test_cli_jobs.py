"""Jobs by command: loaded, queued, killed, taken over, mended, withdrawn."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from graph.store import jobs
from graph.store.session import Store
from tests.api.participation_tables import SIGNS, clean, dirty, mended_dirty, row, table, uninterrupted
from tests.graph.store.dump import graph_hash, nodes, ties
from tests.graph.store.wiping import wipe

PATIENCE = 60.0
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment(neo4j_server: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of all commands of a test, its processes among them; returns the home."""
    uri, user, password = neo4j_server
    given = {"HOME": str(tmp_path / "home"), "NEO4J_URI": uri, "NEO4J_USER": user, "NEO4J_PASSWORD": password}
    for name, value in {**given, "BATCH_ROWS": "20", "LEASE_SECONDS": "5"}.items():
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def command(
    store: Store, environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs socialcluster in this process; returns exit code, output and complaints."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@contextmanager
def _process(*words: str) -> Iterator[subprocess.Popen[str]]:
    """socialcluster as a process of its own, which does not outlive the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _file(content: bytes, name: str = "rows.csv") -> str:
    Path(name).write_bytes(content)
    return name


def _only_job(store: Store) -> dict[str, Any]:
    (job,) = jobs.jobs_as_shown(store, 10)
    return job


def _until(store: Store, job: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while not true(now := jobs.job_as_shown(store, job)):
        assert time.monotonic() < deadline, now
        time.sleep(0.02)
    return now


def test_ingest_says_which_source_it_took_and_why(command: Command) -> None:
    code, out, err = command("ingest", _file(clean(2)))
    assert code == 0
    assert "rows.csv is read as h2020: its columns are those of the table 'participations'." in err
    assert "read 6 = written 6 + unchanged 0 + rejected 0" in out
    assert "written 0 + unchanged 6" in command("ingest", "rows.csv")[1]


def test_rejected_rows_make_the_command_fail(command: Command) -> None:
    code, out, err = command("ingest", _file(dirty()))
    assert code == 1
    assert f"written 2 + unchanged 0 + rejected {len(SIGNS)}" in out
    assert "'Atlantis' is no country." in err
    assert "socialcluster jobs rejects job-" in err


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(command: Command) -> None:
    fruit = _file(b"colour,taste\nred,sweet\n", "fruit.csv")
    code, out, err = command("ingest", fruit, "nothing.csv", _file(clean(2)), "--json")
    answer = json.loads(out)
    assert code == 1
    assert [job["written"] for job in answer["jobs"]] == [6]
    assert [one["file"] for one in answer["refused"]] == ["fruit.csv", "nothing.csv"]
    assert "fruit.csv is not loaded: fruit.csv has the columns of no source" in err


def test_strict_fails_at_the_first_row_that_is_not_understood(command: Command, store: Store) -> None:
    code, _, err = command("ingest", _file(dirty()), "--strict")
    assert code == 1
    assert "The job failed: Row 3 was rejected" in err
    assert _only_job(store)["state"] == "failed"


def test_a_mapping_names_its_source_itself(command: Command, store: Store) -> None:
    mapping = "source: {name: fruit, title: Fruit}\ntable: organisations\norganisation: {name: grower}\n"
    Path("fruit.yaml").write_text(mapping, encoding="utf-8")
    growers = _file(b"grower,land\nMade-up Orchard,DK\n", "fruit.csv")
    assert command("ingest", growers, "--mapping", "fruit.yaml")[0] == 0
    assert _only_job(store)["source"] == "fruit"
    assert command("ingest", growers, "--mapping", "fruit.yaml", "--source", "h2020")[0] == 2


def test_words_after_ingest_are_commands_and_all_else_is_a_file(command: Command) -> None:
    assert command("ingest", "template", "organisations")[0] == 0
    assert "grower" in command("ingest", "suggest", _file(b"grower,land\nMade-up Orchard,DK\n"))[1]
    known = json.loads(command("ingest", "sources", "--json")[1])["sources"]
    assert {"name", "title", "licence", "publishes"} <= known[0].keys()
    assert "h2020" in command("ingest", "sources")[1]
    _file(clean(1), "suggest")
    assert "written 3" in command("ingest", "./suggest")[1]
    assert "written 0" in command("ingest", "--source", "h2020", "./suggest")[1]
    assert command("ingest")[0] == 2
    assert command("ingest", "--nonsense", "x")[0] == 2


def test_a_queued_file_waits_for_a_worker_which_ends_at_once_when_told(
    command: Command, store: Store
) -> None:
    code, out, _ = command("ingest", _file(clean(2)), "--queue", "--json")
    (job,) = json.loads(out)["jobs"]
    assert (code, job["state"], job["read"]) == (0, "queued", 0)
    with _process("worker") as worker:
        assert _until(store, job["id"], lambda now: now["state"] == "done")["written"] == 6
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_stopped_puts_its_job_back(
    command: Command, store: Store, tmp_path: Path, number: signal.Signals
) -> None:
    meant = uninterrupted(store, tmp_path, clean(200))
    wipe(store)
    command("ingest", _file(clean(200)), "--queue")
    job = _only_job(store)["id"]
    with _process("worker") as worker:
        _until(store, job, lambda now: now["written"] > 60)
        worker.send_signal(number)
        began = time.monotonic()
        assert worker.wait(PATIENCE) == 0
        assert time.monotonic() - began < 10
    back = jobs.job_as_shown(store, job)
    assert (back["state"], back["finished"], back["error"]) == ("queued", None, None)
    assert command("jobs", "resume", job)[0] == 0
    assert graph_hash(store) == meant


def test_the_job_of_a_worker_that_was_killed_is_taken_over(
    command: Command, store: Store, tmp_path: Path
) -> None:
    meant = uninterrupted(store, tmp_path, clean(200))
    wipe(store)
    command("ingest", _file(clean(200)), "--queue")
    job = _only_job(store)["id"]
    with _process("worker") as worker:
        _until(store, job, lambda now: now["written"] > 60)
        worker.kill()
        worker.wait()
    code, _, err = command("jobs", "resume", job)
    assert (code, "is held by" in err) == (0, True)
    _until(store, job, lambda now: now["lost"])
    assert "running (its worker is lost)" in command("jobs", "show", job)[1]
    with _process("worker"):
        assert _until(store, job, lambda now: now["state"] == "done")["written"] == 600
    assert graph_hash(store) == meant


def test_of_two_who_run_one_job_one_holds_it_and_the_other_says_so(
    command: Command, store: Store, tmp_path: Path
) -> None:
    command("ingest", _file(clean(200)), "--queue")
    job = _only_job(store)["id"]
    with _process("jobs", "resume", job) as one, _process("jobs", "resume", job) as other:
        said = [process.communicate(timeout=PATIENCE)[1] for process in (one, other)]
        assert [process.returncode for process in (one, other)] == [0, 0]
    assert sorted("is held by" in words for words in said) == [False, True]
    assert jobs.job_as_shown(store, job)["written"] == 600
    assert graph_hash(store) == uninterrupted(store, tmp_path, clean(200))


def test_a_running_job_is_cancelled_by_another_command(command: Command, store: Store) -> None:
    with _process("ingest", _file(clean(200))) as running:
        deadline = time.monotonic() + PATIENCE
        while not jobs.jobs_as_shown(store, 1):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        job = _only_job(store)["id"]
        _until(store, job, lambda now: now["written"] > 0)
        began = time.monotonic()
        assert "stops within seconds" in command("jobs", "cancel", job)[1]
        _until(store, job, lambda now: now["state"] == "cancelled")
        assert time.monotonic() - began < 5
        assert running.wait(PATIENCE) == 1
    assert "is cancelled" in command("jobs", "cancel", job)[1]
    assert "written 600" in command("jobs", "resume", job)[1]
    assert command("jobs", "cancel", job)[0] == 1


def _said(store: Store) -> tuple[object, ...]:
    records = {uid: (r["key"], r["checksum"], r["raw"]) for uid, r in nodes(store, "Record").items()}
    return records, nodes(store, "Organisation"), nodes(store, "Project"), ties(store, "PARTICIPATES_IN")


def test_rejects_are_written_mended_and_loaded_again(command: Command, store: Store) -> None:
    command("ingest", _file(mended_dirty(), "meant.csv"))
    meant = _said(store)
    wipe(store)
    command("ingest", _file(dirty()))
    job = _only_job(store)["id"]
    code, out, _ = command("jobs", "rejects", job, "--out", "mend")
    rejects = Path("mend/rows.rejects.csv")
    assert code == 0
    assert f"socialcluster ingest {rejects} --source h2020" in out
    rejects.write_bytes(rejects.read_bytes().replace(b"Atlantis,", b"LT,"))
    assert f"written {len(SIGNS)}" in command("ingest", str(rejects))[1]
    assert _said(store) == meant


def test_of_two_rows_that_contradict_each_other_the_one_left_out_is_whole_in_the_rejects(
    command: Command, store: Store
) -> None:
    """The row that lost may stand in a batch that was written long before the other came."""
    rows = [row(1, 1, name=f"Name {n}") if n in (0, 50) else row(2, n) for n in range(51)]
    command("ingest", _file(table(rows)))
    answer = json.loads(command("jobs", "rejects", _only_job(store)["id"], "--json")[1])
    (only,) = answer["tables"]
    lines = Path(only["file"]).read_text(encoding="utf-8-sig").splitlines()
    assert only["rows"] == 1
    assert "Made-up" not in lines[1]
    assert "Name " in lines[1]
    assert "has the same key" in lines[1]


def test_the_mapping_of_a_job_comes_with_its_rejects(command: Command, store: Store) -> None:
    mapping = (
        "source: {name: fruit, title: Fruit}\ntable: organisations\nfile: {encoding: cp1257}\n"
        "organisation: {name: grower, country: {column: land}}\n"
    )
    Path("fruit.yaml").write_text(mapping, encoding="utf-8")
    growers = _file("grower,land\nŽalias sodas,Atlantis\n".encode("cp1257"), "fruit.csv")
    assert command("ingest", growers, "--mapping", "fruit.yaml")[0] == 1
    answer = json.loads(command("jobs", "rejects", _only_job(store)["id"], "--json")[1])
    mended = Path(answer["tables"][0]["file"])
    mended.write_text(
        mended.read_text(encoding="utf-8-sig").replace("Atlantis,", "LT,"), encoding="utf-8-sig"
    )
    assert command("ingest", str(mended), "--mapping", answer["mapping"])[0] == 0
    assert [one["name"] for one in nodes(store, "Organisation").values()] == ["Žalias sodas"]


def test_a_job_without_rejects_writes_no_table(command: Command, store: Store) -> None:
    command("ingest", _file(clean(1)))
    assert "rejected no row" in command("jobs", "rejects", _only_job(store)["id"])[1]


def test_withdrawing_asks_first(command: Command, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    command("ingest", _file(clean(2)))
    job = _only_job(store)["id"]
    monkeypatch.setattr("typer.confirm", _no)
    assert command("jobs", "withdraw", job)[0] == 1
    assert nodes(store, "Organisation")
    assert "is withdrawn" in command("jobs", "withdraw", job, "--yes")[1]
    assert nodes(store, "Organisation") == {}
    assert "withdrawn" in command("jobs", "list")[1]
    assert json.loads(command("jobs", "show", job, "--json")[1])["state"] == "withdrawn"


def _no(question: str, *, abort: bool, err: bool) -> None:
    from typer import Abort

    assert "Take back" in question
    raise Abort


def test_a_job_that_is_not_there_is_told(command: Command) -> None:
    for words in (["show"], ["cancel"], ["resume"], ["rejects"], ["withdraw", "--yes"]):
        code, _, err = command("jobs", words[0], "job-0", *words[1:])
        assert (code, "There is no job" in err) == (1, True), words


def test_a_worker_inside_the_server_puts_its_job_back_when_the_server_stops(
    command: Command, store: Store
) -> None:
    command("ingest", _file(clean(200)), "--queue")
    job = _only_job(store)["id"]
    with _process("serve", "--port", "0") as server:
        _until(store, job, lambda now: now["written"] > 60)
        server.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert server.wait(PATIENCE) == 0
        assert time.monotonic() - began < 5
    assert jobs.job_as_shown(store, job)["state"] == "queued"
    with _process("serve", "--port", "0", "--no-worker"):
        time.sleep(3)
        assert jobs.job_as_shown(store, job)["state"] == "queued"


def test_places_are_imported_and_anything_else_is_refused(
    store: Store, command: Command, tmp_path: Path
) -> None:
    lists = tmp_path / "lau.csv"
    lists.write_text(
        "country,nuts3_2016,lau_code,lau_name_national,lau_name_latin,population,total_area_m2,degurba,gisco_id\n"
        "LT,LT028,81,Utenos r. sav.,Utenos r. sav.,36000,1230000000,3,LT_81\n",
        encoding="utf-8",
    )
    code, out, _ = command("places", "import", str(lists))
    assert (code, nodes(store, "Place")["place-LT_81"]["population"]) == (0, 36000)
    assert "read 1 = written 1" in out
    parts = tmp_path / "parts.csv"
    parts.write_bytes(clean(2))
    code, _, said = command("places", "import", str(parts))
    assert code == 1
    assert "is no list of places but h2020" in said
