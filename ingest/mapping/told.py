"""Things of which a row tells: a node with its values, the ties around it, and records of what it shares."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import place_record, programme_record, theme_record
from ingest.countries import country_of_nuts
from ingest.identity import place_uid, slug, theme_uid

# Records of shared things that are kept while a table is read; the pipeline knows those seen before.
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """A thing, what it is known by, and everything that goes with it."""

    key: tuple[str, ...]
    claim: NodeClaim
    ties: tuple[TieClaim, ...] = ()
    references: tuple[Record, ...] = ()

    @property
    def ref(self) -> NodeRef:
        return self.claim.ref


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a row stands and whose it is; builds the records of shared things once for many rows."""

    source: str
    location: Location
    known: dict[object, Record] = field(repr=False)

    def theme(self, name: str) -> Record:
        return self._once(("theme", name), lambda: theme_record(self.source, name, self.location))

    def programme(self, name: str) -> Record:
        path = (self.source, name)
        return self._once(
            ("programme", name), lambda: programme_record(self.source, path, self.location, name=name)
        )

    def territory(self, code: str) -> Record:
        """A NUTS territory by its code; how it lies in larger ones, a list of places tells."""
        return self._once(
            ("place", code),
            lambda: place_record(
                self.source,
                code,
                self.location,
                level=f"nuts{len(code) - 2}",
                scheme="NUTS",
                country=country_of_nuts(code),
            ),
        )

    def _once(self, key: object, build: Callable[[], Record]) -> Record:
        if key not in self.known:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[key] = build()
        return self.known[key]


def about(own: NodeRef, themes: Iterable[str]) -> list[TieClaim]:
    """Ties to themes, of which two spellings may be one."""
    slugs = dict.fromkeys(filter(None, map(slug, themes)))
    return [TieClaim(Tie.ABOUT, own, NodeRef(Node.THEME, theme_uid(name))) for name in slugs]


def to_places(tie: Tie, own: NodeRef, codes: Iterable[str]) -> list[TieClaim]:
    """Ties of one type to places by their codes."""
    return [TieClaim(tie, own, NodeRef(Node.PLACE, place_uid(code))) for code in dict.fromkeys(codes)]


def all_nodes(things: Iterable[Told], ties: Iterable[TieClaim]) -> tuple[NodeClaim, ...]:
    """The claims of things, each once, and the other ends of ties without values."""
    claims = {thing.ref: thing.claim for thing in things}
    ends = {ref for tie in ties for ref in (tie.start, tie.end)} - set(claims)
    bare = (NodeClaim(ref.label, ref.uid) for ref in sorted(ends, key=lambda ref: (ref.label, ref.uid)))
    return (*claims.values(), *bare)
