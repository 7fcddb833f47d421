"""Whether a request was meant for this desk, and came from a page of it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from sayso.web.settings import LOOPBACK, Settings

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")
_ANY = ("0.0.0.0", "::")
SAFE = ("GET", "HEAD", "OPTIONS")


def host_of(given: str) -> str:
    """The host of a Host header without port, in small letters; "" where it is none."""
    found = _HOST.fullmatch(given)
    return found[1].strip("[]").rstrip(".").lower() if found else ""


def known_host(given: str, settings: Settings) -> bool:
    """Whether the desk answers to this Host header: a page elsewhere whose name was made to point here has another one."""
    host = host_of(given)
    if not host:
        return False
    named = {name.lower().rstrip(".") for name in (*LOOPBACK, *settings.hosts, settings.host)} - set(_ANY)
    if host in named:
        return True
    # Names can be made to point anywhere, addresses cannot.
    return _is_address(host) and (settings.host in _ANY or _is_loopback(host))


def only_here(name: str) -> bool:
    """Whether a name means this machine and nothing else."""
    host = host_of(name)
    return host in LOOPBACK or host.endswith(".localhost") or (_is_address(host) and _is_loopback(host))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback


def own_page(headers: Mapping[str, str]) -> bool:
    """Whether a request that changes something came from our own page, as far as the browser tells; programs tell nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None or (origin == "null" and site in (None, "same-origin")):
        # Our own policy of no referrer makes browsers say `null` of our own forms; the form's token decides then.
        return True
    scheme, _, host = origin.partition("://")
    return scheme in ("http", "https") and host.lower() == headers.get("host", "").lower()


def from_here(address: str | None) -> bool:
    """Whether a request came from this machine; a socket of the file system and a test have no address."""
    if address is None:
        return True
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return True
