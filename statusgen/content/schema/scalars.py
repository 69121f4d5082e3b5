"""The kinds of values in content files: times, durations, texts, words, names; each reads text.

A field is typed with one of these, for example `at: Instant` or `name: Title`. Other inputs
than the text come from the `SchemaContext` that a file is read in.
"""

import enum
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Any, Generic, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from statusgen import model
from statusgen.content.markdown import is_invisible, shows_nothing
from statusgen.content.schema.context import LANGUAGES, Names, SchemaContext
from statusgen.content.schema.errors import (
    FieldError,
    InputError,
    one_of,
    refuse,
    unknown,
    with_nearest,
    written,
    wrong_type,
)
from statusgen.content.schema.names import ID_PATTERN, MAX_ID, id_rule, is_of_windows
from statusgen.content.schema.shapes import OF_SITE
from statusgen.content.schema.times import INSTANT_PATTERN, duration, instant, named_zone
from statusgen.content.schema.urls import site_address, web_address
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.problems import MAX_PROBLEMS, quoted

E = TypeVar("E", bound=enum.Enum)

NAMES_MARK, LANGUAGES_MARK, ZONES_MARK = "x-names", "x-languages", "x-zones"
"""Keys in a JSON Schema in whose place the names are put that a site has."""


class Scalar:
    """Reads the value of a field, beside its type: `Annotated[datetime, Scalar(read, schema)]`.

    `read` is a validator of pydantic, which may ask for the info of the validation; without a
    `schema`, the JSON Schema is that of the type.
    """

    def __init__(self, read: Callable[..., object], schema: JsonSchemaValue | None = None) -> None:
        self._read, self._schema = BeforeValidator(read), schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return self._read.__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema) if self._schema is None else dict(self._schema)


def context_of(info: ValidationInfo) -> SchemaContext:
    """Return the context that the file is read in."""
    return info.context if isinstance(info.context, SchemaContext) else SchemaContext()


def text_schema(pattern: str) -> JsonSchemaValue:
    """Return the JSON Schema of a text that matches a pattern."""
    return {"type": "string", "pattern": pattern}


def matching(pattern: str, expected: str, fault: str, hint: str) -> Scalar:
    """Return what reads a text of a fixed form; `fault` says what any other text is not."""

    def read(value: object) -> str:
        text = written(value, expected)
        if not re.fullmatch(pattern, text):
            refuse(f"{quoted(text)} {fault}", hint)
        return text

    return Scalar(read, text_schema(f"^{pattern}$"))


# --- times, addresses and numbers --------------------------------------------------------------


def _instant(value: object, info: ValidationInfo) -> datetime:
    return instant(written(value, "a date and time"), context_of(info).zone)


def _duration(value: object) -> timedelta:
    return duration(written(value, "a length of time"))


def _zone(value: object) -> ZoneInfo:
    return named_zone(written(value, "a time zone"))


MAX_COUNT = 999_999_999
"""Maximum of a whole number."""


def _count(value: object) -> int:
    text = written(value, "a whole number")
    if not re.fullmatch("[0-9]{1,9}", text) or not 0 < int(text) <= MAX_COUNT:
        refuse(f"{quoted(text)} is not a whole number above 0", "expected digits only, such as 500")
    return int(text)


Instant: TypeAlias = Annotated[datetime, Scalar(_instant, text_schema(INSTANT_PATTERN))]
"""An instant in UTC; without a zone it was written in the site's."""

Duration: TypeAlias = Annotated[timedelta, Scalar(_duration, text_schema("^0*[1-9][0-9]* ?[mhd]$"))]
"""A length of time such as `30m`, `24h` or `5d`."""

Zone: TypeAlias = Annotated[ZoneInfo, Scalar(_zone, {"type": "string", ZONES_MARK: True})]
"""An IANA time zone by its name."""

Url: TypeAlias = Annotated[str, Scalar(web_address, text_schema("^https?://"))]
"""An address on the web."""

BaseUrl: TypeAlias = Annotated[str, Scalar(site_address, text_schema("^https?://"))]
"""The address that a whole site stands below; it ends with one slash."""

Count: TypeAlias = Annotated[
    int, Scalar(_count, {"type": "integer", "minimum": 1, "maximum": MAX_COUNT})
]
"""A whole number above 0."""


# --- names -------------------------------------------------------------------------------------

_UPDATE_ID = f"[A-Za-z0-9-]{{1,{MAX_ID}}}"
_UPDATE_ID_RULE = f"A-Z, a-z, 0-9 and '-', at most {MAX_ID} characters"


def _identifier(value: object) -> str:
    text = written(value, "an id")
    if not ID_PATTERN.fullmatch(text):
        refuse(f"{quoted(text)} cannot be an id", f"expected {id_rule(text)}")
    return text


