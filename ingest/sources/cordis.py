"""CORDIS: projects and participants of the EU's framework programmes, as the downloads hold them.

A download is a zip archive of several tables, or any one of them unpacked. FP7, Horizon 2020 and Horizon
Europe have the same tables in different years' dialects; older project lists go by other headings.
"""

from ingest.source import SourceFacts
from ingest.sources.cordis_participants import ORGANISATIONS, REGISTER, participation, registered
from ingest.sources.cordis_projects import (
    FIELDS_OF_SCIENCE,
    LEGAL_BASES,
    PROGRAMME_PARTS,
    PROJECTS,
    TOPICS,
    field_of_science,
    funded_project,
    legal_basis,
    programme_part,
    topic,
)
from ingest.sources.cordis_values import SCOPE
from ingest.tabular import TableKind, TabularSource

FACTS = SourceFacts(
    name=SCOPE,
    title="CORDIS: projects of Horizon Europe, Horizon 2020, FP7 and the programmes before them",
    publisher="European Commission, CORDIS",
    address="cordis.europa.eu",
    licence="CC BY 4.0; name CORDIS.",
    publishes="Projects with period and funding, participants with PIC and seat, programme parts, topics.",
)
CORDIS = TabularSource(
    FACTS,
    (
        TableKind("project", PROJECTS, funded_project),
        TableKind("organization", ORGANISATIONS, participation),
        TableKind("topics", TOPICS, topic),
        TableKind("legalBasis", LEGAL_BASES, legal_basis),
        TableKind("euroSciVoc", FIELDS_OF_SCIENCE, field_of_science),
        TableKind("programme parts", PROGRAMME_PARTS, programme_part),
        TableKind("participant register", REGISTER, registered),
    ),
)
