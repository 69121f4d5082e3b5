"""Where the files of a site may stand, and in which order they are published."""

from collections.abc import Collection, Iterable

MANIFEST = ".statusgen.json"
"""The list of files that are ours, in the published folder itself."""
TEMPORARY = ".statusgen.tmp"
"""The folder in which a file stands while it is written; whatever bears its name is ours."""

_NEVER = ("//", "/./", "/../", f"/{MANIFEST}/", f"/{TEMPORARY}/", "\\")
"""What no path has in it that cannot leave its folder, nor meet a file of our own."""


def are_inside(paths: Collection[str]) -> bool:
    """Return whether all are plain relative POSIX paths that cannot leave their folder.

    They are looked at as one long text: one by one takes ten times as long.
    """
    text = "\0".join(("", *paths, ""))
    parts = text.replace("\0", "/")
    return (
        text.count("\0") == len(paths) + 1
        and not any(sign in parts for sign in _NEVER)
        and ":" not in {path[1:2] for path in paths}  # a drive of Windows
    )


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return all folders, POSIX paths without the topmost ".", that lead to `paths`."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def is_page(path: str) -> bool:
    """Return whether a file refers to others, which then should be there before it."""
    return path.endswith(".html")


def publication_order(path: str) -> tuple[bool, bool, str]:
    """Sort what pages refer to before the pages, and the page that refers to all of them last."""
    return path == "index.html", is_page(path), path
