"""The kinds of values in content files: times, durations, texts, words, names; each reads text.

A field is typed with one of these, for example `at: Instant` or `name: Title`. What each expects
besides the text, it takes from the `Setting` that a file is read in.
"""

import enum
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, TypeAlias, TypeVar
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema

from statusgen.model import (
    Announcement,
    Audience,
    Cause,
    Completion,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
    Text,
)
from statusgen.problems import did_you_mean, quoted
from statusgen.schema.base import Names, Setting, wrong_type
from statusgen.schema.names import ID_PATTERN, ID_RULE
from statusgen.schema.refusal import Complaint, Refusal, refuse
from statusgen.schema.times import duration, instant, named_zone

LANGUAGES = ("en", "it", "de", "fr", "es")
"""The languages that a site can be published in."""


def written(value: object, expected: str = "text") -> str:
    """Return the text that was typed as a value; raises Refusal for any other shape."""
    if not isinstance(value, str):
        refuse(wrong_type(expected, value))
    return value


def setting_of(info: ValidationInfo) -> Setting:
    """Return the setting that the file is read in."""
    return info.context if isinstance(info.context, Setting) else Setting()


# --- times -------------------------------------------------------------------------------------


def _instant(value: object, info: ValidationInfo) -> datetime:
    return instant(written(value, "a date and time"), setting_of(info).zone)


Instant: TypeAlias = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "minLength": 16})
]
"""An instant in UTC; without a zone it was written in the site's."""

Duration: TypeAlias = Annotated[
    timedelta,
    BeforeValidator(lambda value: duration(written(value, "a length of time"))),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,5} ?[mhd]$"}),
]
"""A length of time such as `30m`, `24h` or `5d`."""

Zone: TypeAlias = Annotated[
    ZoneInfo,
    BeforeValidator(lambda value: named_zone(written(value, "a time zone"))),
    WithJsonSchema({"type": "string"}),
]
"""An IANA time zone by its name."""


# --- texts -------------------------------------------------------------------------------------

_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")


def _text(value: object, info: ValidationInfo, faults: Callable[[str], str]) -> Text:
    setting = setting_of(info)
    if isinstance(value, dict):
        complaints = list(_language_faults(value, setting, faults))
        texts = value
    else:
        texts = {setting.language: written(value, "text, or a mapping of languages to texts")}
        complaints = [Complaint(fault) for fault in [faults(texts[setting.language])] if fault]
    if complaints:
        raise Refusal.of(complaints)
    return Text(setting.language if setting.language in texts else next(iter(texts)), texts)


def _language_faults(
    texts: dict[str, object], setting: Setting, faults: Callable[[str], str]
) -> Iterator[Complaint]:
    known = LANGUAGES if setting.languages is None else setting.languages
    if setting.language not in texts and (setting.languages or not texts):
        hint = "expected the site's first language, and any other of its languages"
        yield Complaint(f"the text in {quoted(setting.language)} is missing", hint)
    for language, text in texts.items():
        if language not in known:
            hint = f"expected one of: {', '.join(known)}{did_you_mean(language, known)}"
            message = f"the language {quoted(language)} is not among those of site.yml"
            yield Complaint(message, hint, (language,), is_on_key=True)
        if not isinstance(text, str):
            yield Complaint(wrong_type("text", text), "", (language,))
        elif fault := faults(text):
            yield Complaint(fault, "", (language,))


def _prose_fault(text: str) -> str:
    return "" if text.strip() else "this text is empty"


def _title_fault(text: str) -> str:
    if _LINE_BREAK.search(text.strip()):
        return "this must be a single line: a line break cannot stand in it"
    return _prose_fault(text)


def _prose(value: object, info: ValidationInfo) -> Text:
    return _text(value, info, _prose_fault)


def _title(value: object, info: ValidationInfo) -> Text:
    text = _text(value, info, _title_fault)
    return Text(text.first, {name: each.strip() for name, each in text.by_language.items()})


_TEXT_SCHEMA = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {name: {"type": "string", "minLength": 1} for name in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}

