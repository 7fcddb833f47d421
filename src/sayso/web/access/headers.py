"""What every answer of the desk tells the browser to refuse."""

from __future__ import annotations

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
_ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
        b"midi=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()",
    ),
    (b"x-permitted-cross-domain-policies", b"none"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
_HTTPS = ((b"strict-transport-security", b"max-age=31536000"),)
# Pages hold what only their reader may see, and change whenever an article comes in.
_PRIVATE = (b"cache-control", b"private, no-cache")

Headers = list[tuple[bytes, bytes]]


def with_headers(given: Headers, *, https: bool, cookies: Headers = ()) -> Headers:  # type: ignore[assignment]
    """The headers of an answer with ours; those that it set itself stay, but for a weaker policy of content."""
    have = {name.lower() for name, _ in given}
    more = [pair for pair in (*_ALWAYS, *(_HTTPS if https else ())) if pair[0] not in have]
    out = [*given, *more, *cookies]
    if b"cache-control" not in have:
        out.append(_PRIVATE)
    return out
