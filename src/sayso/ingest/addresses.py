"""Which network addresses may be read: public ones only, also inside the wrappings of IPv6."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from sayso.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[Address], bool]
Resolve = Callable[[str, int], Sequence[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa")


def is_public(address: Address) -> bool:
    """True for an address of the open internet; every address wrapped inside must be one as well."""
    inner = _wrapped(address)
    plain = address.is_global and not address.is_multicast and not address.is_reserved
    if isinstance(address, ipaddress.IPv6Address):
        plain = plain and not address.is_site_local and address.scope_id is None
        if inner and (address in _NAT64 or address.ipv4_mapped):
            plain = True  # these are only ways to write the address inside
    return plain and all(is_public(a) for a in inner)


def checked(
    host: str,
    port: int,
    *,
    allow: Allow = is_public,
    resolve: Resolve | None = None,
    closed: frozenset[int] = frozenset(),
    seconds: float = 5.0,
) -> list[str]:
    """The addresses of a host, all of them allowed; else `InputError` (`blocked_address`, `unresolved_host`)."""
    must_be_name(host, allow)
    found = (resolve or _resolve_within(seconds))(host.strip("[]"), port)
    return must_be_allowed(host, port, found, allow=allow, closed=closed)


def must_be_name(host: str, allow: Allow) -> None:
    """Raise `InputError` (`blocked_address`) for a name that can only mean this machine or this network."""
    name = host.strip("[]").rstrip(".").lower()
    if allow is is_public and any(name == n or name.endswith("." + n) for n in _LOCAL_NAMES):
        raise _blocked(host, name)


def must_be_allowed(
    host: str, port: int, found: Sequence[str], *, allow: Allow, closed: frozenset[int] = frozenset()
) -> list[str]:
    """The addresses, each once; raises `InputError` where there is none, or one is not allowed.

    `closed` are ports that are never reached inside this network, also where `allow` lets its addresses pass.
    """
    if not found:
        raise InputError(f"the host {host!r} has no address", code="unresolved_host", value=host)
    for text in found:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            raise _blocked(host, text) from None
        if not allow(address) or (port in closed and not is_public(address)):
            raise _blocked(host, text)
    return list(dict.fromkeys(found))


def system_addresses(host: str, port: int) -> list[str]:
    """What the system's resolver answers; nothing where it fails."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(answer[4][0]) for answer in answers]


def _blocked(host: str, address: str) -> InputError:
    return InputError(
        f"{host!r} leads to {address}, which is not on the open internet; save the page and read the file",
        code="blocked_address",
        value=host,
    )


def _wrapped(address: Address) -> list[ipaddress.IPv4Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner = [a for a in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if a is not None]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inner


def _resolve_within(seconds: float) -> Resolve:
    """The system's resolver, which knows no time limit of its own, in a thread that may be left behind."""

    def resolve(host: str, port: int) -> list[str]:
        found: list[str] = []

        def look() -> None:
            found.extend(system_addresses(host, port))

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(seconds)
        return list(found)

    return resolve
