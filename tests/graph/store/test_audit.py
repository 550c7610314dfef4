"""The audit finds what Neo4j Community does not refuse."""

import pytest

from graph.errors import AuditFailed
from graph.progress import Silent
from graph.store import audit
from graph.store.derive import derive
from graph.store.session import Store
from graph.store.statement import Statement
from graph.vocabulary import Kind, Node, Tie
from tests.builders import funding, organisation, participation, place, project, record, theme, tie, write

PLANTED = {
    "a number as the name of an organisation": "MATCH (x:Organisation) SET x.name = 7",
    "a text as a longitude": "MATCH (x:Organisation) SET x.longitude = 'east'",
    "a whole number as a longitude": "MATCH (x:Organisation) SET x.longitude = 7",
    "names that are one text": "MATCH (x:Organisation) SET x.names = 'Utena'",
    "names that are numbers": "MATCH (x:Organisation) SET x.names = [1, 2]",
    "a fraction as a population": "MATCH (x:Place) SET x.population = 1.5",
    "a truth as a title": "MATCH (x:Project) SET x.title = true",
    "a theme without a uid": "MATCH (x:Theme) REMOVE x.uid",
    "a project with a number for a uid": "MATCH (x:Project) SET x.uid = 7",
    "a tie that names no record": "MATCH ()-[x:PARTICIPATES_IN]->() SET x.records = []",
    "a tie without records": "MATCH ()-[x:PARTICIPATES_IN]->() REMOVE x.records",
    "a tie without a uid": "MATCH ()-[x:FUNDED_BY]->() REMOVE x.uid",
    "more claims than records": "MATCH ()-[x:FUNDED_BY]->() SET x.claims = ['{}', '{}']",
    "a kind that is none": "MATCH (x:Organisation {uid: 'org-b'}) SET x.kind = 'wizard'",
    "a kind without its label": "MATCH (x:Organisation {uid: 'org-b'}) SET x.kind = 'ngo'",
    "a sector that is none": "MATCH (x:Organisation) SET x.sector = 'magic'",
    "a role that is none": "MATCH ()-[x:PARTICIPATES_IN]->() SET x.role = 'wizard'",
    "a comparator that is none": "CREATE (:Counter {uid: 'x', comparator: '!'})",
    "a number as a role": "MATCH ()-[x:PARTICIPATES_IN]->() SET x.role = 1",
    "a label that is not the kind": "MATCH (x:Organisation) SET x:School",
    "a kind without an organisation": "CREATE (:Ngo {uid: 'x'})",
    "a record without its source": "MATCH (x:Record) REMOVE x.source",
    "a record without its job": "MATCH (x:Record) REMOVE x.job",
    "a record without its checksum": "MATCH (x:Record) REMOVE x.checksum",
    "a record without its file": "MATCH (x:Record) REMOVE x.file",
    "a record without its key": "MATCH (x:Record) REMOVE x.key",
}


@pytest.fixture
def graph(store: Store) -> Store:
    """A graph with something of most kinds, which keeps all rules."""
    utena = organisation(
        "utena", name="Utena", names=("U",), kind=str(Kind.MUNICIPALITY), longitude=25.6, latitude=55.5
    )
    water = theme("water", name="Water")
    records = [
        record(
            "utena",
            utena,
            place("LT", code="LT", population=7),
            ties=[tie(Tie.LOCATED_IN, utena, place("LT"))],
        ),
        record("p", project("p", title="P"), water, ties=[tie(Tie.ABOUT, project("p"), water)]),
        participation("utena", "p", role="lead"),
        participation("b", "p", role="partner"),
        funding("p", "interreg", amount="10", currency="EUR"),
    ]
    write(store, records)
    derive(store, Silent())
    return store


def test_a_graph_that_was_written_by_the_rules_keeps_them(graph: Store) -> None:
    assert audit.violations(graph) == []
    audit.check(graph)


@pytest.mark.parametrize("planted", PLANTED)
def test_what_was_planted_is_found(graph: Store, planted: str) -> None:
    graph.write(lambda tx: tx.run(Statement("plant", PLANTED[planted])))
    assert audit.violations(graph)
    with pytest.raises(AuditFailed, match=r"breaks its own rules: .*not so: .*Withdraw the job"):
        audit.check(graph)


def test_what_is_found_is_named_but_not_all_of_it(store: Store) -> None:
    write(store, [record(f"r{n}", theme(f"t{n}", name="T")) for n in range(9)])
    store.write(lambda tx: tx.run(Statement("plant", "MATCH (x:Theme) SET x.name = 7")))
    (violation,) = audit.violations(store)
    assert "Theme" in violation.rule
    assert len(violation.examples) == audit.EXAMPLES
    assert set(violation.examples) <= {f"theme-t{n}" for n in range(9)}


def test_there_is_a_rule_for_every_label_and_every_stated_tie() -> None:
    told = " ".join(rule.sentence for rule in audit.RULES)
    assert all(str(label) in told for label in Node)
    assert all(str(tie) in told for tie in Tie if not tie.facts.derived)
    assert all(kind.facts.label in told for kind in Kind)
