"""Jobs over HTTP: a file comes in, is watched, stopped, resumed, mended and withdrawn."""

import csv
import gzip
import io
import json
import socket
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.receiving import safe_name
from graph.store.jobs import new_job, save
from graph.store.session import Store
from tests.api.jobs_client import JOBS, awaited, heard, queued, told, upload
from tests.api.participation_tables import HEADINGS, SIGNS, clean, dirty, mended_dirty, uninterrupted
from tests.api.problems import problem
from tests.api.relay import relayed
from tests.api.serving import Served, serving, settings_of
from tests.graph.store.dump import graph_hash, nodes, ties
from tests.graph.store.wiping import wipe

Neo4j = tuple[str, str, str]
SECONDS_TO_STOP = 5.0


@pytest.fixture
def working(store: Store, neo4j_server: Neo4j, tmp_path: Path) -> Iterator[Served]:
    """An application with a worker, on an empty graph; it writes a few rows at a time."""
    settings = settings_of(neo4j_server, tmp_path / "home", batch_rows=20)
    with serving(settings, worker=True) as served:
        yield served


@pytest.fixture
def client(working: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=working.url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def idle(store: Store, neo4j_server: Neo4j, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of an application without a worker, on an empty graph: what is queued stays so."""
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    settings = settings_of(neo4j_server, tmp_path / "home", ingest_folders=(allowed,), upload_mb=1)
    with (
        serving(settings) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        yield client


def _counts(job: dict[str, object]) -> tuple[object, ...]:
    return tuple(job[name] for name in ("state", "read", "written", "unchanged", "rejected"))


def test_an_upload_is_loaded_and_watched_to_its_end(client: httpx.Client) -> None:
    job = queued(client, clean(40))
    events = list(heard(client, job))
    names, last = [name for name, _ in events if name], events[-1][1]
    assert names[-1] == "end"
    assert set(names[:-1]) <= {"progress"}
    assert _counts(last) == ("done", 120, 120, 0, 0)
    assert _counts(told(client, job)) == _counts(last)
    assert told(client, job)["source"] == "h2020"


def test_events_of_a_job_that_has_ended_are_its_end_and_are_not_asked_for_again(client: httpx.Client) -> None:
    job = queued(client, clean(1))
    awaited(client, job)
    assert [name for name, _ in heard(client, job)] == ["end"]
    again = client.get(f"{JOBS}/{job}/events", headers={"Last-Event-ID": "end"})
    assert again.status_code == 204


def _said(store: Store) -> tuple[object, ...]:
    """Everything in the graph but where in which file it stands."""
    records = {uid: (r["key"], r["checksum"], r["raw"]) for uid, r in nodes(store, "Record").items()}
    return records, nodes(store, "Organisation"), nodes(store, "Project"), ties(store, "PARTICIPATES_IN")


def test_rejected_rows_are_mended_and_loaded_again_with_the_same_keys(
    store: Store, client: httpx.Client
) -> None:
    whole = queued(client, mended_dirty())
    assert _counts(awaited(client, whole)) == ("done", 8, 8, 0, 0)
    meant = _said(store)
    client.post(f"{JOBS}/{whole}/withdraw").raise_for_status()
    assert nodes(store, "Record") == {}

    job = queued(client, dirty(), "dirty.csv")
    assert _counts(awaited(client, job)) == ("partial", 8, 2, 0, len(SIGNS))
    assert told(client, job)["rejects"][0]["column"] == "country"
    rejects = client.get(f"{JOBS}/{job}/rejects")
    assert rejects.headers["content-type"] == "text/csv; charset=utf-8"
    assert rejects.headers["content-disposition"] == 'attachment; filename="dirty.rejects.csv"'
    read = list(csv.reader(rejects.content.decode("utf-8-sig").splitlines()))
    assert read[0] == [*HEADINGS, "_row", "_column", "_reason"]
    assert not [cell for cells in read for cell in cells if cell.startswith(("=", "+", "-", "@"))]

    again = queued(client, rejects.content.replace(b"Atlantis,", b"LT,"), "mended.csv")
    assert _counts(awaited(client, again)) == ("done", 6, 6, 0, 0)
    assert _said(store) == meant


def test_a_job_without_rejects_has_an_empty_table_of_them(client: httpx.Client) -> None:
    job = queued(client, clean(1))
    awaited(client, job)
    assert client.get(f"{JOBS}/{job}/rejects").text == "_row,_column,_reason\r\n"


def test_a_cancelled_job_stops_soon_and_is_completed_when_it_is_resumed(
    store: Store, client: httpx.Client, tmp_path: Path
) -> None:
    meant = uninterrupted(store, tmp_path, clean(200))
    wipe(store)
    job = queued(client, clean(200))
    awaited(client, job, until=lambda now: now["written"] > 100)
    began = time.monotonic()
    assert client.post(f"{JOBS}/{job}/cancel").status_code == 202
    stopped = awaited(client, job)
    assert time.monotonic() - began < SECONDS_TO_STOP
    assert stopped["state"] == "cancelled"
    assert 100 < stopped["written"] < 600
    assert client.post(f"{JOBS}/{job}/cancel").status_code == 202

    assert client.post(f"{JOBS}/{job}/resume").json()["state"] == "queued"
    assert _counts(awaited(client, job)) == ("done", 600, 600, 0, 0)
    assert graph_hash(store) == meant


def test_the_worker_goes_on_after_a_job_was_cancelled_and_after_one_failed(client: httpx.Client) -> None:
    cancelled = queued(client, clean(200))
    awaited(client, cancelled, until=lambda now: now["written"] > 0)
    client.post(f"{JOBS}/{cancelled}/cancel").raise_for_status()
    failed = queued(client, dirty(), strict="true")
    assert awaited(client, failed)["state"] == "failed"
    assert "Atlantis" in told(client, failed)["error"]
    assert awaited(client, queued(client, clean(1)))["state"] == "done"


def test_a_withdrawn_job_leaves_the_graph_as_it_was(store: Store, client: httpx.Client) -> None:
    awaited(client, queued(client, clean(5)))
    before = graph_hash(store)
    job = queued(client, clean(9, members=4))
    awaited(client, job)
    assert graph_hash(store) != before
    answer = client.post(f"{JOBS}/{job}/withdraw").json()
    assert answer["job"]["state"] == "withdrawn"
    assert answer["removed"] > 0
    assert graph_hash(store) == before


def test_what_a_job_that_has_ended_cannot_do_is_409(client: httpx.Client) -> None:
    job = queued(client, clean(1))
    awaited(client, job)
    for what in ("cancel", "resume"):
        assert "is done" in problem(client.post(f"{JOBS}/{job}/{what}"), 409)["detail"]


@pytest.mark.parametrize("what", ["cancel", "resume", "withdraw"])
def test_a_job_that_is_not_there_is_404(idle: httpx.Client, what: str) -> None:
    problem(idle.post(f"{JOBS}/job-0/{what}"), 404)
    problem(idle.get(f"{JOBS}/job-0/events"), 404)
    problem(idle.get(f"{JOBS}/job-0/rejects"), 404)


def test_a_queued_job_is_cancelled_and_its_events_end_with_it(idle: httpx.Client) -> None:
    job = queued(idle, clean(1))
    told_so_far = heard(idle, job)
    assert next(told_so_far)[1]["state"] == "queued"
    assert idle.post(f"{JOBS}/{job}/cancel").json()["state"] == "cancelled"
    assert [(name, data["state"]) for name, data in told_so_far] == [("end", "cancelled")]


def test_a_listener_who_leaves_makes_room_and_too_many_are_refused(
    idle: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.answers.job_events.MOST_LISTENERS", 1)
    job = queued(idle, clean(1))
    events = f"{JOBS}/{job}/events"
    with idle.stream("GET", events) as listening:
        lines = listening.iter_lines()
        assert next(lines) == "event: progress"
        refused = idle.get(events)
        problem(refused, 503)
        assert int(refused.headers["retry-after"]) > 0
    deadline = time.monotonic() + 5
    while _status(idle, events) != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _status(client: httpx.Client, address: str) -> int:
    with client.stream("GET", address) as answer:
        return answer.status_code


def test_a_silent_stream_shows_that_it_is_alive(idle: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.answers.job_events.SIGN_EVERY", 0.5)
    events = heard(idle, queued(idle, clean(1)))
    assert next(events)[0] == "progress"
    assert next(events) == ("", ": still here")


def test_a_file_that_no_source_reads_is_422_in_words(idle: httpx.Client) -> None:
    said = problem(upload(idle, b"colour,taste\nred,sweet\n", "fruit.csv"), 422)["detail"]
    assert "fruit.csv has the columns of no source" in said
    assert "lacks" in problem(upload(idle, b"colour,taste\nred,sweet\n", source="h2020"), 422)["detail"]
    assert "No source is called" in problem(upload(idle, clean(1), source="wizard"), 422)["detail"]
    assert idle.get(JOBS).json() == {"jobs": []}


def test_a_mapping_says_what_the_columns_mean(client: httpx.Client) -> None:
    mapping = (
        "source: {name: fruit, title: Fruit}\ntable: organisations\n"
        "organisation: {name: grower, country: {column: land}}\n"
    )
    job = queued(client, b"grower,land\nMade-up Orchard,DK\n", mapping=mapping)
    assert _counts(awaited(client, job)) == ("done", 1, 1, 0, 0)
    assert told(client, job)["source"] == "fruit"


def test_a_mapping_that_is_none_is_422(idle: httpx.Client) -> None:
    assert "table" in problem(upload(idle, clean(1), mapping="source: {name: x}"), 422)["detail"]
    problem(upload(idle, clean(1), mapping="table: [", source="h2020"), 422)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\boot.csv", "boot.csv"),
        ("/etc/cron.d/x.csv", "x.csv"),
        ("a\u202evsc.exe.csv", "avsc.exe.csv"),
        ("..", "upload"),
        (".hidden.csv", "hidden.csv"),
        ("line\nbreak\x1b[31m.csv", "linebreak[31m.csv"),
        ("<img src=x onerror=alert(1)>.csv", "img src=x onerror=alert(1).csv"),
        ("ž" * 300 + ".csv", "ž" * 116 + ".csv"),
        ("𝒜" * 300 + ".csv.gz", "𝒜" * 58 + ".csv.gz"),
    ],
)
def test_the_name_of_an_upload_leads_nowhere(
    idle: httpx.Client, tmp_path: Path, name: str, kept: str
) -> None:
    quoted = name.encode().replace(b"\\", b"\\\\").replace(b"\n", b"%0A")
    assert safe_name(name) == kept
    body = (
        b'--cut\r\nContent-Disposition: form-data; name="file"; filename="'
        + quoted
        + b'"\r\n\r\n'
        + (gzip.compress(clean(1)) if name.endswith("gz") else clean(1))
        + b"\r\n--cut--\r\n"
    )
    answer = idle.post(JOBS, content=body, headers={"Content-Type": "multipart/form-data; boundary=cut"})
    assert answer.status_code == 202, answer.text
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.parent.parent for file in files] == [tmp_path / "home" / "raw"]


def test_only_files_below_an_allowed_folder_are_loaded_by_their_path(
    idle: httpx.Client, tmp_path: Path
) -> None:
    allowed, secret = tmp_path / "allowed", tmp_path / "secret.csv"
    secret.write_bytes(clean(1))
    (allowed / "below").mkdir()
    (allowed / "below" / "rows.csv").write_bytes(clean(1))
    (allowed / "link.csv").symlink_to(secret)
    (allowed / "loop").symlink_to(allowed / "loop")
    asked = idle.post(JOBS, json={"path": str(allowed / "below" / "rows.csv"), "strict": True})
    assert asked.status_code == 202
    assert asked.json()["source"] == "h2020"
    paths = (
        secret,
        tmp_path / "nothing.csv",
        allowed / "link.csv",
        allowed / ".." / "secret.csv",
        "/etc/passwd",
    )
    refusals = {problem(idle.post(JOBS, json={"path": str(p)}), 403)["detail"] for p in (*paths, "a\0b", "x")}
    assert len(refusals) == 1
    for there in (allowed / "nothing.csv", allowed):
        problem(idle.post(JOBS, json={"path": str(there)}), 422)
    assert idle.post(JOBS, json={"path": str(allowed / "loop")}).status_code in (403, 422)


def test_without_allowed_folders_no_path_is_loaded(client: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(clean(1))
    problem(client.post(JOBS, json={"path": str(tmp_path / "rows.csv")}), 403)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"path": 1}', b'{"path": "x", "more": 1}', b"\xff"])
def test_a_body_that_is_no_wish_is_422(idle: httpx.Client, body: bytes) -> None:
    problem(idle.post(JOBS, content=body, headers={"Content-Type": "application/json"}), 422)


def test_other_bodies_are_refused(idle: httpx.Client) -> None:
    problem(idle.post(JOBS, content=b"x", headers={"Content-Type": "text/plain"}), 415)
    problem(idle.post(JOBS), 415)
    problem(idle.post(JOBS, data={"source": "h2020"}, files={"other": ("x", b"")}), 422)
    broken = {"Content-Type": "multipart/form-data; boundary=cut"}
    problem(idle.post(JOBS, content=b"no boundary here", headers=broken), 400)
    problem(idle.post(JOBS, content=b"x", headers={"Content-Type": "multipart/form-data"}), 400)


def test_a_file_that_is_too_large_is_413_before_it_is_read(idle: httpx.Client, tmp_path: Path) -> None:
    began = time.monotonic()
    answer = _announced(idle, length=1024**3)
    assert time.monotonic() - began < SECONDS_TO_STOP
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer
    problem(upload(idle, b"x" * (1024 * 1024 + 1)), 413)
    problem(
        idle.post(JOBS, content=_endless(), headers={"Content-Type": "multipart/form-data; boundary=c"}), 413
    )
    assert not list((tmp_path / "home").glob("incoming/*"))


def _announced(client: httpx.Client, length: int) -> bytes:
    """The answer to a request that says how long it is, and sends nothing of it."""
    address = (client.base_url.host, client.base_url.port or 80)
    with socket.create_connection(address, timeout=SECONDS_TO_STOP) as connection:
        head = (
            f"POST {JOBS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=c\r\n"
            f"Content-Length: {length}\r\n\r\n"
        )
        connection.sendall(head.encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def _endless() -> Iterator[bytes]:
    """A body that does not say how long it is, and is longer than what is taken."""
    yield b'--c\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n'
    yield from (b"x" * 65536 for _ in range(50))


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.csv", clean(1) + b"," * 200_000_000)
    return file.getvalue()


def test_a_zip_bomb_is_refused_in_words(idle: httpx.Client) -> None:
    began = time.monotonic()
    said = problem(upload(idle, _bomb(), "bomb.zip"), 422)["detail"]
    assert "bomb.zip" in said
    assert "unpack" in said.lower()
    assert time.monotonic() - began < 30


def test_without_database_writing_is_503_in_time(store: Store, neo4j_server: Neo4j, tmp_path: Path) -> None:
    uri, user, password = neo4j_server
    with (
        relayed(uri) as relay,
        serving(settings_of((relay.uri, user, password), tmp_path / "home")) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        relay.cut()
        for path in (JOBS, f"{JOBS}/job-0/cancel", f"{JOBS}/job-0/withdraw"):
            began = time.monotonic()
            problem(client.post(path), 503)
            assert time.monotonic() - began < SECONDS_TO_STOP


def test_who_listens_does_not_keep_the_server_from_ending(
    store: Store, neo4j_server: Neo4j, tmp_path: Path
) -> None:
    with (
        serving(settings_of(neo4j_server, tmp_path / "home")) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        events = heard(client, queued(client, clean(1)))
        assert next(events)[0] == "progress"
        served.app.state.closing.set()
        assert list(events) == [("", ": the server is being stopped")]


def test_rejects_of_several_sheets_are_a_zip_of_tables(
    idle: httpx.Client, store: Store, tmp_path: Path
) -> None:
    job = replace(new_job("keep.eu", "keep.xlsx", "0" * 64), state="partial", rejected=2)
    save(store, job)
    folder = tmp_path / "home" / "jobs" / job.id
    problem(idle.get(f"{JOBS}/{job.id}/rejects"), 404)
    folder.mkdir(parents=True)
    place = {"file": "keep.xlsx", "row": 7, "column": None, "reason": "No."}
    lines = [json.dumps(place | {"part": part, "cells": {"a": "x"}}) for part in ("Calls", "Partners")]
    (folder / "rejects.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    answer = idle.get(f"{JOBS}/{job.id}/rejects")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["keep.Calls.rejects.csv", "keep.Partners.rejects.csv"]
