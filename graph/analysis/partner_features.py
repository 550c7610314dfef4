"""How well each organisation would suit one who asks: one column per reason, one row per organisation.

Counts and walks are taken as logarithms, because the chance of a new tie grows with them ever more slowly.
Networks: common neighbours and resource allocation (Zhou, Lü and Zhang, Eur. Phys. J. B 71, 2009), local
paths of the two-mode graph (Daminelli et al., New J. Phys. 17, 113037, 2015), personalised PageRank cut
off after STEPS steps. Attributes: cosine of themes, observed over expected ties between kinds and countries.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analysis.partner_basis import PartnerBasis, official_languages
from graph.projection import FloatArray, IntArray

STEPS, DAMPING = 4, 0.85
# Ties of a local path: over a shared partner, or over one more.
LOCAL = (2, 3)
NEAR_KM, EARTH_KM = 300.0, 6371.0


class Part(StrEnum):
    """The parts of a score, in the order of the columns."""

    SHARED_PARTNERS = "shared partners"
    RESOURCE_ALLOCATION = "resource allocation"
    LOCAL_PATHS = "local paths"
    WALK = "walk"
    THEME = "theme"
    COMPLEMENT = "complement"
    KIND = "kind"
    COUNTRY = "country"
    LANGUAGE = "language"
    NEARNESS = "nearness"
    ACTIVITY = "activity"
    PARTNERS = "partners"
    KIND_EXPERIENCE = "experience with the kind"
    COUNTRY_EXPERIENCE = "experience with the country"
    WELCOME = "welcome"


PARTS = tuple(Part)
OF_NETWORK = frozenset({Part.SHARED_PARTNERS, Part.RESOURCE_ALLOCATION, Part.LOCAL_PATHS, Part.WALK})


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks for partners: an organisation of the graph (`row`), or one that is only described.

    `themes` are rows of the snapshot's themes, `point` longitude and latitude. What is None is not known and
    adds nothing to any score. Of an organisation of the graph what the graph knows is taken where the
    description is silent.
    """

    row: int | None = None
    kind: str | None = None
    country: str | None = None
    themes: tuple[int, ...] = ()
    languages: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None


def features(basis: PartnerBasis, asker: Asker) -> FloatArray:
    """Values of all parts: organisations x PARTS, all at least 0 but the two affinities."""
    mix = theme_mix(basis, asker)
    kind, country = _number(basis, asker, "kinds"), _number(basis, asker, "countries")
    everyone = len(basis.degree)
    columns: dict[Part, FloatArray] = dict.fromkeys(PARTS, np.zeros(everyone))
    if asker.row is not None and basis.degree[asker.row]:
        columns |= _by_network(basis, asker.row)
    columns[Part.THEME] = basis.themes @ mix
    columns[Part.COMPLEMENT] = _complement(basis, mix)
    columns[Part.NEARNESS] = _nearness(basis, asker)
    columns[Part.LANGUAGE] = _shared_language(basis, spoken(basis, asker))
    columns[Part.ACTIVITY] = np.log1p(5 * basis.activity)
    columns[Part.PARTNERS] = np.log1p(basis.degree)
    columns[Part.WELCOME] = np.log1p(5 * (basis.welcomed @ (mix / max(float(mix.sum()), 1e-12))))
    if kind >= 0:
        columns[Part.KIND] = _affinity(basis.kinds.affinity[kind], basis.kinds.of)
        columns[Part.KIND_EXPERIENCE] = np.log1p(2 * basis.kinds.works_with[:, kind])
    if country >= 0:
        columns[Part.COUNTRY] = _affinity(basis.countries.affinity[country], basis.countries.of)
        columns[Part.COUNTRY_EXPERIENCE] = np.log1p(2 * basis.countries.works_with[:, country])
    return np.column_stack([columns[part] for part in PARTS])


