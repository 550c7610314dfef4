"""Which addresses are views of the graph that can be passed on, frozen or embedded."""

import re

LONGEST_VIEW = 2000
# Paths of our own pages alone, so a link that we keep leads nowhere else.
_SHARED = re.compile(
    r"/(?:organisations|projects|programmes|records|path|clusters|map|partners|gaps|metrics)"
    r"(?:/[\w.~%-]{1,200}){0,2}(?:\?[!-~]*)?"
)
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
# What such a page shows is computed from a snapshot, so it can be shown from one that is kept.
_FROZEN = re.compile(r"/(?:path|clusters|map|partners|gaps|metrics)(?:[/?].*)?")
_EMBEDDED = re.compile(r"/(?:path\?.*|map(?:\?.*)?|clusters/\d{1,8}(?:\?.*)?)")


def can_be_shared(address: str) -> bool:
    """Whether it is a page of ours that shows something of the graph, told by its form alone."""
    path, _, query = address.partition("?")
    known = len(address) <= LONGEST_VIEW and bool(_SHARED.fullmatch(address))
    return known and not _DOTS.search(path) and "snapshot=" not in query


def can_be_frozen(address: str) -> bool:
    """Whether the page can be shown from a kept snapshot as well."""
    return can_be_shared(address) and bool(_FROZEN.fullmatch(address))


def can_be_embedded(address: str) -> bool:
    """Whether there is the same view without the frame of our pages, for pages of others."""
    return can_be_shared(address) and bool(_EMBEDDED.fullmatch(address))
