"""Which claims, across articles and days, tell of one event in the world, and what they tell of it together."""

from __future__ import annotations

from sayso.corroborate.joining.groups import may_join
from sayso.corroborate.joining.keys import SPACE, WINDOW, event_day, event_keys
from sayso.corroborate.joining.merging import Merged, merge
from sayso.corroborate.joining.pairs import event_pair
from sayso.corroborate.joining.telling import stance

__all__ = ["SPACE", "WINDOW", "Merged", "event_day", "event_keys", "event_pair", "may_join", "merge", "stance"]
