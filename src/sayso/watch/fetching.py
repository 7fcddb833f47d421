"""The guarded fetcher as a watcher uses it, and feeds as it reads them."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Protocol, Self

from sayso.errors import InputError
from sayso.ingest.addresses import is_public
from sayso.ingest.answers import Fetched, Limits

if TYPE_CHECKING:
    from sayso.ingest.addresses import Address, Allow
    from sayso.watch.settings import Settings

# Statuses that another try does not change.
_FINAL = frozenset((400, 401, 402, 403, 404, 405, 406, 410, 414, 415, 451))
_PASSING = frozenset(
    (
        *("network", "tls", "timeout", "timeout_connect", "timeout_total", "http_status", "unresolved_host"),
        *("no_worker", "robots_unreachable"),
    )
)


class Fetcher(Protocol):
    """Fetches; refusals are `InputError` with `status` and `retry_after` where the server said so."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *error: object) -> None: ...

    async def get(
        self,
        url: str,
        *,
        private: bool = False,
        etag: str | None = None,
        modified: str | None = None,
        feed: bool = False,
    ) -> Fetched: ...


class Network:
    """The network, guarded: checked addresses on every hop, bounded sizes and times."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limits = Limits(total=settings.timeout, connect=min(5.0, settings.timeout))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        return None

    async def get(
        self,
        url: str,
        *,
        private: bool = False,
        etag: str | None = None,
        modified: str | None = None,
        feed: bool = False,
    ) -> Fetched:
        """The answer at an address, or that nothing is newer than the marks."""
        from sayso.ingest.async_fetch import FEEDS, fetch_async
        from sayso.ingest.fetch import PAGES

        return await fetch_async(
            url,
            etag=etag,
            modified=modified,
            accept=FEEDS if feed else PAGES,
            allow=allowed(private=private),
            resolve=self._settings.resolve,
            limits=self._limits,
            closed=self._settings.closed,
        )


def allowed(*, private: bool) -> Allow:
    """Which addresses may be read: those of the open internet, with `private` also those of this machine and its network."""
    return is_near if private else is_public


# Where clouds tell machines their secrets, on addresses that are private rather than link-local.
_METADATA = frozenset(ipaddress.ip_address(one) for one in ("fd00:ec2::254", "fd20:ce::254", "192.0.0.192"))


def is_near(address: Address) -> bool:
    """True for what is public, and for private and loopback addresses; never for link-local ones, where clouds keep secrets."""
    plain: Address = address
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        plain = address.ipv4_mapped
    if plain.is_loopback:
        return True
    if plain in _METADATA:
        return False
    near = plain.is_private and not (plain.is_link_local or plain.is_multicast or plain.is_unspecified)
    return is_public(address) or (near and not plain.is_reserved)


def network(settings: Settings) -> Fetcher:
    """What fetches for a watcher, unless its settings say otherwise."""
    return Network(settings)


def passes(error: InputError) -> bool:
    """Whether another try may help."""
    return error.code in _PASSING and getattr(error, "status", None) not in _FINAL
