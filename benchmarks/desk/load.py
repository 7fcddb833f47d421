#!/usr/bin/env python3
"""How fast the desk answers on a big store: pages, charts, and both while the store is written.

    python -m benchmarks.desk.load big.db [--workers 2] [--clients 8] [--seconds 10]

Starts `sayso desk`, asks for a fixed mixture of addresses drawn from the store, and prints for each kind of page the median,
p95 and p99, requests a second, and p99 while a writer adds events over p99 without one. `pages` are lists, events and charts
together; `search` is what no totals are kept for: channels, and rankings of some events only. Clients run in a process of
their own on the same cores, so what they cost is taken from the desk; the ratio is of one run.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection
from multiprocessing import Process, Queue
from typing import Any
from urllib.parse import quote

from benchmarks.desk import making

from sayso.store import open_store

PAGES = ("list", "event", "chart")
ASKED = {"list": 0.6, "event": 0.3, "chart": 0.1, "search": 0.0}  # `--search`: the share of the last
KINDS = tuple(ASKED)


def addresses(path: str, seed: int = 3) -> dict[str, list[str]]:
    """Addresses of each kind, of what stands in the store."""
    draw = random.Random(seed)
    with open_store(path, read_only=True) as store, store.read() as connection:

        def some(sql: str) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(sql).all()]

        events = [row[0].partition(":")[2] for row in some("SELECT id FROM events LIMIT 3000")]
        actors = [row[0] for row in some("SELECT actor_id FROM event_actors WHERE position = 0 LIMIT 300")]
        countries = [row[0] for row in some("SELECT country FROM event_actors WHERE position = 0 LIMIT 300")]
        days = [row[0][:10] for row in some("SELECT first_at FROM events LIMIT 300")]
        pairs = some("SELECT a, b FROM dyad_days WHERE level = 'country' LIMIT 2000")
    lists = [
        "/",
        "/events",
        "/stories",
        "/events?sort=reports",
        "/events?verdict=corroborated",
        "/events?verdict=disputed",
    ]
    lists += [f"/events?actor={quote(draw.choice(actors))}" for _ in range(40)]
    lists += [f"/events?country={draw.choice(countries)}" for _ in range(40)]
    lists += [f"/events?since={draw.choice(days)}&sort=first" for _ in range(40)]
    lists += [f"/events?type={kind}&until={draw.choice(days)}" for kind in ("ASSAULT", "CONSULT", "AID", "THREATEN")]
    lists += ["/actors", "/sources?tab=roots", "/api/v1/actors", "/api/v1/sources"]
    charts = [f"/dyad/{a}/{b}.json" for a, b in draw.sample(sorted(set(pairs)), min(60, len(set(pairs))))]
    charts += ["/map.json", "/dyads.json"]
    searches = [f"/channels.json?a={a}&b={b}" for a, b in draw.sample(sorted(set(pairs)), min(4, len(set(pairs))))]
    searches += ["/api/v1/actors?type=CONSULT", "/api/v1/sources?type=ASSAULT", f"/channels.json?country={pairs[0][0]}"]
    return {
        "list": lists,
        "event": [f"/event/{own}" for own in draw.sample(events, min(400, len(events)))],
        "chart": charts,
        "search": searches,
    }


def client(port: int, given: dict[str, list[str]], seconds: float, seed: int, out: Queue[Any]) -> None:
    """Ask again and again; what each answer took, in ms, by kind."""
    draw = random.Random(seed)
    times: dict[str, list[float]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    longest: dict[str, float] = defaultdict(float)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind = draw.choices(KINDS, [ASKED[k] for k in KINDS])[0]
        address = draw.choice(given[kind])
        start = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times[kind].append((time.perf_counter() - start) * 1000)
        longest[address] = max(longest[address], times[kind][-1])
        if answer.status >= 400:
            wrong[f"{answer.status} {address}"] += 1
    connection.close()
    out.put((dict(times), dict(wrong), dict(longest)))


def measured(port: int, given: dict[str, list[str]], *, clients: int, seconds: float, seed: int) -> dict[str, Any]:
    """The times of all clients together."""
    out: Queue[Any] = Queue()
    began = time.monotonic()
    running = [Process(target=client, args=(port, given, seconds, seed + n, out)) for n in range(clients)]
    for one in running:
        one.start()
    got = [out.get() for _ in running]
    for one in running:
        one.join()
    spent = time.monotonic() - began
    times: dict[str, list[float]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    longest: dict[str, float] = defaultdict(float)
    for kinds, bad, slow in got:
        for kind, values in kinds.items():
            times[kind] += values
        for address, number in bad.items():
            wrong[address] += number
        for address, ms in slow.items():
            longest[address] = max(longest[address], ms)
    every = [value for kind in PAGES for value in times[kind]]
    told: dict[str, Any] = {kind: spread(values) for kind, values in sorted(times.items())}
    told["pages"] = spread(every)
    told["per_second"] = round(sum(map(len, times.values())) / spent, 1)
    told["slowest"] = {one: round(ms) for one, ms in sorted(longest.items(), key=lambda item: -item[1])[:8]}
    return told | ({"wrong": dict(wrong)} if wrong else {})


def spread(values: list[float]) -> dict[str, float]:
    """How many, and the median, p95 and p99 in ms."""
    ranked = sorted(values)

    def at(share: float) -> float:
        return round(ranked[min(len(ranked) - 1, int(share * len(ranked)))], 1)

    return {"n": len(ranked), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}


def slowest(port: int, given: dict[str, list[str]]) -> dict[str, Any]:
    """One client alone: the median of each kind, and the slowest addresses."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    took: dict[str, float] = {}
    for _ in range(2):  # the second time pages are warm
        for listed in given.values():
            for address in listed[:150]:
                start = time.perf_counter()
                connection.request("GET", address)
                connection.getresponse().read()
                took[address] = (time.perf_counter() - start) * 1000
    connection.close()
    worst = sorted(took.items(), key=lambda item: -item[1])[:8]
    return {"alone": {kind: spread([took[a] for a in given[kind] if a in took]) for kind in given},
            "slowest": {address: round(ms, 1) for address, ms in worst}}  # fmt: skip


