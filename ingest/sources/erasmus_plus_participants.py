"""Who takes part in a project of Erasmus+ and its kin: the coordinator and the numbered partners of a row.

The partners stand in as many groups of columns as the file needs, so that they are found by their headings
and not listed. A partner that is a person, by its type of organisation, is not stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, TieClaim
from graph.vocabulary import Kind, Node, Role, Stated, Tie
from ingest.claims import kind_values, record_key, stated
from ingest.contacts import LEFT_OUT
from ingest.identity import organisation_uid
from ingest.reading.cannot_read import CannotRead
from ingest.reading.heading_rows import fold
from ingest.sources.cordis_values import country
from ingest.sources.websites import website
from ingest.tabular import Entry

SCOPE = "erasmus-plus"
COORDINATOR = 0

_GROUP = re.compile(
    r"(?:coordinat(?:ing|ors?)|partner(?P<number>\d+))(?:organisation)?"
    r"(?P<field>name|type|address|region|country|website|oid|pic)"
)
_ADDRESS = re.compile(r".*,\s*(?=[^,]*\d)[0-9A-Z][0-9A-Z -]{1,9},\s*(?P<town>[^,\d]+)", re.DOTALL)
_PERSON = re.compile(r"natural person|private person|individual|self.?employed|freelance", re.IGNORECASE)
_SOMETHING = re.compile(r"\w")
# What the type of an organisation says of its kind; a fallback where the name does not say more.
_KINDS = (
    (re.compile(r"^higher education institution"), Kind.UNIVERSITY),
    (re.compile(r"general education \((pre-primary|primary|secondary) level\)"), Kind.SCHOOL),
    (re.compile(r"vocational training \(secondary level\)"), Kind.SCHOOL),
    (re.compile(r"^research institute/centre"), Kind.RESEARCH),
    (re.compile(r"^(local|regional|national) public body"), Kind.PUBLIC_BODY),
    (re.compile(r"^(small and medium sized enterprise|large enterprise)"), Kind.COMPANY),
    (re.compile(r"^(non-governmental organisation|european ngo|foundation|sport club)"), Kind.NGO),
)


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation and its part in a project."""

    organisation: NodeRef
    role: Role
    values: Mapping[str, Value]

    def claim(self) -> NodeClaim:
        return NodeClaim(Node.ORGANISATION, self.organisation.uid, self.values)

    def tie(self, project: NodeRef) -> TieClaim:
        return TieClaim(Tie.PARTICIPATES_IN, self.organisation, project, {"role": str(self.role)})


def participants_of(entry: Entry, project: str) -> tuple[list[Participant], Mapping[str, str]]:
    """Each organisation of a row once, the coordinator first; and the cells without those of persons.

    Raises CannotRead naming the column where a country is not understood.
    """
    found: dict[NodeRef, Participant] = {}
    cells = entry.cells
    for number, headings in sorted(_groups(entry.cells).items()):
        texts = {field: entry.cells[heading] for field, heading in headings.items()}
        if _PERSON.search(texts.get("type", "")):
            cells = {**cells, **dict.fromkeys(headings.values(), LEFT_OUT)}
            continue
        read = _participant(texts, headings, project, number)
        if read:
            first = found.get(read.organisation, read)
            found[read.organisation] = Participant(
                read.organisation, first.role, {**read.values, **first.values}
            )
    return list(found.values()), cells


def _groups(cells: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Headings of the filled cells by participant and field; the coordinator is number 0."""
    groups: dict[int, dict[str, str]] = {}
    for heading in cells:
        place = _place(heading)
        if place:
            groups.setdefault(place[0], {})[place[1]] = heading
    return groups


@lru_cache(maxsize=65_536)
def _place(heading: str) -> tuple[int, str] | None:
    found = _GROUP.fullmatch(fold(heading))
    return (int(found["number"] or COORDINATOR), found["field"]) if found else None


def _participant(
    texts: Mapping[str, str], headings: Mapping[str, str], project: str, number: int
) -> Participant | None:
    name = texts.get("name", "").strip()
    named = bool(_SOMETHING.search(name))
    if not named and not any(_SOMETHING.search(texts.get(field, "")) for field in ("address", "country")):
        return None
    home = _country(texts, headings)
    # Lower case, not case folding: folding would write 'ß' as 'ss' and join names that differ.
    key = (name.lower(), home or "") if named else ("project", project, str(number))
    kind = _kind(name if named else None, home, texts.get("type", ""))
    values = stated(
        name=name if named else None,
        name_status=str(Stated.STATED if named else Stated.MISSING),
        country=home,
        town=_town(texts.get("address", "")),
        website=website(texts.get("website", "")),
        identifiers=tuple(
            f"{scheme}:{texts[scheme].strip()}" for scheme in ("oid", "pic") if scheme in texts
        ),
    )
    organisation = NodeRef(Node.ORGANISATION, organisation_uid(SCOPE, record_key(*key)))
    return Participant(organisation, Role.PARTNER if number else Role.LEAD, {**values, **kind})


def _country(texts: Mapping[str, str], headings: Mapping[str, str]) -> str | None:
    if not texts.get("country"):
        return None
    try:
        return country(texts["country"])
    except CannotRead as error:
        raise error.of(headings["country"]) from error


def _town(address: str) -> str | None:
    """The town of an address written as street, postcode, town; None for addresses written otherwise."""
    found = _ADDRESS.fullmatch(address.strip())
    return found["town"].strip() if found else None


@lru_cache(maxsize=65_536)
def _kind(name: str | None, home: str | None, type_: str) -> Mapping[str, Value]:
    by_name = kind_values(name, home)
    if by_name:
        return MappingProxyType(by_name)
    kinds = [kind for words, kind in _KINDS if words.search(_folded(type_))]
    return MappingProxyType(kind_values(name, home, kinds[0]) if kinds else {})


def _folded(type_: str) -> str:
    """A type of organisation in small letters, with plain dashes and single blanks."""
    return " ".join(type_.replace("–", "-").casefold().split())
