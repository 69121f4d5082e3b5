"""Line ends of a new file: those that git's attributes name, else those of the site's files."""

from pathlib import Path

from statusgen.authoring.git import run_git
from statusgen.content.find import SITE, ContentFiles
from statusgen.content.schema.names import entry_id
from statusgen.content.source.parse import MAX_BYTES
from statusgen.limits import read_file

_BY_ATTRIBUTE = {b"crlf": "\r\n", b"lf": "\n"}


def newest(files: ContentFiles) -> str:
    """Return the path of the newest entry by its id, or of site.yml if there is none."""
    return max(files.entries, key=entry_id, default=SITE)


def line_end(root: Path, path: str, beside: str) -> str:
    """Return the line end of a new file at `path` where `beside` is a file of the site."""
    by_attribute = _BY_ATTRIBUTE.get(_attribute(root, path))
    if by_attribute is not None:
        return by_attribute
    try:
        return "\r\n" if b"\r\n" in read_file(root / beside, MAX_BYTES) else "\n"
    except OSError:
        return "\n"


def _attribute(root: Path, path: str) -> bytes:
    """Return what .gitattributes says of the ends of lines; empty if there is no git."""
    try:
        answer = run_git(root, ("check-attr", "-z", "eol", "--", path))
    except OSError:
        return b""
    return b"".join(answer.stdout.split(b"\0")[2:3])
