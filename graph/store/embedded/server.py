"""The Neo4j that this program runs itself: start it, stop it, ask how it is, read its logs."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import psutil

from graph.errors import ServerStartFailed
from graph.progress import Progress
from graph.settings import Settings
from graph.store.embedded import credential, jars, process, startup
from graph.store.embedded.home import Home, home_of
from graph.store.embedded.logs import tail
from graph.store.embedded.probe import Answer, ask
from graph.store.embedded.supply import folder_of

STOP_PATIENCE = 60.0  # seconds; a stop writes to disk what is still in memory


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and the keys to it."""

    uri: str
    user: str
    password: str = field(repr=False)
    pid: int
    started_by_us: bool


class State(StrEnum):
    """How the server of a home is."""

    RUNNING = "running"
    STOPPED = "stopped"
    STALE = "stale"
    UNRESPONSIVE = "unresponsive"
    BUSY = "being started or stopped"


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What `status` found; `version` is the running server's, else the one that a start would run."""

    state: State
    home: Path
    version: str
    jars_present: int
    jars_total: int
    pid: int | None = None
    uri: str | None = None
    started_at: datetime | None = None


def ensure_started(settings: Settings, progress: Progress) -> Server:
    """The server of this home; starts it where none runs. However many ask at once, one is started."""
    home = home_of(settings)
    run = process.remembered(home)
    if run and process.living(home, run) and _answer(home, run, settings) is Answer.READY:
        return _server(home, run, started_by_us=False)
    home.make_folders()
    with home.turn():
        run = process.remembered(home)
        if run and (living := process.living(home, run)):
            _require_answer(home, run, living, settings)
            return _server(home, run, started_by_us=False)
        process.forget(home)
        return _server(home, startup.start(home, settings, progress), started_by_us=True)


def stop(settings: Settings) -> bool:
    """Ends the server of this home and waits until it is gone; False when none ran."""
    home = home_of(settings)
    if not home.run_file.exists():
        return False
    with home.turn():
        run = process.remembered(home)
        living = process.living(home, run)
        if run and living:
            _end(home, run, living, settings)
        process.forget(home)
        return living is not None


def _end(home: Home, run: process.Run, living: psutil.Process, settings: Settings) -> None:
    """A database that its full disk broke holds half a transaction; where there is space again, it would
    write the rest on its way out, behind what is there of the first half, and never start again.
    """
    if _answer(home, run, settings) is Answer.BROKEN:
        process.kill(living, patience=STOP_PATIENCE)
    else:
        process.end(living, patience=STOP_PATIENCE)


def status(settings: Settings) -> ServerStatus:
    """How the server of this home is; changes nothing."""
    home, lock = home_of(settings), jars.bundled_lock()
    run = process.remembered(home)
    living = process.living(home, run)
    alive = run if living else None
    return ServerStatus(
        state=_state(home, run, living, settings),
        home=home.root,
        version=alive.version if alive else lock.version,
        jars_present=len(jars.present(lock, folder_of(lock, settings))),
        jars_total=len(lock.jars),
        pid=alive.pid if alive else None,
        uri=alive.uri if alive else None,
        started_at=datetime.fromisoformat(alive.started_at) if alive else None,
    )


def logs(settings: Settings, lines: int = 100) -> str:
    """The last lines that the server of this home wrote; empty where none ever ran."""
    return tail(home_of(settings), lines)


def _state(home: Home, run: process.Run | None, living: psutil.Process | None, settings: Settings) -> State:
    if run and living and _answer(home, run, settings) is Answer.READY:
        return State.RUNNING
    if home.is_taken_in_turn():
        return State.BUSY
    if living:
        return State.UNRESPONSIVE
    return State.STALE if run else State.STOPPED


def _answer(home: Home, run: process.Run, settings: Settings) -> Answer:
    try:
        password = credential.read_password(home)
    except ServerStartFailed:
        return Answer.REFUSED
    return ask(run.port, password, settings)


def _require_answer(home: Home, run: process.Run, living: psutil.Process, settings: Settings) -> None:
    """A server that somebody else left behind may still be coming up; it is never ended unasked."""
    answer = startup.wait_for_answer(living, lambda: _answer(home, run, settings), settings.start_timeout)
    if answer is Answer.REFUSED:
        raise startup.refused(home)
    if answer is not Answer.READY:
        raise ServerStartFailed(
            f"The Neo4j of {home.root} (process {living.pid}) does not answer; a full disk or a paused "
            "process may be the reason. Run `socialcluster db stop`, then start again."
        )


def _server(home: Home, run: process.Run, *, started_by_us: bool) -> Server:
    return Server(
        uri=run.uri,
        user=credential.USER,
        password=credential.read_password(home),
        pid=run.pid,
        started_by_us=started_by_us,
    )
