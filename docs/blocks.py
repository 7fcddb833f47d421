"""Generated blocks in Markdown: the text between `<!-- begin generated: NAME -->` and its end is replaced, never typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """The page with the named blocks replaced; other text stays as it is."""

    def new(found: re.Match[str]) -> str:
        body = blocks.get(found["name"])
        return found[0] if body is None else f"{found['begin']}\n\n{body.strip()}\n\n{found['end']}"

    pattern = r"(?P<begin><!-- begin generated: (?P<name>[\w-]+) -->).*?(?P<end><!-- end generated: (?P=name) -->)"
    return re.sub(pattern, new, text, flags=re.DOTALL)


def update(pages: Mapping[Path, Mapping[str, str]], *, check: bool) -> int:
    """Write the pages, or with `check` only say which differ; the exit code."""
    stale = []
    for page, blocks in pages.items():
        old = page.read_text(encoding="utf-8")
        new = filled(old, blocks)
        if new != old:
            stale.append(page.relative_to(ROOT).as_posix())
            if not check:
                page.write_text(new, encoding="utf-8")
    if stale:
        sys.stderr.write(f"{'out of date, run `make figures`' if check else 'written'}: {', '.join(stale)}\n")
    return 1 if stale and check else 0


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in lines
    )