def writer(path: str, stop: threading.Event, done: list[int]) -> None:
    """Add events in small batches, as a watcher does at some 200 articles a minute and more."""
    with open_store(path) as store:
        start = 10_000_000 + int(time.time()) % 1_000_000 * 10
        size, making.BATCH = making.BATCH, 10
        try:
            for batch in making.batches(1_000_000, 7, start):
                if stop.is_set():
                    return
                making.write(store, batch)
                done[0] += len(batch.events)
                stop.wait(1.5)
        finally:
            making.BATCH = size


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("store")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--search", type=float, default=0.0, help="share of requests that no totals are kept for")
    given = options.parse_args()
    ASKED["search"] = given.search
    print(json.dumps(run(given.store, given.workers, given.clients, given.seconds), indent=1))


def run(store: str, workers: int, clients: int, seconds: float) -> dict[str, Any]:
    """All figures of one store."""
    asked = addresses(store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sayso", "desk", store, "-p", str(port), "--workers", str(workers)]
    desk = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        told = slowest(port, asked)
        measured(port, asked, clients=clients, seconds=min(3.0, seconds), seed=1)
        told["idle"] = measured(port, asked, clients=clients, seconds=seconds, seed=100)
        stop, done = threading.Event(), [0]
        thread = threading.Thread(target=writer, args=(store, stop, done))
        thread.start()
        told["while_written"] = measured(port, asked, clients=clients, seconds=seconds, seed=200)
        stop.set()
        thread.join()
        told["events_added"] = done[0]
        told["p99_while_written_over_idle"] = round(
            told["while_written"]["pages"]["p99"] / told["idle"]["pages"]["p99"], 2
        )
        return told
    finally:
        desk.terminate()
        desk.wait(20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/static/mark.svg")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk did not start")


if __name__ == "__main__":
    main()
