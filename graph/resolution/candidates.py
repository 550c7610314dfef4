"""Which pairs are worth comparing, and what becomes of them: blocking, scoring and the ambiguity rule."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from graph.resolution.blocks import Blocks
from graph.resolution.matching import BELOW, Comparison, Feature, Thresholds, Verdict, compare
from graph.resolution.subject import Subject

SAME_IDENTIFIER = "same identifier"


def pairs(subjects: Sequence[Subject], new: Collection[str] | None = None) -> Iterator[tuple[int, int]]:
    """Positions of pairs worth comparing, each once, smaller first; with `new`, those with a new one."""
    yield from Blocks(subjects).pairs(new)


def proposals(
    subjects: Sequence[Subject],
    thresholds: Thresholds,
    new: Collection[str] | None = None,
    blocks: Blocks | None = None,
) -> list[Comparison]:
    """Comparisons of all candidate pairs but those found apart, sorted by their uids.

    Where a subject has two rivals that are not themselves one and whose scores are nearer than the margin,
    neither is merged: a person decides. `blocks` saves building the index again; it must be of `subjects`.
    """
    index = blocks or Blocks(subjects)
    # one by one: nearly all are apart, and all of them at once would fill the memory
    found = (compare(subjects[a], subjects[b], thresholds, explain_apart=False) for a, b in index.pairs(new))
    kept = {(c.a, c.b): c for c in found if c.verdict is not Verdict.APART}
    by_uid = {subject.uid: subject for subject in subjects}
    doubtful = _ambiguous(kept, thresholds, lambda a, b: compare(by_uid[a], by_uid[b], thresholds))
    for pair in doubtful:
        kept[pair] = _reviewed(kept[pair], thresholds)
    return [kept[pair] for pair in sorted(kept)]


Pair = tuple[str, str]


def _ambiguous(
    kept: Mapping[Pair, Comparison], thresholds: Thresholds, judged: Callable[[str, str], Comparison]
) -> set[Pair]:
    """Merges of a subject with one of two rivals that are no clear first and second."""
    merges: dict[str, list[tuple[float, str, Pair]]] = defaultdict(list)
    for pair, comparison in kept.items():
        if comparison.verdict is Verdict.MERGE and comparison.features[0].name != SAME_IDENTIFIER:
            for own, rival in (pair, pair[::-1]):
                merges[own].append((-comparison.score, rival, pair))
    doubtful: set[Pair] = set()
    for rivals in merges.values():
        best, *others = sorted(rivals)
        for other in others:
            if not _one(best[1], other[1], kept, judged):
                near = other[0] - best[0] < thresholds.margin
                doubtful.update((best[2], other[2]) if near else (other[2],))
    return doubtful


def _one(a: str, b: str, kept: Mapping[Pair, Comparison], judged: Callable[[str, str], Comparison]) -> bool:
    """Whether two rivals may be one body themselves."""
    pair = (a, b) if a < b else (b, a)
    known = kept.get(pair)
    return (known or judged(*pair)).verdict in (Verdict.MERGE, Verdict.REVIEW)


def _reviewed(comparison: Comparison, thresholds: Thresholds) -> Comparison:
    seen = Feature(
        name="ambiguous",
        value=None,
        weight=0.0,
        sentence="Another organisation fits nearly as well, and the two are not one.",
    )
    score = min(comparison.score, max(thresholds.merge - BELOW, 0.0))
    return replace(comparison, score=score, verdict=Verdict.REVIEW, features=(seen, *comparison.features))
