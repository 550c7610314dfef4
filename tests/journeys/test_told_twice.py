"""A second source fills and disputes what the five networks tell, and adds no body twice."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.progress import Silent
from graph.resolution.judgements import Decision
from graph.resolution.matching import Thresholds
from graph.settings import Settings
from graph.store import judgements, organisations, projects, resolution_review, resolution_run
from graph.store.derive import derive
from graph.store.freeze import Version, freeze, graph_version
from graph.store.session import Store
from graph.store.withdraw import withdraw
from ingest.jobs import ingest
from ingest.sources.five_networks import FiveNetworks, bundled
from tests.graph.store.dump import graph_dump, ties
from tests.graph.store.wiping import wipe
from tests.journeys.told_twice import DANISH, LEADER, NORWAY, PARTNERS, written

SECOND = {"leader": LEADER, "partners": PARTNERS, "danish": DANISH, "norway": NORWAY}


def load(store: Store, settings: Settings, *paths: Path) -> list[str]:
    return [ingest(store, FiveNetworks(), path, settings, Silent()).id for path in paths]


def resolve(store: Store, settings: Settings) -> resolution_run.Run:
    return resolution_run.run(store, Thresholds.of(settings), Silent())


def told(store: Store, title: str) -> dict[str, Any]:
    (found,) = projects.best_matches(store, title, 5)
    return projects.project(store, found["uid"])


def stated(values: dict[str, Any], name: str) -> dict[str, set[str]]:
    """Each stated value with the addresses of the pages that state it."""
    return {one["value"]: {by["address"] for by in one["by"]} for one in values[name]["stated"]}


class BothLoaded:
    """The five networks and what is told of them a second time, loaded again only where that is gone."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.settings = Settings(home=folder / "home")
        self.version: Version | None = None

    def ensure(self) -> None:
        if self.version is None or graph_version(self.store) != self.version:
            wipe(self.store)
            load(self.store, self.settings, bundled(), *written(self.folder, **SECOND))
            resolve(self.store, self.settings)
            self.version = graph_version(self.store)


@pytest.fixture(scope="module")
def loaded_both(prepared_store: Store, tmp_path_factory: pytest.TempPathFactory) -> BothLoaded:
    return BothLoaded(prepared_store, tmp_path_factory.mktemp("told_twice"))


@pytest.fixture
def both(loaded_both: BothLoaded) -> Store:
    """A graph that is loaded anew only after a test that changed it."""
    loaded_both.ensure()
    return loaded_both.store


def test_s3_6_names_fill_the_five_placeholders_and_add_none(both: Store) -> None:
    project = told(both, "First-time international project realisers support network")
    names = {one["country"]: one["name"] for one in project["participants"]}
    assert names == {
        "AT": "EDUCULT",
        "DK": "Interfolk",
        "HU": "Hungarian Folk High School Society",
        "IT": "COOSS",
        "PL": "FAIE",
    }
    assert len(project["participants"]) == 5
    faie = next(one for one in project["participants"] if one["country"] == "PL")
    assert faie["role"] == "lead"
    assert sorted(stated(project["values"], "start")) == ["2018-09", "2018-10"]
    assert sorted(stated(project["values"], "end")) == ["2020-08", "2020-09", "2020-12"]
    profile = organisations.profile(both, faie["uid"])
    assert [one["weight"] for one in profile["partners"]] == [0.25] * 4
    assert profile["organisation"]["kind"] == "ngo"
    assert len(profile["members"]) == 2


def test_s1_6_two_pages_that_disagree_are_both_shown_and_the_federation_is_one(both: Store) -> None:
    project = told(both, "Mazowiecka Sieć Edukacyjna")
    federation = [one for one in project["participants"] if one["name"] == "Federacja Inicjatyw Oświatowych"]
    assert len(federation) == 1
    roles = stated(federation[0]["values"], "role")
    assert roles == {
        "lead": {"https://leader.example.org/msed"},
        "partner": {"https://civispolonus.org.pl/projekty/mazowiecka-siec-edukacyjna"},
    }
    assert federation[0]["values"]["role"]["why"].startswith("1 of 2 records state it")
    figures = {one.get("value") for one in project["counters"] if one.get("unit") == "powiats"}
    assert {11.0, 12.0} <= figures


