"""Kept snapshots over HTTP and by command: listed, verified, compared, and asked instead of the graph."""

import json
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from api.answers import snapshots as answers
from api.answers.exports import Wanted
from api.cli.main import app
from graph.snapshot import Snapshot
from graph.stamp import Stamp, default_parameters
from graph.store import snapshots
from graph.store.freeze import save_to
from graph.store.snapshots import Kept, Provenance
from tests.api.serving import Served
from tests.builders import snapshot_of
from tests.graph.export.subjects import subject_of

SNAPSHOTS = "/api/v1/snapshots"
OTHER = subject_of({"p": ["a", "b"]}).snapshot


@pytest.fixture
def kept(served: Served) -> Kept:
    """The five networks, kept now: what other tests kept of them has another note and day."""
    for manifest in (served.app.state.settings.home / "snapshots" / "kept").glob("snap-*.json"):
        manifest.unlink()
    return answers.create(served.app.state.explorer, Wanted("zip"), "for a test")


def other(served: Served, snapshot: Snapshot = OTHER) -> Kept:
    stamp = Stamp(snapshot.id, default_parameters())
    provenance = Provenance("2020-01-01T00:00:00+00:00", None, {}, ())
    return snapshots.keep(served.app.state.settings, snapshot, stamp, provenance)


def test_what_is_kept_is_listed_with_the_id_to_cite(client: httpx.Client, kept: Kept) -> None:
    listed = client.get(SNAPSHOTS).json()
    row = next(row for row in listed["snapshots"] if row["id"] == kept.id)
    assert row["content"] == listed["snapshot"] == kept.content
    assert row["parameters"] == {"counting": "fractional", "resolution": 1.0, "seed": 0}
    assert row["note"] == "for a test"


def test_a_snapshot_says_whether_it_is_whole_and_whose_data_it_is(client: httpx.Client, kept: Kept) -> None:
    found = client.get(f"{SNAPSHOTS}/{kept.id}").json()
    assert found["verdict"]["whole"] is True
    assert found["verdict"]["recomputed"] == kept.content
    assert found["sources"][0]["name"] == "five-networks"
    assert client.get(f"{SNAPSHOTS}/snap-ffffffff").status_code == 404


def test_a_difference_is_told_in_words_and_in_counts(
    client: httpx.Client, served: Served, kept: Kept
) -> None:
    small = other(served)
    found = client.get(f"{SNAPSHOTS}/{small.id}/diff/{kept.id}").json()
    assert found["tables"]["organisations"]["removed"] == 2
    assert any(line.startswith("2 organisations were removed: a; b.") for line in found["told"])
    same = client.get(f"{SNAPSHOTS}/{kept.id}/diff/latest").json()
    assert same["before_as_of"] == same["after_as_of"] == kept.data_as_of
    assert (same["same"], same["told"]) == (True, ["Nothing changed: both hold the same, to the letter."])


def test_answers_can_be_asked_of_a_snapshot(client: httpx.Client, served: Served) -> None:
    small = other(served)
    clusters = client.get("/api/v1/clusters", params={"snapshot": small.id}).json()
    assert (clusters["snapshot"], clusters["organisations"]) == (OTHER.id, 2)
    assert clusters["data_as_of"] == "2020-01-01T00:00:00+00:00"
    path = client.get("/api/v1/paths", params={"from": "a", "to": "b", "snapshot": OTHER.id}).json()
    assert (path["snapshot"], path["hops"]) == (OTHER.id, 1)
    page = client.get("/api/v1/maps/network", params={"snapshot": small.id})
    assert page.headers["x-snapshot"] == OTHER.id
    table = client.get(f"/api/v1/exports/{small.id}", params={"format": "csv", "what": "organisations"})
    assert len(table.text.splitlines()) == 3
    assert client.get("/api/v1/clusters").json()["snapshot"] != OTHER.id


def test_a_damaged_snapshot_is_refused_and_said_to_be_damaged(client: httpx.Client, served: Served) -> None:
    small = other(served, snapshot_of({"p": ["a", "damaged"]}))
    save_to(served.app.state.settings.home / "snapshots" / small.content, OTHER)
    assert client.get(f"{SNAPSHOTS}/{small.id}").json()["verdict"]["whole"] is False
    answer = client.get("/api/v1/clusters", params={"snapshot": small.id})
    assert (answer.status_code, "damaged" in answer.json()["detail"]) == (422, True)


@pytest.fixture
def command(monkeypatch, served: Served):
    """Runs a command on the database and the home of the application."""
    settings = served.app.state.settings
    for name in ("home", "neo4j_uri", "neo4j_user"):
        monkeypatch.setenv(f"SOCIALCLUSTER_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setenv("SOCIALCLUSTER_NEO4J_PASSWORD", settings.neo4j_password.get_secret_value())

    def run(*words: str, code: int = 0) -> dict[str, object]:
        said = CliRunner().invoke(app, [*words, "--json"])
        assert said.exit_code == code, said.output
        return json.loads(said.stdout)

    return run


def test_the_commands_keep_verify_and_export(command, tmp_path: Path) -> None:
    made = command("snapshot", "create", "--seed", "3")
    assert made["parameters"]["seed"] == 3
    assert made["id"] in [row["id"] for row in command("snapshot", "list")["snapshots"]]
    verdict = command("snapshot", "verify", made["id"])
    assert (verdict["whole"], verdict["results"]) == (True, True)
    file = tmp_path / "out" / "all.zip"
    written = command("export", "--out", str(file), "--snapshot", made["id"])
    assert (written["snapshot_id"], written["bytes"]) == (made["id"], file.stat().st_size)
    assert command("snapshot", "diff", made["id"])["same"] is True


def test_a_damaged_snapshot_fails_the_command(command, served: Served) -> None:
    small = other(served, snapshot_of({"p": ["a", "spoilt"]}))
    save_to(served.app.state.settings.home / "snapshots" / small.content, OTHER)
    assert command("snapshot", "verify", small.id, code=1)["whole"] is False


def test_a_restored_view_answers_commands_until_it_is_ended(command, served: Served, tmp_path: Path) -> None:
    small = other(served)
    assert command("snapshot", "restore-view", small.id) == {"view": small.id}
    try:
        file = str(tmp_path / "ties.csv")
        assert command("export", "--format", "csv", "--out", file)["snapshot"] == OTHER.id
    finally:
        assert command("snapshot", "restore-view", "latest") == {"view": None}
    assert command("export", "--format", "csv", "--out", file)["snapshot"] != OTHER.id
