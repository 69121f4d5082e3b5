"""Our world in the words of Atlassian Statuspage, whose clients partners already have.

Some of them refuse a key that they do not know, some an empty value where a list is meant: every
object has exactly the keys that Statuspage sends, and every list is a list.
"""

from statusgen.statuspage.components import Shared, page_of
from statusgen.statuspage.entries import incident, scheduled_maintenance
from statusgen.statuspage.names import (
    LATEST,
    Severity,
    component_id,
    entry_id,
    listed,
    severity,
    update_id,
)

__all__ = [
    "LATEST",
    "Severity",
    "Shared",
    "component_id",
    "entry_id",
    "incident",
    "listed",
    "page_of",
    "scheduled_maintenance",
    "severity",
    "update_id",
]
