"""Whether a group of organisations may apply together, by which rule, and who may not leave."""

from collections.abc import Sequence

from pydantic import BaseModel

from api.answers.basis import Answer, basis
from api.answers.organisations import row_of
from api.answers.paths import Body, body, called
from api.explorer import Explorer
from graph.analysis.consortium import Condition, check, rule_of
from viz.languages import gettext, noted


class ConditionAnswer(BaseModel):
    name: str
    asked: int
    found: int
    met: bool


class ConsortiumAnswer(Answer):
    """`decisive` are members without any one of whom the rule is not met; none: a spare for everybody."""

    parameters: dict[str, object]
    rule: str
    valid: str
    source: str
    met: bool
    conditions: list[ConditionAnswer]
    decisive: list[Body]
    country_unknown: list[Body]
    told: str


def consortium(explorer: Explorer, members: Sequence[str], rule: str, day: str) -> ConsortiumAnswer:
    """Whether members (uids or names) meet a rule on a day; raises NotFound, InvalidParameter."""
    snapshot = explorer.snapshot()
    asked = rule_of(rule, day)
    found = check(snapshot, [row_of(snapshot, member, explorer.store) for member in members], asked)
    decisive = [body(snapshot, row) for row in found.decisive]
    return ConsortiumAnswer(
        **basis(explorer),
        parameters={"rule": asked.name, "day": day, "member": list(members)},
        rule=asked.name,
        valid=f"{asked.since} to {asked.until}",
        source=asked.source,
        met=found.met,
        conditions=[_condition(one) for one in found.conditions],
        decisive=decisive,
        country_unknown=[body(snapshot, row) for row in found.unknown],
        told=_verdict(found.conditions, decisive),
    )


def _condition(one: Condition) -> ConditionAnswer:
    return ConditionAnswer(name=one.name, asked=one.asked, found=one.found, met=one.met)


def _verdict(conditions: Sequence[Condition], decisive: Sequence[Body]) -> str:
    missing = [
        gettext("%(what)s %(found)s of %(asked)s", what=_what(one), found=one.found, asked=one.asked)
        for one in conditions
        if not one.met
    ]
    if missing:
        return gettext("The rule is not met: %(missing)s.", missing=", ".join(missing))
    if not decisive:
        return gettext("The rule is met, and still is without any one member.")
    names = ", ".join(map(called, decisive))
    return gettext("The rule is met, but not without %(names)s: find a spare partner.", names=names)


def _what(one: Condition) -> str:
    """What is counted; the kinds that a rule names stay as it names them."""
    known = {
        name: gettext(name) for name in (noted("members"), noted("countries"), noted("members from the EU"))
    }
    return known.get(one.name, one.name)
