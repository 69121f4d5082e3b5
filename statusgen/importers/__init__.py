"""Brings the history of another status page into content files, and says what it had to leave.

What each kind of page says is read by a module of its own into the same records as content;
nothing is written that `check` would refuse, and no file that exists is replaced.
"""

from statusgen.importers import cstate, statuspage
from statusgen.importers.foreign import ForeignComponent, ForeignHistory, Remarks
from statusgen.importers.plan import ImportPlan, plan_import
from statusgen.importers.writing import write

__all__ = [
    "ForeignComponent",
    "ForeignHistory",
    "ImportPlan",
    "Remarks",
    "cstate",
    "plan_import",
    "statuspage",
    "write",
]
