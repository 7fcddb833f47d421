"""How an event is cited: with its reports and roots, its address, and the day on which it was read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sayso.desk.event_view import EventView
from sayso.wording.events import counted, day_of, titled

Json = dict[str, Any]
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"})


def citations(found: EventView, address: str, today: str | None = None) -> dict[str, str]:
    """The citation as plain words, BibTeX and CSL JSON."""
    event = found.event
    day = today or datetime.now(UTC).date().isoformat()
    weight = f"{counted(event['reports'], 'report')} / {counted(event['independent_roots'], 'root')}"
    counted_as = f"{event['verdict']}, {weight}"
    said = f"{titled(event)} ({day_of(event)}). {counted_as}"
    key = event["id"].replace(":", "-")
    csl: Json = {
        "id": key,
        "type": "dataset",
        "title": titled(event),
        "note": counted_as,
        "URL": address,
        "accessed": {"date-parts": [[int(part) for part in day.split("-")]]},
        "publisher": "Sayso",
    }
    bib = "\n".join(
        (
            f"@misc{{{key},",
            f"  title = {{{titled(event).translate(_SPECIAL)}}},",
            f"  note = {{{counted_as.translate(_SPECIAL)}}},",
            f"  url = {{{address}}},",
            f"  urldate = {{{day}}}",
            "}",
        )
    )
    return {"Plain": f"{said}. {event['id']}, {address}, read on {day}.", "BibTeX": bib,
            "CSL JSON": json.dumps([csl], ensure_ascii=False, indent=2)}  # fmt: skip
