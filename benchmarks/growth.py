"""How time and memory of the standard report grow: networks drawn by one law of sizes, once, 4 and 16 times.

Each in a process of its own. The exponent is that of participations: 1 is proportional, 1.2 is to be reached.
"""

import math
import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.analysis_network import generated
from benchmarks.report import report
from benchmarks.setting import Setting

TIMES = (1, 4, 16)
MOST = 1.2


@dataclass(frozen=True, slots=True)
class Grown:
    """What a network of so many times the size took: seconds of processor and by the clock, KiB at most."""

    times: int
    participations: int
    pairs: int
    busy: float
    seconds: float
    memory: int


def run(_: Setting | None) -> None:
    found = []
    for times in TIMES:
        print(f"\nx{times}", flush=True)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            found.append(pool.submit(_grown, times).result())
        one = found[-1]
        print(
            f"x{times}: {one.participations:,} participations, {one.pairs:,} pairs, {one.busy:.1f} s of "
            f"processor, {one.seconds:.1f} s by the clock, {one.memory / 1024:.0f} MiB at most",
            flush=True,
        )
    for smaller, larger in pairwise(found):
        print(
            f"x{smaller.times} to x{larger.times}: grows as participations to the power of "
            f"{_power(smaller, larger, 'busy'):.2f} in time, "
            f"{_power(smaller, larger, 'memory'):.2f} in memory "
            f"(to reach: {MOST}); pairs {_power(smaller, larger, 'pairs'):.2f}"
        )


def _power(smaller: Grown, larger: Grown, what: str) -> float:
    ratio: float = getattr(larger, what) / getattr(smaller, what)
    return math.log(ratio) / math.log(larger.participations / smaller.participations)


def _grown(times: int) -> Grown:
    snapshot = generated(times)
    began, busy = time.perf_counter(), time.process_time()
    ties = report(snapshot)
    busy, taken = time.process_time() - busy, time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Grown(times, len(snapshot.participations), len(ties.pairs.a), busy, taken, most)


if __name__ == "__main__":
    run(None)
