"""The graph's labels, properties, ties and uniqueness constraints, declared as neomodel classes.

These classes are the schema (`graph.store.schema` installs and checks it) and serve reads of single
objects. Writes in bulk and analytic reads go through the driver (`graph.store.session`). Never hand
outside text to neomodel's `FulltextFilter` or `order_by`: both paste it into the statement.
"""

from neomodel import (
    ArrayProperty,
    BooleanProperty,
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
    """A tie with the records that state it; where they are several, what each says (`claims`, JSON)."""

    uid = StringProperty(unique_index=True, required=True)
    records = ArrayProperty(StringProperty())
    claims = ArrayProperty(StringProperty())


class ParticipatesIn(StatedTie):
    role = StringProperty()
    department = StringProperty()
    contribution = StringProperty()
    contribution_eur = StringProperty()
    rate = StringProperty()
    cost = StringProperty()
    currency = StringProperty()
    status = StringProperty()


class FundedBy(StatedTie):
    amount = StringProperty()
    amount_eur = StringProperty()
    rate = StringProperty()
    currency = StringProperty()
    call = StringProperty()


class AppliedFor(StatedTie):
    status = StringProperty()
    amount = StringProperty()
    amount_eur = StringProperty()
    rate = StringProperty()
    currency = StringProperty()


class MemberOf(StatedTie):
    since = StringProperty()
    until = StringProperty()
    status = StringProperty()


class Became(StatedTie):
    since = StringProperty()
    change = StringProperty()


class Supplies(StatedTie):
    what = StringProperty()


class PartnersWith(StructuredRel):
    """Derived: two organisations with common projects; stored once, from the smaller uid to the larger."""

    weight = FloatProperty(required=True)
    projects = IntegerProperty(required=True)
    first_year = IntegerProperty()
    last_year = IntegerProperty()


class Funds(StructuredRel):
    """Derived: a programme that funds projects of an organisation; `amount` only where shares are stated."""

    projects = IntegerProperty(required=True)
    amount = StringProperty()
    currency = StringProperty()


class SameAs(StructuredRel):
    """Derived: an organisation and the one that stands for it, by `judgements`."""

    uid = StringProperty(unique_index=True, required=True)
    judgements = ArrayProperty(StringProperty())


class Describes(StructuredRel):
    """What a record says of a node: `values` as JSON."""

    values = StringProperty(required=True)


class Place(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    code = StringProperty()
    name = StringProperty()
    level = StringProperty()
    names = ArrayProperty(StringProperty())
    scheme = StringProperty()
    country = StringProperty()
    valid_from = IntegerProperty()
    valid_to = IntegerProperty()
    population = IntegerProperty()
    population_year = IntegerProperty()
    area = FloatProperty()
    urbanisation = StringProperty()
    longitude = FloatProperty()
    latitude = FloatProperty()
    shape_set = StringProperty()
    part_of = RelationshipTo("Place", Tie.PART_OF, model=StatedTie)
    became = RelationshipTo("Place", Tie.BECAME, model=Became)
    borders = RelationshipTo("Place", Tie.BORDERS, model=StatedTie)


class Theme(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    code = StringProperty()
    scheme = StringProperty()


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
    budget_eur = StringProperty()
    rate = StringProperty()
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
    identifiers = ArrayProperty(StringProperty())
    status = StringProperty()
    longitude = FloatProperty()
    latitude = FloatProperty()
    participates_in = RelationshipTo("Project", Tie.PARTICIPATES_IN, model=ParticipatesIn)
    partners_with = RelationshipTo("Organisation", Tie.PARTNERS_WITH, model=PartnersWith)
    located_in = RelationshipTo("Place", Tie.LOCATED_IN, model=StatedTie)
    subordinate_to = RelationshipTo("Organisation", Tie.SUBORDINATE_TO, model=StatedTie)
    part_of = RelationshipTo("Organisation", Tie.PART_OF, model=StatedTie)
    same_as = RelationshipTo("Organisation", Tie.SAME_AS, model=SameAs)
    member_of = RelationshipTo("Organisation", Tie.MEMBER_OF, model=MemberOf)
    applied_for = RelationshipTo("Project", Tie.APPLIED_FOR, model=AppliedFor)
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
    member_of = RelationshipTo("Organisation", Tie.MEMBER_OF, model=MemberOf)
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
    """One run of an ingest: what was asked for, who runs it, and what became of every row."""

    uid = StringProperty(unique_index=True, required=True)
    source = StringProperty()
    file = StringProperty()
    file_checksum = StringProperty()
    state = StringProperty()
    phase = StringProperty()
    created = StringProperty()
    started = StringProperty()
    finished = StringProperty()
    total = IntegerProperty()
    read = IntegerProperty()
    written = IntegerProperty()
    unchanged = IntegerProperty()
    rejected = IntegerProperty()
    rejects = StringProperty()
    notes = ArrayProperty(StringProperty())
    error = StringProperty()
    options = StringProperty()
    holder = StringProperty()
    cancel = BooleanProperty()
    code_version = StringProperty()


class Batch(StructuredNode):
    """Ledger entry, written in the transaction of the rows it vouches for."""

    uid = StringProperty(unique_index=True, required=True)
    number = IntegerProperty()
    written = IntegerProperty()
    unchanged = IntegerProperty()
    version = IntegerProperty()
    records = ArrayProperty(StringProperty())
    of = RelationshipTo("Job", "OF", cardinality=ZeroOrMore)


class Record(StructuredNode):
    """What one source says of one thing, as it said it (`raw`, JSON).

    `job`, `file`, `part` and `row` are of the job that stated it first; `also` names further jobs that state
    the same, `earlier` holds what other jobs stated before (both JSON, graph.store.versions). No index on
    source and job: they would cost more at each write than they give, the ledger lists the records of a job.
    """

    uid = StringProperty(unique_index=True, required=True)
    source = StringProperty()
    key = StringProperty()
    checksum = StringProperty()
    raw = StringProperty()
    address = StringProperty()
    job = StringProperty()
    file = StringProperty()
    part = StringProperty()
    row = IntegerProperty()
    ties = ArrayProperty(StringProperty())
    also = ArrayProperty(StringProperty())
    earlier = ArrayProperty(StringProperty())
    describes = RelationshipTo("Organisation", "DESCRIBES", model=Describes)


class Judgement(StructuredNode):
    """What somebody decided: are these two one organisation? Added, never changed; `number` is its place."""

    uid = StringProperty(unique_index=True, required=True)
    number = IntegerProperty()
    a = StringProperty(index=True)
    b = StringProperty(index=True)
    decision = StringProperty()
    by = StringProperty()
    at = StringProperty()
    score = FloatProperty()
    matcher = StringProperty()
    features = StringProperty()
    reason = StringProperty()
    parent = StringProperty()
    undoes = StringProperty()
    by_identifier = BooleanProperty()


class ResolutionRun(StructuredNode):
    """One run of the matcher; the latest knows what it compared (`seen`), so that the next does less."""

    uid = StringProperty(unique_index=True, required=True)
    number = IntegerProperty()
    at = StringProperty()
    matcher = StringProperty()
    thresholds = ArrayProperty(FloatProperty())
    seen = ArrayProperty(IntegerProperty())


class ClusterName(StructuredNode):
    """A name that a person gave to a cluster, with the uids of the organisations it had then."""

    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    members = ArrayProperty(StringProperty())
    given = StringProperty()


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
    ResolutionRun,
    ClusterName,
    GraphVersion,
)
