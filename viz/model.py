"""What a network map shows, as plain values: no colours, no positions, no page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.errors import InvalidParameter
from graph.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class MapNode:
    """One organisation; what no source states is None. `strength` is the sum of its tie weights."""

    uid: str
    name: str | None
    kind: Kind | None
    country: str | None
    cluster: int | None
    strength: float
    projects: int


@dataclass(frozen=True, slots=True)
class MapProject:
    """A project that two organisations share; its year is None where no source states one."""

    uid: str
    title: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class MapTie:
    """Two organisations that work together, with the projects that say so."""

    a: str
    b: str
    weight: float
    projects: tuple[MapProject, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """Both ends in one order, whichever way round the tie was written."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A network with all that a reader needs to trust it: its snapshot, its parameters, what was left out.

    `highlight` holds the uids of a path, in walking order. Raises InvalidParameter where a tie or a
    highlight names an organisation that is not on the map, or where two of them share a uid.
    """

    title: str
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    clusters: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    snapshot: str = ""
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {node.uid for node in self.nodes}
        if len(known) < len(self.nodes):
            raise InvalidParameter("Two organisations of the map share a uid; give each its own.")
        named = {uid for tie in self.ties for uid in (tie.a, tie.b)} | set(self.highlight)
        if not named <= known:
            raise InvalidParameter(
                f"The map names the organisation {min(named - known)!r} in a tie or a path but does not "
                "hold it; add it to the nodes or leave the tie out."
            )
