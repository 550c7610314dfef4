"""Which of the values that records state is shown: a pure function of all that is stated, in any order."""

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.properties import Value

SHOWN_RULE = "the value that most records state; of equally frequent ones the first in alphabetical order"

# Values that mean something only together are chosen together: 100 EUR and 50 DKK never show as 100 DKK.
TOPICS = {
    name: topic
    for topic, names in {
        "money": (
            "amount",
            "budget",
            "contribution",
            "cost",
            "currency",
            "amount_eur",
            "budget_eur",
            "contribution_eur",
            "rate",
        ),
        "point": ("longitude", "latitude"),
        "population": ("population", "population_year"),
        "kind": ("kind", "kind_rule"),
        "figure": ("value", "value_to", "size", "size_to", "comparator", "status", "basis"),
    }.items()
    for name in names
}


_NAMES = {topic: tuple(name for name, its in TOPICS.items() if its == topic) for topic in TOPICS.values()}


def extended_values(
    shown: Mapping[str, Value], claims: Iterable[Mapping[str, Value]]
) -> dict[str, Value] | None:
    """What is shown after further claims, or None where that takes a count of all claims.

    Another vote for what most records state already changes nothing, and what nobody stated before has one
    answer: so a node of which thousands of records say the same need not be counted anew for each.
    """
    extended = dict(shown)
    for claim in claims:
        if not extended:
            extended = _alone(claim)
            continue
        if _says_the_same(extended, claim):
            continue
        for topic, values in _by_topic(claim).items():
            there = {name: extended[name] for name in _NAMES.get(topic, (topic,)) if name in extended}
            first = next(iter(values.values()))
            if isinstance(first, tuple):
                extended[topic] = tuple(sorted({*first, *_items(there.get(topic, ()))}))
            elif not there:
                extended |= values
            elif there != values:
                return None
    return dict(sorted(extended.items()))


def _says_the_same(shown: Mapping[str, Value], claim: Mapping[str, Value]) -> bool:
    """Whether a claim surely adds nothing; most claims on a node repeat what is known of it."""
    if not claim.items() <= shown.items():
        return False
    if len(claim) == len(shown):
        return True
    answered = {TOPICS[name] for name in claim if name in TOPICS}
    return not any(TOPICS.get(name) in answered for name in shown.keys() - claim.keys())


def _alone(claim: Mapping[str, Value]) -> dict[str, Value]:
    """What is shown where nothing else is said."""
    return {name: tuple(sorted(set(v))) if isinstance(v, tuple) else v for name, v in claim.items()}


def _items(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def shown_values(claims: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Values shown for a node of which several records speak (SHOWN_RULE); lists are united."""
    stated: dict[str, list[dict[str, Value]]] = {}
    for claim in claims:
        for topic, values in _by_topic(claim).items():
            stated.setdefault(topic, []).append(values)
    shown = {name: value for topic in stated.values() for name, value in _shown(topic).items()}
    return dict(sorted(shown.items()))


def _by_topic(claim: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    topics: dict[str, dict[str, Value]] = {}
    for name, value in claim.items():
        topics.setdefault(TOPICS.get(name, name), {})[name] = value
    return topics


def _shown(stated: list[dict[str, Value]]) -> dict[str, Value]:
    name, first = next(iter(stated[0].items()))
    if isinstance(first, tuple):
        lists = (values[name] for values in stated)
        return {name: tuple(sorted({item for items in lists if isinstance(items, tuple) for item in items}))}
    if len(stated) == 1:
        return stated[0]
    counts = Counter(tuple(sorted(values.items())) for values in stated)
    ranked = sorted(counts.items(), key=lambda said: (-said[1], [str(value) for _, value in said[0]]))
    return dict(ranked[0][0])
