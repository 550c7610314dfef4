"""Ties of FollowTheMoney between organisations and projects: who takes part, belongs, or is owned."""

from decimal import Decimal

from graph.properties import Value
from graph.records import NodeRef, Row, TieClaim
from graph.vocabulary import Role, Tie
from ingest.claims import stated
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.sources.follow_the_money_entity import Entity
from ingest.sources.follow_the_money_things import day, record_of, refs, sum_of_money
from ingest.sources.follow_the_money_world import World

ROLES = {
    "coordinator": Role.LEAD, "lead": Role.LEAD, "lead partner": Role.LEAD, "leader": Role.LEAD,
    "beneficiary": Role.PARTNER, "participant": Role.PARTNER, "partner": Role.PARTNER,
    "associate": Role.ASSOCIATED, "associated": Role.ASSOCIATED, "associated partner": Role.ASSOCIATED,
    "third party": Role.ASSOCIATED,
}  # fmt: skip
# Parts in a project that make nobody a partner.
OTHER_PARTS = {
    "supplier": Tie.SUPPLIES, "contractor": Tie.SUPPLIES, "subcontractor": Tie.SUPPLIES,
    "vendor": Tie.SUPPLIES, "patron": Tie.PATRON_OF, "sponsor": Tie.PATRON_OF, "donor": Tie.PATRON_OF,
    "applicant": Tie.APPLIED_FOR,
}  # fmt: skip
NO_PART = ("auditor", "evaluator", "expert", "funder", "funding agency", "reviewer", "speaker")
MAJORITY = Decimal(50)


def participation(entity: Entity, world: World) -> Row:
    """Organisations in projects; suppliers, patrons and applicants are told apart from partners."""
    joint = [world.project(key, "project") for key in _required(entity, "project")]
    members = [world.organisation(key, "participant") for key in _required(entity, "participant")]
    tie, values = _part(entity)
    ties = tuple(TieClaim(tie, member, project, values) for member in members for project in joint)
    return Row(record_of(entity, nodes=refs(members, joint), ties=ties))


def _part(entity: Entity) -> tuple[Tie, dict[str, Value]]:
    said = " ".join((entity.only("role") or "").casefold().replace("-", " ").split())
    if said in NO_PART:
        raise CannotRead(f"{shown(said)} is no part that makes a tie to a project.", "properties.role")
    if said in OTHER_PARTS:
        return OTHER_PARTS[said], {}
    contribution, currency = sum_of_money(entity)
    role = str(ROLES[said]) if said in ROLES else None
    return Tie.PARTICIPATES_IN, stated(role=role, contribution=contribution, currency=currency)


def membership(entity: Entity, world: World) -> Row:
    """Organisations that are members of organisations."""
    wholes = [world.organisation(key, "organization") for key in _required(entity, "organization")]
    members = [world.organisation(key, "member") for key in _required(entity, "member")]
    values = stated(since=day(entity, "startDate"), until=day(entity, "endDate"), status=entity.only("role"))
    ties = _between(Tie.MEMBER_OF, members, wholes, values)
    return Row(record_of(entity, nodes=refs(members, wholes), ties=ties))


def ownership(entity: Entity, world: World) -> Row:
    """An organisation that is subordinate to the one that owns most of it; lesser shares tell of no rule."""
    owners = [world.organisation(key, "owner") for key in _required(entity, "owner")]
    assets = [world.organisation(key, "asset") for key in _required(entity, "asset")]
    if len(owners) > 1 or not _is_majority(entity):
        raise CannotRead("It is not one owner with more than half, so that nobody is subordinate.")
    ties = _between(Tie.SUBORDINATE_TO, assets, owners, {})
    return Row(record_of(entity, nodes=refs(assets, owners), ties=ties))


def _is_majority(entity: Entity) -> bool:
    text = (entity.only("percentage") or "").removesuffix("%").strip()
    try:
        return bool(text) and MAJORITY < amount(text, decimal=".") <= 100
    except CannotRead as error:
        raise error.of("properties.percentage") from error


def _between(
    tie: Tie, starts: list[NodeRef], ends: list[NodeRef], values: dict[str, Value]
) -> tuple[TieClaim, ...]:
    """Nobody belongs to itself."""
    return tuple(TieClaim(tie, start, end, values) for start in starts for end in ends if start != end)


def _required(entity: Entity, name: str) -> list[str]:
    keys = entity.all(name)
    if not keys:
        raise CannotRead("The cell is empty.", f"properties.{name}")
    return keys
