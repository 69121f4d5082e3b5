"""Our own data for machines: what no other status page tells, each file with a schema.

A file says when things happened and never when it was built, so that one about the past stays
the same byte by byte; only the status is as of the moment.
"""

from statusgen.opendata.base import File
from statusgen.opendata.components import component, components
from statusgen.opendata.incidents import incident
from statusgen.opendata.maintenances import maintenance
from statusgen.opendata.overview import history, month, status
from statusgen.opendata.published import schema

__all__ = [
    "File",
    "component",
    "components",
    "history",
    "incident",
    "maintenance",
    "month",
    "schema",
    "status",
]
