"""Review: one question a screen; what the answer moved stands above the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso.desk import review
from sayso.desk.review import Question
from sayso.desk.review.answering import last_moved
from sayso.desk.review.sessions import end
from sayso.errors import InputError
from sayso.web.ask import Ask
from sayso.web.page import Form, Page, Pages
from sayso.web.scoped import scoped

if TYPE_CHECKING:
    from starlette.responses import Response

Json = dict[str, Any]
pages = Pages()
AHEAD = 200  # questions that are counted as still to come
COLUMNS = ("key", "kind", "ask", "reason", "value", "event", "a", "b")
BACK = ("party", "country", "type", "text", "watch", "since", "until")


@pages.page("/review", template="review.html", scope="review", nav="review")
def next_question(ask: Ask) -> Page:
    """The next question of this reader, or the one that the address names."""
    store = ask.desk.store
    session = review.session(store, ask.reader)
    listed = review.queue(store, ask.reader, kept=scoped(ask), limit=AHEAD, session=session)
    chosen = _chosen(listed, ask.param("question"))
    shown = review.screen(store, chosen) if chosen else None
    compared, same = review.agreement(store, ask.reader)
    progress = review.progress(store, ask.reader)
    moved = last_moved(store, ask.param("moved")) if ask.param("moved") else None
    return Page(
        title="Review",
        data={
            "question": shown,
            "waiting": len(listed),
            "answered": progress.answered,
            "goal": progress.goal,
            "skipped": progress.skipped,
            "agreement": {"compared": compared, "same": same},
        },
        rows=lambda: [_row(question) for question in listed],
        columns=COLUMNS,
        context={
            "progress": progress,
            "moved": moved if moved and moved["reader"] == ask.reader else None,
            "undone": ask.flag("undone"),
            "ahead": AHEAD,
            "keep": [(name, value) for name, value in ask.params.multi_items() if name in BACK and value],
        },
    )


def _chosen(listed: list[Question], key: str) -> Question | None:
    wanted = [q for q in listed if key and key in (q.key, q.key.partition(":")[2])]
    return next(iter(wanted or listed), None)


def _row(question: Question) -> Json:
    return {name: getattr(question, name) for name in COLUMNS if name != "value"} | {"value": round(question.value, 3)}


@pages.action("/review/answer", scope="review")
def answer(ask: Ask, form: Form) -> Response:
    """Keep the answer, bring the events up to date, and go on to the next question."""
    from sayso.rebuild import refresh

    given, choice = str(form.get("answer") or ""), str(form.get("choice") or form.get("named") or "").strip()
    given = "edit" if form.get("choice") else given
    with ask.writing() as store:
        question = _asked(store, ask.reader, str(form.get("question") or ""), str(form.get("event") or ""))
        done = review.answer(
            store, question, given, reader=ask.reader, refresh=refresh, choice=choice or None,
            note=str(form.get("note") or "").strip()[:500] or None,
        )  # fmt: skip
    return ask.back(_next(form, moved=done.review.partition(":")[2]) if given != "skip" else _next(form))


def _asked(store: Any, reader: str, key: str, event: str) -> Question:
    """The question that was answered: only what can be asked of its event can be."""
    for question in review.queue(store, reader, events=[event], limit=1000):
        if question.key == key:
            return question
    raise InputError(
        "this question does not stand any more: it was answered, or an answer settled it; go on with the next one",
        code="settled", value=key,
    )  # fmt: skip


@pages.action("/review/undo", scope="review")
def undo(ask: Ask, form: Form) -> Response:
    """Take the last answer back, and ask it again."""
    from sayso.rebuild import refresh

    with ask.writing() as store:
        review.undo(store, reader=ask.reader, refresh=refresh)
    return ask.back(_next(form, undone="1"))


@pages.action("/review/session", scope="review")
def session(ask: Ask, form: Form) -> Response:
    """Begin a new session with a goal."""
    from sayso.desk.review.sessions import begin

    goal = str(form.get("goal") or "20")
    if not goal.isdecimal() or not 1 <= int(goal) <= 1000:
        raise InputError(f"a goal is 1 to 1000 answers, not {goal!r}", code="usage", value=goal)
    with ask.writing() as store:
        end(store, ask.reader)
        begin(store, ask.reader, goal=int(goal))
    return ask.back(_next(form))


def _next(form: Form, **more: str) -> str:
    kept = [(name, str(value)) for name in BACK for value in form.getlist(f"keep_{name}") if value]
    query = urlencode([*kept, *more.items()])
    return f"/review?{query}" if query else "/review"
