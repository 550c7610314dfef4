"""A project as a row of a mapped table tells of it."""

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import stated
from ingest.identity import programme_uid, project_uid, slug
from ingest.mapping import meanings
from ingest.mapping.given import Given
from ingest.mapping.organisations import folded
from ingest.mapping.schema import Project
from ingest.mapping.told import Telling, Told, about, to_places
from ingest.reading.values import identifier


def project_key(given: Given, part: Project, organisation: tuple[str, ...]) -> tuple[str, ...]:
    """What a project is known by; raises CannotRead where the row does not give it.

    Of several fields some may be empty, but not all of code, acronym and title.
    """
    names = [name for name in part.known_by if name in ("code", "acronym", "title")]
    if not any(given.text(getattr(part, name)) for name in names):
        given.needed(getattr(part, names[0]))
    return tuple(
        word
        for name in part.known_by
        for word in ((name, *organisation) if name == "organisation" else (name, _word(given, part, name)))
    )


def project(given: Given, part: Project, telling: Telling, key: tuple[str, ...], funded: bool) -> Told:
    """The project of a row; one that was only applied for is funded by nobody."""
    own = NodeRef(Node.PROJECT, project_uid(telling.source, *key))
    themes, covers = given.items(part.themes), _territories(given, part)
    programme = given.text(part.programme)
    funding = _funding(given, part, telling, own, programme) if programme and funded else ()
    values = stated(
        code=_code(given, part),
        acronym=given.text(part.acronym),
        title=given.text(part.title),
        start=given.date(part.start),
        end=given.date(part.end),
        status=given.text(part.status),
        website=given.read(part.website, meanings.website),
        language=given.manners.said.language if part.title else None,
    ) | _amount(given, part, "budget")
    return Told(
        key=key,
        claim=NodeClaim(Node.PROJECT, own.uid, values),
        ties=(*funding, *about(own, themes), *to_places(Tie.COVERS, own, covers)),
        references=(
            *(telling.theme(theme) for theme in themes if slug(theme)),
            *map(telling.territory, covers),
            *((telling.programme(programme),) if funding and programme else ()),
        ),
    )


def application(given: Given, part: Project) -> dict[str, Value]:
    """What a row says of an application: what became of it, and how much was asked for."""
    said = stated(status=given.text(part.status)) | _amount(given, part, "requested")
    return {"amount" if name == "requested" else name: value for name, value in said.items()}


def _funding(
    given: Given, part: Project, telling: Telling, own: NodeRef, programme: str
) -> tuple[TieClaim, ...]:
    said = stated(call=given.text(part.call)) | _amount(given, part, "grant")
    values = {"amount" if name == "grant" else name: value for name, value in said.items()}
    funder = NodeRef(Node.PROGRAMME, programme_uid(telling.source, programme))
    return (TieClaim(Tie.FUNDED_BY, own, funder, values),)


def _amount(given: Given, part: Project, field: str) -> dict[str, Value]:
    """An amount by the name of its field, with its currency."""
    money = given.money(getattr(part, field))
    if money is None:
        return {}
    return stated(currency=money.currency or _currency(given, part), **{field: money.amount})


def _currency(given: Given, part: Project) -> str | None:
    return given.text(part.currency) or given.manners.said.currency


def _code(given: Given, part: Project) -> str | None:
    return given.read(part.code, identifier)


def _territories(given: Given, part: Project) -> tuple[str, ...]:
    """Codes of the territories that a project covers."""
    return tuple(given.meant_as(part.covers, item, meanings.nuts) for item in given.items(part.covers))


def _word(given: Given, part: Project, name: str) -> str:
    """A field as a part of the key: codes as they are, dates and amounts by what they mean, names folded."""
    if name == "code":
        return _code(given, part) or ""
    if name in ("start", "end"):
        return given.date(getattr(part, name)) or ""
    if name in ("budget", "grant"):
        money = given.money(getattr(part, name))
        return f"{money.amount:f}" if money else ""
    return folded(given.text(getattr(part, name)) or "")
