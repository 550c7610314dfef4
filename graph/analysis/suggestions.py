"""Ranked suggestions of partners, each with the parts of its score, its evidence and what it lacks."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from graph.analysis.partner_basis import PartnerBasis, partner_basis, row_of
from graph.analysis.partner_features import OF_NETWORK, PARTS, Asker, Part, features, spoken, theme_mix
from graph.analysis.partner_weights import KNOWN, NEWCOMER
from graph.errors import InvalidParameter
from graph.projection import BoolArray, FloatArray, IntArray
from graph.snapshot import Snapshot
from graph.vocabulary import Tie

MOST = 100
DIVERSITY = 0.25
INTRODUCERS, SHOWN_PROJECTS = 3, 3
WHOLES = frozenset({Tie.SUBORDINATE_TO, Tie.PART_OF, Tie.SAME_AS})


OF_SIZE = frozenset(
    {Part.ACTIVITY, Part.PARTNERS, Part.KIND_EXPERIENCE, Part.COUNTRY_EXPERIENCE, Part.WELCOME}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """How to choose. `diversity` from 0 (the likeliest) to 1 takes that share of what an organisation gains
    by its mere size off its score. `kind` and `country` are of the partners wanted.
    """

    most: int = 10
    diversity: float = DIVERSITY
    kind: str | None = None
    country: str | None = None
    named_only: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.most <= MOST:
            raise InvalidParameter(f"Ask for 1 to {MOST} suggestions.")
        if not 0 <= self.diversity <= 1:
            raise InvalidParameter("The diversity must be from 0 (the likeliest) to 1 (size counts nothing).")


PLAIN = Wish()


@dataclass(frozen=True, slots=True)
class PartOfScore:
    """What one part is worth (`value`), and what it adds to the score (`adds` = weight x value)."""

    part: Part
    value: float
    adds: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Rows of the snapshot. `introducers` know both sides, the strongest first. `projects` and
    `participations` are the evidence: those that lead over the first introducer, else the organisation's own,
    those in a shared theme and the latest first.
    """

    organisation: int
    score: float
    parts: tuple[PartOfScore, ...]
    introducers: tuple[int, ...]
    themes: tuple[int, ...]
    languages: tuple[str, ...]
    projects: tuple[int, ...]
    participations: tuple[int, ...]
    attributes_only: bool


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`candidates` could have been suggested; `excluded` says how many could not, by reason."""

    asker: Asker
    wish: Wish
    attributes_only: bool
    suggestions: tuple[Suggestion, ...]
    candidates: int
    excluded: dict[str, int]


def suggestions(snapshot: Snapshot, asker: Asker, wish: Wish = PLAIN) -> Suggestions:
    """The best partners for who asks; equal scores in the order of uids. Raises InvalidParameter."""
    basis = partner_basis(snapshot)
    without_ties = asker.row is None or basis.degree[asker.row] == 0
    values = features(basis, asker)
    heed = heeded(weights_of(asker, basis), wish.diversity)
    # Not a product of matrices, whose last bits would depend on the threads of the linear algebra.
    score, mix = (values * heed).sum(axis=1), theme_mix(basis, asker)
    open_to, excluded = _open(snapshot, basis, asker, wish)
    rows = np.flatnonzero(open_to)
    best = rows[np.lexsort((rows, -score[rows]))[: wish.most]]
    found = tuple(
        _suggestion(snapshot, basis, asker, mix, int(row), values[row] * heed, values[row], float(score[row]))
        for row in best
    )
    return Suggestions(asker, wish, bool(without_ties), found, len(rows), excluded)


def weights_of(asker: Asker, basis: PartnerBasis) -> FloatArray:
    """Weights of PARTS: those for who has partners already, or for who has none."""
    has_ties = asker.row is not None and basis.degree[asker.row] > 0
    chosen = KNOWN if has_ties else NEWCOMER
    return np.array([chosen.get(part, 0.0) for part in PARTS])


def heeded(weights: FloatArray, diversity: float) -> FloatArray:
    """Weights of which those of mere size are taken by 1 - diversity."""
    return np.asarray(weights * [1 - diversity if part in OF_SIZE else 1.0 for part in PARTS])


def _open(
    snapshot: Snapshot, basis: PartnerBasis, asker: Asker, wish: Wish
) -> tuple[BoolArray, dict[str, int]]:
    everyone = len(basis.degree)
    reasons = _relations(snapshot, basis, asker)
    if wish.named_only:
        reasons["name not stated"] = _nameless(snapshot)
    wanted = (("kind", basis.kinds, wish.kind), ("country", basis.countries, wish.country))
    for attribute, groups, name in wanted:
        if name is not None:
            number = groups.number(name)
            reasons[f"another {attribute}, or none stated"] = (groups.of != number) | (number < 0)
    open_to, excluded = np.ones(everyone, dtype=bool), {}
    for reason, rows in reasons.items():
        excluded[reason] = int((open_to & rows).sum())
        open_to &= ~rows
    return open_to, excluded


@lru_cache(maxsize=2)
def _nameless(snapshot: Snapshot) -> BoolArray:
    return np.array([not name for name in snapshot.folded_names], dtype=bool)


def _relations(snapshot: Snapshot, basis: PartnerBasis, asker: Asker) -> dict[str, BoolArray]:
    """Whom the asker need not be told of, by reason."""
    none = np.zeros(len(basis.degree), dtype=bool)
    if asker.row is None:
        return {}
    itself, partners, family = none.copy(), none.copy(), none.copy()
    itself[asker.row] = True
    partners[row_of(basis.partners, asker.row)[0]] = True
    family[sorted(family_of(snapshot, asker.row))] = True
    return {"itself": itself, "already a partner": partners, "a unit of its own, or its whole": family}


def family_of(snapshot: Snapshot, row: int) -> set[int]:
    """Units below an organisation, the wholes above it, and who was merged with it; not itself."""
    up, down = _wholes(snapshot)
    above = _reached(up, {row})
    return (above | _reached(down, above)) - {row}


@lru_cache(maxsize=2)
def _wholes(snapshot: Snapshot) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Steps from parts to wholes, and back."""
    uids = {uid: place for place, uid in enumerate(snapshot.organisation_uids)}
    up: dict[int, set[int]] = {}
    down: dict[int, set[int]] = {}
    for tie in snapshot.tables["ties"].select(["type", "from", "to"]).to_pylist():
        if tie["type"] in WHOLES and tie["from"] in uids and tie["to"] in uids:
            up.setdefault(uids[tie["from"]], set()).add(uids[tie["to"]])
            down.setdefault(uids[tie["to"]], set()).add(uids[tie["from"]])
    return up, down


