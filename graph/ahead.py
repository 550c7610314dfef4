"""Work of two kinds side by side: what comes next is made ready while the last is still being used."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
_WAIT = 0.2
_END = object()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def ahead(items: Iterable[T], *, most: int, name: str) -> Iterator[T]:
    """The items in their order, made by a thread of its own that is at most `most` of them ahead.

    What ends the making is raised here. Who stops asking ends the thread after the item in hand.
    """
    queue: Queue[T | _Failed | object] = Queue(maxsize=most)
    done = Event()
    maker = Thread(target=_make, args=(items, queue, done), name=name, daemon=True)
    maker.start()
    try:
        while (item := queue.get()) is not _END:
            if isinstance(item, _Failed):
                raise item.error
            yield item  # type: ignore[misc] # neither the end nor a failure, so an item
    finally:
        done.set()
        with suppress(Empty):
            queue.get_nowait()
        maker.join()


def _make(items: Iterable[T], queue: "Queue[T | _Failed | object]", done: Event) -> None:
    try:
        for item in items:
            if not _put(queue, item, done):
                return
        _put(queue, _END, done)
    except BaseException as error:
        _put(queue, _Failed(error), done)


def _put(queue: "Queue[T | _Failed | object]", item: object, done: Event) -> bool:
    """False where nobody waits for more."""
    while not done.is_set():
        try:
            queue.put(item, timeout=_WAIT)
        except Full:
            continue
        return True
    return False
