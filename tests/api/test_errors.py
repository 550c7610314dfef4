"""Every way in which a request can fail has one shape, and shows nothing of our insides."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from graph.settings import Settings
from graph.store.statement import Statement
from tests.api.problems import problem
from tests.api.relay import relayed
from tests.api.serving import Served, serving, settings_of

SECONDS_FOR_503 = 5.0
UNKNOWN = "xx-0000"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        f"/api/v1/organisations/{UNKNOWN}",
        f"/api/v1/projects/{UNKNOWN}",
        f"/api/v1/programmes/{UNKNOWN}",
        f"/api/v1/records/{UNKNOWN}",
        f"/api/v1/jobs/{UNKNOWN}",
        "/api/v1/clusters/9999999",
        "/api/v1/paths?from=xyzzy&to=xyzzy",
        "/nothing",
    ],
)
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    problem(client.get(path), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/v1/organisations", "/api/v1/clusters", "/healthz", "/"])
def test_a_method_that_is_not_offered_is_405_and_says_which_is(
    client: httpx.Client, method: str, path: str
) -> None:
    answer = client.request(method, path)
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]


def test_an_address_that_is_too_long_is_414(client: httpx.Client) -> None:
    problem(client.get("/api/v1/organisations", params={"q": "a" * 9000}), 414)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/organisations?limit=0",
        "/api/v1/organisations?limit=501",
        "/api/v1/organisations?limit=-1",
        "/api/v1/organisations?limit=many",
        "/api/v1/organisations?cursor=not-ours",
        "/api/v1/organisations?cursor=W10",
        "/api/v1/organisations?cursor=%C5%81",
        "/api/v1/organisations?kind=wizard",
        "/api/v1/organisations?country=lt",
        "/api/v1/organisations?place=LT-06'--",
        "/api/v1/organisations?q=" + "a" * 201,
        "/api/v1/projects?q=",
        "/api/v1/projects?q=a&limit=0",
        "/api/v1/projects",
        "/api/v1/clusters?resolution=0",
        "/api/v1/clusters?resolution=101",
        "/api/v1/clusters?resolution=nan",
        "/api/v1/clusters?resolution=inf",
        "/api/v1/clusters?seed=-1",
        "/api/v1/clusters?seed=1.5",
        "/api/v1/clusters?seed=99999999999999999999",
        "/api/v1/clusters/-1",
        "/api/v1/clusters/one",
        "/api/v1/paths",
        "/api/v1/paths?from=a",
        "/api/v1/paths?from=&to=a",
        "/api/v1/paths?to=" + "a" * 501 + "&from=a",
        "/api/v1/maps/network?organisations=0",
        "/api/v1/jobs?limit=1000",
    ],
)
def test_a_parameter_that_cannot_be_used_is_422_and_named(client: httpx.Client, path: str) -> None:
    assert problem(client.get(path), 422)["detail"]


def test_a_fault_of_ours_is_500_and_keeps_its_cause_to_the_log(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("Neo.Planted secret-of-the-house")

    monkeypatch.setattr(served.app.state.explorer, "snapshot", broken)
    began = time.monotonic()
    answer = client.get("/api/v1/clusters")
    assert time.monotonic() - began < SECONDS_FOR_503
    body = problem(answer, 500)
    assert "secret-of-the-house" not in answer.text
    logged = capfd.readouterr()
    assert body["instance"] in logged.err
    assert "secret-of-the-house" in logged.err
    assert logged.out == ""


def test_a_statement_that_writes_is_refused_where_reading_is_asked_for(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = Statement("planted", "CREATE (n:Planted) RETURN n.uid AS uid, $limit AS l")
    monkeypatch.setattr("graph.store.organisations.LIST", planted)
    problem(client.get("/api/v1/organisations"), 500)
    count = Statement("count planted", "MATCH (n:Planted) RETURN count(n) AS planted")
    assert served.app.state.explorer.store.rows(count) == [{"planted": 0}]


@pytest.fixture
def without_database(
    served: Served, neo4j_server: tuple[str, str, str], settings: Settings
) -> Iterator[httpx.Client]:
    """A client of an application that has answered once, and whose database was stopped then."""
    uri, user, password = neo4j_server
    with (
        relayed(uri) as relay,
        serving(settings_of((relay.uri, user, password), settings.home)) as relying,
        httpx.Client(base_url=relying.url, timeout=60, trust_env=False) as client,
    ):
        assert client.get("/readyz").status_code == 200
        assert client.get("/api/v1/clusters").status_code == 200
        relay.cut()
        yield client


def test_without_database_every_question_is_answered_503_in_time(without_database: httpx.Client) -> None:
    paths = ("/readyz", "/api/v1/organisations?q=utena", "/api/v1/clusters", "/api/v1/paths?from=a&to=b")
    with ThreadPoolExecutor() as people:
        answers = list(people.map(lambda path: _timed(without_database, path), paths))
    for answer, seconds in answers:
        assert seconds < SECONDS_FOR_503, answer.url
        problem(answer, 503)
        assert int(answer.headers["retry-after"]) > 0


def _timed(client: httpx.Client, path: str) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    return client.get(path), time.monotonic() - began


def test_without_database_the_process_still_says_that_it_runs(without_database: httpx.Client) -> None:
    assert without_database.get("/healthz").status_code == 200


def test_without_database_a_person_gets_a_page(without_database: httpx.Client) -> None:
    answer = without_database.get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "does not answer" in answer.text
    assert int(answer.headers["retry-after"]) > 0