def _update_id(value: object) -> str:
    text = written(value, "an id")
    if is_of_windows(text) or not re.fullmatch(_UPDATE_ID, text):
        hint = f"expected {id_rule(text, _UPDATE_ID_RULE)}"
        refuse(f"{quoted(text)} cannot be the id of an update", hint)
    return text


Identifier: TypeAlias = Annotated[str, Scalar(_identifier, text_schema(f"^{ID_PATTERN.pattern}$"))]
"""A permanent name, part of addresses."""

UpdateId: TypeAlias = Annotated[str, Scalar(_update_id, text_schema(f"^{_UPDATE_ID}$"))]
"""The permanent name of an update within its entry."""


def known_name(value: object, names: Names) -> str:
    """Return a name that must exist, that of today for a former one.

    Raises InputError, with the nearest one, where it does not exist.
    """
    name = written(value, f"a {names.kind}")
    if name not in (names.known or ()):
        name = names.current.get(name, name)
    if names.known is not None and name not in names.known:
        values = {"kind": LazyMessage(names.kind), "file": names.where}
        expected = LazyMessage("expected a {kind} of {file}", values)
        hint = with_nearest(expected, name, sorted(names.known))
        none = names.missing or expected
        refuse(unknown(LazyMessage(names.kind), name), hint if names.known else none)
    return name


class Known(Scalar):
    """Reads a name that must exist; `kind` is the field of `SchemaContext` that has the names."""

    def __init__(self, kind: str) -> None:
        def read(value: object, info: ValidationInfo) -> str:
            return known_name(value, getattr(context_of(info), kind))

        super().__init__(read, {"type": "string", NAMES_MARK: kind})


KnownComponent: TypeAlias = Annotated[str, Known("components")]
KnownClass: TypeAlias = Annotated[str, Known("classes")]
KnownRegion: TypeAlias = Annotated[str, Known("regions")]


# --- words of fixed lists ----------------------------------------------------------------------


class Word(Scalar, Generic[E]):
    """Reads one word of a fixed list: `Annotated[State, Word(State, "state")]`."""

    def __init__(self, words: type[E], kind: str, schema: JsonSchemaValue | None = None) -> None:
        """Take the words from an enumeration; `kind` is what a message calls them."""
        self._by_name = {str(each.value): each for each in words}
        self._kind = kind
        super().__init__(self.__call__, schema)

    def __call__(self, value: object) -> E:
        """Return the member that a word stands for; raises InputError where there is none."""
        name = written(value, f"a {self._kind}")
        if name not in self._by_name:
            refuse(unknown(LazyMessage(self._kind), name), one_of(name, self._by_name))
        return self._by_name[name]


def _language(value: object) -> str:
    name = written(value, "a language")
    if name not in LANGUAGES:
        refuse(f"unknown language {quoted(name)}", one_of(name, LANGUAGES))
    return name


def _flag(value: object) -> bool:
    text = written(value, "true or false")
    if text not in ("true", "false"):
        refuse(f"{quoted(text)} is neither true nor false", "expected true or false")
    return text == "true"


StateWord: TypeAlias = Annotated[model.State, Word(model.State, to_say("state"))]
StatusWord: TypeAlias = Annotated[model.IncidentStatus, Word(model.IncidentStatus, "status")]
ActionWord: TypeAlias = Annotated[model.MaintenanceAction, Word(model.MaintenanceAction, "status")]
CompletionWord: TypeAlias = Annotated[model.Completion, Word(model.Completion, "completion")]
ScopeWord: TypeAlias = Annotated[model.Scope, Word(model.Scope, "scope")]
CauseWord: TypeAlias = Annotated[model.Cause, Word(model.Cause, "cause")]
EmergencyCallsWord: TypeAlias = Annotated[
    model.EmergencyCalls, Word(model.EmergencyCalls, "value of 'emergency_calls'")
]
AudienceWord: TypeAlias = Annotated[model.Audience, Word(model.Audience, "audience")]
AnnouncementWord: TypeAlias = Annotated[
    model.Announcement, Word(model.Announcement, "announcement")
]
Language: TypeAlias = Annotated[str, Scalar(_language, {"enum": list(LANGUAGES)})]
SiteLanguage: TypeAlias = Annotated[Language, OF_SITE]

Flag: TypeAlias = Annotated[bool, Scalar(_flag, {"type": "boolean"})]
"""The typed word `true` or `false`."""


# --- texts that people read, in one language or in several -------------------------------------

_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_ONE_LINE = r"^\s*\S[^\n\r\u0085\u2028\u2029]*\s*$"


