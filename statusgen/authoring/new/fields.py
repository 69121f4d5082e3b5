"""The fields of a new entry, in the order in which a person would write them."""

from datetime import datetime, timedelta
from textwrap import shorten
from zoneinfo import ZoneInfo

from statusgen.authoring.editor import EDITOR, edited
from statusgen.authoring.entry_yaml import keys, time_text
from statusgen.authoring.new.asking import Question, in_another_language
from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import Filling, NewEntryContext, fill, region_of, with_facts
from statusgen.authoring.new.impact import asked_impact
from statusgen.authoring.new.options import known_value
from statusgen.authoring.new.repeats import repeats_keys
from statusgen.authoring.notices import filled
from statusgen.authoring.texts import (
    EMPTY_TEXT,
    WHAT_READERS_SEE,
    languages_of_posts,
    shown_if_lost,
    standard_input,
    text_by_language,
)
from statusgen.authoring.times import (
    Clock,
    option_time,
    time_after,
    time_confirmed,
    time_of_news,
    written_times,
)
from statusgen.authoring.words import in_whole_languages
from statusgen.content.markdown import shows_nothing
from statusgen.content.schema.base import Record
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile, UpdateRecord
from statusgen.content.schema.errors import refuse
from statusgen.model import (
    ClassOfService,
    EntryKind,
    IncidentStatus,
    Notice,
    Policy,
    Scope,
    Text,
)
from statusgen.model.lazy_message import LazyMessage

ANNOUNCED = "announced"
"""The first stage of a maintenance."""

_LONGEST_ABOUT = 50

_ANNOUNCE_BEFORE = timedelta(days=7)


def fields_of(new: NewEntryContext) -> Fields:
    """Return the fields of a new entry; what is missing is asked for, or noted as missing.

    A text that a person has typed is printed if a later question is left. Raises InputError for an
    impossible option.
    """
    is_incident = new.options.kind is EntryKind.INCIDENT
    repeats_keys(new.options.fields.get("repeats"))  # is refused before anything is asked for
    title = _title(new)
    text = _text(new, _first_status(new) if is_incident else ANNOUNCED, title)
    typed = [] if new.notice else text.by_language.values()
    with shown_if_lost("\n\n".join(typed), new.words):
        return _incident(new, title, text) if is_incident else _maintenance(new, title, text)


def _first_status(new: NewEntryContext) -> str:
    return new.options.status or IncidentStatus.INVESTIGATING.value


def _incident(new: NewEntryContext, title: Text, text: Text) -> Fields:
    options, status = new.options, _first_status(new)
    at = options.at or _present(new)
    began = _time(options.fields.get("began")) or options.reported
    filling = fill(new, (title, text), began, at)
    cos = _class(new)
    plain = {**_plain_fields(new, IncidentFile), **dict(asked_impact(new, cos))}
    filling = with_facts(new, filling, plain)
    title, text = _completed(title, filling), _completed(text, filling)
    due = None
    if options.next_update:
        due = option_time("--next-update", options.next_update, Clock(new.context.zone, at))
    first = {"at": at, "status": status, "text": text, "next_update": due}
    entry = {
        **plain,
        "title": title,
        "cos": cos,
        "scope": _scope(new),
        "region": _region(new, filling),
        "reported": options.reported,
        **({"began": filling.began} if filling.began else {}),
        "affects": filling.affects,
        "draft": options.draft,
        "updates": (keys(UpdateRecord, first, new.context.zone),),
    }
    written = keys(IncidentFile, entry, new.context.zone)
    return Fields(written, title, text, at, status, filling.noted)


