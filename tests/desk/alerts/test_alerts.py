"""Rules find what became known, tell it once whatever comes between, and deliver it."""

from __future__ import annotations

import email
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import feedparser
import pytest

from sayso.desk import alerts, rules
from sayso.desk.alerts.delivering import FIRST, MOST, deliver
from sayso.desk.alerts.mail import write_mail
from sayso.desk.alerts.webhook import Refused, post_webhook, signature
from sayso.desk.rules import Rule, Sink
from sayso.errors import InputError
from sayso.model.ledger import Change
from sayso.rebuild import rebuild, refresh
from sayso.store import Store
from tests.desk.stores import BLOCKADE, CHANGES, SHELLING, changed, fill
from tests.rebuild.told import crisis, recorded

Json = dict[str, Any]


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with fill(where) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "s.db")
    from tests.postgres import server

    return server().database()


def rule(**more: Any) -> Rule:
    filters = more.pop("filters", {})
    return rules.rule_of(more.pop("name", "Port"), filters, **more)


def becomes(store: Store, *changes: Change) -> None:
    """What is known of the shelling or the blockade grows by these changes."""
    for event in (SHELLING, BLOCKADE):
        own = [c for c in CHANGES if c.event == event.id]
        new = [c for c in changes if c.event == event.id]
        if new:
            last = new[-1]
            grown = replace(event, verdict=last.after, independent_roots=last.roots_after)
            with store.transaction():
                store.replace_events([event.id], [grown], [*own, *new])


WITHDRAWN = changed(SHELLING, "withdrawn", 3, "corroborated", "withdrawn", (2, 2))
CONFIRMED = changed(BLOCKADE, "confirmed", 2, "single-source", "corroborated", (1, 2))
THIRD = changed(SHELLING, "changed", 3, "corroborated", "corroborated", (2, 3))


def kinds(store: Store) -> list[str]:
    return [a["change"] for a in reversed(alerts.told(store))]


# ---------------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["withdrawn", "confirmed"]),
        ({"kinds": ("withdrawn",)}, ["withdrawn"]),
        ({"kinds": ("new",)}, []),  # both were known before
        ({"filters": {"type": ("THREATEN",)}}, ["confirmed"]),
        ({"filters": {"country": ("EGY",)}}, ["withdrawn"]),
        ({"filters": {"actor": ("Ana Velo",)}}, ["confirmed"]),
        ({"filters": {"status": ("denied",)}}, []),
        ({"filters": {"text": "blockade"}}, ["withdrawn", "confirmed"]),  # both are told in that article
        ({"filters": {"verdict": ("corroborated",)}}, ["confirmed"]),  # the verdict that the change led to
        ({"min_roots": 3}, []),
        ({"min_reports": 3}, ["withdrawn"]),
        ({"filters": {"verdict": ("corroborated",)}, "kinds": ("new",)}, ["new"]),  # it comes to meet the filter
        ({"min_roots": 2, "kinds": ("new",)}, ["new"]),  # it comes over the threshold
    ],
)
def test_what_a_rule_tells(store: Store, options: Json, expected: list[str]) -> None:
    rules.add(store, rule(**options))
    becomes(store, WITHDRAWN, CONFIRMED)
    assert alerts.run(store).alerts == len(expected)
    assert kinds(store) == expected


def test_what_was_known_before_the_rule_is_not_told(store: Store) -> None:
    rules.add(store, rule())
    assert alerts.run(store).alerts == 0


def test_nothing_is_told_twice(store: Store) -> None:
    rules.add(store, rule())
    becomes(store, CONFIRMED)
    assert [alerts.run(store).alerts for _ in range(3)] == [1, 0, 0]
    becomes(store, CONFIRMED)  # the event is made anew
    assert alerts.run(store).alerts == 0


def test_several_rules_walk_the_log_by_themselves(store: Store) -> None:
    rules.add(store, rule(name="a"))
    becomes(store, CONFIRMED)
    rules.add(store, rule(name="b"))
    becomes(store, WITHDRAWN)
    alerts.run(store)
    assert Counter(a["rule_name"] for a in alerts.told(store)) == {"a": 2, "b": 1}


