"""Exports over HTTP: whole or visibly not, under a safe name, saying from which snapshot they are."""

import base64
import csv
import hashlib
import io
import json
import zipfile

import httpx
import pytest

from graph.export.formats import FORMATS

LATEST = "/api/v1/exports/latest"
CLUSTERS = "/api/v1/clusters"


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_says_from_which_snapshot_it_is_and_how_old_the_data_is(
    client: httpx.Client, form
) -> None:
    answer = client.get(LATEST, params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    basis = client.get(CLUSTERS).json()
    assert answer.headers["x-snapshot"] == basis["snapshot"]
    assert answer.headers["x-data-as-of"] == basis["data_as_of"]
    assert answer.headers["x-snapshot-id"] in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "graphml", "zip"])
def test_what_is_sent_whole_has_its_length_and_its_checksum(client: httpx.Client, form) -> None:
    answer = client.get(LATEST, params={"format": form})
    digest = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_what_is_streamed_counts_its_rows(client: httpx.Client) -> None:
    table = client.get(LATEST, params={"format": "csv", "what": "organisations"})
    assert int(table.headers["x-rows"]) == client.get(CLUSTERS).json()["organisations"]
    assert len(table.text.splitlines()) == int(table.headers["x-rows"]) + 1
    lines = client.get(LATEST, params={"format": "jsonl"}).text.splitlines()
    assert json.loads(lines[-1])["rows"]["organisations"] == int(table.headers["x-rows"])


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_streamed_comes_with_its_checksum_where_that_is_wanted(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("api.answers.exports.WRITTEN_FIRST", 0)
    streamed = client.get(LATEST, params={"format": form})
    wanted = client.get(LATEST, params={"format": form}, headers={"Want-Repr-Digest": "sha-256=1"})
    digest = base64.b64encode(hashlib.sha256(streamed.content).digest()).decode()
    assert "repr-digest" not in streamed.headers
    assert (wanted.content, wanted.headers["repr-digest"]) == (streamed.content, f"sha-256=:{digest}:")


@pytest.mark.parametrize("form", ["csv", "jsonl", "gexf", "zip"])
def test_the_manifest_tells_of_the_bytes_that_are_downloaded(client: httpx.Client, form: str) -> None:
    asked = {"format": form, "country": "LT", "seed": 3}
    said = client.get(f"{LATEST}/manifest", params=asked).json()
    answer = client.get(LATEST, params=asked)
    assert said["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert (said["bytes"], said["format"]) == (len(answer.content), form)
    assert (said["snapshot_id"], said["parameters"]["seed"]) == (answer.headers["x-snapshot-id"], 3)
    assert said["file"] in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_stream_that_breaks_is_seen_to_be_broken(client: httpx.Client, monkeypatch, form) -> None:
    def broken(*_: object):
        yield b"half"
        raise RuntimeError("planted")

    monkeypatch.setattr("graph.export.formats.csv_of", broken)
    monkeypatch.setattr("graph.export.formats.lines_of", broken)
    monkeypatch.setattr("api.answers.exports.WRITTEN_FIRST", 0)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(LATEST, params={"format": form})


def test_a_file_that_cannot_be_written_whole_is_not_begun(client: httpx.Client, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("graph.export.formats.write_package", broken)
    answer = client.get(LATEST, params={"format": "zip"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Sąveika 2021.csv", "S_veika 2021.csv"),
        ('a"; filename="evil.exe', "a__ filename__evil.exe"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("line\r\nSet-Cookie: x=1", "line__Set-Cookie_ x_1"),
    ],
)
def test_a_hostile_name_stays_a_name(client: httpx.Client, name, plain) -> None:
    answer = client.get(LATEST, params={"format": "csv", "name": name})
    said = answer.headers["content-disposition"]
    assert said.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert said.isascii()
    assert "set-cookie" not in answer.headers


def test_the_same_export_has_the_same_tag_and_is_not_sent_twice(client: httpx.Client) -> None:
    first = client.get(LATEST, params={"format": "csv"})
    again = client.get(LATEST, params={"format": "csv"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(LATEST, params={"format": "csv", "counting": "full"})
    assert other.headers["etag"] != first.headers["etag"]
    assert other.headers["x-snapshot-id"] != first.headers["x-snapshot-id"]


def test_the_zip_names_the_sources_that_were_loaded(client: httpx.Client) -> None:
    answer = client.get(LATEST, params={"format": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert "five-networks" in archive.read("sources.csv").decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "docx"},
        {"format": "csv", "what": "passwords"},
        {"format": "csv", "counting": "twice"},
        {"format": "csv", "resolution": "-1"},
        {},
    ],
)
def test_what_there_is_not_is_refused_in_words(client: httpx.Client, asked) -> None:
    answer = client.get(LATEST, params=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_an_unknown_snapshot_is_not_found(client: httpx.Client) -> None:
    assert client.get("/api/v1/exports/snap-ffffffff", params={"format": "csv"}).status_code == 404


def test_a_part_is_exported_under_an_id_of_its_own(client: httpx.Client) -> None:
    asked = {"format": "csv", "what": "organisations"}
    whole, part = (client.get(LATEST, params=asked | more) for more in ({}, {"country": "LT"}))
    assert 0 < int(part.headers["x-rows"]) < int(whole.headers["x-rows"])
    assert part.headers["x-snapshot"] == whole.headers["x-snapshot"]
    assert part.headers["x-snapshot-id"] != whole.headers["x-snapshot-id"]
    lines = client.get(LATEST, params={"format": "jsonl", "country": "LT", "backbone": "bipartite"}).text
    said = json.loads(lines.splitlines()[0])["parameters"]
    assert (said["country"], said["backbone"], said["alpha"]) == ("LT", "bipartite", 0.05)


def test_a_cluster_stands_in_exports_under_the_name_that_it_was_given(client: httpx.Client) -> None:
    asked = {"format": "csv", "what": "clusters"}
    before = client.get(LATEST, params=asked)
    client.put(f"{CLUSTERS}/0/name", json={"name": "Ours"})
    try:
        named = client.get(LATEST, params=asked)
    finally:
        client.delete(f"{CLUSTERS}/0/name")
    rows = list(csv.DictReader(io.StringIO(named.text)))
    assert [(row["given_name"], row["stability"]) for row in rows[:2]] == [("Ours", "1.0"), ("", "1.0")]
    assert named.headers["etag"] != before.headers["etag"]
    assert "Ours" not in before.text
