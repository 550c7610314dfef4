"""How the things that sources speak of get their ids: the same key gives the same id on any machine.

Keys are taken as they are; a source that wants spellings to fall together folds them first. Organisations
and projects are known by their source, because two sources may use one key for two things. Places, themes
and programmes are shared: a NUTS code is the same territory whoever writes it.
"""

import re

from graph.records import uid


def organisation_uid(source: str, *key: str) -> str:
    """Id of an organisation under its key in one source; resolution, not the id, joins sources."""
    return uid("org", source, *key)


def project_uid(scope: str, *key: str) -> str:
    """Id of a project: (programme, code) where it has a grant number, else (source, key)."""
    return uid("prj", scope, *key)


def grant_number(code: str) -> str:
    """A grant number as the key of its project: two spellings that differ only in form are one.

    Capitals, dashes and spaces do not count, nor do zeros before a serial number of four or more digits at
    the end (`-00001`, `-0001`); shorter numbers are of fixed width.
    """
    plain = re.sub(r"\s+", "", re.sub(r"[‐-―−]", "-", code)).upper()
    return re.sub(r"(?<=\D)0+(?=\d+$)", "", plain) if re.search(r"\D\d{4,}$", plain) else plain


def programme_uid(*key: str) -> str:
    """Id of a fund, programme, priority, measure or call, shared by all sources that use the key."""
    return uid("fund", *key)


def group_uid(network: str, key: str) -> str:
    """Id of participants that a network counts but does not name."""
    return uid("grp", network, key)


def counter_uid(network: str, key: str) -> str:
    """Id of a figure that a network states."""
    return uid("cnt", network, key)


def place_uid(code: str) -> str:
    """Id of a place by its NUTS, ISO 3166 or country_LAU code, written as the list writes it."""
    return f"place-{code}"


def theme_uid(slug: str) -> str:
    """Id of a theme by its slug."""
    return f"theme-{slug}"


def slug(label: str) -> str:
    """Label in small letters with hyphens for all that is neither letter nor digit, in any script."""
    return re.sub(r"[\W_]+", "-", label.casefold()).strip("-")
