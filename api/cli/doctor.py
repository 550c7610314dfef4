"""socialcluster doctor: is everything there that the work needs?"""

import platform
import sys
from dataclasses import dataclass

import typer

from api.cli.options import AsJson
from api.cli.terminal import show_json, show_table
from graph.errors import ExplorerError
from graph.progress import Silent
from graph.settings import Settings
from graph.store import schema
from graph.store.connect import connected
from graph.store.embedded import server
from graph.store.session import READ_PATIENCE
from graph.version import __version__


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: is it well, and what to know or do about it."""

    what: str
    well: bool
    detail: str


def doctor(as_json: AsJson = False) -> None:
    """Look at Python, folders, the embedded Neo4j and the database, and say what is wrong with which."""
    findings = [_version(), _home(), *_database()]
    if as_json:
        show_json(
            {"well": all(f.well for f in findings), "findings": [_as_json(finding) for finding in findings]}
        )
    else:
        show_table(("", "what", "detail"), [("ok" if f.well else "!!", f.what, f.detail) for f in findings])
    if not all(finding.well for finding in findings):
        raise typer.Exit(code=1)


def _as_json(finding: Finding) -> dict[str, object]:
    return {"what": finding.what, "well": finding.well, "detail": finding.detail}


def _version() -> Finding:
    return Finding(
        "program", sys.version_info >= (3, 11), f"version {__version__} on Python {platform.python_version()}"
    )


def _home() -> Finding:
    home = Settings().home
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".doctor"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return Finding("home", False, f"{home} cannot be written to ({error.strerror}).")
    return Finding("home", True, str(home))


def _database() -> list[Finding]:
    """A database that does not run is not ill; it is looked into only when it runs."""
    settings = Settings()
    try:
        if settings.neo4j_uri is None:
            state = server.status(settings)
            found = Finding("embedded Neo4j", state.state != "unresponsive", str(state.state))
            if state.state != "running":
                return [found]
        with connected(settings, Silent(), patience=READ_PATIENCE) as store:
            missing = schema.missing_constraints(store)
        detail = f"{len(missing)} missing; run 'socialcluster db prepare'" if missing else "all there"
        return [Finding("database", True, "answers"), Finding("constraints", not missing, detail)]
    except ExplorerError as error:
        return [Finding("database", False, error.message)]
