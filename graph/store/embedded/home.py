"""The folder of one embedded Neo4j: what lies where, and whose turn it is to start or stop it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import ServerStartFailed
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Home:
    """Names of the files; `root` is absolute, so that two spellings of one folder are one home."""

    root: Path

    @property
    def conf_folder(self) -> Path:
        return self.root / "conf"

    @property
    def java_arguments(self) -> Path:
        return self.root / "java.args"

    @property
    def port_file(self) -> Path:
        return self.root / "port"

    @property
    def password_file(self) -> Path:
        return self.root / "password"

    @property
    def first_credential(self) -> Path:
        return self.root / "data" / "dbms" / "auth.ini"

    @property
    def databases(self) -> Path:
        return self.root / "data" / "databases"

    @property
    def plugins(self) -> Path:
        return self.root / "plugins"

    @property
    def run_file(self) -> Path:
        return self.root / "run.json"

    @property
    def console_log(self) -> Path:
        return self.root / "logs" / "console.log"

    @property
    def server_log(self) -> Path:
        return self.root / "logs" / "neo4j.log"

    @property
    def debug_log(self) -> Path:
        return self.root / "logs" / "debug.log"

    def make_folders(self) -> None:
        """Makes what a start needs; only its owner may look inside. `import` stays empty (see conf.py)."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in ("conf", "import", "logs", "data/dbms"):
                (self.root / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServerStartFailed(
                f"The folder {self.root} cannot be made or written: {error.strerror}. "
                "Make it writable, or name another with SOCIALCLUSTER_HOME."
            ) from error

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Holds the right to start or stop the server of this home; others wait for it."""
        with FileLock(self.root / "lock"):
            yield

    def is_taken_in_turn(self) -> bool:
        """Whether somebody is starting or stopping the server at this moment."""
        if not self.root.exists():
            return False
        try:
            with FileLock(self.root / "lock", blocking=False):
                return False
        except Timeout:
            return True


def home_of(settings: Settings) -> Home:
    """The embedded Neo4j's own folder inside the home of the program."""
    return Home(root=settings.home.expanduser().resolve() / "neo4j")
