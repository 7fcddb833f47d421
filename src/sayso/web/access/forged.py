"""Tokens in forms: another site's page cannot know them, so it cannot send our forms in a reader's name."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_LONG = 32


def token_for(key: str, session: str) -> bytes:
    """The token of a session, or of a visitor who has none."""
    return hmac.digest(key.encode(), b"form:" + session.encode(), hashlib.sha256)


def masked(token: bytes) -> str:
    """The token as a form carries it: other letters each time, so that compression cannot be made to tell it."""
    mask = secrets.token_bytes(_LONG)
    return base64.urlsafe_b64encode(mask + _xor(mask, token)).decode().rstrip("=")


def matches(given: str, token: bytes) -> bool:
    """Whether a form's token is this one, found out in a time that tells nothing."""
    try:
        found = base64.urlsafe_b64decode(given.encode("ascii") + b"==")
    except (ValueError, UnicodeEncodeError):
        return False
    return len(found) == 2 * _LONG and hmac.compare_digest(_xor(found[:_LONG], found[_LONG:]), token)


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def fresh() -> str:
    """A new secret of 256 bits."""
    return secrets.token_urlsafe(_LONG)


def fingerprint(secret: str) -> str:
    """What the store keeps of a secret of 256 bits. No slow hash is needed: nobody can guess it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
