"""The child process that parses pages, under limits of its own; run as `python -m sayso.ingest.page_child CPU MEMORY`."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any, BinaryIO

from sayso.ingest.worker import _LENGTH as LENGTH

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
# A page's own word on the time of its publication: a meta element, microdata or JSON-LD.
_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
_LABEL = r"(?:article:published_time|datePublished)"
_PUBLISHED = re.compile(
    rf"""{_LABEL}["'\s][^<>{{}}"']{{0,40}}["']({_TIME})["']|["']({_TIME})["'][^<>{{}}"']{{0,40}}["']{_LABEL}["']"""
)
MIN_PARAGRAPH = 20  # characters


def main(cpu: int, memory: int) -> None:
    """Read pages from standard input and answer each on standard output, until the input ends."""
    import trafilatura.core  # noqa: F401  (paid once, before the parent is told that we are ready)

    source, out = sys.stdin.buffer, sys.stdout.buffer
    _limit_memory(memory)
    _reply(out, {"ready": True})
    while head := source.read(LENGTH.size):
        (size,) = LENGTH.unpack(head)
        _limit_time(cpu)
        _reply(out, _answer(source.read(size)))


def _answer(frame: bytes) -> dict[str, Any]:
    try:
        page = json.loads(frame)
        return _page(_BAD.sub(" ", page["html"]), page["url"])
    except MemoryError:
        return {"error": "it needs too much memory", "code": "complexity_limit"}
    except Exception as error:  # whatever a library throws at a broken page is that page's problem, not the run's
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def _page(html: str, url: str | None) -> dict[str, Any]:
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    dates = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
    found = bare_extraction(
        html, url=url, favor_precision=True, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    text = (getattr(found, "text", "") or "").strip()
    about = found if found is not None else extract_metadata(html, default_url=url, date_config=dates, extensive=False)
    names = ("title", "author", "date", "sitename", "hostname", "url")
    fields = {name: getattr(about, name, None) or None for name in names}
    fields["date"] = _with_time(fields["date"], html)
    return {**fields, "text": text or _paragraphs(html), "how": "trafilatura" if text else "paragraphs"}


def _with_time(day: str | None, html: str) -> str | None:
    """The day with the time that the page gives for it, since copies of one day are told apart by the hour."""
    told = (one or other for one, other in _PUBLISHED.findall(html)) if day else ()
    return next((time for time in told if time.startswith(day or "")), day)


def _paragraphs(html: str) -> str:
    """The text of all paragraphs, one a line: what is left when no main text is found."""
    from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]

    with contextlib.suppress(Exception):
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
        for node in tree.xpath("//script|//style|//noscript|//nav|//footer|//form|//aside|//template"):
            node.drop_tree()
        lines = [" ".join(p.text_content().split()) for p in tree.xpath("//p")]
        lines = [line for line in lines if len(line) >= MIN_PARAGRAPH]
        if not lines:
            body = tree.xpath("//body")
            lines = [" ".join(text.split()) for text in (body[0].itertext() if body else ()) if text.strip()]
        return "\n".join(lines)
    return ""


def _limit_memory(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(cpu: int) -> None:
    """CPU time counts from the start of the process, so the limit moves on with every page."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + cpu + 1, hard))


def _reply(out: BinaryIO, answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode("ascii")
    out.write(LENGTH.pack(len(data)) + data)
    out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
