"""What was found on a page, before it becomes part of a graph: values with span, rule and confidence."""

from dataclasses import dataclass, replace

from graph.vocabulary import Comparator, Stated
from ingest.documents.page import Span

# Facts below it wait for a person. What each rule is worth was set by hand; see docs/pages.md.
SURE_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, where it stands in the raw text, the rule that read it, and how far the rule is trusted."""

    value: str
    at: tuple[Span, ...]
    rule: str
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that the page names, or counts without naming: then `name` is None.

    `role`: lead, partner, associated, supplier or patron. `kind` is one of vocabulary.Kind.
    `parent` is the body of which it is an organ, `above` the one to which it is subordinate, both by name.
    """

    name: Fact | None
    role: Fact
    kind: Fact | None = None
    country: Fact | None = None
    place: Fact | None = None
    website: Fact | None = None
    parent: Fact | None = None
    above: Fact | None = None
    aliases: tuple[Fact, ...] = ()
    evidence: Fact | None = None

    @property
    def confidence(self) -> float:
        return self.role.confidence


@dataclass(frozen=True, slots=True)
class Funder:
    """A fund, mechanism, programme, priority, measure or ministry; `above` is the key of the next one up."""

    key: str
    level: str
    name: Fact
    code: str | None = None
    period: str | None = None
    above: str | None = None
    as_written: str | None = None
    serves: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number: `unit` is what is counted, `label` the words of the page."""

    label: str
    unit: str
    at: tuple[Span, ...]
    rule: str
    value: float | None = None
    value_to: float | None = None
    comparator: Comparator | None = Comparator.EXACTLY
    status: Stated = Stated.STATED
    basis: str | None = None
    confidence: float = 0.8


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Bodies or people that are counted and not named; `helped` are the keys of those whom they helped."""

    key: str
    figure: Figure
    helped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency by ISO 4217."""

    amount: str
    currency: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Area:
    """A territory by its NUTS code, or a country; `excluded` where the project leaves it out by design."""

    code: str
    fact: Fact
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read from one page."""

    language: str
    title: Fact | None = None
    aliases: tuple[Fact, ...] = ()
    code: Fact | None = None
    start: Fact | None = None
    end: Fact | None = None
    status: Fact | None = None
    website: Fact | None = None
    budget: Money | None = None
    grant: Money | None = None
    bodies: tuple[Body, ...] = ()
    funders: tuple[Funder, ...] = ()
    figures: tuple[Figure, ...] = ()
    areas: tuple[Area, ...] = ()
    groups: tuple[tuple[Fact, str], ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    themes: tuple[Fact, ...] = ()

    @property
    def participants(self) -> tuple[Body, ...]:
        """Those who take part; suppliers and patrons do not."""
        return tuple(body for body in self.bodies if body.role.value in ("lead", "partner", "associated"))

    def without(self, bodies: tuple[Body, ...]) -> "Findings":
        """The same with other bodies."""
        return replace(self, bodies=bodies)
