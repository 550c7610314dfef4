"""ROR, the Research Organization Registry: research organisations under their id, and which belongs to which.

Read are a flat table with one row for each organisation, and the registry's own dump in JSON (schema 2).
An organisation is part of its parents; parents name their children too, so that either row says it.
Successors and relations of other kinds stay in the record as the source writes them.
"""

from ingest.source import SourceFacts
from ingest.sources.ror_dump import DUMP, dumped
from ingest.sources.ror_flat import FLAT, flat
from ingest.sources.ror_values import REGISTER, SCOPE
from ingest.tabular import TableKind, TabularSource

FACTS = SourceFacts(
    name=SCOPE,
    title="ROR: research organisations of the world",
    publisher="Research Organization Registry",
    address=REGISTER,
    licence="CC0 1.0.",
    publishes="Organisations with names in languages, seat, kind, website, other ids, parents and children.",
)
ROR = TabularSource(FACTS, (TableKind("organisations", FLAT, flat), TableKind("dump", DUMP, dumped)))
