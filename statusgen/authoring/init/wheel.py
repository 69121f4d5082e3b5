"""The running program as a wheel, for a site whose host cannot reach where it was installed from.

It is made of the files of the package and of the metadata that pip recorded, so it needs no network
and no build tool, and the same program gives the same bytes (the format is PEP 427).
"""

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import Path

from statusgen import package_root
from statusgen.render.theme import TEMPLATES, default_folder

_WHEEL = "Wheel-Version: 1.0\nGenerator: statusgen init\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_NEEDS = "Requires-Dist:"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that the format knows."""


def wheel(distribution: Distribution) -> tuple[str, bytes]:
    """Return the name and the bytes of a wheel of the running program."""
    stem = f"{distribution.name}-{distribution.version}"
    folder = f"{stem}.dist-info"
    files = {**dict(_program()), **dict(_metadata(distribution, folder))}
    files[f"{folder}/RECORD"] = _record(files, f"{folder}/RECORD")
    return f"{stem}-py3-none-any.whl", _archive(files)


def _program() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package, with the templates in it."""
    package = package_root()
    yield from _below(package, package.name)
    yield from _below(default_folder(), f"{package.name}/{TEMPLATES}")


def _below(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__" and path.name != "README.md":
            yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _metadata(distribution: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    yield (
        f"{folder}/METADATA",
        _with_dependencies(distribution.read_text("METADATA") or "").encode(),
    )
    yield f"{folder}/entry_points.txt", (distribution.read_text("entry_points.txt") or "").encode()
    yield f"{folder}/WHEEL", _WHEEL.encode()


def _with_dependencies(metadata: str) -> str:
    """Return metadata with the dependencies of the sources, where the program runs from them.

    What pip recorded for an editable installation may be older than they are.
    """
    project = package_root().parent / "pyproject.toml"
    if not project.is_file():
        return metadata
    needed = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    head, gap, text = metadata.partition("\n\n")
    lines = [line for line in head.splitlines() if not line.startswith(_NEEDS)]
    return "\n".join((*lines, *(f"{_NEEDS} {each}" for each in needed))) + gap + text


def _record(files: Mapping[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items()]
    return "".join((*lines, f"{own},,\n")).encode()


def _digest(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _archive(files: Mapping[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(zipfile.ZipInfo(name, _EARLIEST), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
