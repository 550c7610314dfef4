"""The words of suggestions and chains, from snapshots alone: no database answers here."""

from typing import cast

import pytest

from api.answers.chains import introductions
from api.answers.consortium import consortium
from api.answers.partners import ATTRIBUTES_ONLY, Question, partners
from api.explorer import Explorer
from graph.analysis.connections import Via
from graph.analysis.suggestions import Wish
from graph.errors import InvalidParameter, NotFound
from graph.settings import Settings
from graph.snapshot import Snapshot, table_of
from graph.store.session import Store
from graph.store.snapshots import View
from graph.vocabulary import Kind
from tests.builders import snapshot_of

NETWORKS = {
    "p1": ["Alytus", "Birzai"],
    "p2": ["Birzai", "Ceske"],
    "p3": ["Szeged", "Gdansk"],
    "p4": ["Ceske", "Zlin"],
}
VALUES = {
    "Alytus": {"country": "LT", "kind": "library"},
    "Birzai": {"country": "LT"},
    "Ceske": {"country": "CZ"},
    "Szeged": {"country": "HU", "kind": "ngo"},
    "Gdansk": {"country": "PL"},
    "Zlin": {"country": "CZ"},
    "p1": {"start": "2015-01-01"},
}
ABOUT = {"p1": ["learning"], "p3": ["learning"], "p4": ["water"]}


def explorer_of(snapshot: Snapshot) -> Explorer:
    nobody = cast("Store", None)
    return Explorer(nobody, Settings(), view=View(snapshot, None))


@pytest.fixture
def explorer() -> Explorer:
    return explorer_of(snapshot_of(NETWORKS, values=VALUES, about=ABOUT))


def test_a_suggestion_names_who_can_introduce_and_the_projects_that_show_it(explorer: Explorer) -> None:
    answer = partners(explorer, Question(organisation="Alytus"), Wish())
    first = answer.suggestions[0]
    assert first.organisation.name == "Ceske"
    assert first.reason.startswith("Birzai works with both (“p1” and “p2”)")
    assert [one.name for one in first.introducers] == ["Birzai"]
    assert sum(part.adds for part in first.parts) == pytest.approx(first.score)
    assert answer.basis == "cooperation and attributes"
    assert answer.parameters == {"organisation": "Alytus", "limit": 10, "diversity": 0.25, "named_only": True}
    assert answer.snapshot == explorer.snapshot().id


def test_who_cannot_be_introduced_in_one_step_is_said_to_be_weak(explorer: Explorer) -> None:
    found = partners(explorer, Question(organisation="Alytus"), Wish()).suggestions
    zlin = next(one for one in found if one.organisation.name == "Zlin")
    assert zlin.weakness == "nobody works with both: an introduction needs two steps or more"
    szeged = next(one for one in found if one.organisation.name == "Szeged")
    assert szeged.weakness == ATTRIBUTES_ONLY


def test_a_newcomer_gets_a_ranked_list_by_attributes_each_with_a_reason(explorer: Explorer) -> None:
    question = Question(kind=Kind.NGO, country="LT", themes=("Water",), languages=("cs",))
    answer = partners(explorer, question, Wish())
    assert answer.basis == "attributes only"
    assert {one.organisation.name for one in answer.suggestions[:2]} == {"Ceske", "Zlin"}
    assert all(one.weakness == ATTRIBUTES_ONLY for one in answer.suggestions)
    assert answer.suggestions[0].reason.startswith("Both work on water; both use Czech")
    scores = [one.score for one in answer.suggestions]
    assert scores == sorted(scores, reverse=True)


def test_two_countries_that_work_together_are_named_with_how_much_more_than_by_chance() -> None:
    projects = {f"p{n}": [f"L{n}", f"C{n}"] for n in range(20)} | {
        f"q{n}": [f"H{n}", f"P{n}"] for n in range(20)
    }
    of = {"L": "LT", "C": "CZ", "H": "HU", "P": "PL"}
    values = {who: {"country": of[who[0]]} for members in projects.values() for who in members}
    explorer = explorer_of(snapshot_of(projects, values=values))
    first = partners(explorer, Question(country="LT"), Wish()).suggestions[0]
    (told,) = first.together
    assert (told.by, told.yours, told.its) == ("country", "LT", "CZ")
    assert told.times > 1.5
    assert (
        f"Lithuania and Czechia: between them {told.times:.1f} times as many ties as by chance"
        in first.reason
    )
    apart = partners(explorer, Question(country="LT"), Wish(100)).suggestions[-1]
    assert apart.together == []


