"""What an export is about, told from the request: snapshot, parameters, format and sources."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

import orjson

from api.answers.credits import credits_of
from api.explorer import Explorer
from graph.analysis.filtering import EVERYTHING, Filter
from graph.errors import InvalidParameter
from graph.export.formats import Format, file_name, format_named, what_of
from graph.export.pairs import COUNTINGS
from graph.export.subject import Subject
from graph.projection import Counting

COUNTING, RESOLUTION, SEED = "fractional", 1.0, 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for; what is None is as the snapshot was kept, else as always."""

    form: str
    what: str | None = None
    counting: str | None = None
    resolution: float | None = None
    seed: int | None = None
    chosen: Filter = EVERYTHING


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that it takes to write an export."""

    subject: Subject
    form: Format
    what: str
    data_as_of: str | None

    @property
    def file_name(self) -> str:
        return file_name(self.subject, self.form, self.what)

    @property
    def tag(self) -> str:
        """The same for the same bytes: of what is asked, by the same program, from the same snapshot."""
        sources = [list(map(str, (one.name, one.title, one.licence))) for one in self.subject.credits]
        names = sorted(self.subject.given_names.items())
        said = orjson.dumps([self.subject.stamp.id, self.form.name, self.what, sources, names])
        return hashlib.blake2b(said, digest_size=16).hexdigest()


def export(explorer: Explorer, wanted: Wanted) -> Export:
    """Raises InvalidParameter for a format, a table or a way of counting that there is not."""
    form = format_named(wanted.form)
    what = what_of(form, wanted.what)
    return Export(subject_of(explorer, wanted), form, what, explorer.data_as_of())


def subject_of(explorer: Explorer, wanted: Wanted) -> Subject:
    """The snapshot with the parameters that were asked for, else those with which it was kept."""
    kept = explorer.view.kept if explorer.view else None
    known = kept.parameters if kept else {}
    counting = wanted.counting or str(known.get("counting", COUNTING))
    if counting not in COUNTINGS:
        raise InvalidParameter(f"No counting is called {counting!r}. There are: {', '.join(COUNTINGS)}.")
    resolution, seed = wanted.resolution, wanted.seed
    clustering = explorer.clustering(
        resolution=float(known.get("resolution") or RESOLUTION) if resolution is None else resolution,
        seed=int(known.get("seed") or SEED) if seed is None else seed,
        counting=Counting(counting),
        chosen=wanted.chosen,
    )
    return Subject(
        snapshot=explorer.part(wanted.chosen),
        clustering=clustering,
        counting=counting,
        credits=credits_of(explorer),
        given_names=explorer.given_names(clustering),
        known_stability=lambda: explorer.stability(clustering, None)[1],
    )


def disposition(name: str) -> str:
    """Content-Disposition of a download (RFC 6266): its name in ASCII, and in full as UTF-8."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