def test_s2_2_the_norwegian_partner_is_one_by_a_judgement_that_can_be_undone(both: Store) -> None:
    project = told(both, "NOR-LT10-VRM-01-K-02-006")
    assert len(project["participants"]) == 13
    norway = next(one for one in project["participants"] if one["country"] == "NO")
    profile = organisations.profile(both, norway["uid"])
    assert {"Fleksibel utdanning Norge", "Flexible Education Norway"} <= {
        profile["organisation"]["name"],
        *profile["organisation"]["names"],
    }
    (ground,) = profile["grounds"]
    assert ground["by"] == "matcher"
    resolution_review.undo(both, ground["uid"], "Ada", "to see them apart")
    derive(both, Silent())
    assert len(told(both, "NOR-LT10-VRM-01-K-02-006")["participants"]) == 14
    assert (
        resolution_review.explanation(both, ground["a"], ground["b"], Thresholds.of(Settings()))["why"]
        == "They stay apart: a person was not sure."
    )


def test_s2_2_the_administration_stays_apart_from_its_municipality_and_linked_to_it(both: Store) -> None:
    named = {
        row["name"]: row["uid"]
        for row in freeze(both).snapshot.organisations.to_pylist()
        if row["name"] and row["name"].startswith("Utenos rajono savivaldybė")
    }
    municipality = named["Utenos rajono savivaldybė"]
    administration = named["Utenos rajono savivaldybės administracija"]
    assert municipality != administration
    tied = {(tie["type"], tie["uid"]) for tie in organisations.profile(both, administration)["ties"]}
    assert ("PART_OF", municipality) in tied


def test_x_1_the_five_share_no_organisation(store: Store, settings: Settings) -> None:
    load(store, settings, bundled())
    resolve(store, settings)
    assert ties(store, "SAME_AS") == {}
    assert len(freeze(store).snapshot.organisations) == 28


def test_x_1_whatever_the_order_and_however_often_the_graph_is_the_same(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    paths = [bundled(), *written(tmp_path, **SECOND)]
    graphs = set()
    for seed in range(2):
        wipe(store)
        order = paths * (1 + seed)
        Random(seed).shuffle(order)
        for path in order:
            load(store, settings, path)
            if seed:
                resolve(store, settings)
        resolve(store, settings)
        graphs.add(freeze(store).snapshot.id)
    assert len(graphs) == 1


def test_a_second_source_that_is_withdrawn_leaves_the_graph_as_it_was(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    load(store, settings, bundled())
    resolve(store, settings)
    before = graph_dump(store)
    jobs = load(store, settings, *written(tmp_path, partners=PARTNERS, norway=NORWAY))
    assert resolve(store, settings).merged == 6
    merged = graph_dump(store)
    for job in jobs:
        withdraw(store, job, Silent())
    assert graph_dump(store) == before
    load(store, settings, *written(tmp_path, partners=PARTNERS, norway=NORWAY))
    again = resolve(store, settings)
    assert again.merged == 0
    assert graph_dump(store) == merged


def test_a_run_with_nothing_new_judges_nothing_and_writes_nothing(both: Store, settings: Settings) -> None:
    entries, version = len(judgements.log(both)), graph_version(both)
    done = resolve(both, settings)
    assert (done.new, done.merged, done.review, done.parts, done.withdrawn) == (0, 0, 0, 0, 0)
    assert (len(judgements.log(both)), graph_version(both)) == (entries, version)


def test_what_a_person_judged_no_run_overrides(both: Store, settings: Settings) -> None:
    norway = next(
        one for one in told(both, "NOR-LT10-VRM-01-K-02-006")["participants"] if one["country"] == "NO"
    )
    a, b = organisations.profile(both, norway["uid"])["members"]
    resolution_review.judge(both, judgements.Ruling(a, b, Decision.NEGATIVE, "Ada", "two bodies"))
    resolution_run.run(both, Thresholds.of(settings), Silent(), everything=True)
    assert len(told(both, "NOR-LT10-VRM-01-K-02-006")["participants"]) == 14
