"""socialcluster ingest page and jobs review, and a page over HTTP."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.main import main
from graph.store.session import Store
from tests.graph.store.dump import nodes

Command = Callable[..., tuple[int, str, str]]
TEXT = """The project Gates is run in partnership with Omega Society.
Partners
City of Alpha, Estonia (lead partner)
Beta Planning Region, Latvia
NGO Green Steps, Estonia"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs socialcluster in this process; returns exit code, output and complaints."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def home(
    neo4j_server: tuple[str, str, str], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """The settings of the commands of a test; returns a store on the same graph."""
    uri, user, password = neo4j_server
    given = {"HOME": str(tmp_path / "home"), "NEO4J_URI": uri, "NEO4J_USER": user, "NEO4J_PASSWORD": password}
    for name, value in given.items():
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)
    return store


def names(store: Store) -> set[str]:
    return {str(one.get("name")) for one in nodes(store, "Organisation").values()}


def test_a_dry_run_shows_each_fact_with_its_words_and_needs_no_database(say: Command, page: Path) -> None:
    code, out, err = say("ingest", "page", str(page), "--dry-run")
    assert code == 0
    assert "lead: City of Alpha (EE)" in out
    assert f"[{TEXT.index('City')}-{TEXT.index(', Estonia (lead')}]" in out
    assert "Facts that would wait for a person: 1." in err


def test_a_dry_run_as_json_has_spans_and_rules(say: Command, page: Path) -> None:
    code, out, _ = say("ingest", "page", str(page), "--dry-run", "--json")
    told = json.loads(out)
    assert code == 0
    alpha = next(one for one in told["participants"] if one["name"] == "City of Alpha")
    assert TEXT[slice(*alpha["spans"][0])] == "City of Alpha"
    assert alpha["rule"]


def test_a_page_that_is_none_fails_with_a_sentence(say: Command, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(
        "Boil the potatoes for twenty minutes, then serve them with butter and dill.", encoding="utf-8"
    )
    code, _, err = say("ingest", "page", str(file), "--dry-run")
    assert code == 1
    assert "does not speak of a project" in err


@pytest.mark.parametrize(
    ("allowed", "why"), [("false", "SOCIALCLUSTER_FETCH_PAGES"), ("true", "not on the open internet")]
)
def test_an_address_is_refused_with_the_reason(
    say: Command, monkeypatch: pytest.MonkeyPatch, allowed: str, why: str
) -> None:
    monkeypatch.setenv("SOCIALCLUSTER_FETCH_PAGES", allowed)
    code, out, err = say("ingest", "page", "http://127.0.0.1:1/page", "--dry-run")
    assert (code, out) == (1, "")
    assert why in " ".join(err.split())


def test_a_doubtful_fact_waits_until_it_is_accepted(say: Command, home: Store, page: Path) -> None:
    code, out, _ = say("ingest", "page", str(page), "--json")
    uid = json.loads(out)["jobs"][0]["id"]
    assert code == 0
    assert "Omega Society" not in names(home)

    _, out, _ = say("jobs", "review", uid, "--json")
    (doubt,) = json.loads(out)["waiting"]
    assert doubt["words"] == ["Omega Society"]
    code, _, err = say("jobs", "review", uid, "--accept", "ffffffff")
    assert code == 1
    assert "ffffffff" in err

    code, out, _ = say("jobs", "review", uid, "--accept", doubt["id"])
    assert (code, out.strip()) == (0, "No fact waits.")
    assert "Omega Society" in names(home)

    code, _, _ = say("jobs", "review", uid, "--reject", doubt["id"])
    assert code == 0
    assert names(home) == {"City of Alpha", "Beta Planning Region", "NGO Green Steps"}