def theme_mix(basis: PartnerBasis, asker: Asker) -> FloatArray:
    """Themes of who asks, at length 1: those stated, else those of its projects."""
    if asker.themes:
        mix = np.bincount(asker.themes, minlength=basis.themes.shape[1]).astype(float)
        return np.asarray(mix / np.sqrt((mix * mix).sum()))
    if asker.row is None:
        return np.zeros(basis.themes.shape[1])
    return np.asarray(basis.themes[[asker.row]].toarray()).ravel()


def spoken(basis: PartnerBasis, asker: Asker) -> frozenset[str]:
    """Languages of who asks: those stated, else the official ones of its country."""
    if asker.languages:
        return asker.languages
    number = _number(basis, asker, "countries")
    return basis.languages[number] if number >= 0 else official_languages(asker.country)


def _number(basis: PartnerBasis, asker: Asker, attribute: str) -> int:
    groups = basis.kinds if attribute == "kinds" else basis.countries
    stated = asker.kind if attribute == "kinds" else asker.country
    if stated is None and asker.row is not None:
        return int(groups.of[asker.row])
    return groups.number(stated)


def _affinity(row: FloatArray, of: IntArray) -> FloatArray:
    return np.asarray(np.append(row, 0.0)[of])


def _by_network(basis: PartnerBasis, row: int) -> dict[Part, FloatArray]:
    mine = basis.partners.indices[basis.partners.indptr[row] : basis.partners.indptr[row + 1]]
    beyond = basis.partners[mine]
    share = np.repeat(1 / basis.degree[mine], np.diff(beyond.indptr))
    everyone = len(basis.degree)
    shared = np.bincount(beyond.indices, minlength=everyone)
    allocated = np.bincount(beyond.indices, weights=share, minlength=everyone)
    local, walk = _walks(basis, row)
    return {
        Part.SHARED_PARTNERS: np.log1p(shared),
        Part.RESOURCE_ALLOCATION: np.log1p(50 * allocated),
        Part.LOCAL_PATHS: np.log1p(1e4 * local),
        Part.WALK: np.log1p(1e4 * walk),
    }


def _walks(basis: PartnerBasis, row: int) -> tuple[FloatArray, FloatArray]:
    """Where one ends after as many ties as LOCAL says; and after up to STEPS, ever more of them unlikely."""
    here = np.zeros(len(basis.degree))
    here[row] = 1.0
    local, walk = np.zeros(len(here)), np.zeros(len(here))
    for step in range(1, STEPS + 1):
        here = basis.onward(here)
        walk += (1 - DAMPING) * DAMPING**step * here
        if step in LOCAL:
            local += here / len(LOCAL)
    return local, walk


def _complement(basis: PartnerBasis, mix: FloatArray) -> FloatArray:
    """Share of its themes that are related to mine but not mine."""
    if not mix.any():
        return np.zeros(len(basis.degree))
    related = (basis.relatedness @ mix) * (mix == 0)
    return np.asarray(basis.themes @ related)


def _shared_language(basis: PartnerBasis, languages: frozenset[str]) -> FloatArray:
    shares = np.array([bool(languages & theirs) for theirs in basis.languages], dtype=float)
    return _affinity(shares, basis.countries.of)


def _nearness(basis: PartnerBasis, asker: Asker) -> FloatArray:
    """exp(-km/300); 0 where either place is unknown."""
    point = asker.point
    if point is None and asker.row is not None:
        point = (float(basis.places[asker.row, 0]), float(basis.places[asker.row, 1]))
    if point is None or np.isnan(point).any():
        return np.zeros(len(basis.degree))
    return np.nan_to_num(np.exp(-kilometres(basis.places, point) / NEAR_KM))


def kilometres(places: FloatArray, point: tuple[float, float]) -> FloatArray:
    """Great-circle distance of each place (longitude, latitude in degrees) from a point (haversine)."""
    longitude, latitude = np.radians(places[:, 0]), np.radians(places[:, 1])
    here, up = np.radians(point[0]), np.radians(point[1])
    arc = (
        np.sin((latitude - up) / 2) ** 2 + np.cos(latitude) * np.cos(up) * np.sin((longitude - here) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(arc)))
