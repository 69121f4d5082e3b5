"""The text of a draft: the notice of its rule, filled in, and the update that its end proposes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.alarms.marks import sealed
from statusgen.authoring.alarms.payload import AlarmGroup
from statusgen.authoring.entry_yaml import keys
from statusgen.authoring.new.asking import Questions
from statusgen.authoring.new.fields import fields_of
from statusgen.authoring.new.file import Fields, NewFile, checked_file, file_head, new_path
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.options import NewEntryOptions
from statusgen.authoring.notices import Words, stage_text
from statusgen.authoring.update.states import stage_states
from statusgen.authoring.words import in_whole_languages, needs_time, other_language
from statusgen.authoring.yaml_text import Value, entry_text
from statusgen.content.load import schema_context
from statusgen.content.schema.entries import UpdateRecord
from statusgen.model import (
    AlarmRule,
    Content,
    EntryKind,
    Incident,
    IncidentStatus,
    Notice,
    State,
    Text,
)
from statusgen.render.notices import Notices
from statusgen.text.wording import site_wording


class AlarmDraft(Struct, frozen=True):
    """A draft that was made from alarms, with its notice and the words that it notes of it."""

    entry: Incident
    notice: Notice
    words: Words

    @property
    def values(self) -> Mapping[str, str]:
        """The words of placeholders by their names; what the alarms say is left out."""
        notice = self.notice
        found: dict[str, str] = {}
        for name, text in self.words.items():
            if name not in notice.component_placeholders and not needs_time(notice, name):
                languages = text.by_language.items()
                found |= {name: text.default, **{f"{name}.{key}": each for key, each in languages}}
        return found


class DraftSite(Struct, frozen=True):
    """The folder of the site in which a draft is made, what is in it, and the time."""

    root: Path
    content: Content
    rules: tuple[AlarmRule, ...]
    notices: Notices
    now: datetime


def draft_file(site: DraftSite, group: AlarmGroup, rules: tuple[AlarmRule, ...]) -> NewFile:
    """Return the file of a new draft, which is not written yet.

    `rules` are those of the alarms; the first one decides, others of its notice add components.
    """
    first = rules[0]
    notice = site.notices.by_name[first.notice]
    names = notice.component_placeholders
    words = {
        **first.words,
        **{name: ",".join(_components(rules, notice, name)) for name in names},
    }
    options = _options(site, notice, group.alarms[0].since, site.now)
    new = _context(site, notice, replace(options, values=words, region=first.region))
    fields = fields_of(new)
    return _file(new, fields, group, site.root, new_path(new, fields, site.root))


def changed_file(
    site: DraftSite, group: AlarmGroup, rules: tuple[AlarmRule, ...], before: AlarmDraft
) -> NewFile:
    """Return the file of a draft whose group has changed; what it has of the group stays.

    It keeps its path, its time and its words, the first report and all its components.
    """
    entry, notice = before.entry, before.notice
    affects = dict(entry.affects)
    for name in notice.component_placeholders:
        state = notice.affects.get(f"??{name}??")
        if state is not None:
            more = (each for each in _components(rules, notice, name) if each not in affects)
            affects = {**affects, **dict.fromkeys(more, state)}
    reported = min(entry.reported or site.now, group.alarms[0].since)
    options = _options(site, notice, reported, entry.updates[0].at)
    options = replace(options, values=before.values, affects=affects, region=entry.region)
    others = tuple(each for each in site.content.incidents if each is not entry)
    content = replace(site.content, incidents=others)
    new = _context(replace(site, content=content), notice, options)
    return _file(new, fields_of(new), group, site.root, entry.path)


def _components(rules: Iterable[AlarmRule], notice: Notice, name: str) -> dict[str, None]:
    """Return the ids that stand for a placeholder in the rules of a notice, in their order."""
    lists = (each.words.get(name, "") for each in rules if each.notice == notice.name)
    ids = (each.strip() for written in lists for each in written.split(","))
    return dict.fromkeys(each for each in ids if each)


def _options(site: DraftSite, notice: Notice, reported: datetime, at: datetime) -> NewEntryOptions:
    return NewEntryOptions(
        EntryKind.INCIDENT,
        site.now,
        notice=notice.name,
        at=at.replace(second=0, microsecond=0),
        reported=reported,
        draft=True,
    )


def _context(site: DraftSite, notice: Notice, options: NewEntryOptions) -> NewEntryContext:
    content = site.content
    questions = Questions(site_wording(content.site), is_terminal=False)
    languages = content.site.languages
    values = {
        key: each for key, each in options.values.items() if not other_language(key, languages)
    }
    options = replace(options, values=values)
    return NewEntryContext(options, content, schema_context(content), questions, notice)


def _file(
    new: NewEntryContext, fields: Fields, group: AlarmGroup, root: Path, path: str
) -> NewFile:
    entry = _with_end(new, fields, group)
    head = sealed(file_head(new, fields, root), group, entry_text(entry))
    return checked_file(new, path, head, entry)


# --- the end -----------------------------------------------------------------------------------


def _with_end(new: NewEntryContext, fields: Fields, group: AlarmGroup) -> Mapping[str, Value]:
    """Return the keys of the draft; where no alarm fires any more, with a second update."""
    text, updates = _end_text(new, fields), fields.entry["updates"]
    if group.is_firing or text is None or isinstance(updates, str | Mapping):
        return fields.entry
    status = IncidentStatus.MONITORING
    update = {"at": _end(new, group), "status": status, "affects": _end_states(new, fields)}
    end = keys(UpdateRecord, {**update, "text": text}, new.context.zone)
    return {**fields.entry, "updates": [*updates, end]}


def _end_states(new: NewEntryContext, fields: Fields) -> Mapping[str, State]:
    affects = fields.entry.get("affects")
    if new.notice is None or not isinstance(affects, Mapping):
        return {}
    return stage_states(affects, new.notice, IncidentStatus.MONITORING)


def _end_text(new: NewEntryContext, fields: Fields) -> Text | None:
    """Return what the notice says when service is back, or None."""
    words = fields.noted.words if fields.noted else {}
    text = stage_text(new.notice, IncidentStatus.MONITORING, words) if new.notice else None
    return None if text is None else in_whole_languages(text)


def _end(new: NewEntryContext, group: AlarmGroup) -> datetime:
    """Return when the last alarm ended, but not before the first update."""
    last = max(each.until or each.since for each in group.alarms)
    first = new.options.at or new.options.now
    return max(last, first + timedelta(seconds=1))
