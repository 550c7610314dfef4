"""What national lists of operations of the EU structural funds have in common.

A beneficiary has no number in most of them: it is known by its name, without regard to capitals and
spaces, and its country, until the resolver knows better. All lists share these ids, so that a body that
stands in two lists of one country is one organisation.
"""

from decimal import Decimal

from graph.properties import Value
from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import kind_values, record_key, stated
from ingest.identity import organisation_uid, programme_uid
from ingest.tabular import Entry

SCOPE = "esif"
# none of the files names a licence
LICENCE = (
    "The file states no licence; lists of operations are published under Article 115(2) of Regulation (EU) "
    "No 1303/2013. Name the managing authority, and see its terms before you pass the data on."
)


def folded(name: str) -> str:
    """Key under which spellings of a name fall together: small letters, single spaces."""
    return " ".join(name.lower().split())


def written(entry: Entry, *fields: str) -> tuple[str, ...]:
    """The cells of some fields letter by letter, empty where there is none: a key that doubles share."""
    headings = (entry.heading(field) for field in fields)
    return tuple(entry.cells.get(heading, "") if heading else "" for heading in headings)


def beneficiary(
    name: str, country: str, key: tuple[str, ...] = (), identifiers: tuple[str, ...] = ()
) -> NodeClaim:
    """The body that gets the support, under its own number where there is one.

    A name over several lines may be those of several bodies, so it tells no kind.
    """
    shown = " ".join(name.split())
    uid = organisation_uid(SCOPE, *(key or ("name", folded(name), country)))
    said = stated(name=shown, country=country, identifiers=identifiers)
    kind = {} if "\n" in name.strip() else kind_values(shown, country)
    return NodeClaim(Node.ORGANISATION, uid, said | kind)


def money(name: str, amount: Decimal | None, currency: str | None) -> dict[str, Value]:
    """An amount under a name, with its currency; nothing where no amount is stated."""
    return {} if amount is None else stated(**{name: amount}, currency=currency)


def supported(
    organisation: NodeRef,
    project: NodeRef,
    programme: NodeRef,
    funding: dict[str, Value],
    status: str | None = None,
) -> tuple[TieClaim, ...]:
    """That a body carries out an operation, and that a programme pays for it."""
    return (
        TieClaim(Tie.PARTICIPATES_IN, organisation, project, stated(status=status)),
        TieClaim(Tie.FUNDED_BY, project, programme, funding),
    )


def programme(
    source: str,
    path: tuple[str, ...],
    location: Location,
    under: tuple[str, ...] = (),
    **values: Value | None,
) -> Record:
    """What a list says of a programme: its name, and that it is part of the one `under` which it stands."""
    node = NodeClaim(Node.PROGRAMME, programme_uid(*path), stated(**values))
    nodes, ties = [node], []
    if under:
        parent = NodeClaim(Node.PROGRAMME, programme_uid(*under))
        nodes.append(parent)
        ties.append(TieClaim(Tie.PART_OF, node.ref, parent.ref))
    raw = {name: str(value) for name, value in node.values.items()}
    return Record(source, record_key("programme", *path), location, raw, tuple(nodes), tuple(ties))
