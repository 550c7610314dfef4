"""Whether a group of organisations may apply together: the rules of programmes as dated data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidParameter, NotFound
from graph.snapshot import Snapshot
from graph.vocabulary import Kind

EU = frozenset(
    {
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    }
)
MOST_MEMBERS = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """What a programme asks of a consortium, from `since` to `until` (ISO dates, both included).

    `countries` and `members` are minima; `from_eu` is how many must be of a Member State; one of `kinds`
    must be there where it names any. Whether other countries are eligible is not checked: it changes by call.
    """

    name: str
    since: str
    until: str
    members: int
    countries: int
    from_eu: int
    source: str
    kinds: tuple[Kind, ...] = ()


RULES = (
    Rule(
        name="Horizon 2020 collaborative action",
        since="2014-01-01",
        until="2020-12-31",
        members=3,
        countries=3,
        from_eu=0,
        source="Regulation (EU) No 1290/2013, Article 9(1)",
    ),
    Rule(
        name="Horizon Europe collaborative action",
        since="2021-01-01",
        until="2027-12-31",
        members=3,
        countries=3,
        from_eu=1,
        source="Regulation (EU) 2021/695, Article 22(2)",
    ),
    Rule(
        name="Erasmus+ strategic partnership",
        since="2014-01-01",
        until="2020-12-31",
        members=3,
        countries=3,
        from_eu=0,
        source="Erasmus+ Programme Guide 2020, Part B, Key Action 2, Strategic Partnerships (in the field of "
        "youth, and between schools, two of two countries)",
    ),
    Rule(
        name="Erasmus+ cooperation partnership",
        since="2021-01-01",
        until="2027-12-31",
        members=3,
        countries=3,
        from_eu=0,
        source="Erasmus+ Programme Guide 2021, Part B, Key Action 2, Cooperation Partnerships",
    ),
    Rule(
        name="Erasmus+ small-scale partnership",
        since="2021-01-01",
        until="2027-12-31",
        members=2,
        countries=2,
        from_eu=0,
        source="Erasmus+ Programme Guide 2021, Part B, Key Action 2, Small-scale Partnerships",
    ),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked, how much of it is there, and whether that is enough."""

    name: str
    asked: int
    found: int

    @property
    def met(self) -> bool:
        return self.found >= self.asked


@dataclass(frozen=True, slots=True)
class Check:
    """`decisive` are the members without any one of whom the rule is not met: with none there is a spare
    partner for everybody. `unknown` are members whose country nobody states; they count for no country.
    """

    rule: Rule
    conditions: tuple[Condition, ...]
    decisive: tuple[int, ...]
    unknown: tuple[int, ...]

    @property
    def met(self) -> bool:
        return all(condition.met for condition in self.conditions)


def rule_of(name: str, day: str) -> Rule:
    """The rule of that name on a day (ISO date); raises NotFound, InvalidParameter."""
    try:
        date.fromisoformat(day)
    except ValueError:
        raise InvalidParameter(f"{day!r} is no date: write 2026-11-22.") from None
    named = [rule for rule in RULES if rule.name == name]
    if not named:
        raise NotFound(f"There is no rule {name!r}. There are: {', '.join(rule.name for rule in RULES)}.")
    for rule in named:
        if rule.since <= day <= rule.until:
            return rule
    stretches = ", ".join(f"{rule.since} to {rule.until}" for rule in named)
    raise NotFound(f"No rule {name!r} is known for {day}; known: {stretches}.")


def check(snapshot: Snapshot, members: Sequence[int], rule: Rule) -> Check:
    """Members are rows of the snapshot, each counted once; raises InvalidParameter for too many or none."""
    rows = tuple(dict.fromkeys(members))
    if not 1 <= len(rows) <= MOST_MEMBERS:
        raise InvalidParameter(f"Name 1 to {MOST_MEMBERS} members.")
    stated = {row: snapshot.organisation(row) for row in rows}
    countries = {row: values["country"] for row, values in stated.items()}
    kinds = {row: values["kind"] for row, values in stated.items()}
    conditions = _conditions(rule, rows, countries, kinds)
    whole = all(condition.met for condition in conditions)
    decisive = [
        row
        for row in rows
        if whole
        and not all(one.met for one in _conditions(rule, [r for r in rows if r != row], countries, kinds))
    ]
    unknown = tuple(row for row in rows if countries[row] is None)
    return Check(rule, conditions, tuple(decisive), unknown)


def _conditions(
    rule: Rule, rows: Sequence[int], countries: dict[int, str | None], kinds: dict[int, str | None]
) -> tuple[Condition, ...]:
    of = Counter(country for row in rows if (country := countries[row]) is not None)
    asked = [
        Condition("members", rule.members, len(rows)),
        Condition("countries", rule.countries, len(of)),
        Condition("members from the EU", rule.from_eu, sum(of[country] for country in EU)),
    ]
    if rule.kinds:
        fitting = sum(kinds[row] in rule.kinds for row in rows)
        asked.append(Condition(f"of {' or '.join(rule.kinds)}", 1, fitting))
    return tuple(asked)
