"""What an export is about: a snapshot, the parameters that were asked for, and whom to thank for the data."""

from dataclasses import dataclass
from functools import cached_property

from graph.analysis.clusters import Clustering
from graph.export.measures import Measure, measures_of
from graph.export.pairs import PairsOf
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
    """A pure function of it gives the bytes of an export: nothing else may enter, no time and no machine."""

    snapshot: Snapshot
    clustering: Clustering
    counting: str = "fractional"
    credits: tuple[Credit, ...] = ()

    @cached_property
    def stamp(self) -> Stamp:
        parameters = default_parameters(
            counting=self.counting, resolution=self.clustering.resolution, seed=self.clustering.seed
        )
        return Stamp(self.snapshot.id, parameters)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Computed when they are first asked for, for some of them take long."""
        return measures_of(self.snapshot, self.counting)

    @cached_property
    def pairs(self) -> PairsOf:
        return PairsOf(self.snapshot, self.counting)
