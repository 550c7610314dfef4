"""Headers that keep a browser on our host, on every answer whatever became of it."""

import httpx
import pytest

from tests.api.serving import Served

PATHS = [
    "/",
    "/healthz",
    "/api/v1/clusters",
    "/nothing",
    "/api/v1/paths",
    "/static/pages.css",
    "/documentation",
]
TOO_LONG = "/?" + "a" * 9000


def _is_guarded(answer: httpx.Response) -> bool:
    policy = answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-request-id"].startswith("urn:uuid:")
    return "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize("path", [*PATHS, TOO_LONG])
def test_every_answer_is_guarded(client: httpx.Client, path: str) -> None:
    assert _is_guarded(client.get(path))


def test_an_answer_to_a_fault_of_ours_is_guarded_too(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.app.state.explorer, "snapshot", lambda: 1 / 0)
    answer = client.get("/clusters", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert _is_guarded(answer)


def test_no_answer_names_the_software_that_serves_it(client: httpx.Client) -> None:
    assert client.get("/healthz").headers.get("server", "") in ("", "uvicorn")
