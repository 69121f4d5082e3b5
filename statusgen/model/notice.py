"""Ready-made notices: incidents and maintenances that an engineer only has to complete."""

import enum
from collections.abc import Mapping

from msgspec import Struct, field

from statusgen.model.states import Cause, Completion, EmergencyCalls, IncidentStatus, Scope, State
from statusgen.model.text import Text


class EntryKind(enum.Enum):
    """The two kinds of entries."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


class Placeholder(Struct, frozen=True):
    """A value that the engineer fills in, written `??name??` in the notice.

    `ask` describes it; `default` is used if the engineer gives none, unless it is None. A name is
    the same in every language.
    """

    name: str
    ask: Text
    example: Text | None = None
    default: Text | None = None
    is_name: bool = False


class Notice(Struct, frozen=True):
    """A ready-made incident or maintenance; `path` is its file as it is shown to people.

    `states` has the states of components that change at a stage.
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
    emergency_calls: EmergencyCalls | None = None
    states: Mapping[IncidentStatus, Mapping[str, State]] = field(default_factory=dict)

    @property
    def component_placeholders(self) -> frozenset[str]:
        """Names of the placeholders that stand for components."""
        keys = (*self.affects, *(key for each in self.states.values() for key in each))
        return frozenset(key.strip("?") for key in keys if key.startswith("??"))
