"""Who may change something over HTTP, and who not."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import HTTPException
from starlette.requests import Request

from api.access import is_loopback, may_write
from graph.settings import Settings
from tests.api.jobs_client import JOBS
from tests.api.problems import problem
from tests.api.serving import Served, serving, settings_of

JOB = f"{JOBS}/job-0/cancel"
FOREIGN = [
    {"Origin": "https://evil.example.org"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]
ELSEWHERE = [
    {"Host": "evil.example.org:8000"},
    {"Host": "evil.example.org", "Origin": "http://evil.example.org"},
    {"X-Forwarded-For": "10.0.0.1"},
    {"Forwarded": "for=10.0.0.1"},
    {"X-Real-IP": "127.0.0.1"},
]


@pytest.fixture
def open_to_all(neo4j_server: tuple[str, str, str], served: Served, tmp_path: Path) -> Iterator[httpx.Client]:
    settings = settings_of(neo4j_server, tmp_path, uploads=True, host="0.0.0.0")
    with (
        serving(settings) as opened,
        httpx.Client(base_url=opened.url, trust_env=False, timeout=30) as client,
    ):
        yield client


@pytest.mark.parametrize("headers", FOREIGN)
def test_pages_of_other_sites_change_nothing(client: httpx.Client, headers: dict[str, str]) -> None:
    for path in (JOB, JOBS, f"{JOBS}/job-0/withdraw", f"{JOBS}/job-0/resume"):
        assert "another site" in problem(client.post(path, headers=headers), 403)["detail"]


@pytest.mark.parametrize("headers", FOREIGN)
def test_they_do_not_where_everybody_may_upload_either(
    open_to_all: httpx.Client, headers: dict[str, str]
) -> None:
    problem(open_to_all.post(JOB, headers=headers), 403)


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_who_comes_from_elsewhere_or_under_a_foreign_name_is_refused(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    assert "SOCIALCLUSTER_UPLOADS" in problem(client.post(JOB, headers=headers), 403)["detail"]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_who_comes_from_elsewhere_may_where_the_setting_says_so(
    open_to_all: httpx.Client, headers: dict[str, str]
) -> None:
    problem(open_to_all.post(JOB, headers=headers), 404)


def test_own_pages_and_programs_on_this_machine_may(client: httpx.Client) -> None:
    own = {"Origin": str(client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    problem(client.post(JOB, headers=own), 404)
    problem(client.post(JOB), 404)


@pytest.mark.parametrize(
    ("host", "client", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "::1", True),
        ("localhost", "127.0.0.1", True),
        ("0.0.0.0", "127.0.0.1", False),
        ("127.0.0.1", "192.0.2.7", False),
        ("192.0.2.1", "192.0.2.7", False),
    ],
)
def test_without_the_setting_both_ends_must_be_on_this_machine(host: str, client: str, allowed: bool) -> None:
    if allowed:
        may_write(_request(host, client))
        return
    with pytest.raises(HTTPException) as refusal:
        may_write(_request(host, client))
    assert refusal.value.status_code == 403


def _request(host: str, client: str) -> Request:
    class App:
        class state:  # noqa: N801 - as the application calls it
            settings = Settings(host=host)

    headers = [(b"host", b"localhost:8000")]
    return Request({"type": "http", "app": App, "client": (client, 1), "headers": headers})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.example.org", "127.0.0.1.example.org"]
)
def test_what_is_not_loopback_is_known_too(host: str) -> None:
    assert not is_loopback(host)
