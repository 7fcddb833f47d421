"""What tells two addresses of one page, or two forms of one item, to be the same."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that say how a reader came to a page, and never which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|link\w*|bbc\w*|ptr\w*|format)|(?:fb|g|d|y|ms|tw|wb|gb|oc)clid|msclkid|mc_[ce]id|_?ga|igshid|"
    r"ref_src|cmp(?:id)?|ns_\w+|xtor|wt_mc|ocid|smid|smtyp|partner|traffic_source|sharedchannel|__twitter_impression)",
    re.I,
)
_PORTS = {"http": 80, "https": 443}
_ENOUGH = 200  # characters of title and text that two different items hardly share
_FEW = 15


def page_of(url: str) -> str:
    """The address in the one form under which a page is known here."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port and port != _PORTS.get(scheme):
        host = f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def site_of(url: str) -> str:
    """Scheme, host and port: what robots.txt and good manners are about."""
    parts = urlsplit(page_of(url))
    return f"{parts.scheme}://{parts.netloc}"


def digest_of(title: str | None, text: str | None, published: str | None, url: str | None) -> str:
    """A hash that stays when only the id and the address of an item change.

    Items with few words count with their time as well, and those without a time with their address: an item that says only
    "Live", or nothing as in a sitemap, is not the one before it.
    """
    words = " ".join(f"{title or ''}\n{text or ''}".split())
    told = [words]
    if len(words) < _ENOUGH:
        told.append(published or "")
        if len(words) < _FEW or len(published or "") <= len("2026-03-12"):
            told.append(page_of(url or ""))
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]