def test_a_first_timer_is_told_of_a_mentor_with_what_they_share() -> None:
    projects = {f"p{n}": ["Old", "Far"] for n in range(3)}
    explorer = explorer_of(snapshot_of(projects, values={"Old": {"country": "LT"}, "Far": {"country": "HU"}}))
    mentor = partners(explorer, Question(country="LT", first_timer=True), Wish()).mentor
    assert mentor is not None
    assert mentor.organisation.name == "Old"
    assert (
        mentor.reason
        == "Old has been in 3 international projects and shares the language Lithuanian with you."
    )


def test_a_first_timer_without_a_mentor_is_told_so(explorer: Explorer) -> None:
    answer = partners(explorer, Question(country="LT", first_timer=True), Wish())
    assert answer.mentor is None
    assert str(answer.no_mentor).startswith("No mentor: nobody in the graph")
    assert partners(explorer, Question(country="LT"), Wish()).no_mentor is None


def test_an_unknown_theme_is_answered_with_themes_that_there_are(explorer: Explorer) -> None:
    with pytest.raises(NotFound, match=r"There is no theme 'watr'\. Themes here are") as told:
        partners(explorer, Question(themes=("watr",)), Wish())
    assert [name for _, name in told.value.near] == ["water", "learning"]


@pytest.mark.parametrize("wrong", [{"country": "QX"}, {"languages": ("zz",)}])
def test_a_code_that_nobody_knows_is_refused(explorer: Explorer, wrong) -> None:
    with pytest.raises(InvalidParameter, match="is no code of a"):
        partners(explorer, Question(kind=Kind.NGO, **wrong), Wish())


def test_who_says_nothing_is_told_what_to_say(explorer: Explorer) -> None:
    with pytest.raises(InvalidParameter, match="kind="):
        partners(explorer, Question(), Wish())


@pytest.mark.parametrize(
    "question", [{"themes": ("war",)}, {"place": "Atlantis"}, {"organisation": "Nobody"}]
)
def test_what_is_not_there_is_not_found(explorer: Explorer, question) -> None:
    with pytest.raises(NotFound):
        partners(explorer, Question(**question), Wish())


def test_an_empty_graph_says_no_data() -> None:
    answer = partners(explorer_of(snapshot_of({})), Question(country="LT"), Wish())
    assert answer.suggestions == []
    assert answer.reason is not None
    assert answer.reason.startswith("No data")


def test_the_same_question_gives_the_same_bytes_whatever_the_order_of_rows() -> None:
    turned = {name: list(reversed(members)) for name, members in reversed(NETWORKS.items())}
    texts = [
        partners(explorer_of(snapshot_of(one, values=VALUES, about=ABOUT)), Question(country="LT"), Wish())
        for one in (NETWORKS, turned)
    ]
    assert texts[0].model_dump_json() == texts[1].model_dump_json()


def test_a_consortium_names_who_may_not_leave(explorer: Explorer) -> None:
    rule = "Horizon Europe collaborative action"
    answer = consortium(explorer, ["Alytus", "Ceske", "Szeged"], rule, "2024-01-01")
    assert answer.met
    assert answer.told == "The rule is met, but not without Alytus, Ceske, Szeged: find a spare partner."
    assert "2021/695" in answer.source
    asked = {"rule": rule, "day": "2024-01-01", "member": ["Alytus", "Ceske", "Szeged"]}
    assert answer.parameters == asked
    short = consortium(explorer, ["Alytus", "Birzai"], rule, "2024-01-01")
    assert short.told == "The rule is not met: members 2 of 3, countries 1 of 3."


def test_no_path_tells_the_nearest_by_theme_and_calls_it_weak(explorer: Explorer) -> None:
    answer = introductions(explorer, "Alytus", "Szeged")
    assert answer.hops is None
    assert answer.joining is not None
    assert answer.weak is not None
    assert "both work on learning (weak: they need not know each other)" in answer.weak
    assert answer.told.endswith(answer.weak)


def test_no_path_and_no_theme_says_so() -> None:
    apart = explorer_of(snapshot_of({"p": ["a", "b"], "q": ["x", "y"]}))
    assert introductions(apart, "a", "x").weak == "No theme joins them either."


def test_a_theme_that_is_allowed_joins_and_the_step_is_labelled(explorer: Explorer) -> None:
    answer = introductions(explorer, "Alytus", "Szeged", via=[Via.COOPERATION, Via.THEME])
    assert answer.hops == 1
    step = answer.steps[0]
    assert (step.via, step.strength, step.through, step.project) == (Via.THEME, "weak", "learning", None)
    assert answer.paths[0].weak_steps == 1