def test_a_stopped_rule_does_not_tell_later_what_it_missed(store: Store) -> None:
    rules.add(store, rule())
    rules.switch(store, "Port", on=False)
    becomes(store, CONFIRMED)
    assert alerts.run(store).alerts == 0
    rules.switch(store, "Port", on=True)
    becomes(store, WITHDRAWN)
    alerts.run(store)
    assert kinds(store) == ["withdrawn"]


def test_an_event_comes_to_as_many_reports_as_a_rule_waits_for(store: Store) -> None:
    rules.add(store, rule(min_reports=4, kinds=("new",)))
    grown = replace(SHELLING, articles=(*SHELLING.articles, "article:4"))
    own = [c for c in CHANGES if c.event == SHELLING.id]
    for _ in range(2):
        with store.transaction():
            store.replace_events([SHELLING.id], [grown], own)
        alerts.run(store)
    assert kinds(store) == ["new"]


def test_an_event_that_had_the_reports_before_the_rule_is_no_news(store: Store) -> None:
    rules.add(store, rule(min_reports=3, kinds=("new",)))
    becomes(store, THIRD)
    assert alerts.run(store).alerts == 0


def test_the_preview_tells_what_would_have_been_told_and_keeps_nothing(store: Store) -> None:
    drafted = rule(filters={"type": ("ASSAULT",)})
    found = alerts.preview(store, drafted)
    assert [a["change"] for a in found] == ["disputed", "confirmed", "new"]
    assert found[-1]["headline"] == "New: Norland navy shelled Port Amber (3 reports / 2 roots)"
    assert alerts.told(store) == []
    assert rules.listed(store) == []
    made, _ = rules.add(store, drafted)
    assert len(alerts.preview(store, made)) == 3  # also of a rule that is kept
    assert alerts.preview(store, drafted, now=datetime.now(UTC) + timedelta(days=8)) == []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_order_of_the_articles_each_event_is_told_new_once(seed: int, tmp_path: Path) -> None:
    """Late reports take the first place, events merge and take other ids; a rebuild makes them all anew."""
    pick = random.Random(seed)
    entries = list(crisis())[:8]
    pick.shuffle(entries)
    with recorded(tmp_path / "s.db", []) as store:
        rules.add(store, rule())
        run = store.begin_run("test", "default", {})
        for entry in entries:
            store.record(replace(entry, run=run))
            refresh(store)
            alerts.run(store)
        found = Counter((a["change"], store.resolve_event(a["event"]["id"])) for a in alerts.told(store))
        rebuild(store)
        assert alerts.run(store).alerts == 0
        verdicts = {event.id: event.verdict for event in store.events()}
        assert all(found["new", own] >= 1 for own in verdicts)
        assert found["confirmed", next(own for own, v in verdicts.items() if v == "corroborated")] == 1


def test_rules_are_checked() -> None:
    for wrong in (
        {"kinds": ("confirmd",)},
        {"filters": {"type": ("ASSALT",)}},
        {"sinks": [Sink(kind="webhook", to="ftp://a.example/")]},
        {"sinks": [Sink(kind="webhook", to="https://user:secret@a.example/")]},
        {"sinks": [Sink(kind="pigeon", to="x")]},
        {"name": "  "},
        {"min_roots": -1},
    ):
        with pytest.raises(InputError):
            rule(**wrong)


def test_the_path_of_a_webhook_is_not_for_everybody() -> None:
    assert Sink(kind="webhook", to="https://hooks.example:8443/T0/secret?k=1").shown == "https://hooks.example/…"
    assert Sink(kind="mail", to="/srv/outbox").shown == "/srv/outbox"


def test_two_rules_of_one_name_are_refused(store: Store) -> None:
    rules.add(store, rule())
    with pytest.raises(InputError, match="called 'Port' already"):
        rules.add(store, rule())


