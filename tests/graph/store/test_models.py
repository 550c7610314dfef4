"""The neomodel classes and the vocabulary are two tables of one thing; these tests keep them equal."""

import neomodel
import pytest

from graph.properties import PROPERTIES, TIE_PROPERTIES
from graph.store.models import MODELS, Organisation, StatedTie
from graph.store.schema import Unique, expected_constraints
from graph.vocabulary import Kind, Node, Tie

TYPES = {
    neomodel.StringProperty: str,
    neomodel.FloatProperty: float,
    neomodel.IntegerProperty: int,
    neomodel.ArrayProperty: tuple,
}
BY_LABEL = {model.__label__: model for model in MODELS}


def declared(model) -> dict[str, type]:
    properties = model.defined_properties(aliases=False, rels=False)
    return {name: TYPES[type(kind)] for name, kind in properties.items() if name != "uid"}


def ties_of_models() -> dict[str, list[type]]:
    found: dict[str, list[type]] = {}
    for model in MODELS:
        for tie in model.defined_properties(aliases=False, rels=True, properties=False).values():
            found.setdefault(tie.definition["relation_type"], []).append(tie.definition["model"])
    return found


@pytest.mark.parametrize("label", Node)
def test_a_node_has_the_properties_that_records_may_claim_of_it(label: Node) -> None:
    assert declared(BY_LABEL[label]) == {name: kind.type for name, kind in PROPERTIES[label].items()}


@pytest.mark.parametrize("tie", [tie for tie in Tie if not tie.facts.derived])
def test_a_stated_tie_has_the_properties_that_records_may_claim_of_it(tie: Tie) -> None:
    own = set(declared(StatedTie))
    for model in ties_of_models()[tie]:
        assert issubclass(model, StatedTie)
        claimable = {name: kind for name, kind in declared(model).items() if name not in own}
        assert claimable == {name: kind.type for name, kind in TIE_PROPERTIES.get(tie, {}).items()}


def test_an_organisation_may_carry_the_label_of_every_kind() -> None:
    assert {kind.facts.label for kind in Kind} <= set(Organisation.__optional_labels__)


def test_every_node_and_every_tie_that_is_merged_has_a_unique_key() -> None:
    known_by_their_ends = {Tie.PARTNERS_WITH, Tie.FUNDS}
    merged = {*(model.__label__ for model in MODELS), *Tie} - known_by_their_ends
    assert expected_constraints() == {Unique(owner, "uid") for owner in merged}
