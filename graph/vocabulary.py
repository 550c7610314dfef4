"""The words of the domain, each table once: kinds, sectors, ties, roles, counters, countries.

Labels and tie types that appear in any statement come from here and from nowhere else, so no text
from outside can become part of a query. Spelling is British throughout (*organisation*).
"""

from dataclasses import dataclass
from enum import StrEnum


class Sector(StrEnum):
    """The four sectors whose meeting inside one cluster is what "social clustering" means."""

    PUBLIC = "public"
    PRIVATE = "private"
    CIVIC = "civic"
    SCIENCE = "science"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What is true of every organisation of a kind: its label in the graph, its words, its usual sector."""

    label: str
    singular: str
    plural: str
    sector: Sector | None


class Kind(StrEnum):
    """What an organisation is. An organisation whose kind nobody states has none (null)."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    PUBLIC_BODY = "public body"
    UNIVERSITY = "university"
    COLLEGE = "college"
    RESEARCH = "research organisation"
    SCHOOL = "school"
    LIBRARY = "library"
    CULTURE = "cultural institution"
    HEALTH = "health and care"
    NGO = "ngo"
    COMPANY = "company"
    CHAMBER = "chamber"

    @property
    def facts(self) -> KindFacts:
        return KINDS[self]


KINDS: dict[Kind, KindFacts] = {
    Kind.MUNICIPALITY: KindFacts("Municipality", "municipality", "municipalities", Sector.PUBLIC),
    Kind.REGION: KindFacts("RegionalAuthority", "regional authority", "regional authorities", Sector.PUBLIC),
    Kind.PUBLIC_BODY: KindFacts("PublicBody", "public body", "public bodies", Sector.PUBLIC),
    Kind.UNIVERSITY: KindFacts("University", "university", "universities", Sector.SCIENCE),
    Kind.COLLEGE: KindFacts("College", "college", "colleges", Sector.SCIENCE),
    Kind.RESEARCH: KindFacts(
        "ResearchOrganisation", "research organisation", "research organisations", Sector.SCIENCE
    ),
    Kind.SCHOOL: KindFacts("School", "school", "schools", Sector.PUBLIC),
    Kind.LIBRARY: KindFacts("Library", "library", "libraries", Sector.PUBLIC),
    Kind.CULTURE: KindFacts("CulturalInstitution", "cultural institution", "cultural institutions", None),
    Kind.HEALTH: KindFacts("HealthAndCare", "health and care provider", "health and care providers", None),
    Kind.NGO: KindFacts("Ngo", "NGO", "NGOs", Sector.CIVIC),
    Kind.COMPANY: KindFacts("Company", "company", "companies", Sector.PRIVATE),
    Kind.CHAMBER: KindFacts("Chamber", "chamber", "chambers", None),
}


class Node(StrEnum):
    """Labels of the things that sources speak of."""

    ORGANISATION = "Organisation"
    PROJECT = "Project"
    PROGRAMME = "Programme"
    PLACE = "Place"
    THEME = "Theme"
    GROUP = "Group"
    COUNTER = "Counter"


@dataclass(frozen=True, slots=True)
class TieFacts:
    """What a tie joins, how it reads in a sentence, and whether it is derived or stated by a source."""

    starts: tuple[Node, ...]
    ends: tuple[Node, ...]
    caption: str
    derived: bool = False


class Tie(StrEnum):
    """Types of the ties. Only PARTICIPATES_IN makes partners: suppliers, patrons, speakers
    and those who only applied do not.
    """

    PARTICIPATES_IN = "PARTICIPATES_IN"
    PARTNERS_WITH = "PARTNERS_WITH"
    FUNDED_BY = "FUNDED_BY"
    FUNDS = "FUNDS"
    UNDER = "UNDER"
    PART_OF = "PART_OF"
    LOCATED_IN = "LOCATED_IN"
    SUBORDINATE_TO = "SUBORDINATE_TO"
    MEMBER_OF = "MEMBER_OF"
    COVERS = "COVERS"
    EXCLUDES = "EXCLUDES"
    ABOUT = "ABOUT"
    SUPPLIES = "SUPPLIES"
    PATRON_OF = "PATRON_OF"
    MENTORS = "MENTORS"
    COUNTED_IN = "COUNTED_IN"
    APPLIED_FOR = "APPLIED_FOR"
    BECAME = "BECAME"
    BORDERS = "BORDERS"
    SAME_AS = "SAME_AS"

    @property
    def facts(self) -> TieFacts:
        return TIES[self]


_O, _P, _G = Node.ORGANISATION, Node.PROJECT, Node.GROUP
TIES: dict[Tie, TieFacts] = {
    Tie.PARTICIPATES_IN: TieFacts((_O, _G), (_P,), "takes part in"),
    Tie.PARTNERS_WITH: TieFacts((_O,), (_O,), "works with", derived=True),
    Tie.FUNDED_BY: TieFacts((_P,), (Node.PROGRAMME,), "is funded by"),
    Tie.UNDER: TieFacts((_P,), (Node.PROGRAMME,), "works for those funded by"),
    Tie.FUNDS: TieFacts((Node.PROGRAMME,), (_O,), "funds", derived=True),
    Tie.PART_OF: TieFacts((Node.PROGRAMME, Node.PLACE, _O), (Node.PROGRAMME, Node.PLACE, _O), "is part of"),
    Tie.LOCATED_IN: TieFacts((_O, _G), (Node.PLACE,), "is located in"),
    Tie.SUBORDINATE_TO: TieFacts((_O,), (_O,), "is subordinate to"),
    Tie.MEMBER_OF: TieFacts((_O, _G), (_O,), "is a member of"),
    Tie.COVERS: TieFacts((_P,), (Node.PLACE,), "covers"),
    Tie.EXCLUDES: TieFacts((_P,), (Node.PLACE,), "leaves out by design"),
    Tie.ABOUT: TieFacts((_P, _O), (Node.THEME,), "is about"),
    Tie.SUPPLIES: TieFacts((_O,), (_P,), "supplies"),
    Tie.PATRON_OF: TieFacts((_O,), (_P,), "is patron of"),
    Tie.MENTORS: TieFacts((_O, _G), (_O, _G), "mentors"),
    Tie.COUNTED_IN: TieFacts((Node.COUNTER, _G), (_P,), "is counted in"),
    Tie.APPLIED_FOR: TieFacts((_O,), (_P,), "applied for"),
    Tie.BECAME: TieFacts((Node.PLACE,), (Node.PLACE,), "became"),
    Tie.BORDERS: TieFacts((Node.PLACE,), (Node.PLACE,), "borders on"),
    Tie.SAME_AS: TieFacts((_O,), (_O,), "is the same as", derived=True),
}


class Role(StrEnum):
    """Part that a participant plays in a project; a part that no source states is null."""

    LEAD = "lead"
    PARTNER = "partner"
    ASSOCIATED = "associated"


class Comparator(StrEnum):
    """How a stated figure relates to the true one; a range carries its upper end in `value_to`."""

    EXACTLY = "="
    ABOUT = "~"
    MORE_THAN = ">"
    LESS_THAN = "<"
    RANGE = "range"


class Stated(StrEnum):
    """Why a figure or a name is there, or is not. Unknown is null and says which of these it is."""

    STATED = "stated"
    NOT_RENDERED = "not rendered"
    MISSING = "missing"
    COMPUTED = "computed"


# NUTS writes two countries otherwise than ISO 3166-1; places keep the NUTS code, countries the ISO one.
NUTS_TO_ISO = {"EL": "GR", "UK": "GB"}
