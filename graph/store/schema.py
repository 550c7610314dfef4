"""Installs the schema and refuses to work without it: MERGE without a constraint makes doubles."""

import io
from dataclasses import dataclass

from neomodel import StructuredNode, db

from graph.errors import SchemaMissing
from graph.store.models import MODELS
from graph.store.session import Store
from graph.store.statement import Statement

CONSTRAINTS = Statement(
    "constraints",
    "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties",
)
AWAIT_INDEXES = Statement("await indexes", "CALL db.awaitIndexes(25)")
NAMES_INDEX = Statement(
    "names index",
    """
    CREATE FULLTEXT INDEX organisation_names IF NOT EXISTS
    FOR (n:Organisation) ON EACH [n.name, n.names]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
    """,
)
PROJECT_INDEX = Statement(
    "project index",
    """
    CREATE FULLTEXT INDEX project_titles IF NOT EXISTS
    FOR (n:Project) ON EACH [n.title, n.acronym, n.code]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
    """,
)


@dataclass(frozen=True, slots=True, order=True)
class Unique:
    """Property `uid` is unique among the nodes of a label or the ties of a type."""

    owner: str
    property: str


def expected_constraints() -> frozenset[Unique]:
    """Every uniqueness constraint that the model classes declare."""
    return frozenset(unique for model in MODELS for unique in _declared(model))


def _declared(model: type[StructuredNode]) -> list[Unique]:
    own = [
        Unique(model.__label__, name)
        for name, declared in model.defined_properties(aliases=False, rels=False).items()
        if declared.unique_index
    ]
    ties = model.defined_properties(aliases=False, rels=True, properties=False)
    return own + [
        Unique(tie.definition["relation_type"], name)
        for tie in ties.values()
        if tie.definition["model"] is not None
        for name, declared in tie.definition["model"].defined_properties(aliases=False, rels=False).items()
        if declared.unique_index
    ]


def missing_constraints(store: Store) -> list[Unique]:
    """Declared constraints that the database lacks, in a fixed order."""
    found = {
        Unique(row["labelsOrTypes"][0], row["properties"][0])
        for row in store.rows(CONSTRAINTS)
        if row["type"].endswith("UNIQUENESS")  # Cypher 5 and 25 call the types differently
        and len(row["properties"]) == 1
    }
    return sorted(expected_constraints() - found)


def check(store: Store) -> None:
    """Raises SchemaMissing, naming what is missing, unless every declared constraint is there."""
    missing = missing_constraints(store)
    if missing:
        named = ", ".join(f"{unique.owner}.{unique.property}" for unique in missing)
        raise SchemaMissing(
            f"The database lacks uniqueness constraints ({named}), so writing would make doubles. "
            "Run 'socialcluster db prepare' to create them."
        )


def install(store: Store) -> None:
    """Creates what is missing; does nothing where all is there."""
    if missing_constraints(store):
        db.set_connection(driver=store.driver)
        for model in MODELS:
            db.install_labels(model, stdout=io.StringIO())
    for index in (NAMES_INDEX, PROJECT_INDEX):
        store.define(index)
    store.rows(AWAIT_INDEXES)
    check(store)
