"""What an export is about: a snapshot, the parameters that were asked for, and whom to thank for the data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.analysis.clusters import Clustering, ClusterQuestion, network
from graph.analysis.stability import Stability, stability
from graph.export.measures import Measure, measures_of
from graph.export.pairs import PairsOf
from graph.projection import Counting
from graph.snapshot import Snapshot
from graph.stamp import Stamp, default_parameters


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """A source of the data, as it must be named."""

    name: str
    title: str
    publisher: str
    address: str
    licence: str


@dataclass(frozen=True)
class Subject:
    """A pure function of it gives the bytes of an export: nothing else may enter, no time and no machine.

    `snapshot` is the part that the clustering is about. `given_names` are what people call its clusters, by
    number. `known_stability` gives what is computed already, and is the same as what would be computed here.
    """

    snapshot: Snapshot
    clustering: Clustering
    counting: str = "fractional"
    credits: tuple[Credit, ...] = ()
    given_names: Mapping[int, str] = field(default_factory=dict)
    known_stability: Callable[[], Stability | None] | None = None

    @property
    def asked(self) -> ClusterQuestion:
        """Of what part of the network, how divided."""
        return self.clustering.asked

    @cached_property
    def stamp(self) -> Stamp:
        asked = self.asked
        parameters = default_parameters(counting=self.counting, resolution=asked.resolution, seed=asked.seed)
        return Stamp(self.clustering.snapshot, {**parameters, **asked.chosen.parameters})

    @cached_property
    def stability(self) -> Stability | None:
        """Computed when it is first asked for: twenty runs take their time, and here little memory."""
        if self.known_stability:
            return self.known_stability()
        asked = self.asked
        ties = network(self.snapshot, asked.mode, counting=Counting(self.counting), chosen=asked.chosen)
        division = self.clustering.division
        return stability(ties, division, resolution=asked.resolution, seed=asked.seed, threads=1)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Computed when they are first asked for, for some of them take long."""
        return measures_of(self.snapshot, self.counting, self.asked.chosen)

    @cached_property
    def pairs(self) -> PairsOf:
        return PairsOf(self.snapshot, self.counting, chosen=self.asked.chosen)
