"""The cleaner that needs no weights: repairs, paragraphs and their kinds, language."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.clean import language, markdown, quotes, repair, wraps
from sayso.clean.blocks import Layout, layout
from sayso.clean.tape import Tape
from sayso.model import Article, Document, Problem

LIMIT = 200_000  # characters of an article that are read


class RulesCleaner:
    """Repairs text and tells headline, text, captions and boilerplate apart; boilerplate stays in the text as blocks."""

    name = "rules"
    version = "1"

    def clean(self, articles: Sequence[Article]) -> list[Document]:
        """One document per article; each does without the others."""
        return [_clean(article) for article in articles]


def _clean(article: Article) -> Document:
    problems = [_too_long(article)] if len(article.text) > LIMIT else []
    tape = Tape(article.text, limit=None if article.raw else LIMIT)
    is_markdown = article.media_type == "text/markdown"
    if not article.raw:
        _repair(tape, is_markdown=is_markdown)
    text = tape.text
    readable = text[:LIMIT]
    lang, problem = _language(article, readable)
    found = Layout(blocks=())
    if problem is None or problem.code == "language_mismatch":
        soft = wraps.soft_breaks(readable) if article.raw else ()
        found = layout(readable, title=article.title, byline=article.byline, soft=soft)
    problems += [problem] if problem else []
    return Document(
        article=article,
        text=text,
        text_map=tape.runs,
        blocks=found.blocks,
        edits=tape.edits(),
        title=article.title,
        byline=article.byline or found.byline,
        dateline=found.dateline.text if found.dateline else None,
        dateline_place=found.dateline.place if found.dateline else None,
        dateline_source=found.dateline.source if found.dateline else None,
        language=lang,
        problems=tuple(problems),
    )


def _repair(tape: Tape, *, is_markdown: bool) -> None:
    for step in repair.FIRST:
        tape.edit(step(tape.text))
    tape.edit(repair.invisible(tape.text))
    for step in markdown.INLINE if is_markdown else ():
        tape.edit(step(tape.text))
    tape.edit(wraps.unwrap(tape.text, markdown=is_markdown))
    for step in markdown.LINES if is_markdown else ():  # after the joins, which go by the marks of lists and headings
        tape.edit(step(tape.text))
    for step in repair.LAST:
        tape.edit(step(tape.text))
    tape.edit(quotes.quotes(tape.text))
    tape.edit(quotes.spaces_inside(tape.text))


def _language(article: Article, text: str) -> tuple[str | None, Problem | None]:
    """The language to read the text in, and what stands against reading it."""
    declared = language.code_of(article.language)
    if not any(c.isalnum() for c in text):
        if article.problems:  # ingest has already said why there is no text
            return declared, None
        return declared, Problem(
            stage="clean", code="empty", message="the article has no text; nothing can be read from it"
        )
    found = language.detect(text)
    lang = declared or (found[0] if found else "en")
    if lang not in language.SUPPORTED:
        said = "declared" if declared else "detected"
        return lang, Problem(
            stage="clean",
            code="unsupported_language",
            message=f"the text is in {lang!r} ({said}); supported: {', '.join(language.SUPPORTED)}. "
            "Give a translation, or --language en if the text is English",
        )
    if declared and found and found[0] != declared:
        return lang, Problem(
            stage="clean",
            code="language_mismatch",
            message=f"declared as {declared!r}, but the text looks like {found[0]!r}; it was read as {declared!r}",
        )
    return lang, None


def _too_long(article: Article) -> Problem:
    return Problem(
        stage="clean",
        code="too_long",
        message=f"the article has {len(article.text)} characters; only the first {LIMIT} were read",
    )
