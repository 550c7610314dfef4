import json
import re
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import httpx
import numpy as np
import pytest

from api.answers import map_whole
from api.routes import maps as routes
from tests.api.serving import Served

MAP = "/api/v1/maps/network"


def test_a_map_is_one_page_that_names_no_other_host_to_load_from(client: httpx.Client) -> None:
    answer = client.get(MAP)
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", answer.text)
    assert "Miškinių" in answer.text


def test_a_map_runs_under_a_policy_of_its_own_that_fetches_nothing(client: httpx.Client) -> None:
    answer = client.get(MAP)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-snapshot"] == client.get("/api/v1/clusters").json()["snapshot"]


def test_a_map_can_be_kept_as_a_file_and_is_the_same_each_time(client: httpx.Client) -> None:
    kept = client.get(MAP, params={"download": True})
    assert kept.headers["content-disposition"] == 'attachment; filename="network-map.html"'
    assert kept.content == client.get(MAP).content


def test_a_map_draws_no_more_than_is_asked_for(client: httpx.Client) -> None:
    assert len(client.get(MAP, params={"organisations": 3}).content) < len(client.get(MAP).content)


BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"


def facts_of(page: str, part: str = "data") -> Any:
    """What the page holds for its scripts."""
    found = re.search(rf'<script type="application/json" id="{part}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_around_one_organisation_nobody_is_farther_than_asked(client: httpx.Client) -> None:
    maps = [
        client.get("/api/v1/maps/ego", params={"organisation": LIBRARY, "depth": depth}) for depth in (1, 2)
    ]
    near, far = (facts_of(answer.text) for answer in maps)
    assert near["organisations"][near["centre"]][1] == LIBRARY
    own = near["edges"]["from"] + near["edges"]["to"]
    assert own.count(near["centre"]) == len(near["organisations"]) - 1
    assert {one[0] for one in near["organisations"]} <= {one[0] for one in far["organisations"]}


def test_a_tie_brings_the_records_that_state_it(client: httpx.Client) -> None:
    facts = facts_of(client.get("/api/v1/maps/ego", params={"organisation": LIBRARY}).text)
    project = facts["ties"][0][1][0]
    ends = (facts["edges"]["from"][0], facts["edges"]["to"][0])
    for end in ends:
        record = facts["records"][facts["evidence"][str(end)][str(project)][0]]
        assert client.get(f"/api/v1/records/{record}").status_code == 200


def test_a_path_is_drawn_before_its_surroundings_and_told_in_notes(client: httpx.Client) -> None:
    page = client.get("/api/v1/maps/path", params={"from": BUREAU, "to": LIBRARY}).text
    facts, notes = facts_of(page), facts_of(page, "notes")
    assert [facts["organisations"][at][1] for at in facts["path"]] == [BUREAU, LIBRARY]
    assert [note["view"]["focus"]["type"] for note in notes] == ["organisation", "tie"]
    assert notes[1]["text"].startswith(f"{BUREAU} knows {LIBRARY} from “")


def test_the_map_of_a_cluster_holds_its_members_alone(client: httpx.Client) -> None:
    members = client.get("/api/v1/clusters/0").json()["members"]
    facts = facts_of(client.get("/api/v1/maps/cluster", params={"cluster": 0}).text)
    assert {one[0] for one in facts["organisations"]} == {one["uid"] for one in members}
    assert client.get("/api/v1/maps/cluster", params={"cluster": 999}).status_code == 404


def test_the_whole_holds_everybody_who_has_a_partner(client: httpx.Client) -> None:
    answer = client.get(MAP, params={"extent": "whole"})
    facts, clusters = facts_of(answer.text), client.get("/api/v1/clusters").json()
    assert answer.status_code == 200
    assert facts["whole"] is True
    assert len(facts["organisations"]) == clusters["organisations"] - clusters["without_partner"]


@pytest.mark.parametrize(
    ("which", "asked"),
    [
        ("network", {}),
        ("ego", {"organisation": LIBRARY}),
        ("path", {"from": BUREAU, "to": LIBRARY}),
        ("cluster", {"cluster": "0"}),
    ],
)
def test_a_map_is_a_picture_for_a_report(client: httpx.Client, which: str, asked: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/maps/{which}", params=asked | {"format": "svg", "lang": "hu"})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "Szín: klaszter" in answer.text
    assert answer.headers["x-snapshot"] in answer.text


def test_the_whole_is_a_picture_of_its_clusters_the_same_each_time(client: httpx.Client) -> None:
    asked = {"extent": "whole", "format": "svg", "lang": "lt"}
    answer = client.get(MAP, params=asked)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.count("mokymasis visą gyvenimą · ") > 1
    assert answer.headers["x-snapshot"] in answer.text
    assert client.get(MAP, params=asked).content == answer.content
    assert client.get(MAP, params=asked | {"format": "png"}).content.startswith(b"\x89PNG")


def test_a_network_too_large_for_one_drawing_opens_with_its_clusters(served: Served) -> None:
    small = served.app.state.explorer.settings.model_copy(update={"map_nodes": 10})
    explorer = replace(served.app.state.explorer, settings=small)
    assert map_whole.is_needed(explorer, resolution=1.0, seed=0)
    assert not map_whole.is_needed(served.app.state.explorer, resolution=1.0, seed=0)


def test_while_a_map_is_laid_out_the_answer_says_how_far_it_is(
    served: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = Event()

    def slow(*, radii: Any, placed: Callable[[int], None], **_: object) -> Any:
        placed(3)
        going_on.wait(20)
        return np.zeros((len(radii), 2))

    monkeypatch.setattr(map_whole, "island_places", slow)
    monkeypatch.setattr(routes, "PATIENCE", 0.5)
    asked = {"extent": "whole", "seed": 77}
    waiting = client.get(MAP, params=asked)
    going_on.set()
    assert waiting.status_code == 202
    assert "3 of " in waiting.text
    assert int(waiting.headers["retry-after"]) > 0
    for _ in range(20):
        answer = client.get(MAP, params=asked)
        if answer.status_code == 200:
            return
    raise AssertionError("the map does not come")
