"""The graph's labels, properties, ties and uniqueness constraints, declared as neomodel classes.

These classes are the schema (`graph.store.schema` installs and checks it) and serve reads of single
objects. Writes in bulk and analytic reads go through the driver (`graph.store.session`). Never hand
outside text to neomodel's `FulltextFilter` or `order_by`: both paste it into the statement.
"""

from neomodel import (
    ArrayProperty,
    FloatProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
    StructuredRel,
    ZeroOrMore,
)

from graph.vocabulary import Kind, Tie

# Label of nodes whose derived ties are out of date (graph.store.derive): neomodel reads no node with a label
# that its class does not name.
DIRTY = "Dirty"


class StatedTie(StructuredRel):
    """A tie with the records that state it, and what each of them says (`claims`, JSON, same order)."""

    uid = StringProperty(unique_index=True, required=True)
    records = ArrayProperty(StringProperty())
    sources = ArrayProperty(StringProperty())
    claims = ArrayProperty(StringProperty())


class ParticipatesIn(StatedTie):
    role = StringProperty()
    department = StringProperty()
    contribution = StringProperty()
    currency = StringProperty()


class FundedBy(StatedTie):
    amount = StringProperty()
    currency = StringProperty()
    call = StringProperty()


class Supplies(StatedTie):
    what = StringProperty()


class PartnersWith(StructuredRel):
    """Derived: two organisations with common projects; stored once, from the smaller uid to the larger."""

    uid = StringProperty(unique_index=True, required=True)
    weight = FloatProperty(required=True)
    projects = IntegerProperty(required=True)
    first_year = IntegerProperty()
    last_year = IntegerProperty()


class Funds(StructuredRel):
    """Derived: a programme that funds projects of an organisation; `amount` only where shares are stated."""

    uid = StringProperty(unique_index=True, required=True)
    projects = IntegerProperty(required=True)
    amount = StringProperty()
    currency = StringProperty()


class Describes(StructuredRel):
    """What a record says of a node: `values` as JSON."""

    values = StringProperty(required=True)


