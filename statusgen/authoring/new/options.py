"""The options of a new entry, read with the names that the site has."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct, field

from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import one_of, refuse, unknown
from statusgen.content.schema.scalars import Word, known_name
from statusgen.model import EntryKind, State
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.problems import quoted

_state = Word(State, to_say("state"))


class NewEntryOptions(Struct, frozen=True):
    """The options of `statusgen new`; None and empty if not given. Instants are in UTC.

    `fields` are those that stand in the file as they are given, by their keys;
    `values` are words for the placeholders of a notice; `next_update` and `ends` may be a length
    of time, counted from the first update or from the start.
    """

    kind: EntryKind
    now: datetime
    notice: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    title: tuple[str, ...] = ()
    affects: Mapping[str, State] = field(default_factory=dict)
    cos: str | None = None
    scope: str | None = None
    region: str | None = None
    status: str | None = None
    text: tuple[str, ...] = ()
    at: datetime | None = None
    reported: datetime | None = None
    next_update: str | None = None
    announced: datetime | None = None
    starts: datetime | None = None
    ends: str | None = None
    id: str | None = None
    draft: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)


def pairs(written: Iterable[str], shape: str, example: str) -> dict[str, str]:
    """Return `{"region": "Europe"}` for `region=Europe`; raises InputError for another shape.

    `example` is a value, which the error shows for the name that has none.
    """
    found: dict[str, str] = {}
    for each in written:
        name, sign, value = (part.strip() for part in each.partition("="))
        if not (name and sign and value):
            such_as = f"{name or shape.partition('=')[0]}={example}"
            refuse(f"{quoted(each)} has no value", f"expected {shape}, such as {such_as}")
        if "\n" in value or "\r" in value:
            refuse(f"the value of {quoted(name)} has a line break", "expected a single line")
        if name in found:
            refuse(f"{quoted(name)} is said twice", "say it once")
        found[name] = value
    return found


def components(written: str, context: SchemaContext) -> tuple[str, ...]:
    """Return the ids in `cloud-eu, cloud-uk`; raises InputError for one that does not exist."""
    names = dict.fromkeys(name.strip() for name in written.split(",") if name.strip())
    if not names:
        refuse(LazyMessage("no component is named"), LazyMessage("expected at least one id"))
    return tuple(known_name(name, context.components) for name in names)


STATES = "COMPONENT=STATE"


def states(written: Iterable[str], kind: EntryKind, context: SchemaContext) -> dict[str, State]:
    """Return the states in `cloud-eu=major_outage`; raises InputError for what does not exist.

    Of maintenance, `cloud-eu` alone is under maintenance.
    """
    if kind is EntryKind.MAINTENANCE:
        state = State.UNDER_MAINTENANCE.value
        written = (each if "=" in each else f"{each}={state}" for each in written)
    named = pairs(written, STATES, State.MAJOR_OUTAGE.value)
    return {known_name(name, context.components): _state(word) for name, word in named.items()}


def known_value(name: str, known: Iterable[str], kind: LazyMessage) -> str:
    """Return `name` if it is among `known`; raises InputError with the nearest where it is not.

    `kind` is what a message calls such a name.
    """
    names = tuple(known)
    if name not in names:
        refuse(unknown(kind, name), one_of(name, names))
    return name
