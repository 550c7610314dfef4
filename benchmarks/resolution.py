"""How well and how fast organisations are resolved: `make bench-resolution`.

Quality is measured on the test part of the gold set (`resolution_gold`), beside two baselines and splink;
speed on all subjects of the real files. Figures and digests of pairs are kept, in `resolution_frozen.json`.
With `--tuning` the tuning part is shown in the place of the test part, and nothing of the test part.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from rapidfuzz import fuzz

from benchmarks import resolution_splink
from benchmarks.resolution_change import change, frozen_part
from benchmarks.resolution_gold import Gold, Pair, gold
from benchmarks.resolution_subjects import everything
from benchmarks.setting import peak_mib
from graph.names import folded
from graph.resolution.blocks import Blocks
from graph.resolution.candidates import proposals
from graph.resolution.lexicon import own_languages
from graph.resolution.matching import MATCHER, Comparison, Thresholds, Verdict, compare
from graph.resolution.subject import Subject
from graph.settings import Settings

FROZEN = Path(__file__).with_name("resolution_frozen.json")
PRECISION_SLACK, F1_SLACK = 0.005, 0.01
PRECISION = 0.98  # what a merge has to reach
BANDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of merges over labelled pairs."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}"


def figures(judged: Iterable[tuple[Pair, bool]]) -> Figures:
    counted = Counter((pair.same, merged) for pair, merged in judged)
    return Figures(counted[True, True], counted[False, True], counted[True, False])


def thresholds() -> Thresholds:
    return Thresholds.of(Settings(_env_file=None))


def compared(pairs: Sequence[Pair]) -> list[tuple[Pair, Comparison]]:
    return [(pair, compare(pair.a, pair.b, thresholds())) for pair in pairs]


def matched(pairs: Sequence[Pair]) -> Figures:
    """Figures of the matcher at the merge threshold."""
    return figures((pair, found.verdict is Verdict.MERGE) for pair, found in compared(pairs))


def exact(pair: Pair) -> bool:
    """Baseline: one name of each is the same once case and accents are folded."""
    return not {folded(n) for n in pair.a.names}.isdisjoint(folded(n) for n in pair.b.names)


def fuzzy(pair: Pair) -> float:
    """Baseline: the best token-sort ratio of any two names, in one country."""
    ours, theirs = ([folded(name) for name in one.names] for one in (pair.a, pair.b))
    return max((fuzz.token_sort_ratio(x, y) for x in ours for y in theirs), default=0.0)


def best_cut(pairs: Sequence[Pair]) -> int:
    """The ratio with the best F1 on the tuning part."""
    scores = [(pair, fuzzy(pair)) for pair in pairs]
    return max(range(60, 101), key=lambda cut: figures((p, s >= cut) for p, s in scores).f1)


def grouped(pairs: Sequence[tuple[Pair, bool]], by: Callable[[Pair], str]) -> dict[str, Figures]:
    found: dict[str, list[tuple[Pair, bool]]] = defaultdict(list)
    for pair, merged in pairs:
        found[by(pair)].append((pair, merged))
    return {key: figures(found[key]) for key in sorted(found)}


def language(pair: Pair) -> str:
    """The first language of the country."""
    return own_languages(pair.country)[1].name


def by_splink(found: Gold) -> dict[str, Figures]:
    """Figures of splink on the test part at two cuts that the tuning part sets."""
    weight = resolution_splink.weights(found.tuning, found.test)
    tuned = [(pair, weight.get(at, -99.0)) for at, pair in enumerate(found.tuning)]
    tested = [(pair, weight.get(len(tuned) + at, -99.0)) for at, pair in enumerate(found.test)]
    told = {cut: figures((p, w >= cut) for p, w in tuned) for cut in range(-6, 30)}
    sure = [cut for cut, figure in told.items() if figure.precision >= PRECISION] or [max(told)]
    cuts = {
        "best F1": max(told, key=lambda cut: told[cut].f1),
        "precise": max(sure, key=lambda c: told[c].f1),
    }
    return {name: figures((p, w >= cut) for p, w in tested) for name, cut in cuts.items()}


def quality(found: Gold) -> dict[str, Any]:
    """Prints all tables and returns the figures that are kept."""
    told = compared(found.test)
    merged = [(pair, comparison.verdict is Verdict.MERGE) for pair, comparison in told]
    ours = figures(merged)
    cut = best_cut(found.tuning)
    positives = sum(pair.same for pair in (*found.tuning, *found.test))
    total = len(found.tuning) + len(found.test)
    print(
        f"{total} pairs, {positives} positive; tuning {len(found.tuning)}, test {len(found.test)}; {MATCHER}"
    )
    print(f"ours, test                 {ours}")
    print(f"ours, tuning               {matched(found.tuning)}")
    print(f"rapidfuzz >= {cut}, test      {figures((p, fuzzy(p) >= cut) for p in found.test)}")
    print(f"exact folded name, test    {figures((p, exact(p)) for p in found.test)}")
    for name, figure in by_splink(found).items():
        print(f"splink, {name:9}, test    {figure}")
    seen = figures((p, c.verdict in (Verdict.MERGE, Verdict.REVIEW)) for p, c in told)
    print(f"ours, merge or review      recall {seen.recall:.4f}")
    print(f"names alone (hard), test   {matched(found.names)}")
    acronyms = Counter(c.verdict for _, c in compared(found.acronyms))
    print("acronym only               " + ", ".join(f"{v} {acronyms[v]}" for v in Verdict))
    _tables(merged)
    _bands(told)
    _failures(told)
    print(f"\nagainst the frozen run ({_frozen().get('matcher')})")
    print("\n".join(change(merged, _frozen()).lines(SHOWN)))
    kept = {"precision": round(ours.precision, 4), "recall": round(ours.recall, 4), "f1": round(ours.f1, 4)}
    return kept | frozen_part(merged)


def _frozen() -> dict[str, Any]:
    kept: dict[str, Any] = orjson.loads(FROZEN.read_bytes())
    return kept


def _bands(told: Sequence[tuple[Pair, Comparison]]) -> None:
    """How many pairs of each band of score are one: what a person finds there."""
    print("\nby score, merges left out")
    left = [(pair, c) for pair, c in told if c.verdict in (Verdict.REVIEW, Verdict.APART)]
    for low, high in zip((0.0, *BANDS), (*BANDS, 1.01), strict=True):
        band = [pair for pair, c in left if low <= c.score < high]
        if band:
            right = sum(pair.same for pair in band)
            print(f"  {low:.1f}-{min(high, 1.0):.1f}  {len(band):5} pairs  {right:4} are one")


def _tables(merged: Sequence[tuple[Pair, bool]]) -> None:
    print("\nby kind of pair (a negative kind shows how many of its pairs were merged)")
    for family, found in grouped(merged, lambda pair: pair.family).items():
        if found.right + found.missed:
            print(f"  {family:16} {found.right + found.missed:5}  recall {found.recall:.3f}")
        else:
            size = sum(pair.family == family for pair, _ in merged)
            print(f"  {family:16} {size:5}  merged {found.wrong}")
    print("\nby language of the country")
    for name, found in grouped(merged, language).items():
        print(f"  {name:6} {found.right + found.missed:5} positive  {found}")


def _failures(told: Sequence[tuple[Pair, Comparison]]) -> None:
    wrong = [(p, c) for p, c in told if not p.same and c.verdict is Verdict.MERGE]
    missed = [(p, c) for p, c in told if p.same and c.verdict is not Verdict.MERGE]
    for title, found in (("false merges", wrong), ("misses", missed)):
        print(f"\n{title}: {len(found)}")
        for pair, comparison in found[:: max(len(found) // SHOWN, 1)][:SHOWN]:
            names = " | ".join(" / ".join(one.names[:2]) for one in (pair.a, pair.b))
            print(f"  {comparison.score:.2f} {comparison.verdict:8} {pair.family:12} {names[:150]}")


def with_pairs(found: Gold) -> list[Subject]:
    """All real subjects, those of positive pairs as the pairs have them."""
    subjects = {one.uid: one for one in everything()}
    positives = [pair for pair in (*found.tuning, *found.test) if pair.same]
    for pair in positives:
        if pair.family == "ror halves":
            subjects.pop(pair.a.uid.removesuffix("a"), None)
    for pair in positives:
        subjects |= {pair.a.uid: pair.a, pair.b.uid: pair.b}
    return list(subjects.values())


def blocking(found: Gold) -> dict[str, float]:
    """Share of positive pairs that the index finds among all subjects, and how many candidates it gives."""
    subjects = with_pairs(found)
    pairs = Blocks(subjects).pairs()
    got = {frozenset((subjects[a].uid, subjects[b].uid)) for a, b in pairs}
    positives = [pair for pair in (*found.tuning, *found.test) if pair.same]
    recall = sum(frozenset((p.a.uid, p.b.uid)) in got for p in positives) / len(positives)
    ends = Counter(at for pair in pairs for at in pair)
    mean = 2 * len(pairs) / len(subjects)
    print(
        f"\nblocking recall {recall:.4f}; candidates per record: mean {mean:.1f}, most {max(ends.values())}"
    )
    return {"blocking_recall": round(recall, 4), "candidates_mean": round(mean, 1)}


def speed() -> None:
    """Resolves everything, then adds the last 5,000 subjects anew to an index that is there."""
    subjects = everything()
    wall, cpu = time.perf_counter(), time.process_time()
    index = Blocks(subjects)
    found = proposals(subjects, thresholds(), blocks=index)
    _took(f"{len(subjects)} subjects", wall, cpu)
    print("  " + ", ".join(f"{v} {n}" for v, n in sorted(Counter(c.verdict for c in found).items())))
    new = {one.uid for one in subjects[-5000:]}
    wall, cpu = time.perf_counter(), time.process_time()
    proposals(subjects, thresholds(), new=new, blocks=index)
    _took("5000 new ones, index at hand", wall, cpu)


def _took(what: str, wall: float, cpu: float) -> None:
    memory = peak_mib()
    seconds, busy = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {seconds:.0f} s, {busy:.0f} CPU s, peak {memory:.0f} MiB")


def main(arguments: Sequence[str]) -> None:
    found = gold()
    if "--tuning" in arguments:
        quality(replace(found, test=found.tuning))
        return
    now = quality(found) | blocking(found)
    if "--freeze" in arguments:
        kept = {"matcher": MATCHER, "pairs": len(found.test), **now, "thresholds": asdict(thresholds())}
        FROZEN.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n")
    if "--no-speed" not in arguments:
        speed()


if __name__ == "__main__":
    main(sys.argv[1:])
