"""The browser that the tests drive, and whether there is one."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--font-render-hinting=none",
)


def executable() -> str | None:
    """The browser's path: what `SAYSO_CHROMIUM` says, else the first known name on the path."""
    named = os.environ.get("SAYSO_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def missing() -> str | None:
    """Why no browser test can run, in words; None where all is there."""
    if executable() is None:
        return "no Chromium on the path (Debian: apt install chromium; or name one in SAYSO_CHROMIUM)"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed (it is in requirements/dev.txt)"
    from sayso.web.assets import STATIC

    if not (STATIC / "built" / "desk.js").is_file():
        return "the desk's scripts are not built (python frontend/build.py)"
    return None


def is_required() -> bool:
    """Whether a missing browser is a failure: `SAYSO_BROWSER=required`, as in CI."""
    return os.environ.get("SAYSO_BROWSER") == "required"
