"""A brief as PDF, set by Typst (extra `pdf`). Letters that no font here has are named, never dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sayso.desk.brief import parts
from sayso.errors import MissingExtra, StageError
from sayso.wording.words import joined, label

Json = dict[str, Any]
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4  # Typst does not always name every letter at once
_ARCHIVE: Literal["a-2b"] = "a-2b"  # PDF/A asks for a glyph for every letter, so it tells which are missing


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and the scripts of which letters were missing: `Arabic`, `CJK`."""

    body: bytes
    missing: tuple[str, ...] = ()


def pdf(document: Json, *, fonts: Sequence[Path] = ()) -> Pdf:
    """The brief as PDF/A. `fonts` are folders with more fonts; those of the system are used as well."""
    try:
        import typst
    except ImportError as error:
        raise MissingExtra("typst", "pdf") from error
    held = typst.Fonts(include_system_fonts=True, font_paths=list(fonts))
    missing: set[str] = set()
    for _ in range(_TRIES):
        source = "\n".join(_lines(document, missing)).encode()
        try:
            body = typst.compile(source, format="pdf", font_paths=held, pdf_standards=_ARCHIVE)
        except typst.TypstError as error:
            found = _letters(str(error)) - missing
            if not found:
                raise StageError("pdf", document["day"], str(error).partition("\n")[0]) from error
            missing |= found | _kin(found, document)
            continue
        return Pdf(bytes(body), scripts(missing))
    raise StageError("pdf", document["day"], f"no font has the letters {''.join(sorted(missing))[:60]!r}")


def _letters(error: str) -> set[str]:
    """The letters that Typst says it has no glyph for."""
    told = "".join(_CODE.sub(lambda m: chr(int(m[1], 16)), found) for found in _MISSING.findall(error))
    return {c for c in told if not c.isspace() and c != "\\"}


def _kin(found: set[str], document: Json) -> set[str]:
    """Every letter of the brief in a script that is missing: words half shown would say something else."""
    gone = set(scripts(found)) - {"signs"}
    return {c for c in _all_text(document) if _script(c) in gone}


