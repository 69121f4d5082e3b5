"""Brings the history of another status page into content files, and says what it had to leave.

What each kind of page says is read by a module of its own into the same records as content;
nothing is written that `check` would refuse, and no file that exists is replaced.
"""

from statusgen.importers import cstate, statuspage
from statusgen.importers.foreign import Foreign, ForeignComponent, Remarks
from statusgen.importers.plan import Plan, planned
from statusgen.importers.writing import write

__all__ = [
    "Foreign",
    "ForeignComponent",
    "Plan",
    "Remarks",
    "cstate",
    "planned",
    "statuspage",
    "write",
]
