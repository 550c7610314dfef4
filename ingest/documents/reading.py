"""From the raw text of a page to all that it says of a project."""

from dataclasses import replace

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.documents.aggregates import aggregates, shares
from ingest.documents.amounts import money
from ingest.documents.areas import areas
from ingest.documents.cleaning import cleaned
from ingest.documents.codes import project_code
from ingest.documents.counters import figures
from ingest.documents.found import Findings
from ingest.documents.funders import funders
from ingest.documents.labelled import fields
from ingest.documents.language import language_of
from ingest.documents.page import Page
from ingest.documents.participants import bodies
from ingest.documents.periods import period
from ingest.documents.themes import themes
from ingest.documents.ties import with_ties
from ingest.documents.titles import status, title, website
from ingest.documents.unnamed import member_groups, narrator, placeholders
from ingest.documents.words import words_of

# As much as is read in about two seconds; a page tells of its project long before.
READ = 40_000


def read_page(raw: str, language: str | None = None) -> Findings:
    """All that the first READ letters say; raises UnreadableFile, and UnexpectedLayout by language."""
    if not raw.strip():
        raise UnreadableFile("The page has no text. If it is a scan or a picture, its text must be typed.")
    beginning = raw[:READ]
    page = cleaned(beginning, words_of(language_of(beginning, language)))
    return findings(page)


def findings(page: Page) -> Findings:
    """All that a cleaned page says; raises UnexpectedLayout where it speaks of no project."""
    told = fields(page)
    name = title(page, told)
    named = bodies(page, told, name)
    unnamed = placeholders(page, told, named)
    when = period(page, told)
    total, grant = money(page, told)
    counted = figures(page, told)
    groups = aggregates(page, counted)
    found = Findings(
        language=page.words.code,
        title=name,
        code=project_code(page, told),
        start=when.start,
        end=when.end,
        status=status(page),
        website=website(page),
        budget=total,
        grant=grant,
        bodies=(*with_ties(page, named), *unnamed),
        funders=funders(page, told),
        figures=(*counted, *shares(counted, groups)),
        aggregates=groups,
        areas=areas(page),
        themes=themes(page),
    )
    if not found.bodies and (speaker := narrator(page, named)):
        found = replace(found, bodies=(speaker,))
    elif speaker := narrator(page, found.bodies):
        found = replace(found, bodies=(*found.bodies, speaker))
    _check_is_project(page, found)
    return replace(found, groups=member_groups(page, found.bodies))


def _check_is_project(page: Page, found: Findings) -> None:
    """A page on something else may hold names and numbers too."""
    if not page.words.pattern("project").search(page.text) and not (found.code or found.participants):
        raise UnexpectedLayout("The page does not speak of a project, so nothing of it is taken.")
