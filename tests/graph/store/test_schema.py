from collections.abc import Iterator

import pytest
from neomodel import db

from graph.errors import SchemaMissing
from graph.store import schema
from graph.store.models import Organisation
from graph.store.session import Store
from graph.store.statement import Statement
from graph.vocabulary import Kind, Tie
from tests.builders import organisation, participation, record, write

ALL = Statement(
    "all constraints",
    "SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties",
)
INDEXES = Statement("all indexes", "SHOW INDEXES YIELD name, state RETURN name, state")
DROP = Statement("drop constraint", "DROP CONSTRAINT $name")


def constraint_names(store: Store, owner: str) -> list[str]:
    return [row["name"] for row in store.rows(ALL) if row["labelsOrTypes"] == [owner]]


def drop(store: Store, owner: str) -> None:
    with store.driver.session() as session:
        for name in constraint_names(store, owner):
            session.run(DROP.text, name=name).consume()


@pytest.fixture
def broken(store: Store) -> Iterator[Store]:
    """A store whose constraints a test may drop; they are there again afterwards."""
    yield store
    schema.install(store)


def test_all_constraints_of_the_models_are_there_after_install(store: Store) -> None:
    there = {(row["labelsOrTypes"][0], tuple(row["properties"])) for row in store.rows(ALL)}
    assert there == {(unique.owner, (unique.property,)) for unique in schema.expected_constraints()}


def test_every_index_is_ready_after_install(store: Store) -> None:
    states = {row["name"]: row["state"] for row in store.rows(INDEXES)}
    assert states["organisation_names"] == states["project_titles"] == "ONLINE"
    assert set(states.values()) == {"ONLINE"}


def test_installing_twice_changes_nothing(store: Store) -> None:
    def before_and_after() -> list[list[dict[str, object]]]:
        return [sorted(store.rows(statement), key=str) for statement in (ALL, INDEXES)]

    before = before_and_after()
    schema.install(store)
    assert before_and_after() == before


def test_a_start_without_a_constraint_is_refused_and_told_which(broken: Store) -> None:
    drop(broken, "Programme")
    with pytest.raises(SchemaMissing, match=r"Programme\.uid.*db prepare"):
        schema.check(broken)


def test_a_start_without_the_constraint_of_a_tie_is_refused(broken: Store) -> None:
    drop(broken, Tie.PARTICIPATES_IN)
    with pytest.raises(SchemaMissing, match=r"PARTICIPATES_IN\.uid"):
        schema.check(broken)


def test_a_constraint_on_more_than_the_key_is_not_taken_for_it(broken: Store) -> None:
    drop(broken, "Theme")
    composite = Statement(
        "composite", "CREATE CONSTRAINT both FOR (n:Theme) REQUIRE (n.uid, n.name) IS UNIQUE"
    )
    broken.define(composite)
    try:
        with pytest.raises(SchemaMissing, match=r"Theme\.uid"):
            schema.check(broken)
    finally:
        broken.define(Statement("drop composite", "DROP CONSTRAINT both"))


def test_install_brings_back_what_is_missing_and_keeps_the_data(broken: Store) -> None:
    write(broken, [participation("a", "p")])
    drop(broken, "Project")
    schema.install(broken)
    schema.check(broken)
    assert broken.rows(Statement("projects", "MATCH (p:Project) RETURN p.uid AS uid")) == [{"uid": "prj-p"}]


def test_neomodel_reads_an_organisation_that_the_driver_wrote(store: Store) -> None:
    values = {"name": "Utenos rajono savivaldybė", "names": ("Utena",), "kind": str(Kind.MUNICIPALITY)}
    write(store, [record("utena", organisation("utena", **values)), participation("utena", "p", role="lead")])
    db.set_connection(driver=store.driver)
    read = Organisation.nodes.get(uid="org-utena")
    # The project still carries the mark of the derivation that is due.
    assert (read.name, read.names, read.kind) == (values["name"], ["Utena"], "municipality")
    assert [project.uid for project in read.participates_in.all()] == ["prj-p"]
    assert read.participates_in.relationship(read.participates_in.single()).role == "lead"
