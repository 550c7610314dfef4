"""Whether the graph keeps the rules that Neo4j Community cannot enforce: what is required, of which type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from graph.errors import AuditFailed
from graph.properties import PROPERTIES, TIE_PROPERTIES, Property
from graph.store import statements
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.vocabulary import Kind, Node, Tie

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
    for kind in Kind:
        yield Rule(
            f"what is labelled {kind.facts.label} is one", statements.mislabelled(kind), {"kind": kind}
        )
    yield Rule(f"every record has {', '.join(RECORD_FIELDS)}", WHOLE_RECORDS, {"names": list(RECORD_FIELDS)})


RULES = tuple(_rules())


def violations(store: Store) -> list[Violation]:
    """Every rule that is broken somewhere."""
    found = (
        (rule.sentence, store.read(partial(_broken, rule=rule), timeout=AUDIT_SECONDS)) for rule in RULES
    )
    return [Violation(name, tuple(row[0] for row in rows)) for name, rows in found if rows]


def _broken(tx: Transaction, rule: Rule) -> list[list[str]]:
    return tx.values(rule.statement, most=EXAMPLES, **rule.parameters)


def check(store: Store) -> None:
    """Raises AuditFailed, naming the rules and where they are broken."""
    broken = violations(store)
    if broken:
        told = "; ".join(f"{v.rule} (not so: {', '.join(v.examples)})" for v in broken)
        raise AuditFailed(f"The graph breaks its own rules: {told}. Withdraw the job and report this.")