def _reached(steps: dict[int, set[int]], start: set[int]) -> set[int]:
    found, edge = set(start), set(start)
    while edge:
        edge = {there for here in edge for there in steps.get(here, ())} - found
        found |= edge
    return found


def _suggestion(
    snapshot: Snapshot,
    basis: PartnerBasis,
    asker: Asker,
    mix: FloatArray,
    row: int,
    adds: FloatArray,
    values: FloatArray,
    score: float,
) -> Suggestion:
    introducers = _introducers(basis, asker, row)
    themes = _shared_themes(basis, mix, row)
    chain = (asker.row, introducers[0], row) if introducers and asker.row is not None else (row,)
    projects, proof = _evidence(snapshot, basis, chain, themes)
    network = any(add > 0 for part, add in zip(PARTS, adds, strict=True) if part in OF_NETWORK)
    country = int(basis.countries.of[row])
    theirs = basis.languages[country] if country >= 0 else frozenset()
    return Suggestion(
        organisation=row,
        score=score,
        parts=tuple(
            PartOfScore(part, float(value), float(add))
            for part, value, add in zip(PARTS, values, adds, strict=True)
            if value
        ),
        introducers=introducers,
        themes=themes,
        languages=tuple(sorted(spoken(basis, asker) & theirs)),
        projects=projects,
        participations=proof,
        attributes_only=not network,
    )


def _introducers(basis: PartnerBasis, asker: Asker, row: int) -> tuple[int, ...]:
    """Who works with both, by the weaker of their two living ties, the strongest first."""
    if asker.row is None:
        return ()
    (mine, my_ties), (theirs, their_ties) = row_of(basis.living, asker.row), row_of(basis.living, row)
    both, here, there = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    least = np.minimum(my_ties[here], their_ties[there])
    return tuple(both[np.lexsort((both, -least))[:INTRODUCERS]].tolist())


def _shared_themes(basis: PartnerBasis, mix: FloatArray, row: int) -> tuple[int, ...]:
    """Themes of both, those that are most of both first."""
    theirs, share = row_of(basis.themes, row)
    weight = mix[theirs] * share
    order = np.lexsort((theirs, -weight))
    return tuple(theirs[order[weight[order] > 0]].tolist())


def _evidence(
    snapshot: Snapshot, basis: PartnerBasis, chain: tuple[int, ...], themes: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Projects and the participations that prove them."""
    seats = [row_of(basis.seats, organisation) for organisation in chain]
    if len(chain) == 3:
        joint = [np.intersect1d(a, b, assume_unique=True) for (a, _), (b, _) in pairwise(seats)]
        chosen = np.concatenate([_latest(snapshot, projects, 1) for projects in joint])
    else:
        own = seats[0][0]
        shared = own[_is_about(snapshot, own, themes)]
        chosen = _latest(snapshot, shared if len(shared) else own, SHOWN_PROJECTS)
    proof = [rows[np.isin(projects, chosen)] for projects, rows in seats]
    return tuple(dict.fromkeys(chosen.tolist())), tuple(sorted(np.concatenate(proof).astype(int).tolist()))


def _is_about(snapshot: Snapshot, projects: IntArray, themes: tuple[int, ...]) -> BoolArray:
    of_project, of_theme = _about(snapshot)
    begin, end = np.searchsorted(of_project, projects), np.searchsorted(of_project, projects, side="right")
    wanted = set(themes)
    return np.array(
        [not wanted.isdisjoint(of_theme[a:b].tolist()) for a, b in zip(begin, end, strict=True)], dtype=bool
    )


@lru_cache(maxsize=2)
def _about(snapshot: Snapshot) -> tuple[IntArray, IntArray]:
    """Projects and their themes, sorted."""
    table = snapshot.tables["about"]
    project, theme = (np.asarray(table[name].to_numpy(), dtype=np.int64) for name in ("project", "theme"))
    order = np.lexsort((theme, project))
    return project[order], theme[order]


def _latest(snapshot: Snapshot, projects: IntArray, most: int) -> IntArray:
    starts = _starts(snapshot)
    newest = sorted(projects.tolist(), key=lambda row: (starts[row], -row), reverse=True)
    return np.array(newest[:most], dtype=np.int64)


@lru_cache(maxsize=2)
def _starts(snapshot: Snapshot) -> list[str]:
    return [start or "" for start in snapshot.projects["start"].to_pylist()]
