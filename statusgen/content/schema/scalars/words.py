"""Words of a fixed list: states, statuses, languages, true and false."""

import enum
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from statusgen.content.schema.refusal import refuse, written
from statusgen.content.schema.scalars.common import setting_of
from statusgen.content.schema.setting import LANGUAGES
from statusgen.model import (
    Announcement,
    Audience,
    Cause,
    Completion,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
)
from statusgen.problems import did_you_mean, quoted

E = TypeVar("E", bound=enum.Enum)


class Word(Generic[E]):
    """Reads one word of a fixed list: `Annotated[State, Word(State, "state")]`."""

    def __init__(self, words: type[E], kind: str) -> None:
        """Take the words from an enumeration; `kind` is what a message calls them."""
        self._by_name = {str(each.value): each for each in words}
        self._kind = kind

    def __call__(self, value: object) -> E:
        """Return the member that a word stands for; raises Refusal where there is none."""
        name = written(value, f"a {self._kind}")
        if name not in self._by_name:
            refuse(f"unknown {self._kind} {quoted(name)}", _one_of(name, self._by_name))
        return self._by_name[name]


def _one_of(name: str, names: "dict[str, Any] | tuple[str, ...]") -> str:
    return f"expected one of: {', '.join(names)}{did_you_mean(name, names)}"


def _language(value: object) -> str:
    name = written(value, "a language")
    if name not in LANGUAGES:
        refuse(f"unknown language {quoted(name)}", _one_of(name, LANGUAGES))
    return name


def _site_language(value: object, info: ValidationInfo) -> str:
    name = _language(value)
    known = setting_of(info).languages
    if known is not None and name not in known:
        refuse(f"the language {quoted(name)} is not among those of site.yml", _one_of(name, known))
    return name


def _flag(value: object) -> bool:
    text = written(value, "true or false")
    if text not in ("true", "false"):
        refuse(f"{quoted(text)} is neither true nor false", "expected true or false")
    return text == "true"


StateWord: TypeAlias = Annotated[State, BeforeValidator(Word(State, "state"))]
StatusWord: TypeAlias = Annotated[IncidentStatus, BeforeValidator(Word(IncidentStatus, "status"))]
ActionWord: TypeAlias = Annotated[
    MaintenanceAction, BeforeValidator(Word(MaintenanceAction, "status"))
]
CompletionWord: TypeAlias = Annotated[Completion, BeforeValidator(Word(Completion, "completion"))]
ScopeWord: TypeAlias = Annotated[Scope, BeforeValidator(Word(Scope, "scope"))]
CauseWord: TypeAlias = Annotated[Cause, BeforeValidator(Word(Cause, "cause"))]
AudienceWord: TypeAlias = Annotated[Audience, BeforeValidator(Word(Audience, "audience"))]
AnnouncementWord: TypeAlias = Annotated[
    Announcement, BeforeValidator(Word(Announcement, "announcement"))
]
Language: TypeAlias = Annotated[
    str, BeforeValidator(_language), WithJsonSchema({"enum": list(LANGUAGES)})
]
SiteLanguage: TypeAlias = Annotated[
    str, BeforeValidator(_site_language), WithJsonSchema({"enum": list(LANGUAGES)})
]
"""A language that site.yml lists."""

Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
"""The typed word `true` or `false`."""
