"""`python -m tests.fuzz.guided FOLDER`: lets atheris look for inputs that reach new branches.

It needs `pip install atheris`, which is no part of the tests. FOLDER keeps what it has found; what
follows are options of libFuzzer, such as `-max_total_time=600`. An input that fails is written to
`crash-…`; what it shows becomes a case of `test_fuzz.py`.
"""

import sys
from importlib import import_module
from pathlib import Path

from tests.fuzz import values
from tests.fuzz.seeds import FILES

_WORDS = (
    *values.ESCAPES,
    *values.YAML,
    *(each for listed in values.BY_KEY.values() for each in listed),
    *values.BY_KEY,
)


def main() -> None:
    """Run the fuzzer until it is stopped, or has found something."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["statusgen"]):
        target = import_module("tests.fuzz.guided_target")
    folder = Path(sys.argv[1])
    _lay_out(folder, target.PATHS)
    options = [f"-dict={folder / 'words'}", "-timeout=5", "-rss_limit_mb=500", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(folder / "corpus")], target.judged)
    atheris.Fuzz()


def _lay_out(folder: Path, paths: tuple[str, ...]) -> None:
    """Write the files that it begins with, and the words that it puts into them."""
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(paths):
        (folder / "corpus" / f"seed-{number}").write_bytes(bytes([number]) + FILES[path].encode())
    words = (each.encode()[:60] for each in _WORDS if each)
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in dict.fromkeys(words))
    (folder / "words").write_text("".join(f'"{each}"\n' for each in escaped), "utf-8")


if __name__ == "__main__":
    main()
