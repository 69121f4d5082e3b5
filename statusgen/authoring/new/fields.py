"""The fields of a new entry, in the order in which a person would write them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from statusgen.authoring.entry_yaml import Value, keys, time_text
from statusgen.authoring.new.asking import Question
from statusgen.authoring.new.filling import Desk, Filling, fill
from statusgen.authoring.new.said import after, known_value
from statusgen.authoring.notices import Noted, filled
from statusgen.content.schema.base import Record
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile, UpdateRecord
from statusgen.content.schema.refusal import refuse
from statusgen.content.schema.times import instant
from statusgen.model import EntryKind, IncidentStatus, Notice, Policy, Scope, Text

ANNOUNCED = "announced"
"""The first stage of a maintenance."""


class Fields(Struct, frozen=True):
    """What the file will say; `dated` is the day it is filed under, `phase` its first stage."""

    entry: Mapping[str, Value]
    title: Text
    dated: datetime
    phase: str
    noted: Noted | None


def fields_of(desk: Desk) -> Fields:
    """Return the fields of a new entry; what is missing is asked for, or noted as missing.

    Raises Refusal for what is said and cannot be.
    """
    return _incident(desk) if desk.said.kind is EntryKind.INCIDENT else _maintenance(desk)


def _incident(desk: Desk) -> Fields:
    said = desk.said
    status = said.status or IncidentStatus.INVESTIGATING.value
    at = said.at or _minute(said.now)
    title, text = _title(desk), _text(desk, status)
    filling = fill(desk, (title, text), said.reported or at, at)
    title, text = filled(title, filling.words), filled(text, filling.words)
    due = after(said.next_update, at, desk.setting) if said.next_update else None
    first = {"at": at, "status": status, "text": text, "next_update": due}
    entry = {
        **_plain_fields(desk, IncidentFile),
        "title": title,
        "cos": _class(desk),
        "scope": _scope(desk),
        "region": _region(desk, filling),
        "reported": said.reported,
        "affects": filling.affects,
        "draft": said.draft,
        "updates": (keys(UpdateRecord, first, desk.setting.zone),),
    }
    return Fields(keys(IncidentFile, entry, desk.setting.zone), title, at, status, filling.noted)


def _maintenance(desk: Desk) -> Fields:
    said = desk.said
    announced = said.announced or _minute(said.now)
    title, text = _title(desk), _text(desk, ANNOUNCED)
    filling = fill(desk, (title, text), announced, announced)
    title, text = filled(title, filling.words), filled(text, filling.words)
    starts, ends = _window(desk, announced)
    entry = {
        **_plain_fields(desk, MaintenanceFile),
        "title": title,
        "affects": filling.affects,
        "announced": announced,
        "starts": starts,
        "ends": ends,
        "draft": said.draft,
        "text": text,
    }
    return Fields(
        keys(MaintenanceFile, entry, desk.setting.zone), title, starts, ANNOUNCED, filling.noted
    )


def _plain_fields(desk: Desk, shape: type[Record]) -> dict[str, object]:
    """Return the fields that stand in the file as an option gives them, or as in the notice."""
    given = desk.said.fields
    return {
        name: given.get(name) or getattr(desk.notice, name, None) for name in shape.model_fields
    }


# --- texts and times ---------------------------------------------------------------------------


def _title(desk: Desk) -> Text:
    if desk.said.title is None and desk.notice is not None:
        return desk.notice.title
    return _own_words(desk, desk.said.title, Question("--title …", "Title, on one line"))


def _text(desk: Desk, stage: str) -> Text:
    notice: Notice | None = desk.notice
    if desk.said.text is None and notice is not None and stage in notice.texts:
        return notice.texts[stage]
    return _own_words(desk, desk.said.text, Question("--text …", "Text: what readers are told"))


def _own_words(desk: Desk, said: str | None, question: Question) -> Text:
    words = desk.questions.ask(question, _something) if said is None else _something(said)
    return Text(desk.language, {desk.language: words or ""})


def _something(written: str) -> str:
    if not written.strip():
        refuse("this text is empty", "expected what readers are told")
    return written.strip()


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _window(desk: Desk, announced: datetime) -> tuple[datetime, datetime]:
    """Return when work begins and ends; the announcement stands for what nobody has said."""
    zone = desk.setting.zone
    question = Question("--starts TIME", f"Work begins, such as {time_text(announced, zone)}")
    starts = desk.said.starts
    if starts is None:
        starts = desk.questions.ask(question, lambda written: instant(written, zone))
    begun = starts or announced
    if desk.said.ends:
        return begun, after(desk.said.ends, begun, desk.setting)
    question = Question("--ends TIME", "Work ends: a time, or a length such as 4h")
    ends = desk.questions.ask(question, lambda written: after(written, begun, desk.setting))
    return begun, ends or begun


# --- names -------------------------------------------------------------------------------------


def _class(desk: Desk) -> str | None:
    """Return the class of service: as said, as in the notice, or asked for."""
    policy, notice = desk.content.policy, desk.notice
    if desk.said.cos is not None or policy is None:
        return desk.said.cos
    known = [each.id for each in policy.classes]
    if notice is not None and (notice.cos is None or notice.cos in known):
        return notice.cos
    choices = tuple((each.id, _name(desk, each.name)) for each in policy.classes)
    if notice is None and not desk.questions.is_terminal:
        return None
    question = Question("--cos CLASS", "Class of service", choices)
    return desk.questions.ask(question, lambda written: known_value(written, known, "class"))


def _scope(desk: Desk) -> str | None:
    if desk.said.scope is not None:
        return desk.said.scope
    if desk.notice is not None:
        return desk.notice.scope.value if desk.notice.scope else None
    if not desk.questions.is_terminal:
        return None
    words = [each.value for each in Scope]
    choices = (("global", "announced to the groups"), ("limited", "page and feeds only"))
    question = Question("--scope SCOPE", "Scope", choices)
    return desk.questions.ask(
        question, lambda written: known_value(written, words, "scope"), Scope.LIMITED.value
    )


def _region(desk: Desk, filling: Filling) -> str | None:
    """Return whose support hours apply: as said, as in the notice, or that of all components.

    The policy's first region need not be written.
    """
    policy, notice = desk.content.policy, desk.notice
    if desk.said.region is not None or policy is None:
        return desk.said.region
    known = [each.id for each in policy.regions]
    if notice is not None and notice.region is not None:
        return notice.region if notice.region in known else _asked_region(desk, policy)
    own = _shared(each.region for each in desk.content.components if each.id in filling.affects)
    return own if own in known else None


def _shared(regions: Iterable[str | None]) -> str | None:
    found = set(regions)
    return found.pop() if len(found) == 1 else None


def _asked_region(desk: Desk, policy: Policy) -> str | None:
    choices = tuple((each.id, _name(desk, each.label)) for each in policy.regions)
    known = [name for name, _ in choices]
    question = Question("--region REGION", "Whose support hours apply", choices)
    return desk.questions.ask(question, lambda written: known_value(written, known, "region"))


def _name(desk: Desk, text: Text) -> str:
    return text.for_language(desk.language)[0]
