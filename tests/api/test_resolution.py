"""Candidates, reasons and judgements over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.resolution.matching import MATCHER
from graph.store import judgements
from graph.store.derive import derive
from graph.store.resolution import append_and_settle
from graph.store.session import Store
from tests.api.problems import problem
from tests.api.serving import Served, serving, settings_of
from tests.builders import organisation, participations, project, record, write

JUDGEMENTS = "/api/v1/resolution/judgements"
CANDIDATES = "/api/v1/resolution/candidates"
EXPLAIN = "/api/v1/resolution/explain"
SEEN = [{"name": "names", "value": 0.8, "weight": 2.0, "sentence": "The names are alike."}]


@pytest.fixture(scope="module")
def application(
    neo4j_server: tuple[str, str, str], prepared_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with serving(settings_of(neo4j_server, tmp_path_factory.mktemp("resolution"))) as served:
        yield served


@pytest.fixture
def client(application: Served, store: Store) -> Iterator[httpx.Client]:
    """Speaks of a, b, c and d; a and b work with c, b with d, and the matcher is not sure of three pairs."""
    write(store, participations({"p": "ac", "q": "bc", "r": "bd"}))
    write(store, [record(key, organisation(key, country="LT")) for key in "abcd"])
    for number, (a, b) in enumerate(("ab", "bc", "ad"), start=6):
        unsure(store, a, b, number / 10)
    derive(store, Silent())
    with httpx.Client(base_url=application.url, timeout=30, trust_env=False) as client:
        yield client


def unsure(store: Store, a: str, b: str, score: float) -> None:
    ruling = judgements.Ruling(
        f"org-{a}", f"org-{b}", Decision.UNSURE, MATCHER_NAME, score=score, matcher=MATCHER, features=SEEN
    )
    rows = judgements.new_rows([ruling])
    store.write(lambda tx: append_and_settle(tx, rows))


def decided(client: httpx.Client, a: str, b: str, decision: str = "positive", **more: str) -> httpx.Response:
    body = {"a": f"org-{a}", "b": f"org-{b}", "decision": decision, "by": "Ada", **more}
    return client.post(JUDGEMENTS, json=body)


def waiting(client: httpx.Client) -> list[tuple[str, str]]:
    found = client.get(CANDIDATES).json()["candidates"]
    return [(one["a"]["uid"], one["b"]["uid"]) for one in found]


def test_candidates_come_the_most_alike_first_page_by_page_with_their_reasons(client: httpx.Client) -> None:
    page = client.get(CANDIDATES, params={"limit": 2}).json()
    assert [(one["score"], one["a"]["uid"], one["b"]["uid"]) for one in page["candidates"]] == [
        (0.8, "org-a", "org-d"),
        (0.7, "org-b", "org-c"),
    ]
    assert page["waiting"] == 3
    assert page["candidates"][0]["features"] == SEEN
    assert page["candidates"][0]["a"]["names"] == ["a"]
    last = client.get(CANDIDATES, params={"limit": 2, "cursor": page["next"]}).json()
    assert [(one["a"]["uid"], one["b"]["uid"]) for one in last["candidates"]] == [("org-a", "org-b")]
    assert last["next"] is None
    problem(client.get(CANDIDATES, params={"cursor": "ours"}), 422)


def test_what_is_judged_is_seen_by_whoever_asks_next_and_waits_no_more(
    client: httpx.Client, neo4j_server: tuple[str, str, str], tmp_path: Path
) -> None:
    with serving(settings_of(neo4j_server, tmp_path)) as other:
        answer = decided(client, "b", "a", reason="one address")
        assert answer.status_code == 200, answer.text
        entry = answer.json()["judgement"]
        assert (entry["a"], entry["b"], entry["by"], entry["reason"]) == (
            "org-a",
            "org-b",
            "Ada",
            "one address",
        )
        assert (entry["score"], entry["matcher"], entry["features"]) == (0.6, MATCHER, SEEN)
        with httpx.Client(base_url=other.url, timeout=30, trust_env=False) as elsewhere:
            assert waiting(elsewhere) == [("org-a", "org-d"), ("org-b", "org-c")]
            profile = elsewhere.get("/api/v1/organisations/org-b").json()
    assert profile["merged_into"] == "org-a"
    assert profile["members"] == ["org-a", "org-b"]
    assert profile["counts"] == {"projects": 3, "partners": 2, "records": 5}
    assert [one["href"] for one in profile["grounds"]] == [f"{JUDGEMENTS}/{entry['uid']}"]


def test_an_old_id_keeps_answering_through_merge_and_split(client: httpx.Client) -> None:
    """G3: an old link leads to the organisation that stands for it, and after a split tells of the other."""
    before = client.get("/api/v1/organisations/org-b").json()
    decided(client, "a", "b")
    listed = client.get("/api/v1/organisations").json()["organisations"]
    assert [one["uid"] for one in listed] == ["org-a", "org-c", "org-d"]
    found = client.get("/api/v1/organisations", params={"q": "b"}).json()["organisations"]
    assert [one["uid"] for one in found] == ["org-a"]
    path = client.get("/api/v1/paths", params={"from": "org-b", "to": "org-c"}).json()
    assert path["from"]["uid"] == "org-a"
    assert client.get("/organisations/org-b").status_code == 200
    assert client.get("/path", params={"from": "org-b", "to": "org-c"}).status_code == 200
    decided(client, "a", "b", "negative")
    after = client.get("/api/v1/organisations/org-b").json()
    assert after["merged_into"] is None
    assert after["split_into"] == ["org-a"]
    assert {**after, "split_into": []} == before


def test_one_project_counts_once_and_what_its_records_say_stands_beside(client: httpx.Client) -> None:
    decided(client, "b", "c")
    project = client.get("/api/v1/projects/prj-q").json()
    (one,) = project["participants"]
    assert one["uid"] == "org-b"
    assert len(one["evidence"]) == 2
    profile = client.get("/api/v1/organisations/org-c").json()
    name = profile["values"]["name"]
    assert name["shown"] == profile["organisation"]["name"] == "b"
    assert {value["value"]: value["records"] for value in name["stated"]} == {"b": 2, "c": 2}
    by = name["stated"][0]["by"][0]
    assert (by["source"], by["file"], by["row"], by["of"]) == ("test", "test.xlsx", 1, "org-b")
    assert by["time"]
    assert client.get(by["href"]).json()["raw"] == {"key": "b in q"}


def test_a_match_and_a_non_match_are_explained(client: httpx.Client) -> None:
    """G6: features and scores for both."""
    answer = client.get(EXPLAIN, params={"a": "org-b", "b": "org-a"}).json()
    assert answer["same"] is False
    assert answer["why"] == "They stay apart: the matcher was not sure."
    assert [bool(one["sentence"]) for one in answer["features"]] == [True] * len(answer["features"])
    assert len(answer["features"]) >= 1
    assert answer["neighbours"] == [{"uid": "org-c", "name": "c", "country": "LT"}]
    decided(client, "a", "b")
    answer = client.get(EXPLAIN, params={"a": "org-a", "b": "org-b"}).json()
    assert answer["same"] is True
    assert answer["why"] == "They are one: a person judged so."
    assert [one["decision"] for one in answer["judgements"]] == ["unsure", "positive"]
    nothing = client.get(EXPLAIN, params={"a": "org-c", "b": "org-d"}).json()
    assert nothing["why"] == "Nobody has judged the two, so they stay apart."
    assert nothing["judgements"] == []


def test_a_judgement_is_undone_once(client: httpx.Client) -> None:
    uid = decided(client, "a", "b").json()["judgement"]["uid"]
    undone = client.post(f"{JUDGEMENTS}/{uid}/undo", json={"by": "Bela", "reason": "a mistake"})
    assert undone.status_code == 200
    assert undone.json()["judgement"]["undoes"] == uid
    assert undone.json()["a"]["shown_as"] != undone.json()["b"]["shown_as"]
    problem(client.post(f"{JUDGEMENTS}/{uid}/undo", json={"by": "Bela"}), 409)
    problem(client.post(f"{JUDGEMENTS}/jdg-x/undo", json={"by": "Bela"}), 404)
    assert ("org-a", "org-b") in waiting(client)


def test_a_part_is_tied_to_its_whole_by_its_judgement(client: httpx.Client) -> None:
    entry = decided(client, "a", "b", "part of", parent="org-a").json()["judgement"]
    (tie,) = client.get("/api/v1/organisations/org-b").json()["ties"]
    assert (tie["type"], tie["outgoing"], tie["uid"]) == ("PART_OF", True, "org-a")
    shown = client.get(tie["evidence"][0]["href"]).json()
    assert shown["judgement"] == entry
    assert "judgement" in client.get("/organisations/org-b").text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"b": "org-nobody"}, 404),
        ({"b": "org-a"}, 422),
        ({"by": " "}, 422),
        ({"by": "Matcher"}, 422),
        ({"decision": "part of"}, 422),
        ({"parent": "org-a"}, 422),
        ({"decision": "withdrawn"}, 422),
        ({"score": 1}, 422),
    ],
)
def test_what_cannot_be_judged_is_refused(client: httpx.Client, wrong: dict[str, str], status: int) -> None:
    body = {"a": "org-a", "b": "org-b", "decision": "positive", "by": "Ada"} | wrong
    problem(client.post(JUDGEMENTS, json=body), status)
    assert len(waiting(client)) == 3


def test_only_who_may_write_may_judge(client: httpx.Client) -> None:
    body = {"a": "org-a", "b": "org-b", "decision": "positive", "by": "Ada"}
    foreign = {"origin": "https://other.example.org", "sec-fetch-site": "cross-site"}
    problem(client.post(JUDGEMENTS, json=body, headers=foreign), 403)
    assert len(waiting(client)) == 3


def test_coverage_tells_what_is_held_missing_and_resolved(client: httpx.Client, store: Store) -> None:
    write(store, [record("e", organisation("e"), source="other")], source="other")
    write(store, [record("about p", project("p", title="P"))])
    decided(client, "a", "b")
    answer = client.get("/api/v1/coverage").json()
    assert answer["organisations"] == 4
    other, test = answer["sources"]
    assert (other["source"], other["records"], other["organisations"]) == ("other", 1, 1)
    missing = {one["what"]: one["count"] for one in other["missing"]}
    assert missing["organisations that are counted but not named"] == 1
    assert (test["records"], test["organisations"], test["projects"]) == (11, 4, 1)
    assert [one["count"] for one in test["missing"] if one["what"] == "projects without a first day"] == [1]
    shares = test["resolved"]
    assert shares == {"records": 10, "by_id": 0.0, "by_judgement": 0.5, "not_at_all": 0.5}