class Place(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    code = StringProperty()
    name = StringProperty()
    level = StringProperty()
    scheme = StringProperty()
    country = StringProperty()
    part_of = RelationshipTo("Place", Tie.PART_OF, model=StatedTie)


class Theme(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()


class Programme(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    code = StringProperty()
    level = StringProperty()
    period = StringProperty()
    start = StringProperty()
    end = StringProperty()
    budget = StringProperty()
    currency = StringProperty()
    part_of = RelationshipTo("Programme", Tie.PART_OF, model=StatedTie)
    funds = RelationshipTo("Organisation", Tie.FUNDS, model=Funds)


class Project(StructuredNode):
    __optional_labels__ = [DIRTY]  # noqa: RUF012 - neomodel reads it so

    uid = StringProperty(unique_index=True, required=True)
    code = StringProperty()
    acronym = StringProperty()
    title = StringProperty()
    start = StringProperty()
    end = StringProperty()
    status = StringProperty()
    budget = StringProperty()
    currency = StringProperty()
    website = StringProperty()
    language = StringProperty()
    funding = StringProperty()
    funded_by = RelationshipTo("Programme", Tie.FUNDED_BY, model=FundedBy)
    under = RelationshipTo("Programme", Tie.UNDER, model=StatedTie)
    covers = RelationshipTo("Place", Tie.COVERS, model=StatedTie)
    excludes = RelationshipTo("Place", Tie.EXCLUDES, model=StatedTie)
    about = RelationshipTo("Theme", Tie.ABOUT, model=StatedTie)


class Organisation(StructuredNode):
    __optional_labels__ = [*(kind.facts.label for kind in Kind), DIRTY]  # noqa: RUF012 - neomodel reads it so

    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    names = ArrayProperty(StringProperty())
    name_status = StringProperty()
    kind = StringProperty()
    kind_rule = StringProperty()
    sector = StringProperty()
    legal_status = StringProperty()
    country = StringProperty()
    town = StringProperty()
    website = StringProperty()
    participates_in = RelationshipTo("Project", Tie.PARTICIPATES_IN, model=ParticipatesIn)
    partners_with = RelationshipTo("Organisation", Tie.PARTNERS_WITH, model=PartnersWith)
    located_in = RelationshipTo("Place", Tie.LOCATED_IN, model=StatedTie)
    subordinate_to = RelationshipTo("Organisation", Tie.SUBORDINATE_TO, model=StatedTie)
    member_of = RelationshipTo("Organisation", Tie.MEMBER_OF, model=StatedTie)
    supplies = RelationshipTo("Project", Tie.SUPPLIES, model=Supplies)
    patron_of = RelationshipTo("Project", Tie.PATRON_OF, model=StatedTie)
    mentors = RelationshipTo("Organisation", Tie.MENTORS, model=StatedTie)


class Group(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    size = FloatProperty()
    size_to = FloatProperty()
    comparator = StringProperty()
    status = StringProperty()
    participates_in = RelationshipTo("Project", Tie.PARTICIPATES_IN, model=ParticipatesIn)
    counted_in = RelationshipTo("Project", Tie.COUNTED_IN, model=StatedTie)
    member_of = RelationshipTo("Organisation", Tie.MEMBER_OF, model=StatedTie)
    mentors = RelationshipTo("Group", Tie.MENTORS, model=StatedTie)


class Counter(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    label = StringProperty()
    unit = StringProperty()
    value = FloatProperty()
    value_to = FloatProperty()
    comparator = StringProperty()
    status = StringProperty()
    basis = StringProperty()
    counted_in = RelationshipTo("Project", Tie.COUNTED_IN, model=StatedTie)


class Job(StructuredNode):
    """One run of an ingest: what it read, and what became of every row."""

    uid = StringProperty(unique_index=True, required=True)
    source = StringProperty()
    file = StringProperty()
    file_checksum = StringProperty()
    state = StringProperty()
    started = StringProperty()
    finished = StringProperty()
    read = IntegerProperty()
    written = IntegerProperty()
    unchanged = IntegerProperty()
    rejected = IntegerProperty()
    rejects = StringProperty()
    error = StringProperty()
    code_version = StringProperty()


class Batch(StructuredNode):
    """Ledger entry, written in the transaction of the rows it vouches for."""

    uid = StringProperty(unique_index=True, required=True)
    number = IntegerProperty()
    written = IntegerProperty()
    unchanged = IntegerProperty()
    version = IntegerProperty()
    of = RelationshipTo("Job", "OF", cardinality=ZeroOrMore)


class Record(StructuredNode):
    """What one source says of one thing, as it said it (`raw`, JSON)."""

    uid = StringProperty(unique_index=True, required=True)
    source = StringProperty(index=True)
    key = StringProperty()
    checksum = StringProperty()
    raw = StringProperty()
    address = StringProperty()
    job = StringProperty(index=True)
    file = StringProperty()
    part = StringProperty()
    row = IntegerProperty()
    ties = ArrayProperty(StringProperty())
    describes = RelationshipTo("Organisation", "DESCRIBES", model=Describes)


class Judgement(StructuredNode):
    """A decision of the resolver: are these two the same organisation?"""

    uid = StringProperty(unique_index=True, required=True)
    verdict = StringProperty()


class GraphVersion(StructuredNode):
    """The counter that every write raises; one node, also the lock that orders writers."""

    uid = StringProperty(unique_index=True, required=True)
    version = IntegerProperty()
    database = StringProperty()


MODELS: tuple[type[StructuredNode], ...] = (
    Place,
    Theme,
    Programme,
    Project,
    Organisation,
    Group,
    Counter,
    Job,
    Batch,
    Record,
    Judgement,
    GraphVersion,
)
