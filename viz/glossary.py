"""The words that pages use in a sense of their own, each with one or two sentences."""

from viz.choices import by_name
from viz.languages import gettext


def terms() -> list[tuple[str, str]]:
    """Terms and what they mean, in the reader's language and sorted in it."""
    return sorted(_terms(), key=lambda term: by_name(term[0]))


def _terms() -> list[tuple[str, str]]:
    return [*_of_the_graph(), *_of_the_network(), *_of_gaps(), *_of_results()]


def _of_the_graph() -> list[tuple[str, str]]:
    return [
        (
            gettext("Participant"),
            gettext(
                "An organisation that a source names as lead or partner of a project. Suppliers, "
                "patrons, speakers and applicants are none."
            ),
        ),
        (
            gettext("Tie"),
            gettext(
                "Two organisations are tied when both take part in at least one project. It does "
                "not say how well they know each other."
            ),
        ),
        (
            gettext("Strength"),
            gettext(
                "Each joint project with n participants adds 1/(n − 1) to the tie of two: a pair in "
                "a small project weighs more than one in a crowd."
            ),
        ),
        (
            gettext("Record"),
            gettext(
                "What a source says in one place: a row of a table, a passage of a page. Every tie "
                "leads to the records that state it."
            ),
        ),
        (
            gettext("Unknown"),
            gettext("No source states it. Unknown is never shown or counted as 0."),
        ),
        (
            gettext("Source"),
            gettext("A publisher's file that was loaded. Where two sources disagree, both are shown."),
        ),
    ]


def _of_the_network() -> list[tuple[str, str]]:
    return [
        (
            gettext("Cluster"),
            gettext(
                "Organisations that work together more than with others, found by the Leiden "
                "method. How stable each is stands beside it."
            ),
        ),
        (
            gettext("Modularity"),
            gettext(
                "How much more of the weight of ties lies inside clusters than chance would put "
                "there: 0 is chance, 1 the limit."
            ),
        ),
        (
            gettext("Sector"),
            gettext("Public, private, civic or science. Social clustering is where they meet in one group."),
        ),
        (
            gettext("Introduction"),
            gettext(
                "One step of a chain: two organisations that know each other from a joint project. "
                "Steps over a theme, a funder or a country are weak."
            ),
        ),
        (
            gettext("Mentor"),
            gettext(
                "An organisation in three or more international projects that shares a theme or a "
                "language with a newcomer."
            ),
        ),
    ]


def _of_gaps() -> list[tuple[str, str]]:
    return [
        (
            gettext("Present, absent"),
            gettext(
                "A unit of a complete list is present when somebody who takes part stands in it, or "
                "a project says that it covers it. Else it is absent."
            ),
        ),
        (
            gettext("Left out by design"),
            gettext("A project says that it is not for this territory. That is no gap."),
        ),
        (
            gettext("Counted, not named"),
            gettext(
                "A source says how many there are, not which. Then none of the others can be called absent."
            ),
        ),
        (
            gettext("Gap, surplus"),
            gettext(
                "A pair of groups with fewer, or more, ties than chance gives when every body has "
                "as many projects as in truth."
            ),
        ),
        (
            gettext("Too few to say"),
            gettext(
                "Less than one tie was expected, so whatever is observed proves nothing. This is an answer."
            ),
        ),
    ]


def _of_results() -> list[tuple[str, str]]:
    return [
        (
            gettext("Snapshot"),
            gettext(
                "The graph at one moment under an id that is computed from its content. The same id "
                "gives the same results again."
            ),
        ),
        (
            gettext("Seed"),
            gettext(
                "The number with which methods that draw lots begin. The same seed gives the same result."
            ),
        ),
        (
            gettext("Coverage"),
            gettext(
                "Of how much of reality an answer can speak: which sources were loaded, and what is "
                "missing in them."
            ),
        ),
    ]
