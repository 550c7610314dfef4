"""Which of the four sectors meet in a cluster: "social clustering" means all four together."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class SectorMix:
    """Sectors that have a member, those that have none, and how many members are of no known sector.

    `all_four` is None where a sector may be missing or hidden among those: unknown is not absent.
    """

    present: tuple[Sector, ...]
    missing: tuple[Sector, ...]
    unknown: int
    all_four: bool | None


def sector_mix(sectors: Mapping[str, int]) -> SectorMix:
    """Mix of a cluster from its number of members by sector ('unknown' among them)."""
    present = tuple(sector for sector in Sector if sectors.get(sector, 0))
    missing = tuple(sector for sector in Sector if not sectors.get(sector, 0))
    unknown = sectors.get("unknown", 0)
    # Each hidden member could fill one gap, so more gaps than hidden members cannot all be filled.
    open_question = bool(missing) and unknown >= len(missing)
    return SectorMix(present, missing, unknown, None if open_question else not missing)
