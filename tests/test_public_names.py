"""The public names of `sayso`, fixed: taking one away breaks somebody's program."""

from __future__ import annotations

import importlib
import inspect

import pytest

import sayso

NAMES = [
    "Actor",
    "Article",
    "Attribution",
    "Claim",
    "Client",
    "ConfigError",
    "DataError",
    "Desk",
    "Document",
    "EventMention",
    "InputError",
    "Link",
    "ParsedDocument",
    "Problem",
    "Reader",
    "Reading",
    "SaysoError",
    "Span",
    "StageError",
    "StoreError",
    "Veridicality",
    "__version__",
    "open",
    "read",
    "read_many",
]


def test_public_names_are_these() -> None:
    assert sorted(sayso.__all__) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_public_name_can_be_had(name: str) -> None:
    value = getattr(sayso, name)
    if inspect.isclass(value):
        assert value.__name__ == name
        assert getattr(importlib.import_module(value.__module__), name) is value


def test_other_names_are_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sayso.nothing


def test_the_model_exports_what_it_says() -> None:
    model = importlib.import_module("sayso.model")
    assert [name for name in model.__all__ if not hasattr(model, name)] == []


def test_options_of_read_are_keyword_only() -> None:
    for function, first in ((sayso.read, "text"), (sayso.read_many, "articles")):
        kinds = {name: p.kind for name, p in inspect.signature(function).parameters.items()}
        assert kinds.pop(first) is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}
