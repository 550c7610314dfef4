"""Jobs and judgements in the reader's words."""

from viz.languages import gettext


def job_state(state: str) -> str:
    """How far a job is."""
    return {
        "queued": gettext("waiting for a worker"),
        "running": gettext("being loaded"),
        "done": gettext("loaded"),
        "partial": gettext("loaded, but for the rejected rows"),
        "failed": gettext("failed"),
        "cancelled": gettext("stopped"),
        "withdrawn": gettext("taken back"),
    }.get(state, state)


def table_name(kind: str) -> str:
    """What the rows of a template are."""
    return {
        "organisations": gettext("organisations"),
        "projects": gettext("projects"),
        "participations": gettext("who takes part in what, one row for each part"),
        "partnerships": gettext("projects with their partners in one row"),
        "memberships": gettext("members of networks"),
        "places": gettext("places"),
    }.get(kind, kind)


def side_field(name: str) -> str:
    """What is known of one of two organisations that may be one."""
    return {
        "names": gettext("Names"),
        "kind": gettext("Kind"),
        "country": gettext("Country"),
        "town": gettext("Town"),
        "place": gettext("Place"),
        "identifiers": gettext("Identifiers"),
        "website": gettext("Website"),
        "sources": gettext("Sources"),
    }.get(name, name)


def decision(name: str) -> str:
    """What somebody judged."""
    return {
        "positive": gettext("the same"),
        "negative": gettext("different"),
        "unsure": gettext("not sure"),
        "part of": gettext("a part of the other"),
        "withdrawn": gettext("taken back"),
    }.get(name, name)
