"""Real networks cut at a date: what began before it is known, the new pairs after it are the truth."""

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse

from benchmarks.clusters import snapshot_of as snapshot_of_records
from benchmarks.clusters import stated_records
from benchmarks.setting import data_file, keep_file
from graph.analysis.partner_basis import PartnerBasis, partner_basis
from graph.analysis.partner_features import Asker
from graph.projection import BoolArray, IntArray
from graph.snapshot import TABLES, Snapshot, table_of
from graph.vocabulary import NUTS_TO_ISO, Kind
from ingest.sources.keep_eu import KeepEu

KINDS = {"PRC": Kind.COMPANY, "HES": Kind.UNIVERSITY, "REC": Kind.RESEARCH, "PUB": Kind.PUBLIC_BODY}


@dataclass(frozen=True, eq=False)
class Cut:
    """A network before a date, and after it: `new` holds 1 per pair that is new, among organisations known
    before (columns). `themes` holds those of the projects that organisations began in after it.
    """

    name: str
    before: Snapshot
    basis: PartnerBasis
    known: IntArray
    new: sparse.csr_matrix
    themes: sparse.csr_matrix

    def askers(self, *, newcomers: bool) -> IntArray:
        """Organisations with a new partner; newcomers are those with no project before the date."""
        asking = np.diff(self.new.indptr) > 0
        return np.flatnonzero(asking & ((self.known == 0) == newcomers))

    def asker(self, row: int, *, newcomer: bool) -> Asker:
        """A newcomer is told by kind, country and the themes of what it then took part in, no more."""
        if not newcomer:
            return Asker(row=row)
        table = self.before.organisations
        kind, country = (table[name][row].as_py() for name in ("kind", "country"))
        themes = tuple(self.themes.indices[self.themes.indptr[row] : self.themes.indptr[row + 1]].tolist())
        return Asker(kind=kind, country=country, themes=themes)


def h2020() -> Snapshot:
    """Participations in Horizon 2020, 2014-2017, with the parts of the programme as themes."""
    with gzip.open(data_file("h2020", "participation_2014_2017.csv.gz"), "rt", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    themes: dict[str, set[str]] = defaultdict(set)
    with gzip.open(data_file("cordis", "programme_parts.csv.gz"), "rt", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            themes[row["rcn"]].add(row["programme_part"])
    organisations = {
        row["pic"]: {
            "uid": row["pic"],
            "name": row["name"] or None,
            "kind": KINDS.get(row["type"]),
            "country": NUTS_TO_ISO.get(row["country"], row["country"]) or None,
        }
        | _place(row["geolocation"])
        for row in sorted(rows, key=lambda row: (row["pic"], row["rcn"]))
    }
    projects = {row["rcn"]: {"uid": row["rcn"], "start": row["start_date"]} for row in rows}
    names = sorted({theme for project in projects for theme in themes[project]})
    return _snapshot(organisations, projects, {(row["pic"], row["rcn"]) for row in rows}, names, themes)


def _place(stated: str) -> dict[str, object]:
    """Latitude comes first there."""
    degrees = stated.strip("()").split(",")
    if len(degrees) != 2:
        return {}
    return {"latitude": float(degrees[0]), "longitude": float(degrees[1])}


def _snapshot(
    organisations: dict[str, dict[str, object]],
    projects: dict[str, dict[str, object]],
    seats: set[tuple[str, str]],
    names: list[str],
    themes: dict[str, set[str]],
) -> Snapshot:
    who, what = ({uid: row for row, uid in enumerate(sorted(uids))} for uids in (organisations, projects))
    rows: dict[str, list[dict[str, object]]] = {
        "organisations": [organisations[uid] for uid in who],
        "projects": [projects[uid] for uid in what],
        "participations": [
            {"organisation": a, "project": p} for a, p in sorted((who[a], what[p]) for a, p in seats)
        ],
        "themes": [{"uid": name, "name": name} for name in names],
        "about": [
            {"project": row, "theme": names.index(name)}
            for uid, row in what.items()
            for name in sorted(themes[uid])
        ],
    }
    return Snapshot({name: table_of(name, rows.get(name, [])) for name in TABLES})


def keep_eu() -> Snapshot:
    """keep.eu's Interreg 2014-2020, as the source reads it."""
    return snapshot_of_records(*stated_records(KeepEu(), keep_file()))


def cut(name: str, whole: Snapshot, *, at: str, until: str) -> Cut:
    """Projects that begin before `at` are known, those from there to before `until` are the future."""
    starts = np.array([text or "" for text in whole.projects["start"].to_pylist()])
    began = starts[whole.joint_project]
    early, late = (began != "") & (began < at), (began >= at) & (began < until)
    before = _part(whole, early, starts)
    basis = partner_basis(before)
    known = np.bincount(whole.participant[early], minlength=len(whole.organisations))
    shape = (len(whole.organisations), len(whole.projects))
    after = sparse.csr_matrix(
        (np.ones(late.sum()), (whole.participant[late], whole.joint_project[late])), shape=shape
    )
    met = (after @ after.T - sparse.diags((after @ after.T).diagonal())).tocsr()
    met.eliminate_zeros()
    met.data[:] = 1
    new = ((met - met.multiply(basis.partners)) @ sparse.diags((known > 0).astype(float))).tocsr()
    new.eliminate_zeros()
    about = whole.tables["about"]
    themes = sparse.csr_matrix(
        (np.ones(len(about)), (about["project"].to_numpy(), about["theme"].to_numpy())),
        shape=(len(whole.projects), len(whole.tables["themes"])),
    )
    return Cut(name, before, basis, known, new, (after @ themes).tocsr())


def _part(whole: Snapshot, early: BoolArray, starts: npt.NDArray[np.str_]) -> Snapshot:
    """Rows of organisations and projects stay, so that they mean the same before and after the cut."""
    tables = dict(whole.tables)
    tables["participations"] = whole.participations.filter(pa.array(early))
    seen = set(whole.joint_project[early].tolist())
    dated = [text if row in seen else None for row, text in enumerate(starts.tolist())]
    position = whole.projects.schema.get_field_index("start")
    tables["projects"] = whole.projects.set_column(position, "start", pa.array(dated, pa.string()))
    kept = np.isin(whole.tables["about"]["project"].to_numpy(), sorted(seen))
    tables["about"] = whole.tables["about"].filter(pa.array(kept))
    return Snapshot(tables)
