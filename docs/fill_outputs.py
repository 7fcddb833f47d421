"""Writes into the documentation what commands print about the bundled crisis: `make figures` runs it.

python docs/fill_outputs.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from blocks import ROOT, update

COLUMNS = 100
CRISIS = Path("src/sayso/examples/crisis")


class Terminal:
    """Runs commands at a terminal in a folder that holds the crisis and its store."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env = {
            **os.environ,
            "SAYSO_BY": "ann",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "NO_COLOR": "1",
        }
        shutil.copytree(ROOT / CRISIS, home / CRISIS)

    def say(self, command: str, *, store: str = "crisis.db", both: bool = False, keep: int | None = None) -> str:
        """What a command prints at a terminal; with `both`, what it says on standard error too."""
        line = f"stty cols {COLUMNS}; export SAYSO_STORE={store}; {command}{'' if both else ' 2>/dev/null'}"
        done = subprocess.run(
            ["script", "-qec", line, "/dev/null"],
            cwd=self.home,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", done.stdout).replace("\r", "")
        lines = [text.rstrip() for text in plain.strip("\n").split("\n")]
        return "\n".join([*lines[:keep], "…"] if keep and len(lines) > keep else lines)

    def shown(self, command: str, **more: str | bool) -> str:
        """The command and what it prints."""
        return f"$ {command}\n{self.say(command, **more)}"  # type: ignore[arg-type]

    def events(self) -> list[dict[str, object]]:
        command = ["sayso", "events", "--nl", "--store", "crisis.db"]
        done = subprocess.run(command, cwd=self.home, env=self.env, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]


def outputs(terminal: Terminal) -> dict[str, str]:
    """Every block by its name."""
    code = terminal.say(f"sayso code {CRISIS} --store crisis.db")
    strike = next(e for e in terminal.events() if e["verdict"] == "disputed" and e["type"] == "ASSAULT")
    denial = short(strike["claims"][strike["stances"].index("deny")])  # type: ignore[index,attr-defined]
    shutil.copy(terminal.home / "crisis.db", terminal.home / "judged.db")
    judge = terminal.shown(f'sayso judge wrong {denial} --note "read too fast"', store="judged.db", both=True)
    own = re.search(r"judgement:([0-9a-f]{10})", judge)
    assert own is not None, judge
    listed = terminal.shown("sayso judge list", store="judged.db")  # before it is undone
    undo = terminal.shown(f"sayso judge undo {own[1]}", store="judged.db", both=True)
    wire, morning = CRISIS / "1-maghreb-wire.html", CRISIS / "3-sfax-morning.html"
    query = (
        "select verdict, count(*) as events, sum(reports) as reports from events group by verdict order by 2 desc, 1"
    )
    found = {
        "code": code,
        "status": terminal.say("sayso status", keep=12),
        "events": terminal.say("sayso events --sort reports"),
        "card": terminal.shown(f"sayso events --id {short(strike['id'])}"),
        "compare": terminal.say(f"sayso compare {wire} {morning}").rpartition("\n\n")[2],
        "judge": "\n\n".join([judge, listed, undo]),
        "claims": terminal.say('sayso claims --root "security source"'),
        "sources": terminal.say("sayso sources --limit 5"),
        "dyad": terminal.say("sayso dyad Tunisia Libya"),
        "diff": terminal.say("sayso diff --since 2026-10-14 --by published", keep=16),
        "sql": terminal.say(f'sayso sql crisis.db "{query}"'),
        "export": terminal.say("sayso export parquet -o crisis-parquet", both=True),
        "utils": terminal.say(
            "sqlite-utils rows crisis.db v_events --limit 5 -t -c verdict -c reports -c independent_roots -c title"
        ),
    }
    return {name: f"```text\n{body}\n```" for name, body in found.items()}


def short(own: object) -> str:
    return str(own).partition(":")[2][:10]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        blocks = outputs(Terminal(Path(folder)))
    sys.exit(
        update({ROOT / "docs" / f"{page}.md": blocks for page in ("ledger", "corroboration", "asking")}, check=False)
    )
