"""Claims that many sources make alike: values without gaps, keys, and records of shared things."""

from decimal import Decimal

from graph.properties import Value
from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim, canonical
from graph.vocabulary import Kind, Node, Tie
from ingest.identity import place_uid, programme_uid, slug, theme_uid
from ingest.kinds import kind_of_name


def stated(**values: Value | Decimal | None) -> dict[str, Value]:
    """What a row says; what it leaves out is not there, and amounts become plain decimal texts."""
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
        if value is not None and value != "" and value != ()
    }


def record_key(*parts: str) -> str:
    """Key of a record from its parts, as a list, because names hold every sign that could join them."""
    return canonical(parts)


def kind_values(name: str | None, country: str | None, told: Kind | None = None) -> dict[str, Value]:
    """Kind, rule and sector of an organisation: as the source tells, else as the name itself says."""
    inferred = kind_of_name(name, country) if name and told is None else None
    kind = told or (inferred.kind if inferred else None)
    rule = "stated" if told else inferred.rule if inferred else None
    sector = kind.facts.sector if kind else None
    return stated(kind=kind and str(kind), kind_rule=rule, sector=sector and str(sector))


def theme_record(source: str, name: str, location: Location) -> Record:
    """What a source says by using a theme: its name."""
    node = NodeClaim(Node.THEME, theme_uid(slug(name)), {"name": name})
    return Record(source, record_key("theme", name), location, raw={"theme": name}, nodes=(node,))


def programme_record(
    source: str, path: tuple[str, ...], location: Location, **values: Value | None
) -> Record:
    """What a source says of a programme by naming it; `path` is its key, the last part its name."""
    said = stated(name=path[-1], level="programme") | stated(**values)
    node = NodeClaim(Node.PROGRAMME, programme_uid(*path), said)
    raw = {name: str(value) for name, value in said.items()}
    return Record(source, record_key("programme", *path), location, raw=raw, nodes=(node,))


def place_record(
    source: str, code: str, location: Location, above: str | None = None, **values: Value | None
) -> Record:
    """What a source says of a place under a code, and of which place it is part."""
    place = NodeRef(Node.PLACE, place_uid(code))
    said = stated(code=code, **values)
    nodes, ties = [NodeClaim(Node.PLACE, place.uid, said)], []
    if above:
        nodes.append(NodeClaim(Node.PLACE, place_uid(above)))
        ties.append(TieClaim(Tie.PART_OF, place, NodeRef(Node.PLACE, place_uid(above))))
    key = record_key("place", code, str(values.get("name") or ""), above or "")
    raw = {name: str(value) for name, value in said.items()}
    return Record(source, key, location, raw=raw, nodes=tuple(nodes), ties=tuple(ties))
