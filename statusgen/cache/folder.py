"""The folder in which builds remember: its own from the first file on, and nobody else's ever."""

from pathlib import Path

_TAG = "CACHEDIR.TAG"
_IGNORE = ".gitignore"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_TOLD = f"""\
{_SIGNATURE}
# What statusgen remembers from one build to the next. It may be deleted at any time.
# Programs that make backups leave such a folder out: https://bford.info/cachedir/
"""


def is_made_ours(folder: Path) -> bool:
    """Make `folder` one to remember in, and return whether it is.

    One that a link leads to, that holds anything else, or that cannot be written, is not.
    """
    try:
        return _is_made_ours(folder)
    except OSError:
        return False


def _is_made_ours(folder: Path) -> bool:
    if folder.is_symlink():
        return False  # who follows it does not know what is written over, and what is removed
    folder.mkdir(parents=True, exist_ok=True)
    if _is_tagged(folder):
        return True
    if any(each.name not in {_TAG, _IGNORE} for each in folder.iterdir()):
        return _is_tagged(folder)  # now, by another build that began with us
    if not (folder / _IGNORE).exists():
        (folder / _IGNORE).write_text("*\n", encoding="utf-8")
    (folder / _TAG).write_text(_TOLD, encoding="utf-8")
    return True


def _is_tagged(folder: Path) -> bool:
    try:
        return (folder / _TAG).read_text(encoding="utf-8") == _TOLD
    except (OSError, ValueError):
        return False
