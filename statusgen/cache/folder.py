"""The folder of a store on disk: its own from the first file on, and nobody else's ever."""

from pathlib import Path

_TAG = "CACHEDIR.TAG"
_IGNORE = ".gitignore"
_CONTENT = """\
Signature: 8a477f597d28d172789f06886806bc55
# The cache of statusgen's builds. It may be deleted at any time.
# Programs that make backups leave such a folder out: https://bford.info/cachedir/
"""


def own(folder: Path) -> bool:
    """Make `folder` the folder of a store, and return whether it is one.

    One that a link leads to, that holds anything else, or that cannot be written, is not.
    """
    try:
        return _own(folder)
    except OSError:
        return False


def _own(folder: Path) -> bool:
    if folder.is_symlink():
        return False  # following it could overwrite and remove files elsewhere
    folder.mkdir(parents=True, exist_ok=True)
    if _is_tagged(folder):
        return True
    if any(each.name not in {_TAG, _IGNORE} for each in folder.iterdir()):
        return _is_tagged(folder)  # now, by another build that began with us
    if not (folder / _IGNORE).exists():
        (folder / _IGNORE).write_text("*\n", encoding="utf-8")
    (folder / _TAG).write_text(_CONTENT, encoding="utf-8")
    return True


def _is_tagged(folder: Path) -> bool:
    try:
        return (folder / _TAG).read_text(encoding="utf-8") == _CONTENT
    except (OSError, ValueError):
        return False
