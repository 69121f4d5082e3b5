"""The ids that addresses are made of: what they may look like, and where they come from."""

import re
import unicodedata
from datetime import datetime

_OF_WINDOWS = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""Names that no file or folder can have there, with any suffix."""
MAX_ID = 80
"""Maximum length of an id, in characters."""
ID_PATTERN = re.compile(rf"(?!(?:{_OF_WINDOWS})(?![a-z0-9-]))[a-z0-9-]{{1,{MAX_ID}}}")
ENTRY_NAME = re.compile(rf"{ID_PATTERN.pattern}\.yml")
ALIAS_IN_USE = "the alias {} is an id or an alias in use"
ALIAS_HINT = "expected a former id that nothing else has or had"
ID_RULE = f"a-z, 0-9 and '-', at most {MAX_ID} characters"


def id_rule(name: str, rule: str = ID_RULE) -> str:
    """Return what an id is made of, for a name that is none."""
    return f"{rule}, but not a device of Windows" if is_of_windows(name) else rule


def is_of_windows(name: str) -> bool:
    """Return whether Windows keeps a name for a device, so that no file can have it."""
    return re.fullmatch(_OF_WINDOWS, name.lower()) is not None


def entry_id(path: str) -> str:
    """Return the id of the entry in the file at `path`: its stem."""
    return path.rpartition("/")[2].removesuffix(".yml")


def slug(name: str) -> str:
    """Return a name in the characters of an id: "API errors (EU)" is `api-errors-eu`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def update_id(at: datetime) -> str:
    """Return the id of an update that names none: its time, given in UTC, to the second."""
    return at.isoformat()[: len("2026-11-20T14:03:00")].replace("-", "").replace(":", "") + "Z"