def test_a_removed_rule_takes_its_alerts_along(store: Store) -> None:
    rules.add(store, rule(sinks=[Sink(kind="mail", to="x")]))
    becomes(store, CONFIRMED)
    alerts.find(store)
    rules.remove(store, "Port")
    assert alerts.told(store) == []
    assert deliver(store) == (0, 0, 0)


# ---------------------------------------------------------------------- delivering


def waiting(store: Store, sink: Sink) -> Rule:
    made, _ = rules.add(store, rule(sinks=[sink]))
    becomes(store, CONFIRMED)
    assert alerts.find(store) == 1
    return made


HOOK = Sink(kind="webhook", to="https://hooks.example/sayso")


def test_a_delivery_is_tried_again_further_and_further_apart_and_given_up_in_words(store: Store) -> None:
    waiting(store, HOOK)
    at, tries, pauses = datetime.now(UTC) + timedelta(seconds=1), 0, []

    def post(*_: Any) -> None:
        nonlocal tries
        tries += 1
        raise InputError("the receiver sleeps", code="network")

    while tries < MOST:
        before = tries
        deliver(store, post=post, now=at)
        if tries == before:
            at += timedelta(seconds=1)
            pauses[-1] += 1
            step = 2 ** (len(pauses) - 1) * FIRST
            at += timedelta(seconds=max(step - 2, 0)) if pauses[-1] == 1 else timedelta()
        else:
            pauses.append(0)
    told = alerts.told(store)[0]["deliveries"][0]
    assert (told["state"], told["attempts"], told["error"]) == ("failed", MOST, "the receiver sleeps")
    assert deliver(store, post=post, now=at + timedelta(days=9)) == (0, 0, 0)
    assert tries == MOST


@pytest.mark.parametrize(
    ("error", "state", "seconds"),
    [
        (Refused("no", final=True), "failed", None),
        (Refused("later", wait=600), "waiting", 600),  # as it asks
        (Refused("much later", wait=1e9), "waiting", 4 * 3600),
        (Refused("now", wait=0), "waiting", FIRST),
    ],
)
def test_what_the_receiver_asks_for(store: Store, error: Refused, state: str, seconds: int | None) -> None:
    waiting(store, HOOK)
    at = datetime.now(UTC) + timedelta(seconds=1)

    def post(*_: Any) -> None:
        raise error

    deliver(store, post=post, now=at)
    told = alerts.told(store)[0]["deliveries"][0]
    assert told["state"] == state
    if seconds is not None:
        assert datetime.fromisoformat(told["next_at"]) - at == timedelta(seconds=seconds)


def test_two_programs_do_not_deliver_one_alert_both(store: Store) -> None:
    waiting(store, HOOK)
    sent: list[str] = []

    def post(_rule: Rule, _sink: Sink, alert: Json) -> None:
        sent.append(alert["id"])
        deliver(store, post=post)  # another one comes while this is under way

    deliver(store, post=post)
    assert len(sent) == 1


def test_a_mail_is_written_once_and_says_what_became_known(store: Store, tmp_path: Path) -> None:
    waiting(store, Sink(kind="mail", to=str(tmp_path / "outbox")))
    assert alerts.run(store).sent == 1
    (path,) = (tmp_path / "outbox").iterdir()
    message = email.message_from_bytes(path.read_bytes())
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    text = body.decode()
    assert message["X-Sayso-Change"] == "confirmed"
    assert "1 report / 2 roots" in text
    alert = alerts.told(store)[0]
    held = {key: value for key, value in alert.items() if key not in ("deliveries", "states", "rule_name", "made_at")}
    assert write_mail(tmp_path / "outbox", held) == path
    assert len(list((tmp_path / "outbox").iterdir())) == 1


def test_no_name_of_the_news_can_write_a_header(store: Store, tmp_path: Path) -> None:
    waiting(store, HOOK)
    alert = alerts.told(store)[0]
    alert["headline"] = "New: X\r\nBcc: everybody@example.org"
    message = email.message_from_bytes(write_mail(tmp_path, alert).read_bytes())
    assert message["Bcc"] is None