def _text(value: object, info: ValidationInfo, faults: Callable[[str], str]) -> model.Text:
    context = context_of(info)
    if isinstance(value, dict):
        texts = {name: each for name, each in value.items() if name not in context.unlisted}
        errors = list(islice(_language_faults(texts, context, faults), MAX_PROBLEMS + 1))
    else:
        texts = {context.language: written(value, "text, or a mapping of languages to texts")}
        errors = [FieldError(fault) for fault in [faults(texts[context.language])] if fault]
    if errors:
        raise InputError.of(errors)
    return model.Text(context.language if context.language in texts else next(iter(texts)), texts)


def _language_faults(
    texts: dict[str, object], context: SchemaContext, faults: Callable[[str], str]
) -> Iterator[FieldError]:
    known = LANGUAGES if context.languages is None else context.languages
    if context.language not in texts and (context.languages or not texts):
        hint = "expected the site's first language, and any other of its languages"
        yield FieldError(f"the text in {quoted(context.language)} is missing", hint)
    for language, text in texts.items():
        if language not in known:
            message = f"the language {quoted(language)} is not among those of site.yml"
            yield FieldError(message, str(one_of(language, known)), (language,), is_on_key=True)
        if not isinstance(text, str):
            yield FieldError(wrong_type("text", text), "", (language,))
        elif fault := faults(text):
            yield FieldError(fault, "", (language,))


_EMPTY = "this text is empty"


def _prose_fault(text: str) -> str:
    return _EMPTY if shows_nothing(text) else ""


def _title_fault(text: str) -> str:
    if _LINE_BREAK.search(text.strip()):
        return "this must be a single line, without a line break"
    return _EMPTY if is_invisible(text) else ""


def _prose(value: object, info: ValidationInfo) -> model.Text:
    return _text(value, info, _prose_fault)


def _title(value: object, info: ValidationInfo) -> model.Text:
    text = _text(value, info, _title_fault)
    return model.Text(text.first, {name: each.strip() for name, each in text.by_language.items()})


def _line(value: object) -> str:
    text = written(value)
    if fault := _title_fault(text):
        refuse(fault)
    return text.strip()


def _ticket(value: object) -> str:
    text = _line(value)
    if hidden := next((each for each in text if not each.isprintable()), None):
        message = f"the invisible character U+{ord(hidden):04X} is not allowed in a ticket"
        refuse(message, _TICKET_HINT)
    if text in (".", "..") or len(text) > MAX_TICKET:
        refuse(f"{quoted(text)} cannot be the reference of a ticket", _TICKET_HINT)
    return text


def _languages_schema(text: JsonSchemaValue) -> JsonSchemaValue:
    several = {
        "type": "object",
        LANGUAGES_MARK: text,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [text, several]}


Line: TypeAlias = Annotated[str, Scalar(_line, text_schema(_ONE_LINE))]
"""Plain text on one line, the same in every language."""

MAX_TICKET = 100
_TICKET_HINT = f"expected a value such as NOC-4711, at most {MAX_TICKET} characters"
_TICKET_FORM = (
    r"^\s*(?!\.{1,2}\s*$)\S"
    r"[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]{0,99}\s*$"
)
TicketReference: TypeAlias = Annotated[str, Scalar(_ticket, text_schema(_TICKET_FORM))]
"""The reference of a ticket, which is a part of an address too."""

Prose: TypeAlias = Annotated[model.Text, Scalar(_prose, _languages_schema(text_schema(r"\S")))]
"""Markdown, in one language or in several."""

Title: TypeAlias = Annotated[model.Text, Scalar(_title, _languages_schema(text_schema(_ONE_LINE)))]
"""Plain text on one line, in one language or in several."""


# --- lists that name nothing twice -------------------------------------------------------------


def _refuse_twice(items: Sequence[Hashable], error: Callable[[str, int], FieldError]) -> None:
    """Raise InputError with an error, by name and index, for each item that is there before."""
    first = {item: index for index, item in reversed([*enumerate(items)])}
    twice = (
        error(quoted(str(getattr(item, "value", item))), index)
        for index, item in enumerate(items)
        if first[item] < index
    )
    if errors := list(islice(twice, MAX_PROBLEMS + 1)):
        raise InputError.of(errors)


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    _refuse_twice(items, lambda name, n: FieldError(f"{name} is named twice", "", (n,)))
    return items


class _Unique:
    """The mark of such a list, for pydantic and for JSON Schema."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return no_info_after_validator_function(_unique, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "uniqueItems": True}


Unique = _Unique()
"""Refuses a list that names something twice."""

Aliases: TypeAlias = Annotated[tuple[Identifier, ...], Unique]
"""Former ids, the first one first."""


def unique_ids(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return records that each have an `id` of their own; raises InputError for the others."""
    hint = "expected each id once"
    ids = [item.id for item in items]
    _refuse_twice(ids, lambda name, n: FieldError(f"duplicate id {name}", hint, (n, "id")))
    return items
