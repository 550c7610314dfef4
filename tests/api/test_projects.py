from typing import Any

import httpx
import pytest

from graph.store import projects
from graph.store.session import Store

MAZOVIA = "Mazowiecka Sieć Edukacyjna"


def _project(client: httpx.Client, title: str) -> dict[str, object]:
    found = client.get("/api/v1/projects", params={"q": title}).json()["projects"]
    answer: dict[str, object] = client.get(f"/api/v1/projects/{found[0]['uid']}").json()
    return answer


def test_a_project_is_found_by_words_of_its_title_and_by_its_code(client: httpx.Client) -> None:
    for text in (MAZOVIA, "mazowiecka siec", "NOR-LT10-VRM-01-K-02-006"):
        found = client.get("/api/v1/projects", params={"q": text}).json()["projects"]
        assert len(found) == 1, text
    assert found[0]["participants"] == 13


def test_a_funding_chain_is_walked_up_and_down(client: httpx.Client) -> None:
    project = _project(client, MAZOVIA)
    below = project["funding"][0]["uid"]  # type: ignore[index] # JSON
    chain = client.get(f"/api/v1/programmes/{below}").json()["chain"]
    assert [step["level"] for step in chain] == ["sub-measure", "measure", "priority", "programme", "fund"]
    for step in chain:
        under = client.get(f"/api/v1/programmes/{step['uid']}").json()["projects"]
        assert MAZOVIA in [one["title"] for one in under], step["name"]


def test_jobs_say_what_became_of_every_row(client: httpx.Client) -> None:
    job = client.get("/api/v1/jobs").json()["jobs"][0]
    assert job["state"] == "done"
    assert job["read"] == job["written"] + job["unchanged"] + job["rejected"] > 0
    assert client.get(f"/api/v1/jobs/{job['id']}").json() == job


def test_the_best_of_equal_matches_are_the_first_by_name(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    matches = projects.best_matches

    def equal(store: Store, text: str, most: int) -> list[dict[str, Any]]:
        both = [*matches(store, MAZOVIA, most), *matches(store, "network", most)]
        return [row | {"score": 1.0} for row in sorted(both, key=lambda row: row["title"], reverse=True)][
            :most
        ]

    monkeypatch.setattr(projects, "best_matches", equal)
    found = client.get("/api/v1/projects", params={"q": MAZOVIA, "limit": 1}).json()["projects"]
    assert [one["title"] for one in found] == ["First-time international project realisers support network"]
