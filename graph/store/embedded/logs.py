"""What the server wrote about itself: the end of its logs, and what is new since a start."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.store.embedded.home import Home

_STACK_LINE = re.compile(r"^(\S+ \S+ (WARN|ERROR)\s+)?\s*(at |\.\.\. \d+ more)")
_TIME_AND_LEVEL = re.compile(r"^\d{4}-\d\d-\d\d \S+ (INFO|WARN|ERROR)\s+")


@dataclass(frozen=True, slots=True)
class StartLog:
    """Remembers how long the logs were before a start, so that old failures are not taken for new ones."""

    home: Home
    server_log_size: int
    debug_log_size: int

    def text(self) -> str:
        """What was written since: the console, the server's log and the errors of its debug log."""
        debug = _since(self.home.debug_log, self.debug_log_size)
        parts = (
            *_errors(debug.splitlines()),
            *_since(self.home.server_log, self.server_log_size).splitlines(),
            *_since(self.home.console_log, 0).splitlines(),
        )
        return "\n".join(line for line in parts if line.strip() and not _STACK_LINE.match(line))

    def last_words(self) -> str:
        """The last line that says something, without its time and level."""
        said = self.text().splitlines()
        return _TIME_AND_LEVEL.sub("", said[-1]).strip() if said else "nothing was logged"


def open_start_log(home: Home) -> StartLog:
    """To be called before the server is launched."""
    return StartLog(home, server_log_size=_size(home.server_log), debug_log_size=_size(home.debug_log))


def _errors(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("level") == "ERROR":
            yield f"{entry.get('message', '')}"
            yield from re.findall(r"Caused by: .*", f"{entry.get('stacktrace', '')}")


def _since(file: Path, size: int) -> str:
    try:
        with file.open("rb") as stream:
            # A log that became shorter was rotated: all of it is new.
            stream.seek(size if size <= file.stat().st_size else 0)
            return stream.read().decode(errors="replace")
    except OSError:
        return ""


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def tail(home: Home, lines: int) -> str:
    """The last lines of the server's log, after whatever its last start said to the console."""
    console = _since(home.console_log, 0).splitlines()
    server = _since(home.server_log, 0).splitlines()
    return "\n".join([*console, *server][-lines:])
