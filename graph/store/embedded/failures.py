"""From what a failing server wrote to a sentence that says what happened and what to do."""

import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import EmbeddedServerError, ServerStartFailed
from graph.store.embedded.home import Home
from graph.store.embedded.ports import port_taken


@dataclass(frozen=True, slots=True)
class Cause:
    """A known failure: how it shows in the logs and what a person can do about it."""

    shows: re.Pattern[str]
    sentence: str
    hangs: bool = False  # the server does not end by itself, it just never answers


CAUSES = (
    Cause(
        re.compile(r"No space left on device|not enough space on the disk", re.IGNORECASE),
        "The disk that holds {home} is full. Free some space and start again, "
        "or name another folder with SOCIALCLUSTER_HOME.",
        hangs=True,
    ),
    Cause(
        re.compile(
            r"insufficient memory for the Java Runtime|Could not reserve enough space|Invalid maximum heap"
        ),
        "There is not enough memory for Neo4j with a heap of {heap_mb} MiB. "
        "Close other programs, or ask for less with SOCIALCLUSTER_HEAP_MB.",
    ),
    Cause(
        re.compile(r"OutOfMemoryError"),
        "Neo4j ran out of memory with a heap of {heap_mb} MiB. Ask for more with SOCIALCLUSTER_HEAP_MB.",
    ),
    Cause(
        re.compile(r"Lock file has been locked|store_lock"),
        "Another Neo4j is already using the files in {home}. End that process, then start again.",
    ),
    Cause(
        re.compile(r"store version|StoreVersion|store format", re.IGNORECASE),
        "The database in {home} is damaged or was written by another version of Neo4j. "
        "Put a copy of it back, or move the folder away and load your files again.",
    ),
    Cause(
        re.compile(r"NoClassDefFoundError|ClassNotFoundException|error in opening zip|ZipException"),
        "A jar of Neo4j cannot be read. Remove the folder {jars} and start again: it is fetched anew.",
    ),
    Cause(
        re.compile(r"AccessDeniedException|Permission denied|Read-only file system"),
        "Neo4j may not write into {home}. Make the folder writable, or name another with SOCIALCLUSTER_HOME.",
    ),
)
_PORT_TAKEN = re.compile(r"PortBindException|Address already in use")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A start under way: what its sentences need to name."""

    home: Home
    port: int
    heap_mb: int
    jars: Path


def explain(text: str, attempt: Attempt) -> EmbeddedServerError | None:
    """The error that these log lines amount to; None where no known failure shows in them."""
    if _PORT_TAKEN.search(text):
        return port_taken(attempt.port, attempt.home)
    return _first(CAUSES, text, attempt)


def explain_hanging(text: str, attempt: Attempt) -> EmbeddedServerError | None:
    """The error for a server that still runs but will never answer, so that nobody waits for it."""
    return _first(tuple(cause for cause in CAUSES if cause.hangs), text, attempt)


def _first(causes: tuple[Cause, ...], text: str, attempt: Attempt) -> EmbeddedServerError | None:
    for cause in causes:
        if cause.shows.search(text):
            return ServerStartFailed(
                cause.sentence.format(home=attempt.home.root, heap_mb=attempt.heap_mb, jars=attempt.jars)
            )
    return None


def unexplained(what: str, last_words: str, attempt: Attempt) -> ServerStartFailed:
    """`what` happened, in a clause; the log's own last words stand in for a cause that we do not know."""
    return ServerStartFailed(
        f"Neo4j {what}. Its log ends with: {last_words[:300]} (all of it: {attempt.home.server_log})"
    )