def _all_text(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(value)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return set().union(*(_all_text(one) for one in inside)) if inside else set()


def scripts(letters: set[str]) -> tuple[str, ...]:
    """The scripts of the letters, by name: `Arabic`, `Devanagari`; `signs` for what belongs to none."""
    return tuple(sorted({_script(c) for c in letters}))


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if unicodedata.category(letter)[0] not in "LMN":
        return "signs"
    first = name.partition(" ")[0]
    if first in ("CJK", "KANGXI", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"):
        return "CJK"
    return first.capitalize() or "signs"


# ---------------------------------------------------------------------- the source of the page
_HEAD = """#set document(title: {title})
#set page(paper: "a4", margin: (x: 22mm, y: 20mm), numbering: "1 / 1")
#set text(size: 10pt, lang: "en", font: ({fonts}))
#set par(justify: false, leading: 0.62em)
#set heading(numbering: none)
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, it)
#show link: it => text(fill: rgb("#0b57a4"), it)
#let soft(body) = text(size: 8.5pt, fill: rgb("#4d5a67"), body)"""
_FONTS = ("Libertinus Serif", "DejaVu Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", "DejaVu Sans Mono")


class _Words:
    """Texts as strings of Typst, in which nothing is markup; letters that are missing are named in brackets."""

    def __init__(self, missing: set[str]) -> None:
        self.missing = missing

    def __call__(self, text: str) -> str:
        return f'#text("{self.escaped(text)}")'

    def escaped(self, text: str) -> str:
        shown = self.named(" ".join(text.split()))
        return shown.replace("\\", "\\\\").replace('"', '\\"')

    def named(self, text: str) -> str:
        if not self.missing.intersection(text):
            return text
        letters = "".join(re.escape(c) for c in sorted(self.missing))
        run = re.compile(f"[{letters}](?:[{letters}\\s]*[{letters}])?")
        return run.sub(lambda m: f"[{_told(m[0])}]", text)


def _told(run: str) -> str:
    """What stands for letters that cannot be shown: their script and how many there are."""
    kinds = scripts({c for c in run if not c.isspace()})
    if kinds == ("signs",):
        return ", ".join(unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in dict.fromkeys(run) if not c.isspace())
    return f"{joined(kinds)} text of {len(run)} letters, no font for it"


def _lines(b: Json, missing: set[str]) -> Iterator[str]:
    say = _Words(missing)
    fonts = ", ".join(f'"{name}"' for name in _FONTS)
    yield _HEAD.replace("{title}", f'"{say.escaped(b["title"])}"').replace("{fonts}", fonts)
    yield f"= {say(b['title'])}\n#soft[{say(parts.about(b))}]\n"
    yield " #h(1em) ".join(f"*{n}* {say(name)}" for name, n in parts.figures(b)) + "\n"
    if missing:
        told = f"This PDF has no font for {joined(scripts(missing))}: such text is named in brackets, and whole in the HTML form."
        yield f"#soft[{say(told)}]\n"
    if b["quiet"]:
        yield f"#block(stroke: 0.5pt, inset: 8pt)[*{say(b['quiet'])}*]\n"
    for section in parts.filled(b):
        yield f"== {say(section['mark'] + ' ' + section['title'])}"
        for item in section["items"]:
            yield from _item(item, say)
    if told := parts.left_out(b):
        yield f"#soft[{say(told)}]\n"
    yield from _after(b, say)


def _item(item: Json, say: _Words) -> Iterator[str]:
    more = "".join(f" {say(line['text'])}{_refs(line)}" for line in item["sentences"])
    note = f'\n  #block(fill: rgb("#fff7df"), inset: 4pt)[{say(item["note"])}]' if item["note"] else ""
    meta = (
        f"{'pinned · ' if item['pinned'] else ''}{item['mark']} {item['verdict']} · {item['weight']} · {item['grade']}"
    )
    yield (
        f"#block(breakable: false)[*{say(item['first']['text'])}*{_refs(item['first'])}{more}{note}\n"
        f"  #linebreak() #soft[{say(meta)}]]\n"
    )


def _refs(line: Json) -> str:
    return "".join(f"#super[#link(<n{n}>)[{n}]] " for n in line["notes"]).rstrip()


def _after(b: Json, say: _Words) -> Iterator[str]:
    if b["became"]:
        yield "== What became of the claims of the day before"
        for one in b["became"]:
            weights = say(f"{one['weight_then']} → {one['weight_now']}")
            weights = f" #soft[{weights}]" if one["became"] != "same" else ""
            yield f"- *{say(label('became', one['became']))}*: {say(one['text'])}{_refs(one)}{weights}"
    if rows := parts.items(b):
        yield "== Reports and roots side by side"
        yield "#table(columns: (1fr, auto, auto, auto, auto), align: (left, right, right, left, left), stroke: 0.3pt,"
        yield "  table.header([event], [reports], [roots], [verdict], [grade]),"
        for item in rows:
            cells = (item["title"], item["reports"], item["independent_roots"], item["verdict"], item["grade"])
            yield "  " + ", ".join(f"[{say(str(cell))}]" for cell in cells) + ","
        yield ")"
    yield "== How sure the words are"
    for row in b["legend"]:
        yield f"/ {say(row['mark'] + ' ' + row['key'])}: {say(row['words'])}"
    yield f"\n#soft[{say(parts.EXTRACTIVE)}]\n"
    if b["footnotes"]:
        yield "== Claims and their chains"
    for note in b["footnotes"]:
        link = f' #link("{say.escaped(note["url"])}")[{say(note["title"] or "article")}]' if note["url"] else ""
        yield (
            f"#block[#soft[{note['number']}. “{say(note['sentence'])}” "
            f"{say(note['words'])}{link} {say(note['claim'])}]] <n{note['number']}>\n"
        )