Prose: TypeAlias = Annotated[Text, BeforeValidator(_prose), WithJsonSchema(_TEXT_SCHEMA)]
"""Markdown, in one language or in several."""

Title: TypeAlias = Annotated[Text, BeforeValidator(_title), WithJsonSchema(_TEXT_SCHEMA)]
"""Plain text on one line, in one language or in several."""


# --- words -------------------------------------------------------------------------------------

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


# --- names and numbers -------------------------------------------------------------------------

_UPDATE_ID = re.compile(r"[A-Za-z0-9-]{1,80}")


def _identifier(value: object) -> str:
    text = written(value, "an id")
    if not ID_PATTERN.fullmatch(text):
        refuse(f"{quoted(text)} cannot be an id", f"expected {ID_RULE}")
    return text


def _update_id(value: object) -> str:
    text = written(value, "an id")
    if not _UPDATE_ID.fullmatch(text):
        hint = "expected A-Z, a-z, 0-9 and '-', at most 80 characters"
        refuse(f"{quoted(text)} cannot be the id of an update", hint)
    return text


Identifier: TypeAlias = Annotated[
    str,
    BeforeValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}),
]
"""A permanent name, part of addresses."""

UpdateId: TypeAlias = Annotated[
    str,
    BeforeValidator(_update_id),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9-]{1,80}$"}),
]
"""The permanent name of an update within its entry."""


def known_name(value: object, names: Names) -> str:
    """Return a name that must exist; raises Refusal, with the nearest one, where it does not."""
    name = written(value, f"a {names.kind}")
    if names.known is not None and name not in names.known:
        near = did_you_mean(name, sorted(names.known))
        expected = f"expected a {names.kind} of {names.where}{near}"
        hint = expected if names.known else names.missing or expected
        refuse(f"unknown {names.kind} {quoted(name)}", hint)
    return name


def _component(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).components)


def _class(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).classes)


def _region(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).regions)


KnownComponent: TypeAlias = Annotated[
    str, BeforeValidator(_component), WithJsonSchema({"type": "string"})
]
KnownClass: TypeAlias = Annotated[str, BeforeValidator(_class), WithJsonSchema({"type": "string"})]
KnownRegion: TypeAlias = Annotated[
    str, BeforeValidator(_region), WithJsonSchema({"type": "string"})
]


def _count(value: object) -> int:
    text = written(value, "a whole number")
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) == 0:
        refuse(f"{quoted(text)} is no whole number above 0", "expected digits only, such as 500")
    return int(text)


Count: TypeAlias = Annotated[
    int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1})
]
"""A whole number above 0."""

_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def _url(value: object) -> str:
    text = written(value, "an address").strip()
    hint = "expected one such as https://status.example.com/"
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        port = parts.port
    except ValueError:
        is_whole, port = False, None
    if not is_whole or port == 0 or not _URL_CHARACTERS.fullmatch(text):
        refuse(f"{quoted(text)} is no http or https address", hint)
    return text


def _base_url(value: object) -> str:
    text = _url(value)
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        hint = "expected one such as https://status.example.com/ without '?', '#' and '@'"
        refuse(f"{quoted(text)} cannot be the address of a site", hint)
    path = parts.path.rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))


Url: TypeAlias = Annotated[
    str, BeforeValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""An address on the web."""

BaseUrl: TypeAlias = Annotated[
    str, BeforeValidator(_base_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""The address that a whole site stands below; it ends with one slash."""


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = [
        Complaint(f"{quoted(str(getattr(item, 'value', item)))} is named twice", "", (index,))
        for index, item in enumerate(items)
        if item in items[:index]
    ]
    if twice:
        raise Refusal.of(twice)
    return items


Unique = AfterValidator(_unique)
"""Refuses a list that names something twice."""


def unique_ids(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return records that each have an `id` of their own; raises Refusal for the others."""
    ids = [item.id for item in items]
    twice = [
        Complaint(f"duplicate id {quoted(name)}", "expected each id once", (index, "id"))
        for index, name in enumerate(ids)
        if name in ids[:index]
    ]
    if twice:
        raise Refusal.of(twice)
    return items
