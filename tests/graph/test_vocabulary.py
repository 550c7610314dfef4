import re

from graph.properties import PROPERTIES, TIE_PROPERTIES
from graph.vocabulary import KINDS, TIES, Kind, Node, Tie

PLAIN_NAME = re.compile(r"[A-Za-z_]+")


def test_every_kind_and_tie_has_its_facts() -> None:
    assert set(KINDS) == set(Kind)
    assert set(TIES) == set(Tie)


def test_every_node_has_its_properties() -> None:
    assert set(PROPERTIES) == set(Node)


def test_labels_and_types_can_stand_in_a_statement_as_they_are() -> None:
    names = [*(kind.facts.label for kind in Kind), *Node, *Tie]
    assert [name for name in names if not PLAIN_NAME.fullmatch(name)] == []


def test_no_two_kinds_share_a_label_and_none_takes_that_of_a_node() -> None:
    labels = [kind.facts.label for kind in Kind]
    assert len({*labels, *Node}) == len(labels) + len(Node)


def test_properties_are_stated_only_for_ties_that_sources_state() -> None:
    assert [tie for tie in TIE_PROPERTIES if tie.facts.derived] == []
