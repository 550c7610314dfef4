"""Whether the graph keeps the rules that Neo4j Community cannot enforce: what is required, of which type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from threading import Event

from graph.errors import AuditFailed, Cancelled
from graph.properties import PROPERTIES, TIE_PROPERTIES, Property
from graph.store import statements
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.vocabulary import Comparator, Kind, Node, Role, Sector, Stated, Tie

EXAMPLES = 5
AUDIT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that something in the graph breaks; `examples` are uids, at most EXAMPLES of them."""

    rule: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that must hold, the statement that finds what breaks it, and its parameters."""

    sentence: str
    statement: Statement
    parameters: Mapping[str, object]


RECORD_FIELDS = ("source", "key", "checksum", "job", "file")
_FIGURE = {"comparator": Comparator, "status": Stated}
WORDS: Mapping[Node, Mapping[str, type[StrEnum]]] = {
    Node.ORGANISATION: {"kind": Kind, "sector": Sector, "name_status": Stated},
    Node.GROUP: _FIGURE,
    Node.COUNTER: _FIGURE,
}
TIE_WORDS: Mapping[Tie, Mapping[str, type[StrEnum]]] = {Tie.PARTICIPATES_IN: {"role": Role}}
UNLABELLED = Statement(
    "unlabelled",
    """
    MATCH (x:Organisation)
    WHERE NOT $kinds[x.kind] IN labels(x)
    RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
    """,
)
WHOLE_RECORDS = Statement(
    "incomplete records",
    """
    MATCH (x:Record)
    WHERE any(name IN $names WHERE x[name] IS NULL)
    RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
    """,
)


def _names_by_type(properties: Mapping[str, Property]) -> dict[str, list[str]]:
    """Names of the texts, whole numbers, numbers and lists among the properties."""
    types = {"texts": str, "wholes": int, "numbers": float, "lists": tuple}
    return {
        group: sorted(name for name, fact in properties.items() if fact.type is kind)
        for group, kind in types.items()
    }


def _rules() -> Iterator[Rule]:
    for label in Node:
        types = _names_by_type(PROPERTIES[label])
        yield Rule(
            f"every {label} has a uid and values of their types", statements.mistyped_nodes(label), types
        )
    for tie in Tie:
        if not tie.facts.derived:
            types = _names_by_type(TIE_PROPERTIES.get(tie, {}))
            sentence = f"every {tie} names its records and has values of their types"
            yield Rule(sentence, statements.mistyped_ties(tie), types)
    yield from _rules_of_words()
    yield Rule(
        "organisations of a kind have its label",
        UNLABELLED,
        {"kinds": {str(kind): kind.facts.label for kind in Kind}},
    )
    for kind in Kind:
        yield Rule(
            f"what is labelled {kind.facts.label} is one", statements.mislabelled(kind), {"kind": kind}
        )
    yield Rule(f"every record has {', '.join(RECORD_FIELDS)}", WHOLE_RECORDS, {"names": list(RECORD_FIELDS)})


def _rules_of_words() -> Iterator[Rule]:
    for label, words in WORDS.items():
        yield Rule(
            f"{', '.join(words)} of {label} are listed", statements.unlisted_nodes(label), _listed(words)
        )
    for tie, words in TIE_WORDS.items():
        yield Rule(f"{', '.join(words)} of {tie} are listed", statements.unlisted_ties(tie), _listed(words))


def _listed(words: Mapping[str, type[StrEnum]]) -> Mapping[str, object]:
    return {"words": {name: [str(word) for word in listed] for name, listed in words.items()}}


RULES = tuple(_rules())


def violations(store: Store, stop: Event | None = None) -> list[Violation]:
    """Every rule that is broken somewhere; raises Cancelled when `stop` is set."""
    found = []
    for rule in RULES:
        if stop and stop.is_set():
            raise Cancelled("The job was cancelled.")
        rows = store.read(partial(_broken, rule=rule), timeout=AUDIT_SECONDS)
        if rows:
            found.append(Violation(rule.sentence, tuple(str(row[0]) for row in rows)))
    return found


def _broken(tx: Transaction, rule: Rule) -> list[list[str]]:
    return tx.values(rule.statement, most=EXAMPLES, **rule.parameters)


def check(store: Store, stop: Event | None = None) -> None:
    """Raises AuditFailed, naming the rules and where they are broken, Cancelled when `stop` is set."""
    broken = violations(store, stop)
    if broken:
        told = "; ".join(f"{v.rule} (not so: {', '.join(v.examples)})" for v in broken)
        raise AuditFailed(f"The graph breaks its own rules: {told}. Withdraw the job and report this.")
