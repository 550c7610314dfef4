"""socialcluster partners: with whom to work, and why; whether a consortium meets the rules."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from api.answers import consortium as consortium_answers
from api.answers import partners as answers
from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.analysis.consortium import RULES
from graph.analysis.suggestions import DIVERSITY, MOST, Wish
from graph.errors import InvalidParameter
from graph.settings import Settings
from graph.store.session import READ_PATIENCE
from graph.vocabulary import Kind

Who = Annotated[
    str | None, typer.Argument(metavar="[ORGANISATION]", help="uid or name of who asks; none: a newcomer.")
]
ThemeOption = Annotated[list[str] | None, typer.Option("--theme", help="Theme of a newcomer; repeatable.")]
LanguageOption = Annotated[list[str] | None, typer.Option("--language", help="ISO 639 code; repeatable.")]
MemberOption = Annotated[list[str] | None, typer.Option("--with", help="With --rule: a further member.")]
RULE_NAMES = "; ".join(rule.name for rule in RULES)
RuleOption = Annotated[
    str | None, typer.Option("--rule", help=f"Check a consortium against a rule: {RULE_NAMES}.")
]


def partners(
    organisation: Who = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of a newcomer.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of a newcomer (LT).")] = None,
    place: Annotated[str | None, typer.Option(help="Code or name of a newcomer's place.")] = None,
    theme: ThemeOption = None,
    language: LanguageOption = None,
    first_timer: Annotated[bool, typer.Option("--first-timer", help="Suggest a mentor as well.")] = False,
    partner_kind: Annotated[Kind | None, typer.Option(help="Only partners of this kind.")] = None,
    partner_country: Annotated[str | None, typer.Option(help="Only partners of this country.")] = None,
    diversity: Annotated[float, typer.Option(min=0, max=1, help="1: size counts nothing.")] = DIVERSITY,
    most: Annotated[int, typer.Option("--most", min=1, max=MOST, help="Suggestions at most.")] = 10,
    rule: RuleOption = None,
    members: MemberOption = None,
    day: Annotated[str | None, typer.Option(help="With --rule: on which day (2026-11-22); today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Suggest partners, each with its reason, its evidence and its weakness; or check a consortium."""
    if rule is not None:
        _consortium([*([organisation] if organisation else []), *(members or [])], rule, day, as_json=as_json)
        return
    question = answers.Question(
        organisation=organisation,
        kind=kind,
        country=country,
        place=place,
        themes=tuple(theme or ()),
        languages=tuple(language or ()),
        first_timer=first_timer,
    )
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = answers.partners(explorer, question, Wish(most, diversity, partner_kind, partner_country))
    if as_json:
        show_json(answer)
    else:
        _print(answer)


def _print(answer: answers.PartnerAnswer) -> None:
    if answer.reason:
        out.print(answer.reason)
    for place, one in enumerate(answer.suggestions, start=1):
        where = f", {one.organisation.country}" if one.organisation.country else ""
        out.print(f"{place:3}. {one.organisation.name}{where}  [{one.score:.2f}]  {one.organisation.uid}")
        out.print(f"     {one.reason}")
        if one.weakness:
            out.print(f"     Weakness: {one.weakness}.")
        if one.evidence:
            out.print(f"     Evidence: {', '.join(proof.record for proof in one.evidence)}.")
    if answer.mentor:
        out.print(f"Mentor: {answer.mentor.reason}")
    if answer.no_mentor:
        out.print(answer.no_mentor)
    left_out = ", ".join(f"{count} {reason}" for reason, count in answer.excluded.items())
    out.print(
        f"Of {answer.candidates} organisations; by {answer.basis}."
        + (f" Left out: {left_out}." if left_out else "")
    )
    out.print(f"Snapshot {answer.snapshot}.")


def _consortium(members: list[str], rule: str, day: str | None, *, as_json: bool) -> None:
    if not members:
        raise InvalidParameter("Name the members: socialcluster partners FIRST --with SECOND --rule RULE.")
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = consortium_answers.consortium(
            explorer, members, rule, day or datetime.now(UTC).date().isoformat()
        )
    if as_json:
        show_json(answer)
        return
    out.print(answer.told)
    out.print(f"{answer.rule}, {answer.valid}: {answer.source}.")
    out.print(f"Snapshot {answer.snapshot}.")
