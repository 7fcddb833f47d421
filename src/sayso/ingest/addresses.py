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
    host: str, port: int, *, allow: Allow = is_public, resolve: Resolve | None = None, seconds: float = 5.0
) -> list[str]:
    """The addresses of a host, all of them allowed; else `InputError` (`blocked_address`, `unresolved_host`)."""
    name = host.strip("[]").rstrip(".").lower()
    if allow is is_public and any(name == n or name.endswith("." + n) for n in _LOCAL_NAMES):
        raise _blocked(host, name)
    found = list(dict.fromkeys((resolve or _resolve_within(seconds))(host.strip("[]"), port)))
    if not found:
        raise InputError(f"the host {host!r} has no address", code="unresolved_host", value=host)
    for text in found:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            raise _blocked(host, text) from None
        if not allow(address):
            raise _blocked(host, text)
    return found


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
            try:
                answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError):
                return
            found.extend(str(answer[4][0]) for answer in answers)

        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        thread.join(seconds)
        return list(found)

    return resolve