def test_the_feed_is_sound_xml_whatever_is_told(store: Store) -> None:
    made = waiting(store, HOOK)
    found = alerts.told(store)
    found[0]["headline"] = "New: <script>\x00\x08\ufffe&"
    tree = ElementTree.fromstring(alerts.atom(made, found, base="https://desk.example"))
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = tree.findall(f"{atom}entry")
    assert entry.findtext(f"{atom}id") == f"urn:sayso:{found[0]['id']}"
    assert entry.findtext(f"{atom}title", "").startswith("New: <script>")
    link = entry.find(f"{atom}link")
    assert link is not None
    assert link.get("href", "").startswith("https://desk.example/event/")


def test_a_reader_of_the_feed_gets_each_thing_once_and_as_it_is(store: Store) -> None:
    """What a feed reader sees: sound Atom, one entry for `confirmed`, one for `withdrawn`, ids that stay, names as texts."""
    made, _ = rules.add(store, rule(name="Port <b>&"))
    seen: list[list[str]] = []
    for change in (CONFIRMED, CONFIRMED, WITHDRAWN, WITHDRAWN):  # each event is made anew without news in between
        becomes(store, change)
        alerts.run(store)
        read = feedparser.parse(alerts.atom(made, alerts.told(store, made.id), base="https://desk.example"))
        assert not read.bozo
        assert (read.version, read.feed.title_detail.type, read.feed.title) == (
            "atom10",
            "text/plain",
            "Sayso: Port <b>&",
        )
        seen.append([entry.id for entry in read.entries])
    assert [len(ids) for ids in seen] == [1, 1, 2, 2]
    assert seen[0] == seen[1] == seen[2][1:] == seen[3][1:]
    assert len(set(seen[3])) == 2
    assert [entry.tags[0].term for entry in read.entries] == ["withdrawn", "confirmed"]
    for entry in read.entries:
        assert entry.link.startswith("https://desk.example/event/")
        assert entry.updated_parsed
        assert entry.published_parsed


def test_the_key_of_a_feed_is_kept_as_a_digest(store: Store) -> None:
    made, key = rules.add(store, rule())
    assert rules.opens_feed(store, made.id, key)
    assert not rules.opens_feed(store, made.id, "")
    assert not rules.opens_feed(store, made.id, key[:-1])
    newer = rules.new_feed_key(store, made.id)
    assert (rules.opens_feed(store, made.id, key), rules.opens_feed(store, made.id, newer)) == (False, True)
    with store.read() as connection:
        assert key not in str(connection.exec_driver_sql("SELECT * FROM rules").all())


# ---------------------------------------------------------------------- webhooks


class Receiver(BaseHTTPRequestHandler):
    status: ClassVar[int] = 204
    headers_out: ClassVar[dict[str, str]] = {}
    got: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((dict(self.headers), body))
        self.send_response(self.status)
        for name, value in self.headers_out.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[type[Receiver], str]]:
    kind = type("Own", (Receiver,), {"got": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kind, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


ALERT: Json = {"id": "alert:1", "schema": "sayso-alert/1", "headline": "New: Ş"}


def test_a_webhook_is_signed_and_carries_its_key(receiver: tuple[type[Receiver], str]) -> None:
    kind, url = receiver
    post_webhook(Sink(kind="webhook", to=url, private=True), ALERT, secret="whsec_x")
    ((headers, body),) = kind.got
    assert json.loads(body) == ALERT
    assert headers["webhook-id"] == headers["Idempotency-Key"] == "alert:1"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["webhook-signature"] == signature("whsec_x", "alert:1", headers["webhook-timestamp"], body)
    assert headers["webhook-signature"] != signature("whsec_y", "alert:1", headers["webhook-timestamp"], body)


@pytest.mark.parametrize(
    ("status", "more", "final", "wait"),
    [
        (410, {}, True, None),
        (503, {}, False, None),
        (429, {"Retry-After": "77"}, False, 77),
        (302, {"Location": "http://127.0.0.1/other"}, True, None),  # not followed
    ],
)
def test_answers_of_a_webhook(
    receiver: tuple[type[Receiver], str], status: int, more: dict[str, str], final: bool, wait: float | None
) -> None:
    kind, url = receiver
    kind.status, kind.headers_out = status, more
    with pytest.raises(Refused) as told:
        post_webhook(Sink(kind="webhook", to=url, private=True), ALERT, secret="s")
    assert (told.value.final, told.value.wait) == (final, wait)
    assert len(kind.got) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "hooks.example"])
