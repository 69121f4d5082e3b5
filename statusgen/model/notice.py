"""Ready-made notices: incidents and maintenances that an engineer only has to complete."""

import enum
from collections.abc import Mapping

from msgspec import Struct

from statusgen.model.states import Cause, Completion, Scope, State
from statusgen.model.text import Text


class EntryKind(enum.Enum):
    """The two kinds of entries."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


class Placeholder(Struct, frozen=True):
    """A value that the engineer fills in, written `??name??` in the notice.

    `ask` describes it; `default` is used if the engineer gives none, unless it is None.
    """

    name: str
    ask: Text
    example: str = ""
    default: Text | None = None


class Notice(Struct, frozen=True):
    """A ready-made incident or maintenance; `path` is its file as it is shown to people.

    `texts` has the text of each stage in the order of its life: statuses of an incident, or
    `announced` and the actions of a maintenance. A key of `affects` may be a placeholder; classes,
    regions and components need not exist on this site.
    """

    name: str
    path: str
    kind: EntryKind
    use_when: Text
    title: Text
    texts: Mapping[str, Text]
    affects: Mapping[str, State]
    placeholders: Mapping[str, Placeholder]
    cos: str | None = None
    scope: Scope | None = None
    cause: Cause | None = None
    region: str | None = None
    completion: Completion | None = None
