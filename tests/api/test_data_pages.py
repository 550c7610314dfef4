"""Pages on which data is loaded, watched and judged, as a browser without scripts uses them."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.resolution.matching import MATCHER
from graph.store import judgements
from graph.store.coverage import MISSING
from graph.store.derive import derive
from graph.store.resolution import append_and_settle
from graph.store.session import Store
from ingest.mapping.templates import template
from tests.api.jobs_client import awaited
from tests.api.serving import serving, settings_of
from tests.api.test_cli_pages import TEXT
from tests.api.test_pages import _page
from tests.builders import organisation, participations, record, write
from tests.graph.store.dump import nodes
from viz.languages import speaking
from viz.wording import fixed

SEEN = [{"name": "names", "value": 0.8, "weight": 2.0, "sentence": "The names are alike."}]
FORM = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(store: Store, neo4j_server: tuple[str, str, str], tmp_path: Path) -> Iterator[httpx.Client]:
    """A browser at an application with a worker; of one pair in the graph the matcher is not sure."""
    write(store, participations({"p": "ac", "q": "bc"}))
    write(store, [record(key, organisation(key, country="LT")) for key in "abc"])
    ruling = judgements.Ruling(
        "org-a", "org-b", Decision.UNSURE, MATCHER_NAME, score=0.6, matcher=MATCHER, features=SEEN
    )
    rows = judgements.new_rows([ruling])
    store.write(lambda tx: append_and_settle(tx, rows))
    derive(store, Silent())
    settings = settings_of(neo4j_server, tmp_path / "home")
    with (
        serving(settings, worker=True) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False, headers=FORM) as client,
    ):
        yield client


def _sent(client: httpx.Client, content: bytes, name: str, path: str = "/data/upload") -> httpx.Response:
    return client.post(path, files={"file": (name, content)}, data={"source": ""})


def test_a_filled_template_is_recognised_loaded_and_its_bad_rows_come_back(client: httpx.Client) -> None:
    table = client.get("/data/template?kind=organisations").content
    assert table == template("organisations")
    looked = _sent(client, table, "mine.csv", "/data/recognise")
    assert "mine.csv is read as" in looked.text
    assert client.get("/api/v1/jobs").json()["jobs"][0]["file"] != "mine.csv"
    text = table.decode("utf-8-sig").splitlines()
    bad = "\r\n".join([*text, ",".join([""] * len(text[0].split(",")))[:-1] + "x"])
    sent = _sent(client, bad.encode(), "<b>mine</b>.csv")
    assert sent.status_code == 303, sent.text
    where = sent.headers["location"]
    job = awaited(client, where.rpartition("/")[2])
    page = _page(client, where)
    assert job["rejected"]
    assert job["rejects"][0]["reason"] in page.text
    assert f"/api/v1/jobs/{job['id']}/rejects" in [link["href"] for link in page.all("a")]
    assert job["file"] in page.text
    assert "Take it back" in page.text
    gone = client.post(f"{where}/withdraw")
    assert gone.headers["location"] == where
    assert "taken back" in _page(client, where).text


def test_a_file_that_nobody_reads_is_refused_on_the_form_itself(client: httpx.Client) -> None:
    for path in ("/data/upload", "/data/recognise"):
        answer = _sent(client, b"x,y\r\n1,2\r\n", "strange.csv", path)
        assert answer.status_code == 422
        assert "Nothing was loaded." in answer.text
        assert "has the columns of no source that is known" in answer.text
    assert all(job["file"] != "strange.csv" for job in client.get("/api/v1/jobs").json()["jobs"])


def test_a_pair_is_judged_and_the_judgement_taken_back(client: httpx.Client) -> None:
    page = _page(client, "/data/review")
    assert "1 pair waits" in page.text
    assert "The names are alike." in page.text
    body = {"a": "org-a", "b": "org-b", "decision": "positive", "by": "Ada"}
    leads = client.post("/data/review", data=body).headers["location"]
    done = _page(client, leads)
    assert "a and b: the same." in done.text
    assert "0 pairs wait" in done.text
    uid = re.search(r"last=(jdg-[\w-]+)", leads)
    assert uid
    client.post("/data/review/undo", data={"uid": uid[1], "by": "Ada"})
    assert "1 pair waits" in _page(client, "/data/review").text


def test_a_doubtful_fact_of_a_page_is_shown_with_its_words_and_accepted(
    client: httpx.Client, store: Store
) -> None:
    sent = client.post("/data/upload", files={"file": ("page.txt", TEXT.encode())}, data={"source": "page"})
    job = sent.headers["location"].rpartition("/")[2]
    awaited(client, job)
    assert f"/data/jobs/{job}/facts" in [link["href"] for link in _page(client, "/data").all("a")]
    shown = _page(client, f"/data/jobs/{job}/facts")
    assert "in partnership with Omega Society" in shown.text
    fact = next(field["name"] for field in shown.all("input") if field.get("data-key") == "a")
    assert client.post(f"/data/jobs/{job}/facts", data={"ffffffff": "accept"}).status_code == 404
    sent = client.post(f"/data/jobs/{job}/facts", data={str(fact): "accept"})
    assert sent.headers["location"] == f"/data/jobs/{job}"
    awaited(client, job)
    assert "Omega Society" in {one.get("name") for one in nodes(store, "Organisation").values()}
    assert "No fact waits" in _page(client, f"/data/jobs/{job}/facts").text


def test_who_may_not_write_sees_no_form_and_is_refused(client: httpx.Client) -> None:
    elsewhere = {"X-Forwarded-For": "10.0.0.1"}
    for path in ("/data", "/data/review"):
        shown = client.get(path, headers=elsewhere).text
        assert 'method="post"' not in shown
    for path, body in (
        ("/data/review", {"a": "org-a", "b": "org-b", "decision": "positive", "by": "Ada"}),
        ("/data/upload", {}),
        ("/data/recognise", {}),
    ):
        assert client.post(path, data=body, headers=elsewhere).status_code == 403, path
        assert client.post(path, data=body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_pages_with_forms_let_the_browser_say_whence_they_come(client: httpx.Client) -> None:
    assert client.get("/data").headers["referrer-policy"] == "same-origin"
    assert client.get("/help").headers["referrer-policy"] == "no-referrer"


def test_sources_and_what_is_missing_are_told_in_the_readers_language(client: httpx.Client) -> None:
    page = client.get("/data", params={"lang": "hu"}).text
    assert "Az egész életen át tartó tanulás öt hálózata" in page
    english = [words for _, words in MISSING if words in page]
    with speaking("hu"):
        hungarian = [words for _, words in MISSING if fixed(words) in page]
    assert english == []
    assert hungarian != []
