"""Addresses that change something: judgements, and articles that are handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk import judging
from sayso.desk.claims import claims
from sayso.desk.events import events_by_id
from sayso.desk.filters import filter_of
from sayso.errors import InputError
from sayso.rebuild import refresh
from sayso.store import tables as t
from sayso.web.api import schemas
from sayso.web.api.building import Api, Call
from sayso.web.api.intake import Intake

if TYPE_CHECKING:
    from sayso.model.ledger import Judgement
    from sayso.store import Store

Json = dict[str, Any]


def add_to(api: Api) -> None:
    """Add what takes something."""

    @api.post(
        "/judgements", tag="judgements", says="Decide", takes="NewJudgement", shows=schemas.ref("Judged"), scope="review",
        more=(404,),
        about="Same event, same actor, copy of, root is, wrong, or how reliable a source is. Kept beside the ledger under the "
        "name of who sends it; what is derived is brought up to date before the answer.",
    )  # fmt: skip
    def judge(call: Call) -> Json:
        body = call.body

        def act(store: Store) -> tuple[Judgement, ...]:
            return judging.judge(
                store, body["kind"], body["a"], body.get("b"), answer=body.get("answer", "yes"), by=call.name,
                note=body.get("note"), new=body.get("new", False),
            )  # fmt: skip

        if body["kind"] not in ("wrong", "reliability") and not body.get("b"):
            raise InputError(f"{body['kind']} is about two; give b", code="body", value="b")
        call.did(f"judged {body['kind']} {body['a']} {body.get('b') or ''}"[:300])
        return _judged(call, act)

    @api.post(
        "/judgements/{id}/undo", tag="judgements", says="Take a judgement back", takes="Undo", shows=schemas.ref("Judged"),
        scope="review", more=(404,), paths={"id": "Of the judgement."},
    )  # fmt: skip
    def undo(call: Call) -> Json:
        call.did(f"took back {call.path['id']}"[:300])
        return _judged(
            call, lambda store: judging.undo(store, call.path["id"], by=call.name, note=call.body.get("note"))
        )

    @api.post(
        "/articles", tag="articles", says="Hand in an article to be coded", takes="NewArticle", shows=schemas.ref("Taken"),
        scope="ingest",
        about="Text or HTML of one article. It is read, kept, and joined with what is known before the answer.",
    )  # fmt: skip
    def article(call: Call) -> Json:
        return _taken(call)


def _judged(call: Call, act: Any) -> Json:
    """Keep the rows, look again at the events that they bear on, and tell what these are now."""
    with call.request.app.state.desks.writing() as store:
        rows = act(store)
        before = store.events(judging.touched(store, rows))
        refresh(store)
        claims = {claim for event in before for claim in event.claims}
        after = sorted({*judging.touched(store, rows), *store.event_of(claims).values()})
        own = {row.id for row in rows}
        told = [row for row in judging.judged(store, every=True) if row["id"] in own]
        return {"items": told, "events": events_by_id(store, after)}


def _taken(call: Call) -> Json:
    """Read one article into the store, and tell what became of it and what it says."""
    body = call.body
    if ("text" in body) == ("html" in body):
        raise InputError("give either text or html", code="body")
    intake: Intake = call.request.app.state.intake
    row = intake.take(body, by=call.name)
    call.did(f"handed in {row['article_id'] or row['id']}"[:300])
    with call.desk.store.read() as connection:
        ids = tuple(connection.scalars(select(t.claims.c.id).where(t.claims.c.article_id == row["article_id"])))
    found = list(claims(call.desk.store, filter_of(id=ids))) if ids else []
    events = list(dict.fromkeys(claim["event_id"] for claim in found if claim["event_id"]))
    return {
        "state": row["state"],
        "article": row["article_id"],
        "message": row["message"],
        "claims": found,
        "events": events_by_id(call.desk.store, events),
    }
