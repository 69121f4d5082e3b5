"""The JSON Schema of our own data, as it is published beside it."""

import json
from typing import Any

from statusgen import package_root

MADE = package_root() / "outputs" / "open_data" / "schema.json"
"""Where the schema lies as `described` made it: part of the program, and so not made in a build."""


def schema(address: str) -> dict[str, Any]:
    """Return one schema for all files (JSON Schema, draft 2020-12), published at `address`."""
    made: dict[str, Any] = json.loads(MADE.read_text(encoding="utf-8"))
    return {"$schema": made.pop("$schema"), "$id": address, **made}