def test_a_webhook_goes_to_the_open_internet_only(receiver: tuple[type[Receiver], str], host: str) -> None:
    kind, url = receiver
    port = url.rpartition(":")[2].partition("/")[0]
    with pytest.raises(InputError):
        post_webhook(
            Sink(kind="webhook", to=f"http://{host}:{port}/hook"), ALERT, secret="s",
            resolve=lambda _host, _port: ["127.0.0.1"],
        )  # fmt: skip
    assert kind.got == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]/x", "https://10.1.2.3/x", "http://0x7f000001/x", "http://printer.local/"],
)  # fmt: skip
def test_a_webhook_into_this_network_is_refused_when_the_rule_is_made(url: str) -> None:
    with pytest.raises(InputError, match="--private") as told:
        rule(sinks=[Sink(kind="webhook", to=url)])
    assert url in str(told.value)
    assert rule(sinks=[Sink(kind="webhook", to=url, private=True)]).sinks
    assert rule(sinks=[Sink(kind="webhook", to="https://hooks.example/x")]).sinks


def test_a_name_that_leads_into_this_network_is_given_up_with_the_reason() -> None:
    with pytest.raises(Refused, match=r"not on the open internet; .* --private") as told:
        post_webhook(HOOK, ALERT, secret="s", resolve=lambda _host, _port: ["127.0.0.1"])
    assert told.value.final


def test_a_rule_says_why_a_way_of_telling_fails_and_when_it_is_tried_next(store: Store) -> None:
    waiting(store, HOOK)
    now = datetime.now(UTC) + timedelta(seconds=1)

    def no(*_: Any) -> None:
        raise Refused(f"{HOOK.to} answers 503")

    assert rules.standing(store)[0]["problems"] == []
    deliver(store, post=no, now=now)
    (row,) = rules.standing(store)
    (one,) = row["problems"]
    assert (one["stage"], one["code"], one["retryable"], one["to"]) == ("alerts", "webhook", True, HOOK.to)
    assert f"{HOOK.to} answers 503 (1 try, next try at" in one["message"]
    deliver(store, post=lambda *_: None, now=now + timedelta(days=1))
    assert rules.standing(store)[0]["problems"] == []  # it arrived: there is no problem any more


# ---------------------------------------------------------------------- killed

KILLED = """
import sys, os, signal
from sayso.desk import alerts
from sayso.store import open_store
where, point, outbox = sys.argv[1:]
count = 0
from sayso.store.session import Session
real = Session._begun
def begun(self, how):
    global count
    count += 1
    if count == int(point):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, how)
Session._begun = begun
with open_store(where) as store:
    alerts.run(store)
"""


@pytest.mark.parametrize("point", range(1, 9))
def test_a_killed_run_loses_nothing_and_writes_nothing_twice(point: int, tmp_path: Path) -> None:
    """SIGKILL before the n-th transaction of a run: finding, leasing and noting are all hit; then a run to the end."""
    path, outbox = tmp_path / "s.db", tmp_path / "outbox"
    with fill(path) as store:
        rules.add(store, rule(sinks=[Sink(kind="mail", to=str(outbox))]))
        becomes(store, WITHDRAWN, CONFIRMED)
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(point), str(outbox)], env=os.environ, timeout=60, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL)
    from sayso.store import open_store

    with open_store(path) as store:
        later = datetime.now(UTC) + timedelta(minutes=5)
        alerts.find(store)
        deliver(store, now=later)
        found = alerts.told(store)
        assert sorted(a["change"] for a in found) == ["confirmed", "withdrawn"]
        assert {way["state"] for a in found for way in a["deliveries"]} == {"sent"}
    assert len(list(outbox.glob("*.eml"))) == 2
