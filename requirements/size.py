"""Prints the size of a core installation: `make size`. Fails above the limit."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LIMIT_MIB = 400
OWN = Path(__file__).resolve().parent.parent / "src" / "sayso"


def installed_mib(lock: Path) -> float:
    """MiB of site-packages after installing the lock file into a new environment as `make` does, with our own package.

    pip, which installs and is not part of what runs (uv brings none), is not counted.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "bin", "python")
        command = [python, "-m", "pip", "-qq", "install", "--disable-pip-version-check"]
        subprocess.run([*command, "--require-hashes", "--only-binary=:all:", "--no-compile", "-r", lock], check=True)
        site = next(Path(folder, "lib").glob("python3*")) / "site-packages"
        own = (f for f in OWN.rglob("*") if "__pycache__" not in f.parts)  # `make` links it, users get a copy
        theirs = (f for f in site.rglob("*") if not f.relative_to(site).parts[0].startswith("pip"))
        return sum(f.lstat().st_blocks * 512 for f in (*theirs, *own)) / 2**20


if __name__ == "__main__":
    size = installed_mib(Path(__file__).with_name("core.txt"))
    sys.stdout.write(f"core install, site-packages: {size:.0f} MiB (limit {LIMIT_MIB})\n")
    sys.exit(size > LIMIT_MIB)