def _maintenance(new: NewEntryContext, title: Text, text: Text) -> Fields:
    options = new.options
    announced = options.announced or _present(new)
    plain = _plain_fields(new, MaintenanceFile)
    filling = with_facts(new, fill(new, (title, text), announced, announced), plain)
    title, text = _completed(title, filling), _completed(text, filling)
    starts, ends = _window(new, announced)
    repeats = repeats_keys(options.fields.get("repeats"))
    entry = {
        **plain,
        "effect": plain["effect"] or _effect(filling),
        "repeats": repeats,
        "announce_before": _announce_before(new) if repeats else None,
        "title": title,
        "affects": filling.affects,
        "announced": None if repeats else announced,
        "starts": starts,
        "ends": ends,
        "draft": options.draft,
        "text": text,
    }
    written = keys(MaintenanceFile, entry, new.context.zone)
    return Fields(written, title, text, starts, ANNOUNCED, filling.noted)


def _effect(filling: Filling) -> Text | None:
    """Return what readers will notice, as a notice has it; news by the clock says it again."""
    words = filling.words.get("effect")
    return _completed(words, filling) if words else None


def _announce_before(new: NewEntryContext) -> str:
    """Return how long ahead an occurrence is announced: by option, or as the site's period says."""
    period = new.content.site.maintenance.notice_period or _ANNOUNCE_BEFORE
    days, rest = divmod(period, timedelta(days=1))
    length = f"{period // timedelta(minutes=1)}m" if rest else f"{days}d"
    return str(new.options.fields.get("announce_before") or length)


def _plain_fields(new: NewEntryContext, shape: type[Record]) -> dict[str, object]:
    """Return the fields as options give them, or else the notice."""
    given = new.options.fields
    return {
        name: _plain_value(new, given.get(name)) or getattr(new.notice, name, None)
        for name in shape.model_fields
    }


def _plain_value(new: NewEntryContext, given: object) -> object:
    """Return the value of an option; texts come as a tuple, one a language."""
    if isinstance(given, tuple):
        return text_by_language(given, new.content.site) if given else None
    return given


# --- texts and times ---------------------------------------------------------------------------


def _title(new: NewEntryContext) -> Text:
    if new.options.title:
        return text_by_language(new.options.title, new.content.site)
    if new.notice is not None:
        return new.notice.title
    question = Question("--title …", LazyMessage("Title, on one line"))
    words = new.questions.ask(question, _something)
    return _with_translations(new, "--title", LazyMessage("Title"), words or "")


def _text(new: NewEntryContext, stage: str, title: Text) -> Text:
    notice: Notice | None = new.notice
    if new.options.text == ("-",):
        return Text(new.language, {new.language: _something(standard_input())})
    if new.options.text:
        return text_by_language(new.options.text, new.content.site)
    if notice is not None and stage in notice.texts:
        return notice.texts[stage]
    asked = LazyMessage("Text: what readers see")
    if new.questions.is_terminal:
        asked = LazyMessage("Text: what readers see; or {key} for the editor", {"key": EDITOR})
    words = new.questions.ask(Question("--text …", asked), _something)
    if words == EDITOR:
        return _edited(new, f"{stage}: {title.default}")
    return _with_translations(new, "--text", LazyMessage("Text"), words or "")


def _edited(new: NewEntryContext, about: str) -> Text:
    texts = edited({}, new.content.site.languages, about)
    return Text(new.language, {**texts, new.language: _something(texts[new.language])})


def _with_translations(new: NewEntryContext, option: str, asked: LazyMessage, words: str) -> Text:
    """Return the words of a person in the site's first language, and in those of its posts."""
    others = languages_of_posts(new.content, new.options.kind)[1:]
    found: dict[str, str] = {}
    for each in others if new.questions.is_terminal else ():
        question = in_another_language(f"{option} {each}=…", asked, each)
        found[each] = new.questions.ask(question, str.strip) or ""
    texts = {name: text for name, text in found.items() if text}
    return Text(new.language, {new.language: words, **texts})


def _something(written: str) -> str:
    if shows_nothing(written):
        refuse(EMPTY_TEXT, WHAT_READERS_SEE)
    return written.strip()


def _completed(text: Text, filling: Filling) -> Text:
    """Return a text with its words, in the languages in which all of them are known."""
    return in_whole_languages(filled(text, filling.words))


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _present(new: NewEntryContext) -> datetime:
    return time_of_news(new.options.now, written_times(new.content))


