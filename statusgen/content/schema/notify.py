"""Schema of notify.yml: to whom the news of a site is sent."""

import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo

from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import one_of, refuse, unknown, written
from statusgen.content.schema.scalars import (
    AnnouncementWord,
    Flag,
    Identifier,
    KnownComponent,
    Language,
    Scalar,
    Unique,
    context_of,
    text_schema,
    unique_ids,
)
from statusgen.model import EventKind, IncidentStatus, Phase
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import quoted

_VARIABLE = "[A-Z_][A-Z0-9_]*"
_PHASES: dict[str, Phase] = {each.value: each for each in (*IncidentStatus, *EventKind)}


def _variable(value: object) -> str:
    """Return the name of a variable; the message does not repeat a text that may be a secret."""
    text = written(value, "the name of an environment variable")
    if not re.fullmatch(_VARIABLE, text):
        hint = "expected A-Z, 0-9 and '_', as in NOTIFY_PARTNERS; the variable holds the address"
        refuse("this is not the name of an environment variable", hint)
    return text


def _phase(value: object) -> Phase:
    name = written(value, "a status")
    if name not in _PHASES:
        refuse(unknown(LazyMessage("status"), name), one_of(name, _PHASES))
    return _PHASES[name]


def _of_site(language: str | None, info: ValidationInfo) -> str | None:
    if language is not None and language in context_of(info).unlisted:
        listed = ", ".join(context_of(info).languages or ())
        message = f"the language {quoted(language)} is not among those of site.yml"
        refuse(message, f"expected one of: {listed}")
    return language


Variable: TypeAlias = Annotated[str, Scalar(_variable, text_schema(f"^{_VARIABLE}$"))]
"""The name of an environment variable."""

PhaseWord: TypeAlias = Annotated[Phase, Scalar(_phase, {"enum": [*_PHASES]})]
"""The status of an update of an incident, or what happened to a maintenance."""


class TargetRecord(Record):
    """One channel that news is sent to."""

    id: Identifier = Field(
        description="the permanent name of the target, on which hangs what it got"
    )
    address_from: Variable = Field(
        description="the environment variable that holds the address, in the form of Apprise"
    )
    news: Annotated[tuple[AnnouncementWord, ...], Unique] = Field(
        default=(), description="global_problem, maintenance; default: all, limited problems too"
    )
    components: Annotated[tuple[KnownComponent, ...], Unique] = Field(
        default=(), description="the components whose news is sent; default: all"
    )
    statuses: Annotated[tuple[PhaseWord, ...], Unique] = Field(
        default=(),
        description=f"the updates that are sent: {', '.join(_PHASES)}; default: all",
    )
    language: Annotated[Language | None, AfterValidator(_of_site)] = Field(
        default=None, description="a language of the site; default: its first"
    )
    maintenance_notification: Flag = Field(
        default=False,
        description="true: mails about maintenance carry the part that operators' programs read",
    )


class NotifyFile(Record):
    """notify.yml."""

    targets: Annotated[tuple[TargetRecord, ...], AfterValidator(unique_ids)] = Field(
        description="the channels that news is sent to after a deploy"
    )
