"""`statusgen init`: creates a new site that can be built, from the files in `starter/`."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import click

from statusgen import __version__, package_root
from statusgen.cli.options import path, site_options
from statusgen.console import CommandError, counted

_STARTER = package_root() / "starter"
_IGNORED = frozenset({".git"})


@click.command("init")
@site_options
@click.argument("folder", required=False, callback=path)
def command(root: Path, now: datetime, folder: Path | None) -> int:
    """Lay out a new site.

    It has one sample incident and all that a host needs. FOLDER is made if need be, and must be
    empty; without it the site is laid out in --root.
    """
    site = root / (folder or "")
    if _is_occupied(site):
        message = f"{str(site)!r} is not empty."
        raise click.BadParameter(message, param_hint="FOLDER")
    files = dict(_files(_values(now)))
    _write(files, site)
    click.echo(
        f"{counted(len(files), 'file')} written to {site}\n"
        f"Look at it with: statusgen serve --root {site}"
    )
    return 0


def _is_occupied(site: Path) -> bool:
    try:
        return any(each.name not in _IGNORED for each in site.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _values(now: datetime) -> Mapping[str, str]:
    """Return the value of each variable in the files; the sample incident ended an hour ago."""
    ended = now - timedelta(hours=1)
    began = ended - timedelta(minutes=40)
    return {
        "@VERSION@": __version__,
        "@DAY@": f"{began:%Y-%m-%d}",
        "@BEGAN@": f"{began:%Y-%m-%d %H:%M}Z",
        "@ENDED@": f"{ended:%Y-%m-%d %H:%M}Z",
    }


def _files(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file.

    In the package a leading '_' stands for a dot, so that Git and other tools ignore the files.
    """
    for file in sorted(_STARTER.rglob("*")):
        if file.is_file():
            parts = file.relative_to(_STARTER).parts
            name = "/".join(f".{each[1:]}" if each.startswith("_") else each for each in parts)
            yield _filled(name, values), _filled(file.read_text(encoding="utf-8"), values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _write(files: Mapping[str, str], site: Path) -> None:
    try:
        for name, text in files.items():
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"The site could not be laid out in {site}: {error.strerror or error}."
        raise CommandError(message) from error
