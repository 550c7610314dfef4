"""Who may change something over HTTP. There are no keys yet: whoever may, is known by where they ask from."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

from graph.settings import Settings

# Headers by which a proxy in front tells that somebody else asks.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
CLOSED = (
    "This server takes no data over HTTP, except from programs on its own machine. "
    "Whoever runs it can allow more: SOCIALCLUSTER_UPLOADS=true."
)
FOREIGN_PAGE = (
    "A web page of another site asked for this. Only pages of this server and programs may change it."
)


def may_write(request: Request) -> None:
    """Raises 403 for requests of other sites' pages, and for those that come from elsewhere uninvited."""
    if _is_of_another_site(request):
        raise HTTPException(403, FOREIGN_PAGE)
    if not is_open_to(request):
        raise HTTPException(403, CLOSED)


def is_open_to(request: Request) -> bool:
    """Whether who asks may change something, from here and from our own pages: those say so beforehand."""
    settings: Settings = request.app.state.settings
    return settings.uploads or _is_from_this_machine(request, settings)


MayWrite = Annotated[None, Depends(may_write)]


def _is_of_another_site(request: Request) -> bool:
    """What browsers say of the page that asks; programs say nothing."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.casefold() != _host(request)


def _is_from_this_machine(request: Request, settings: Settings) -> bool:
    """Loopback at both ends, and in the name too: a foreign name may lead here (DNS rebinding)."""
    client = request.client.host if request.client else ""
    name = urlsplit(f"//{_host(request)}").hostname or ""
    forwarded = any(header in request.headers for header in _FORWARDED)
    return not forwarded and all(map(is_loopback, (settings.host, client, name)))


def _host(request: Request) -> str:
    return request.headers.get("host", "").casefold()


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine as only itself reaches it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
