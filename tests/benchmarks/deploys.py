"""`python -m tests.benchmarks.deploys`: how long the first and the second deploy of a site take.

A deploy is Netlify's command as a whole process in a fresh checkout at the same address, with the
folders that the plugin keeps. It installs from a package registry.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from statusgen.cli.main import run

KEPT = (".statusgen-cache", ".statusgen-venv")


def main() -> None:
    """Print the seconds of two deploys, and how they compare."""
    with tempfile.TemporaryDirectory() as folder:
        source, checkout = Path(folder, "source"), Path(folder, "checkout")
        run(["init", str(source)])
        first, second = (_deploy(source, checkout) for _ in range(2))
    sys.stdout.write(f"first {first:.2f} s, second {second:.2f} s: {second / first:.3f}\n")


def _deploy(source: Path, checkout: Path) -> float:
    """Return the seconds of a deploy in a fresh checkout, in which only the kept folders stay."""
    checkout.mkdir(exist_ok=True)
    for path in checkout.iterdir():
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source, checkout, dirs_exist_ok=True)
    build = tomllib.loads((source / "netlify.toml").read_text("utf-8"))["build"]["command"]
    environment = {**os.environ, "CACHED_COMMIT_REF": "", "PYTHONPATH": ""}
    began = time.perf_counter()
    subprocess.run(["/bin/sh", "-c", build], cwd=checkout, env=environment, check=True)  # noqa: S603 - Netlify's
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