def _window(new: NewEntryContext, announced: datetime) -> tuple[datetime, datetime]:
    """Return the start and the end of work, each asked for if no option has it.

    The default of both is the time of the announcement.
    """
    zone = new.context.zone
    values = {"zone": zone, "time": time_text(announced, zone)}
    asked = LazyMessage("Work begins ({zone}), such as 22:00 or {time}", values)
    starts = new.options.starts
    if starts is None:
        starts = _asked_time(new, Question("--starts TIME", asked), announced)
    begun = starts or announced
    if new.options.ends:
        return begun, option_time("--ends", new.options.ends, Clock(zone, begun))
    question = Question("--ends TIME", LazyMessage("Work ends: a time, or a length such as 4h"))
    return begun, new.questions.ask(question, lambda text: _end_after(text, begun, zone)) or begun


def _end_after(written: str, start: datetime, zone: ZoneInfo) -> datetime:
    time_after(written, start, zone)
    return time_confirmed(written, Clock(zone, start))


def _asked_time(new: NewEntryContext, question: Question, base: datetime) -> datetime | None:
    clock = Clock(new.context.zone, base)
    return new.questions.ask(question, lambda written: time_confirmed(written, clock))


# --- names -------------------------------------------------------------------------------------


def _class(new: NewEntryContext) -> str | None:
    """Return the class of service: by its option, by the notice, or asked for."""
    policy, notice = new.content.policy, new.notice
    if new.options.cos is not None or policy is None:
        return new.options.cos
    known = [each.id for each in policy.classes]
    if notice is not None and (notice.cos is None or notice.cos in known):
        return notice.cos
    choices = tuple((each.id, _about_class(new, each)) for each in policy.classes)
    if notice is None and not new.questions.is_terminal:
        return None
    question = Question("--cos CLASS", LazyMessage("Class of service"), choices)
    kind = LazyMessage("class")
    return new.questions.ask(question, lambda written: known_value(written, known, kind))


def _about_class(new: NewEntryContext, each: ClassOfService) -> str:
    """Return the name of a class and what makes an issue one of it, in half a line."""
    conditions = "; ".join(_name(new, condition) for condition in each.conditions)
    return f"{_name(new, each.name)}: {shorten(conditions, _LONGEST_ABOUT, placeholder=' …')}"


def _scope(new: NewEntryContext) -> str | None:
    if new.options.scope is not None:
        return new.options.scope
    if new.notice is not None:
        return new.notice.scope.value if new.notice.scope else None
    if not new.questions.is_terminal:
        return None
    words = [each.value for each in Scope]
    choices = (
        ("global", LazyMessage("many customers: page and feeds, and announced to the groups")),
        ("limited", LazyMessage("few customers: page and feeds only")),
    )
    question, kind = Question("--scope SCOPE", LazyMessage("Scope"), choices), LazyMessage("scope")
    return new.questions.ask(
        question, lambda written: known_value(written, words, kind), Scope.LIMITED.value
    )


def _region(new: NewEntryContext, filling: Filling) -> str | None:
    """Return whose support hours apply; asked for where the notice names a region that is not here.

    The policy's first region need not be written.
    """
    policy, own = new.content.policy, new.notice.region if new.notice else None
    known = {each.id for each in policy.regions} if policy else set()
    if policy and own and own not in known and not new.options.region:
        return _asked_region(new, policy)
    return region_of(new, filling.affects)


def _asked_region(new: NewEntryContext, policy: Policy) -> str | None:
    choices = tuple((each.id, _name(new, each.label)) for each in policy.regions)
    known = [name for name, _ in choices]
    question = Question("--region REGION", LazyMessage("Whose support hours apply"), choices)
    kind = LazyMessage("region")
    return new.questions.ask(question, lambda written: known_value(written, known, kind))


def _name(new: NewEntryContext, text: Text) -> str:
    return text.in_language(new.language)
