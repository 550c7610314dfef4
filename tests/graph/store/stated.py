"""Files of made-up statements for tests of the store: loaded as jobs of their own, and told apart by them."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Event
from typing import Any

import orjson
from hypothesis import strategies as st

from graph.progress import Silent
from graph.properties import Value
from graph.records import Location, NodeClaim, Record, Row, TieClaim
from graph.store import jobs
from graph.store.derive import derive
from graph.store.jobs import Job
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.vocabulary import Node, Tie
from ingest.account import Account
from ingest.pipeline import Load, load_rows
from ingest.source import Opened

HISTORY = Statement(
    "history of records",
    """
    MATCH (r:Record)
    RETURN r.uid AS uid, r.job AS job, r.file AS file, r.row AS row, r.checksum AS checksum,
           r.also AS also, r.earlier AS earlier
    ORDER BY uid
    """,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One row: under `key`, that an organisation takes part in a project, in one of several wordings."""

    key: int
    organisation: int
    project: int
    wording: int
    referred: int | None = None

    def row(self, number: int) -> Row:
        """The row where it stands in its file; what it refers to is stated by other rows too."""
        place = Location("said.csv", None, number)
        member = _node(Node.ORGANISATION, f"org-{self.organisation}", name=f"Name {self.wording}")
        joint = _node(Node.PROJECT, f"prj-{self.project}", start=f"20{10 + self.wording}-01-01")
        part = TieClaim(
            Tie.PARTICIPATES_IN, member.ref, joint.ref, {"role": ("lead", "partner")[self.wording % 2]}
        )
        record = Record(
            "said", f"k{self.key}", place, {"wording": str(self.wording)}, (member, joint), (part,)
        )
        return Row(record, () if self.referred is None else (_funding(self.referred, self.wording, place),))


def _node(label: Node, uid: str, **values: Value) -> NodeClaim:
    return NodeClaim(label, uid, values)


def _funding(project: int, wording: int, place: Location) -> Record:
    funder = _node(Node.PROGRAMME, f"fund-{wording % 2}", name="Fund")
    joint = _node(Node.PROJECT, f"prj-{project}")
    tie = TieClaim(Tie.FUNDED_BY, joint.ref, funder.ref, {"amount": str(wording), "currency": "EUR"})
    return Record("said", f"funding of {project}", place, {}, (joint, funder), (tie,))


ROWS = st.lists(
    st.builds(
        Said,
        key=st.integers(0, 3),
        organisation=st.integers(0, 3),
        project=st.integers(0, 2),
        wording=st.integers(0, 3),
        referred=st.none() | st.integers(0, 1),
    ),
    min_size=1,
    max_size=6,
)


def new_job(store: Store, rows: Sequence[Said], name: str = "") -> Job:
    """A job of a file with these rows; `name` tells files with the same rows apart."""
    digest = hashlib.sha256(f"{name}{rows}".encode()).hexdigest()
    job = jobs.new_job("said", "said.csv", digest)
    jobs.save(store, job)
    return job


def load(
    store: Store, job: Job, rows: Sequence[Said], *, size: int = 1000, stop_after: int | None = None
) -> Account:
    """Loads the rows (or as many as are given before the worker is gone) in batches of `size`."""
    account = Account(io.BytesIO())
    numbered: Iterator[Row] = (said.row(number) for number, said in enumerate(rows, start=2))
    opened = Opened(total=len(rows), rows=islice(numbered, stop_after))
    load_rows(store, Load(job.id, job.file, opened, size, _anybody, Event()), account, Silent())
    if stop_after is None:
        derive(store, Silent())
    return account


def _anybody(tx: Transaction) -> None:
    """No lease is asked for."""


def history(store: Store, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Which jobs state each record, where, and what it said before; jobs by the names that they are given."""
    text = orjson.dumps(store.rows(HISTORY)).decode()
    for uid, name in names.items():
        text = text.replace(uid, name)
    told: list[dict[str, Any]] = orjson.loads(text)
    return told
