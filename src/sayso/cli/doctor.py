"""`sayso doctor`: is everything here that a reading needs, and does it work without a network?"""

from __future__ import annotations

import json

import click


@click.command("doctor")
@click.option("--profile", default="default", show_default=True, help="Which parts to look at.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(profile: str, as_json: bool) -> None:
    """Check Python, packages, the model, the parts of the profile, and a reading without network."""
    from rich.console import Console
    from rich.text import Text

    from sayso.cli.checks import checks

    console = Console(highlight=False)
    found = []
    for check in checks(profile):
        found.append(check)
        if not as_json:
            sign = Text("ok    ", "green") if check.ok else Text("WRONG ", "bold red")
            console.print(
                sign, Text(f"{check.name:<16} {check.found}"), Text(check.next_step, "yellow"), sep="", soft_wrap=True
            )
    broken = sum(not check.ok for check in found)
    if as_json:
        rows = [{"check": c.name, "ok": c.ok, "found": c.found, "next": c.next_step.strip(" ;") or None} for c in found]
        click.echo(json.dumps({"ok": not broken, "checks": rows}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"\n{broken} of {len(found)} checks failed." if broken else "\nAll is well. Try: sayso read FILE")
    click.get_current_context().exit(1 if broken else 0)
