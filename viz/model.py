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
    themes: tuple[str, ...] = ()


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
class MapNote:
    """One note of a story, and the organisations that it is about: one, or two that share a tie."""

    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A network with all that a reader needs to trust it: its snapshot, its parameters, what was left out.

    `highlight` holds the uids of a path, in walking order. `evidence` holds, by organisation and project, the
    records that state the participation. With `whole` the map opens with its clusters as marks. `centre` is
    the organisation that is chosen at first, with all within `depth` ties. Raises InvalidParameter where a
    tie, a note or a highlight names an organisation that is not on the map, or where two share a uid.
    """

    title: str
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    clusters: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    snapshot: str = ""
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    highlight: tuple[str, ...] = ()
    evidence: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    story: tuple[MapNote, ...] = ()
    whole: bool = False
    centre: str | None = None
    depth: int = 1
    language: str = "en"

    def __post_init__(self) -> None:
        known = {node.uid for node in self.nodes}
        if len(known) < len(self.nodes):
            raise InvalidParameter("Two organisations of the map share a uid; give each its own.")
        named = {uid for tie in self.ties for uid in (tie.a, tie.b)} | set(self.highlight)
        named |= {uid for note in self.story for uid in note.about}
        named |= set() if self.centre is None else {self.centre}
        if not named <= known:
            raise InvalidParameter(
                f"The map names the organisation {min(named - known)!r} in a tie or a path but does not "
                "hold it; add it to the nodes or leave the tie out."
            )
