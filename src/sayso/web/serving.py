"""Running the desk: one or several processes on one socket, and a watcher beside them if asked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from sayso.errors import ConfigError
from sayso.web.app import create_app
from sayso.web.settings import Settings

Say = Callable[[str], None]
SETTINGS = "SAYSO_DESK"  # environment variable by which worker processes are told the settings


def serve(settings: Settings, *, workers: int, show: bool, say: Say) -> None:
    """Serve until Ctrl-C."""
    bound = _bound(settings)
    settings = replace(settings, port=bound.getsockname()[1], ahead=True)
    create_app(settings)  # tells at once what is wrong with the store or the address
    address = f"{'https' if settings.https else 'http'}://{_named(settings.host)}:{settings.port}/"
    say(f"sayso desk on {settings.store}: {address}  (Ctrl-C ends it)")
    watcher = _watcher(settings) if settings.watching else None
    if show:
        _open_soon(address)
    # uvicorn raises the signal that ended it once more: unheeded, that ends this process at once, and leaves the watcher.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _run(settings, bound, workers)
    finally:
        if watcher is not None:
            watcher.terminate()
            watcher.wait(30)


def app() -> object:
    """The application of a worker process, by the settings that it was told."""
    import msgspec

    return create_app(msgspec.json.decode(os.environ[SETTINGS], type=Settings))


def _run(settings: Settings, bound: socket.socket, workers: int) -> None:
    import msgspec

    os.environ[SETTINGS] = msgspec.json.encode(settings).decode()
    config = uvicorn.Config(
        "sayso.web.serving:app",
        factory=True,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.https,
        forwarded_allow_ips="127.0.0.1",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
    )
    if workers > 1:
        from uvicorn.supervisors import Multiprocess

        Multiprocess(config, sockets=[bound]).run()
    else:
        uvicorn.Server(config).run(sockets=[bound])


def _bound(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise ConfigError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}; another desk may run there, "
            "choose another port with -p, or -p 0 for any free one",
            code="address",
        ) from None
    return bound


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else "localhost" if host in ("127.0.0.1", "0.0.0.0") else host


def _watcher(settings: Settings) -> subprocess.Popen[bytes]:
    """A watcher beside the desk; it is told the desk's own port, which no feed may lead to."""
    command = [sys.executable, "-m", "sayso", "watch", "--store", settings.store, "--never", str(settings.port)]
    command += ["--allow-private"] if settings.allow_private else []
    # It prints a line for everything that happens; the pages Sources and Status show the same.
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, process_group=0)


def _open_soon(address: str) -> None:
    import threading
    import webbrowser

    threading.Timer(0.8, webbrowser.open, (address,)).start()
