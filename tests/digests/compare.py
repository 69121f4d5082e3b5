"""Says how two sites differ: paths in groups, and the lines of texts."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import islice

from tests.incremental.program import Files

_GROUPS, _EXAMPLES, _LINES = 12, 2, 40
"""How many groups of paths are listed, paths of each, and lines of each difference."""

_ASSET = re.compile(rb"(?<=[\w-]\.)[0-9a-f]{8}(?=\.[a-z]\w+)")
_MASK = b"xxxxxxxx"


def masked(files: Files) -> Files:
    """Return files without the content hashes in the names of assets, wherever they stand.

    Files whose names differ in nothing else are put together as one.
    """
    found: dict[str, list[bytes]] = defaultdict(list)
    for path, content in files.items():
        found[_masked(path.encode()).decode()].append(_masked(content))
    return {path: b"".join(sorted(contents)) for path, contents in found.items()}


def _masked(text: bytes) -> bytes:
    return _ASSET.sub(_MASK, text)


def digest(files: Files) -> str:
    """Return one short digest of the sha256 of all files and their paths."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:12]


def groups(base: Files, head: Files, paths: Sequence[str]) -> Iterator[str]:
    """Yield lines that list differing paths by what kind of file they are."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        sign = "-" if path not in head else "+" if path not in base else "~"
        found[f"{sign} {_kind(path)}"].append(path)
    for kind, same in islice(sorted(found.items(), key=lambda each: -len(each[1])), _GROUPS):
        yield f"{kind}  {len(same)}: {', '.join(same[:_EXAMPLES])}"
    if len(found) > _GROUPS:
        yield f"and {len(found) - _GROUPS} kinds more"


def _kind(path: str) -> str:
    """Return the pattern of all paths like this one."""
    first, *between = path.split("/")
    shown = "/".join((first, *("*" for _ in between[:-1]), *between[-1:]))
    return re.sub(r"\d{4}-\d\d", "YYYY-MM", _masked(shown.encode()).decode())


def differences(base: Files, head: Files, path: str) -> Iterator[str]:
    """Yield the first lines of a unified difference of two texts."""
    before, after = (_lines(files.get(path, b"")) for files in (base, head))
    found = unified_diff(before, after, f"base/{path}", f"head/{path}", n=1, lineterm="")
    yield from islice((each[:300] for each in found), _LINES)


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode().splitlines()
    except UnicodeDecodeError:
        return [f"{len(content)} bytes with sha256 {hashlib.sha256(content).hexdigest()}"]