def test_a_weak_step_has_its_records_too() -> None:
    snapshot = snapshot_of(NETWORKS, values=VALUES | {"p4": {"programme": "fund-1"}}, about=ABOUT)
    ties = [
        {"type": "FUNDED_BY", "from": "p1", "to": "fund-1", "records": ["rec-f"]},
        {"type": "LOCATED_IN", "from": "Alytus", "to": "place-1", "records": ["rec-l"]},
        {"type": "ABOUT", "from": "Zlin", "to": "theme-own", "records": ["rec-t"]},
        {"type": "ABOUT", "from": "Gdansk", "to": "theme-own", "records": ["rec-u"]},
    ]
    uids = snapshot.projects["uid"].to_pylist()
    themes = [*snapshot.tables["themes"].to_pylist(), {"uid": "theme-own", "name": "own"}]
    seats = [
        row | {"records": [f"rec-{snapshot.organisation_uids[row['organisation']]}-{uids[row['project']]}"]}
        for row in snapshot.participations.to_pylist()
    ]
    tables = snapshot.tables | {
        "participations": table_of("participations", seats),
        "ties": table_of("ties", ties),
        "themes": table_of("themes", themes),
        "programmes": table_of("programmes", [{"uid": "fund-1", "name": "Fund"}]),
    }
    explorer = explorer_of(Snapshot(tables))

    def proof(a: str, b: str, via: Via) -> list[str]:
        (step,) = introductions(explorer, a, b, via=[via]).steps
        return [one.record for one in step.evidence]

    assert proof("Alytus", "Szeged", Via.THEME) == ["rec-Alytus-p1", "rec-Szeged-p3"]
    assert proof("Zlin", "Gdansk", Via.THEME) == ["rec-t", "rec-u"]
    assert proof("Alytus", "Zlin", Via.FUNDER) == ["rec-Alytus-p1", "rec-Zlin-p4"]
    assert proof("Alytus", "Birzai", Via.COUNTRY) == ["rec-l"]


def test_a_country_is_told_by_its_name(explorer: Explorer) -> None:
    told = introductions(explorer, "Alytus", "Birzai", via=[Via.COUNTRY]).told
    assert "are both in Lithuania (weak" in told


def test_two_ways_are_told_one_after_the_other() -> None:
    explorer = explorer_of(snapshot_of({"p": ["a", "b"], "q": ["b", "d"], "r": ["a", "c"], "s": ["c", "d"]}))
    answer = introductions(explorer, "a", "d", k=2)
    assert [way.hops for way in answer.paths] == [2, 2]
    assert answer.steps == answer.paths[0].steps
    assert " 1 more: 2 introductions: " in answer.told
    assert answer.parameters == {"from": "a", "to": "d", "k": 2, "via": ["cooperation"], "by": "hops"}


def test_from_a_place_and_a_country_and_a_cluster() -> None:
    places = [{"uid": "pl-1", "code": "LT02", "name": "Vidurio", "part_of": []}]
    places.append({"uid": "pl-2", "code": "LT021", "name": "Alytaus", "part_of": ["pl-1"]})
    values = {**VALUES, "Alytus": {"country": "LT", "located_in": 1}}
    snapshot = snapshot_of(NETWORKS, values=values)
    explorer = explorer_of(Snapshot({**snapshot.tables, "places": table_of("places", places)}))
    for start in ("place:LT021", "place:LT02", "place:vidurio"):
        answer = introductions(explorer, start, "place:CZ")
        assert (answer.start.name, answer.hops) == ("Alytus", 2)
    assert introductions(explorer, "cluster:0", "cluster:0").hops == 0
    assert introductions(explorer, "place:LT", "place:LT").told == "Alytus stands at both ends."
    apart = introductions(explorer, "place:LT021", "place:HU")
    assert "No chain of the connections allowed leads from Alytaus (LT021) to Hungary" in apart.told
    of = explorer.clustering().cluster_of
    szeged, alytus = (of[snapshot.organisation_row(name)] for name in ("Szeged", "Alytus"))
    apart = introductions(explorer, f"cluster:{szeged}", f"cluster:{alytus}")
    assert f"leads from cluster {szeged} to cluster {alytus}" in apart.told
    for wrong in ("place:XX", "cluster:99"):
        with pytest.raises(NotFound):
            introductions(explorer, wrong, "Zlin")
    with pytest.raises(InvalidParameter):
        introductions(explorer, "cluster:one", "Zlin")
