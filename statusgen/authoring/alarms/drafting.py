"""Takes groups of alarms: makes a draft of each, changes it with the group, or leaves it alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.alarms.draft import AlarmDraft, DraftSite, changed_file, draft_file
from statusgen.authoring.alarms.marks import group_id, is_untouched, marked_group
from statusgen.authoring.alarms.payload import Alarm, AlarmGroup
from statusgen.authoring.alarms.rules import problems_of_rules
from statusgen.authoring.entries import entry_bytes, load_content
from statusgen.authoring.new.file import NewFile, create
from statusgen.authoring.notice_files import refuse_broken, refuse_unlisted, site_notices
from statusgen.authoring.notices import noted, stage_text
from statusgen.authoring.splice.disk import replace_file
from statusgen.authoring.words import in_all_languages
from statusgen.console import CommandError, counted, problems_error
from statusgen.content.alarms import read_alarms
from statusgen.content.find import ALARMS
from statusgen.content.load import schema_context
from statusgen.locks import locked
from statusgen.model import AlarmRule, Incident, IncidentStatus
from statusgen.problems import errors, has_error

_MOST_SHOWN = 200
_SAME_PROBLEM = timedelta(hours=1)
"""An alarm that comes back within this time belongs to the draft that it had."""


class DraftOutcome(Struct, frozen=True):
    """The result for a group: a sentence, and the path of its draft if that was written.

    One that `is_refused` has no draft, for a mistake that the sentence says.
    `proposal` is a text for an entry that a person has taken over, whose alarms have ended.
    """

    sentence: str
    path: str = ""
    proposal: str = ""
    is_refused: bool = False


def drafts(root: Path, now: datetime, groups: tuple[AlarmGroup, ...]) -> Iterator[DraftOutcome]:
    """Yield what becomes of each group; one process at a time works on the drafts of a site.

    Raises CommandError if the content or alarms.yml has mistakes.
    """
    with locked(str(root)):
        for group in groups:
            yield _tried(_site(root, now), group)


def _tried(site: DraftSite, group: AlarmGroup) -> DraftOutcome:
    """Return what becomes of a group: what one is refused for stops no other."""
    try:
        return _outcome(site, group)
    except CommandError as mistake:
        return DraftOutcome(str(mistake), is_refused=True)


def _site(root: Path, now: datetime) -> DraftSite:
    content = load_content(root, now)
    alarms = read_alarms(root)
    if has_error(alarms.problems):
        raise problems_error(alarms.problems)
    if not alarms.rules:
        message = f"{ALARMS} has no rule, or is not there: no alarm becomes a draft."
        raise CommandError(message)
    context = schema_context(content)
    notices = site_notices(root, context)
    refuse_unlisted(notices)
    wrong = errors(problems_of_rules(alarms, notices, context))
    if wrong:
        raise problems_error(wrong)
    return DraftSite(root, content, alarms.rules, notices, now)


def _outcome(site: DraftSite, group: AlarmGroup) -> DraftOutcome:
    before = _entry_of(site, group)
    new_ones = tuple(each for each in group.alarms if _is_new(each, before))
    if before is not None and not new_ones:
        return _with_entry(site, group, before)
    begun = AlarmGroup(group.key, new_ones)
    if not begun.is_firing:
        return DraftOutcome("These alarms have ended, and had no draft.")
    rules = _rules(site, begun)
    if not rules:
        labels = new_ones[0].text[:_MOST_SHOWN]
        return DraftOutcome(f"No rule of {ALARMS} matches {labels}: nothing is drafted.")
    refuse_broken(rules[0].notice, site.notices)
    file = draft_file(site, begun, rules)
    _require_sound(file)
    create(site.root, file)
    sentence = f"{file.id} is drafted from {counted(len(new_ones), 'alarm')}."
    return DraftOutcome(f"{sentence} To publish it: statusgen draft {file.id} --push", file.path)


def _entry_of(site: DraftSite, group: AlarmGroup) -> Incident | None:
    """Return the newest entry that was drafted from a group."""
    name = group_id(group)
    found = (each for each in site.content.incidents if marked_group(_text(site, each)) == name)
    return max(found, key=lambda each: each.updates[0].at, default=None)


def _text(site: DraftSite, entry: Incident) -> str:
    return entry_bytes(site.root, entry.path).decode("utf-8-sig")


def _rules(site: DraftSite, group: AlarmGroup) -> tuple[AlarmRule, ...]:
    """Return the rule of each alarm that has one, in the order of the alarms, none twice."""
    firsts = (
        next((rule for rule in site.rules if rule.is_for(each.labels)), None)
        for each in group.alarms
    )
    found: list[AlarmRule] = []
    for rule in firsts:
        if rule is not None and rule not in found:
            found.append(rule)
    return tuple(found)


# --- a group that has an entry -----------------------------------------------------------------


def _is_new(alarm: Alarm, before: Incident | None) -> bool:
    """Return whether an alarm began after the problem of an entry was over, if it is."""
    if before is None:
        return True
    last = [each for each in before.updates if not each.status.is_afterword][-1]
    if before.draft:
        return len(before.updates) > 1 and alarm.since > last.at + _SAME_PROBLEM
    return not last.status.is_open and alarm.since > last.at


def _with_entry(site: DraftSite, group: AlarmGroup, entry: Incident) -> DraftOutcome:
    data = entry_bytes(site.root, entry.path)
    text = data.decode("utf-8-sig")
    if not entry.draft:
        return _left_alone(site, group, entry, "is published")
    if not is_untouched(text):
        return _left_alone(site, group, entry, "is a draft that somebody has edited")
    before = _draft(site, entry, text)
    file = changed_file(site, group, _rules(site, group), before) if before else None
    changed = _with_ends(text, file.text) if file else text
    if file is None or changed == text:
        return DraftOutcome(f"{entry.id} is drafted already, and nothing has changed.")
    _require_sound(file)
    replace_file(site.root / entry.path, data, changed.encode())
    return DraftOutcome(f"The draft {entry.id} has changed with its alarms.", entry.path)


def _with_ends(before: str, text: str) -> str:
    """Return a text with the line ends of the file that it replaces."""
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _left_alone(site: DraftSite, group: AlarmGroup, entry: Incident, reason: str) -> DraftOutcome:
    sentence = f"{entry.id} {reason}, and stays as it is."
    if group.is_firing or entry.updates[-1].status >= IncidentStatus.MONITORING:
        return DraftOutcome(sentence)
    command = f"statusgen update {entry.id} --status monitoring --stage-text"
    return DraftOutcome(
        f"{sentence} Its alarms have ended: {command}", proposal=_proposal(site, entry)
    )


def _draft(site: DraftSite, entry: Incident, text: str) -> AlarmDraft | None:
    """Return an entry with its notice, or None if it names none that this site has."""
    own = site.content.site
    found = noted(text, own.language)
    notice = site.notices.by_name.get(found.notice) if found else None
    if found is None or notice is None:
        return None
    return AlarmDraft(entry, notice, in_all_languages(found.words, notice, own.languages))


def _proposal(site: DraftSite, entry: Incident) -> str:
    """Return the text of an entry's notice for when service is back, in the first language."""
    found = _draft(site, entry, _text(site, entry))
    text = stage_text(found.notice, IncidentStatus.MONITORING, found.words) if found else None
    return text.in_language(site.content.site.language) if text else ""


def _require_sound(file: NewFile) -> None:
    """Raise CommandError for a draft that `check` would refuse: it would stop every build."""
    wrong = errors(file.problems)
    if wrong:
        raise problems_error(wrong)
