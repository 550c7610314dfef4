"""Every way in which a request to this program can fail.

    ExplorerError                    a sentence for the person who asked; exit code 1
    ├── InputError                   what was handed in cannot be used as it is
    │   ├── UnreadableFile           the file is missing, empty or not of the kind it claims to be
    │   ├── UnexpectedLayout         the file opens, but a sheet or a column is missing
    │   └── InvalidParameter         a parameter is outside its documented range
    ├── NotFound                     nothing goes by that name; carries near matches
    ├── StoreError                   the database did not do what it was asked to do
    │   ├── StoreUnavailable         no database answers; trying again later may help
    │   ├── BeingWritten             the graph changes faster than it can be read whole
    │   ├── SchemaMissing            constraints are missing, so writing would make doubles
    │   ├── QueryTimeout             the answer took longer than the time allowed
    │   └── ResultTooLarge           the answer needs more memory than one query may use
    └── EmbeddedServerError          the Neo4j that this program runs itself could not be brought up
        ├── DownloadFailed           a part of Neo4j could not be fetched or is damaged
        ├── PortTaken                somebody else listens where our server should
        └── ServerStartFailed        the server process ended or did not get ready in time

A message says what happened and what to do next. Errors know nothing of HTTP: `api/errors.py`
holds the one table that turns them into answers.
"""

from collections.abc import Sequence


class ExplorerError(Exception):
    """Base of all errors that a user may read."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(ExplorerError):
    """What was handed in cannot be used as it is."""


class UnreadableFile(InputError):
    """The file is missing, empty or not of the kind it claims to be."""


class UnexpectedLayout(InputError):
    """The file opens, but a sheet or a column that the source needs is missing."""


class InvalidParameter(InputError):
    """A parameter is outside its documented range."""


class NotFound(ExplorerError):
    """Nothing goes by that name; `near` holds the closest names, best first."""

    def __init__(self, message: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.near = tuple(near)


class StoreError(ExplorerError):
    """The database did not do what it was asked to do."""


class StoreUnavailable(StoreError):
    """No database answers; trying again later may help."""


class BeingWritten(StoreError):
    """The graph changes faster than it can be read whole; trying again later helps."""


class StorageFailed(StoreError):
    """The database can no longer write: its disk is full, or it has to be started again."""


class LeaseLost(StoreError):
    """Somebody else runs the job now; this one must stop."""


class Cancelled(ExplorerError):
    """A person asked the job to stop."""


class Conflict(ExplorerError):
    """What is asked for contradicts the state in which the thing is."""


class Held(Conflict):
    """Somebody else does it at the moment."""


class RowRejected(InputError):
    """A row was not understood, and the job was to stop at the first such row."""


class AuditFailed(StoreError):
    """The graph holds something that the rules of the model forbid."""


class SchemaMissing(StoreError):
    """Uniqueness constraints are missing, so writing would make doubles."""


class QueryTimeout(StoreError):
    """The answer took longer than the time allowed."""


class ResultTooLarge(StoreError):
    """The answer needs more memory than one query may use."""


class EmbeddedServerError(ExplorerError):
    """The Neo4j that this program runs itself could not be brought up."""


class DownloadFailed(EmbeddedServerError):
    """A part of Neo4j could not be fetched or is damaged."""


class PortTaken(EmbeddedServerError):
    """Somebody else listens where our server should."""


class ServerStartFailed(EmbeddedServerError):
    """The server process ended, or did not get ready in time."""
