"""The programmes behind CORDIS projects: a framework programme, and its parts by their legal basis.

The code of a part says where it belongs: `HORIZON.2.4.10` is part of `HORIZON.2.4`, that of `HORIZON.2`,
and that of Horizon Europe.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import programme_record, record_key, stated
from ingest.identity import programme_uid
from ingest.sources.cordis_values import HORIZON_2020

EU = "EU"
EURATOM_2027 = "EURATOM2027"
LEVELS = ("priority", "measure", "sub-measure")


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework programme: what it goes by in all sources, its code in CORDIS, and its years."""

    path: tuple[str, ...]
    code: str
    period: str | None = None

    @property
    def ref(self) -> NodeRef:
        return NodeRef(Node.PROGRAMME, programme_uid(*self.path))

    def record(self, source: str, location: Location) -> Record:
        return programme_record(source, self.path, location, code=self.code, period=self.period)


_HORIZON_EUROPE = Framework((EU, "Horizon Europe"), "HORIZON", "2021-2027")
_FRAMEWORKS = {
    "HORIZON": _HORIZON_EUROPE,
    "HORIZON EUROPE": _HORIZON_EUROPE,
    "EURATOM": Framework((EU, "Euratom Research and Training Programme"), EURATOM_2027, "2021-2027"),
    "H2020": Framework(HORIZON_2020, "H2020", "2014-2020"),
    "HORIZON 2020": Framework(HORIZON_2020, "H2020", "2014-2020"),
} | {
    name: Framework((EU, f"{ordinal} Framework Programme"), f"FP{number}", period)
    for number, ordinal, period in (
        (7, "Seventh", "2007-2013"),
        (6, "Sixth", "2002-2006"),
        (5, "Fifth", "1998-2002"),
        (4, "Fourth", "1994-1998"),
        (3, "Third", "1990-1994"),
        (2, "Second", "1987-1991"),
        (1, "First", "1984-1987"),
    )
    for name in (f"FP{number}", f"{ordinal} Framework Programme".upper())
}
_WHOLE = ("HORIZON", "EURATOM", "H2020-EU")
_FRAMEWORK_FIRST = re.compile(r"(HORIZON|H2020|EURATOM|FP[1-7])(?![A-Z])")
# Parts of Horizon 2020 by the short names under which people know them.
SHORT_NAMES = {
    "ERC": "H2020-EU.1.1", "FET": "H2020-EU.1.2", "MSCA": "H2020-EU.1.3", "RI": "H2020-EU.1.4",
    "LEIT": "H2020-EU.2.1", "ARF": "H2020-EU.2.2", "Innovation in SMEs": "H2020-EU.2.3",
    "SC1": "H2020-EU.3.1", "SC2": "H2020-EU.3.2", "SC3": "H2020-EU.3.3", "SC4": "H2020-EU.3.4",
    "SC5": "H2020-EU.3.5", "SC6": "H2020-EU.3.6", "SC7": "H2020-EU.3.7", "SEWP": "H2020-EU.4",
    "SWAFS": "H2020-EU.5", "Euratom": "H2020-Euratom",
}  # fmt: skip


def framework_of(text: str) -> Framework:
    """The framework programme that a cell names; one that is not known here keeps its name."""
    return _FRAMEWORKS.get(text.strip().upper()) or Framework((EU, text.strip()), text.strip())


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a framework programme, by its legal basis."""

    framework: Framework
    code: str

    @property
    def ref(self) -> NodeRef:
        return self._ref(self.code)

    def record(self, source: str, location: Location, name: str | None = None) -> Record:
        """What a source says by naming a part: its place in the programme, and its name if given."""
        chain = [*self._chain(), self.framework.ref]
        nodes = [NodeClaim(Node.PROGRAMME, chain[-1].uid)]
        for depth, code in enumerate(self._codes()):
            said = stated(
                name=name if code == self.code else None,
                code=code,
                level=LEVELS[min(depth, len(LEVELS) - 1)],
            )
            nodes.append(NodeClaim(Node.PROGRAMME, self._ref(code).uid, said))
        return Record(
            source=source,
            key=record_key("programme part", self.code, *self.framework.path, name or ""),
            location=location,
            raw={name: value for name, value in (("code", self.code), ("name", name)) if value},
            nodes=tuple(nodes),
            ties=tuple(TieClaim(Tie.PART_OF, below, above) for below, above in pairwise(chain)),
        )

    def _chain(self) -> list[NodeRef]:
        return [self._ref(code) for code in self._codes()][::-1]

    def _codes(self) -> list[str]:
        """Codes of the part and all above it, the highest first; the framework itself has none here."""
        return list(_grown(self.code)) if self.code != self.framework.code else []

    def _ref(self, code: str) -> NodeRef:
        if code == self.framework.code:
            return self.framework.ref
        return NodeRef(Node.PROGRAMME, programme_uid(*self.framework.path, code))


def part_of(code: str, framework_name: str | None = None) -> Part:
    """The part under a code, of the framework programme with which the code begins, else of the one named."""
    bare = code.strip().rstrip(".").replace("H2020-Euratom-", "H2020-Euratom.")
    begins = _FRAMEWORK_FIRST.match(bare.upper())
    above = framework_of(begins[1] if begins else framework_name or bare)
    itself = bare.upper() in _FRAMEWORKS or bare in ("H2020-EU", above.code, above.path[-1])
    return Part(above, above.code if itself else bare)


def _grown(code: str) -> Iterator[str]:
    """`HORIZON.2`, `HORIZON.2.4`, `HORIZON.2.4.10`; what stands for the whole programme is none of them."""
    pieces = code.split(".")
    for end in range(1, len(pieces) + 1):
        grown = ".".join(pieces[:end])
        if grown not in _WHOLE:
            yield grown
