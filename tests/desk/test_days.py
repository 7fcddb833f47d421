"""Points in time as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.desk.days import moment
from sayso.errors import InputError

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-01", "2026-03-01"),
        (" 2026-03-01 ", "2026-03-01"),
        ("2026-03-01T08:15", "2026-03-01T08:15:00"),
        ("2026-03-01T08:15:00Z", "2026-03-01T08:15:00"),
        ("2026-03-01T08:15+02:00", "2026-03-01T06:15:00"),  # another zone: UTC
        ("today", "2026-03-12"),
        ("Yesterday", "2026-03-11"),
        ("now", "2026-03-12T09:30:00"),
        ("24h", "2026-03-11T09:30:00"),
        ("7d", "2026-03-05T09:30:00"),
        ("2 weeks ago", "2026-02-26T09:30:00"),
    ],
)
def test_moments(said: str, meant: str) -> None:
    assert moment(said, now=NOW) == meant


@pytest.mark.parametrize("said", ["soon", "2026-13-01", "2026-3-1", "-3d", "3", "", "999999w"])
def test_what_is_no_moment_is_refused_with_examples(said: str) -> None:
    with pytest.raises(InputError, match=r"write 2026-03-12, .* 7d") as caught:
        moment(said, now=NOW)
    assert caught.value.code == "usage"
