"""Alerts: what rules find among what became known, kept once each, and delivered."""

from sayso.desk.alerts.delivering import deliver
from sayso.desk.alerts.feeds import atom
from sayso.desk.alerts.finding import find, preview
from sayso.desk.alerts.run import Ran, run
from sayso.desk.alerts.told import told

__all__ = ["Ran", "atom", "deliver", "find", "preview", "run", "told"]
