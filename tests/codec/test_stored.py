"""What `sayso read` wrote comes back as claims."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sayso.codec import claims_from_dict, compact, reading_to_dict
from sayso.errors import InputError
from tests.readings import example


def test_round_trip_of_claims() -> None:
    reading = example()
    once = reading_to_dict(reading)
    back = claims_from_dict(json.loads(compact(once)))
    assert reading_to_dict(replace(reading, claims=back)) == once
    assert [claim.status for claim in back] == [claim.status for claim in reading.claims]


def test_another_schema_is_refused() -> None:
    with pytest.raises(InputError, match="sayso-read/1"):
        claims_from_dict({"schema": "sayso-story/1"})
