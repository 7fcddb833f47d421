"""The body of a request, checked against its schema, with what is wrong in words."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from sayso.errors import InputError

Json = dict[str, Any]
_KINDS: dict[str, tuple[type, ...]] = {"string": (str,), "boolean": (bool,), "null": (type(None),), "integer": (int,)}


async def body_of(request: Request, schema: Json) -> Json:
    """The JSON object of a request. Another kind of content is refused: a form of another site cannot send this one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = await request.body()
    if kind != "application/json":
        raise InputError(
            f"send the body as application/json, not {kind or 'without a content type'}", code="media_type", value=kind
        )
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the body is no JSON: {error}", code="body") from None
    if not isinstance(given, dict):
        raise InputError("the body must be a JSON object", code="body")
    return _checked(given, schema)


def _checked(given: Json, schema: Json) -> Json:
    known: Json = schema["properties"]
    for name in given:
        if name not in known:
            raise InputError(
                f"{name[:80]!r} is not among what is taken: {', '.join(known)}", code="body", value=name[:80]
            )
    for name in schema["required"]:
        if name not in given:
            raise InputError(f"{name!r} is missing", code="body", value=name)
    return {name: _value(name, value, known[name]) for name, value in given.items()}


def _value(name: str, value: Any, schema: Json) -> Any:
    if "enum" in schema:
        if value not in schema["enum"] or isinstance(value, bool):
            raise InputError(
                f"{name}={str(value)[:80]!r}; allowed: {', '.join(map(str, schema['enum']))}", code="body", value=name
            )
        return value
    allowed = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, _KINDS[kind]) for kind in allowed):
        raise InputError(f"{name} must be {' or '.join(allowed)}", code="body", value=name)
    if isinstance(value, str):
        least, most = schema.get("minLength", 0), schema.get("maxLength", 1000)
        if not least <= len(value) <= most:
            raise InputError(
                f"{name} has {len(value)} characters; {least} to {most} are taken", code="body", value=name
            )
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise InputError(f"{name} holds characters that no text has", code="body", value=name)
    return value
