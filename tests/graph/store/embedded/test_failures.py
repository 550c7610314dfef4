"""What a failing server writes becomes a sentence; the lines are ones that a real one wrote."""

import json
from pathlib import Path

import pytest

from graph.errors import PortTaken, ServerStartFailed
from graph.store.embedded.failures import Attempt, explain, explain_hanging, unexplained
from graph.store.embedded.home import Home
from graph.store.embedded.logs import open_start_log, tail


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    home = Home(tmp_path / "neo4j")
    home.make_folders()
    return Attempt(home=home, port=1, heap_mb=1024, jars=tmp_path / "jars")


SEEN = {
    "There is insufficient memory for the Java Runtime Environment to continue.": "SOCIALCLUSTER_HEAP_MB",
    "Terminating due to java.lang.OutOfMemoryError: Java heap space": "Ask for more with",
    "2026-11-22 05:27:42.302+0000 WARN  java.io.IOException: No space left on device": "is full",
    "Caused by: org.neo4j.io.locker.FileLockException: Lock file has been locked by another process: "
    "/h/data/databases/store_lock.": "Another Neo4j is already using",
    "Caused by: java.lang.IllegalStateException: Failed to read current store version.": "another version",
    "java.lang.NoClassDefFoundError: org/neo4j/kernel/extension/ExtensionFactory": "it is fetched anew",
    "java.nio.file.AccessDeniedException: /h/data/databases/neo4j/neostore": "may not write",
}


@pytest.mark.parametrize(("line", "said"), SEEN.items(), ids=list(SEEN.values()))
def test_a_known_line_becomes_a_sentence(attempt: Attempt, line: str, said: str) -> None:
    error = explain(f"INFO  Starting...\n{line}\nINFO  Stopped.", attempt)
    assert isinstance(error, ServerStartFailed)
    assert said in error.message
    assert "{" not in error.message


def test_a_port_taken_after_the_look_is_still_called_that(attempt: Attempt) -> None:
    line = "Caused by: io.netty.channel.unix.Errors$NativeIoException: bind(..): Address already in use"
    assert isinstance(explain(line, attempt), PortTaken)


def test_a_healthy_log_explains_nothing(attempt: Attempt) -> None:
    healthy = "INFO  Starting...\nINFO  Bolt enabled on localhost:20000.\nINFO  Started."
    assert explain(healthy, attempt) is None
    assert explain_hanging(healthy, attempt) is None


def test_only_a_full_disk_leaves_the_server_hanging(attempt: Attempt) -> None:
    assert [line for line in SEEN if explain_hanging(line, attempt)] == [
        "2026-11-22 05:27:42.302+0000 WARN  java.io.IOException: No space left on device"
    ]


def test_failures_of_earlier_starts_are_not_taken_for_new_ones(attempt: Attempt) -> None:
    home = attempt.home
    home.server_log.write_text("2026-11-22 05:27:42.302+0000 WARN  No space left on device\n")
    home.debug_log.write_text(json.dumps({"level": "ERROR", "message": "old", "stacktrace": ""}) + "\n")
    log = open_start_log(home)
    assert log.text() == ""
    with home.server_log.open("a") as stream:
        stream.write("2026-11-22 06:00:00.000+0000 ERROR Nobody has seen this before\n")
        stream.write("2026-11-22 06:00:00.000+0000 WARN  at org.neo4j.Some.method(Some.java:1)\n")
    assert explain(log.text(), attempt) is None
    assert log.last_words() == "Nobody has seen this before"
    assert "Nobody has seen this before" in unexplained("ended", log.last_words(), attempt).message


def test_the_cause_is_found_in_the_debug_log(attempt: Attempt) -> None:
    log = open_start_log(attempt.home)
    entries = [
        {"level": "INFO", "message": "No space left on device, says a message that is no error"},
        {
            "level": "ERROR",
            "message": "Failed to start DatabaseId{b51c0433[neo4j]}",
            "stacktrace": "java.lang.RuntimeException: x\n\tat A.b(C.java:1)\n"
            "Caused by: java.lang.IllegalStateException: Failed to read current store version.\n\t... 3 more",
        },
    ]
    attempt.home.debug_log.write_text("".join(json.dumps(entry) + "\n" for entry in entries) + "{cut off")
    assert log.text().splitlines() == [
        "Failed to start DatabaseId{b51c0433[neo4j]}",
        "Caused by: java.lang.IllegalStateException: Failed to read current store version.",
    ]


def test_a_rotated_log_is_read_from_its_beginning(attempt: Attempt) -> None:
    attempt.home.server_log.write_text("old line\n" * 100)
    log = open_start_log(attempt.home)
    attempt.home.server_log.write_text("new line\n")
    assert log.text() == "new line"


def test_the_tail_ends_with_the_server_log(attempt: Attempt) -> None:
    home = attempt.home
    assert tail(home, lines=5) == ""
    home.console_log.write_text("console\n")
    home.server_log.write_text("".join(f"{number}\n" for number in range(10)))
    assert tail(home, lines=3) == "7\n8\n9"
    assert tail(home, lines=11).splitlines()[0] == "console"
