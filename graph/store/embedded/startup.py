"""One start of the server, up to its first answer; a start that fails leaves nothing running."""

import os
import shutil
import time
from collections.abc import Callable

import psutil

from graph.errors import EmbeddedServerError, ServerStartFailed
from graph.progress import Progress, Step
from graph.settings import Settings
from graph.store.embedded import conf, credential, failures, plugins, ports, process
from graph.store.embedded.home import Home
from graph.store.embedded.jars import bundled_lock, class_path
from graph.store.embedded.logs import StartLog, open_start_log
from graph.store.embedded.probe import Answer, ask
from graph.store.embedded.supply import ensure_jars

NEEDED_SPACE = 64 * 2**20  # bytes; with less, the first batches of rows would already fail
_PATIENCE_AFTER_FAILURE = 10.0  # seconds
_POLL = 0.2  # seconds
_FINAL = frozenset({Answer.READY, Answer.OFFLINE, Answer.REFUSED, Answer.BROKEN})


def start(home: Home, settings: Settings, progress: Progress) -> process.Run:
    """Starts the server of this home; to be called by the one whose turn it is."""
    _require_space(home)
    port = ports.kept_port(home)
    ports.require_free(port, home)
    lock = bundled_lock()
    folder = ensure_jars(lock, settings, progress)
    plugged = plugins.put_in(home, settings, progress)
    _write_files(home, settings, port=port, jars=os.pathsep.join((*plugged, *class_path(lock, folder))))
    attempt = failures.Attempt(home=home, port=port, heap_mb=settings.heap_mb, jars=folder)
    with progress.step(f"Starting Neo4j {lock.version}", total=None, unit="looks") as step:
        return _bring_up(attempt, settings, version=lock.version, step=step)


def _bring_up(attempt: failures.Attempt, settings: Settings, version: str, step: Step) -> process.Run:
    password = credential.kept_password(attempt.home)
    log = open_start_log(attempt.home)
    run, server = process.launch(attempt.home, port=attempt.port, version=version)

    def look() -> Answer:
        step.advance()
        if hanging := failures.explain_hanging(log.text(), attempt):
            raise hanging
        return ask(run.port, password, settings)

    try:
        answer = wait_for_answer(server, look, seconds=settings.start_timeout)
        if answer is not Answer.READY:
            raise _why_not(answer, server, log, attempt)
    except BaseException:
        process.end(server, patience=_PATIENCE_AFTER_FAILURE)
        process.forget(attempt.home)
        raise
    return run


def wait_for_answer(server: psutil.Process, look: Callable[[], Answer], seconds: float) -> Answer:
    """Looks until the answer is final, the process has ended or the time is up; the last answer."""
    deadline = time.monotonic() + seconds
    while (answer := look()) not in _FINAL and not process.has_ended(server):
        if time.monotonic() > deadline:
            break
        time.sleep(_POLL)
    return answer


def _why_not(
    answer: Answer, server: psutil.Process, log: StartLog, attempt: failures.Attempt
) -> EmbeddedServerError:
    if answer is Answer.REFUSED:
        return refused(attempt.home)
    if explained := failures.explain(log.text(), attempt):
        return explained
    if process.has_ended(server):
        return failures.unexplained("ended while it was starting", log.last_words(), attempt)
    if answer in (Answer.OFFLINE, Answer.BROKEN):
        return failures.unexplained("started, but its database did not", log.last_words(), attempt)
    return failures.unexplained(
        "did not answer in time; SOCIALCLUSTER_START_TIMEOUT gives it more", log.last_words(), attempt
    )


def refused(home: Home) -> ServerStartFailed:
    """The sentence for a server that knows another password than its home."""
    return ServerStartFailed(
        f"The Neo4j of {home.root} does not accept the password in {home.password_file}. Put the right file "
        "back, or run `socialcluster db stop`, remove the folder and load your files again."
    )


def _require_space(home: Home) -> None:
    free = shutil.disk_usage(home.root).free
    if free < NEEDED_SPACE:
        raise ServerStartFailed(
            f"The disk that holds {home.root} is full: {free // 2**20} MiB are left and Neo4j needs "
            f"{NEEDED_SPACE // 2**20}. Free some space, or name another folder with SOCIALCLUSTER_HOME."
        )


def _write_files(home: Home, settings: Settings, port: int, jars: str) -> None:
    text = conf.render(conf.lines(port=port, heap_mb=settings.heap_mb, gds=settings.gds))
    (home.conf_folder / "neo4j.conf").write_text(text, encoding="utf-8")
    arguments = process.java_arguments(class_path=jars, heap_mb=settings.heap_mb)
    home.java_arguments.write_text(arguments, encoding="utf-8")
