"""`sayso eval`: how good is it? Gold cases and corpora, beside the floors that we pinned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sayso.evaluate.gold import GoldScore
    from sayso.evaluate.table import Figure

GOLD_WIDTH = 110  # a row of numbers is of no use when it is cut
GOLD_LISTS = ("missed", "spurious", "dnc_hits", "wrong")


@click.command("eval")
@click.argument("what", default="all", metavar="[gold|polnear|timebank|...|all]")
@click.argument(
    "cases", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[CASE_DIR...]"
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of corpora; else SAYSO_DATA, else ../shared/data.",
)
@click.option(
    "--floors",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("benchmarks/floors.json"),
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--pin", is_flag=True, help="Make the figures the new floors; never lowers one.")
@click.option("--lower", is_flag=True, help="With --pin: floors may fall.")
@click.option("--show", is_flag=True, help="With gold: list what is missed, spurious or wrong.")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    default=("default",),
    show_default=True,
    help="With gold: which parts to read with; several times (gold, polnear): side by side.",
)
@click.option("--table", "as_table", is_flag=True, help="Side by side: the table, also into a pipe.")
@click.option(
    "--from-judgements",
    "judged",
    metavar="STORE|CASES",
    help="What people decided in a store, or cases of sayso review.",
)
def command(
    what: str,
    cases: tuple[Path, ...],
    data: Path | None,
    floors: Path,
    as_json: bool,
    pin: bool,
    lower: bool,
    show: bool,
    profiles: tuple[str, ...],
    as_table: bool,
    judged: str | None,
) -> None:
    """Measure readings on gold cases (gold, with CASE_DIRs of article.txt and claims.json) or parts on corpora.

    With --from-judgements the articles that people decided on are read again: does the machine come to their answers by itself?
    With several --profile the same documents are scored for each: 95 % intervals by drawing documents 1,000 times, and differences
    from the first profile with theirs.
    """
    if len(profiles) > 1:
        if judged is not None or pin:
            raise click.UsageError("several --profile only compare; leave out --pin and --from-judgements.")
        from sayso.cli.eval_profiles import side_by_side

        side_by_side(what, cases, data, profiles, as_json=as_json, as_table=as_table)
        return
    (profile,) = profiles
    if judged is not None:
        _judged(judged, profile, as_json=as_json, show=show)
        return
    from sayso.evaluate.table import data_folder, load_floors, suites
    from sayso.evaluate.table import pin as write_floors

    if cases and what != "gold":
        raise click.UsageError("CASE_DIRs go with gold only.")
    folder = data_folder(data)
    gold = _gold(cases, folder, profile) if what in ("gold", "all") else None
    names = suites() if what == "all" else () if what == "gold" else (what,)
    found, absent = _figures(names, folder, load_floors(floors))
    kept = write_floors(found, floors, lower=lower) if pin else []
    if as_json:
        click.echo(json.dumps(_as_json(gold, found), ensure_ascii=False, indent=2))
    else:
        _print(gold, found, show=show)
    for name in kept:
        click.echo(f"kept the floor of {name}: the new figure is lower (--lower sets it)", err=True)
    below = any(f.verdict == "BELOW" for f in found) and not pin
    click.get_current_context().exit(1 if below or absent else 0)


def _judged(where: str, profile: str, *, as_json: bool, show: bool) -> None:
    """Hold the machine to what people decided; exit code 1 if it says otherwise."""
    from sayso.evaluate.judgements import check, load, summary
    from sayso.wording.words import safe

    found = check(load(where), profile=profile)
    counts = summary(found)
    if as_json:
        rows = [{"id": f.case["id"], "kind": f.case["kind"], "answer": f.case["answer"], "passed": f.passed, "why": f.why}
                for f in found]  # fmt: skip
        click.echo(json.dumps({**counts, "rows": rows}, ensure_ascii=False, indent=2))
    else:
        for f in found:
            if show or not f.passed:
                mark = {True: "ok", False: "OTHERWISE", None: "untold"}[f.passed]
                at = f.case["a"].get("sentence") or f.case["a"]["article"]
                click.echo(
                    safe(f"{mark:10} {f.case['kind']} {f.case['answer']} by {f.case['by']}: {f.why}: {at[:100]}")
                )
        click.echo(
            f"{counts['passed']} of {counts['cases']} answers hold, {counts['failed']} not, {counts['untold']} untold"
        )
    click.get_current_context().exit(1 if counts["failed"] else 0)


def _figures(names: Sequence[str], folder: Path, floors: dict[str, Any]) -> tuple[list[Figure], int]:
    """Figures of every suite, and how many have no corpus here; a single one that has none is an error."""
    from sayso.cli import complain
    from sayso.errors import InputError
    from sayso.evaluate.table import figures

    found: list[Figure] = []
    absent = 0
    for name in names:
        try:
            found += figures([name], folder, floors)
        except InputError as error:
            if len(names) == 1:
                raise
            absent += 1
            complain(error.message)
    return found, absent


def _gold(cases: Sequence[Path], folder: Path, profile: str) -> GoldScore:
    from sayso.errors import InputError
    from sayso.evaluate.gold import score_cases
    from sayso.evaluate.gold.run import default_cases, our_reader

    chosen = cases or default_cases(folder)
    if not chosen:
        raise InputError(
            f"no gold cases in {folder.parent / 'golden'} or tests/golden; name their folders", code="no_corpus"
        )
    return score_cases(chosen, our_reader(profile))


def _as_json(gold: GoldScore | None, found: Sequence[Figure]) -> dict[str, Any]:
    from sayso.evaluate.gold import rates

    out: dict[str, Any] = {}
    if gold:
        results = [*gold.cases, gold.total]
        out["gold"] = [{**result, "rates": rates(result)} for result in results]
    out["figures"] = [
        {"name": f"{f.key}.{f.name}", "value": f.value, "floor": f.floor, "verdict": f.verdict, "digest": f.digest}
        for f in found
    ]
    return out


def _print(gold: GoldScore | None, found: Sequence[Figure], *, show: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if gold:
        Console(highlight=False, width=max(console.width, GOLD_WIDTH)).print(_gold_table(gold))
        click.echo(
            "core: found of asked; right: of exported; dnc: exported + kept back, on text that must not be coded"
        )
        for result in gold.cases if show else ():
            for key in GOLD_LISTS:
                for line in result[key]:
                    click.echo(f"  {result['case']} {key}: {line}")
    if found:
        console.print(_figure_table(found))


def _gold_table(gold: GoldScore) -> Any:
    from rich import box
    from rich.table import Table

    from sayso.evaluate.gold import RATES, rates

    grid = Table("case", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in ("core", "right", "dnc", *(rate[:5] for rate in RATES)):
        grid.add_column(name, justify="right", no_wrap=True)
    for result in (*gold.cases, gold.total):
        core, exported = f"{result['core_found']}/{result['core']}", f"{result['exported_right']}/{result['exported']}"
        numbers = [f"{value:.2f}" for value in rates(result).values()]
        grid.add_row(result["case"], core, exported, f"{result['dnc']}+{result['dnc_quiet']}", *numbers)
    return grid


def _figure_table(found: Sequence[Figure]) -> Any:
    from rich import box
    from rich.table import Table

    grid = Table("corpus", "figure", box=box.SIMPLE, padding=(0, 1))
    for name in ("value", "floor"):
        grid.add_column(name, justify="right")
    grid.add_column("passed")
    styles = {"ok": "green", "BELOW": "bold red"}
    for f in found:
        floor = "" if f.floor is None else f"{f.floor:.3f}"
        verdict = f"[{styles.get(f.verdict, 'yellow')}]{f.verdict}[/]"
        grid.add_row(f.key, f.name, f"{f.value:.3f}", floor, verdict)
    return grid
