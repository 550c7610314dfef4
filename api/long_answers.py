"""What takes too long to wait for: computed once, in a thread of its own, and kept for whoever asks next.

One computation runs at a time. A request waits for it a moment (mostly it is there already) and else answers
without it, saying so; the next request finds it. So no answer's first byte waits for twenty runs of Leiden.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from threading import Event, Lock
from typing import Any, TypeVar

from graph.errors import Cancelled

T = TypeVar("T")
KEPT = 64
WAITING = 16


class LongAnswers:
    """Results by key; each key must stand for everything that its result depends on."""

    def __init__(self) -> None:
        self._futures: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._closing = Event()

    def get(
        self, key: Hashable, compute: Callable[[Callable[[], None]], T], wait: float | None
    ) -> tuple[bool, T | None]:
        """Whether the result is there, and the result; waits at most so many seconds, None: until it is.

        `compute` is given a function that it calls now and then, which ends it when all is closed.
        """
        future = self._future(key, compute)
        if future is None:
            return False, None
        wait_for([future], timeout=wait)
        if not future.done():
            return False, None
        if future.cancelled() or future.exception():
            self._forget(key)
        return True, future.result()

    def close(self) -> None:
        """Ends what is running at its next step."""
        self._closing.set()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _future(self, key: Hashable, compute: Callable[[Callable[[], None]], T]) -> "Future[T] | None":
        """None where too many wait already: then a later request may ask again."""
        with self._lock:
            if key not in self._futures:
                if sum(not future.done() for future in self._futures.values()) >= WAITING:
                    return None
                self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix="long-answers")
                self._futures[key] = self._pool.submit(compute, self._check)
            self._futures.move_to_end(key)
            self._drop_oldest()
            return self._futures[key]

    def _drop_oldest(self) -> None:
        done = [key for key, future in self._futures.items() if future.done()]
        for key in done[: max(len(self._futures) - KEPT, 0)]:
            del self._futures[key]

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._futures.pop(key, None)

    def _check(self) -> None:
        if self._closing.is_set():
            raise Cancelled("The program is being stopped.")
