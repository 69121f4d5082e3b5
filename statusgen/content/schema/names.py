"""The ids that addresses are made of: what they may look like, and where they come from."""

import re
import unicodedata
from datetime import datetime

ID_PATTERN = re.compile(r"[a-z0-9-]{1,80}")
ENTRY_NAME = re.compile(rf"{ID_PATTERN.pattern}\.yml")
ALIAS_IN_USE = "the alias {} is an id or an alias in use"
ALIAS_HINT = "expected a former id that nothing else has or had"
ID_RULE = "a-z, 0-9 and '-', at most 80 characters"


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
