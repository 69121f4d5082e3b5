"""`statusgen update`: adds an update to an entry, checks it, and shows its posts."""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Unpack

import click
from msgspec.structs import replace

from statusgen.authoring.new.asking import Questions
from statusgen.authoring.overview import states_line
from statusgen.authoring.posts import TO_POST, format_posts, readiness
from statusgen.authoring.publishing import EntryChange, Publication, publish
from statusgen.authoring.splice import plan_fields, write_edit
from statusgen.authoring.texts import shown_if_lost
from statusgen.authoring.update.add import (
    PlannedUpdate,
    UpdateTarget,
    plan_update,
    request_for,
    update_target,
    without_text,
)
from statusgen.authoring.update.asked_status import asked_status
from statusgen.authoring.update.fields import changed_fields
from statusgen.authoring.update.guide import (
    Guide,
    asked_next_update,
    asked_states,
    asked_text,
    show_entry,
    still_affected,
)
from statusgen.authoring.update.request import Addition, EntryUpdate, UpdateRequest
from statusgen.authoring.update.states import added_states
from statusgen.authoring.update.texts import GivenText, TextSource, text_of
from statusgen.cli import completers
from statusgen.cli.again import is_added, publish_again
from statusgen.cli.correction import confirmed_correction, publish_correction
from statusgen.cli.options import SiteCommand, command_line, site_options
from statusgen.cli.publishing import (
    WantedPublication,
    confirmed_publication,
    publish_options,
    wanted_publication,
)
from statusgen.cli.update_options import (
    UpdateOptions,
    check_combination,
    fields_given,
    has_text,
    request_of,
    update_options,
)
from statusgen.console import echo, echo_problems, reject
from statusgen.content.schema.times import shown
from statusgen.model import IncidentStatus, Update
from statusgen.model.states import to_say
from statusgen.text.wording import Wording, site_wording


@click.command("update", cls=SiteCommand)
@site_options
@click.argument("entry_name", metavar="[ID]", required=False, shell_complete=completers.entry)
@update_options
@publish_options
def command(
    root: Path, now: datetime, entry_name: str | None, **options: Unpack[UpdateOptions]
) -> int:
    """Add an update to an incident or a maintenance.

    ID can be a part of the id or of the title. Without it, the only open entry is taken. Without a
    status, the command asks for the update on a terminal, and again before it is published. Nothing
    else in the file changes. The result is checked before it is written; then the new lines and the
    posts for the groups are shown.
    """
    check_combination(options)
    wanted = wanted_publication(
        root, publish=options["publish"], push=options["push"], yes=options["yes"]
    )
    request, fields = request_of(now, options), fields_given(options)
    if fields and not (request.status or has_text(options)):
        return _change_fields(wanted, entry_name, now, fields)
    if not (request.status or sys.stdin.isatty()):
        reject("--status", "it is needed, such as --status identified.")
    source = TextSource(
        options["text"], options["stage_text"], options["values"], options["workaround"]
    )
    with update_target(root, entry_name, now) as target:
        by = wanted.publication
        if by is not None and is_added(target, request, source, fields, by):
            return publish_again(by, target.content, target.entry, now)
        planned, by = _written(target, request, source, fields, wanted)
    _show_lines(planned)
    if by is not None:
        publish(by, _change(target, planned), now)
    echo(planned.page)
    _show_posts(planned, wanted.words, is_pushed=by is not None and by.upstream is not None)
    return 0


def _change_fields(
    wanted: WantedPublication, entry_name: str | None, now: datetime, given: Mapping[str, object]
) -> int:
    """Change keys of an entry, and add no update."""
    with update_target(wanted.root, entry_name, now) as target:
        fields = changed_fields(target.file, given)
        edit = plan_fields(target.file, fields)
        by = confirmed_correction(target.file, edit, wanted)
    publish_correction(target.file, edit, ", ".join(fields), by)
    return 0


def _written(
    target: UpdateTarget,
    request: UpdateRequest,
    source: TextSource,
    fields: Mapping[str, object],
    wanted: WantedPublication,
) -> tuple[PlannedUpdate, Publication | None]:
    """Write the update that options say, or a person; return it and how far it is published."""
    request = request_for(target, request, source.workaround)
    is_guided = not request.status
    untexted, given = (_asked if is_guided else _named)(target, request, source)
    with shown_if_lost(given.typed_words, wanted.words):
        planned = plan_update(target, untexted, given, changed_fields(target.file, fields))
        if is_guided:
            _preview(planned, wanted.words)
        by = confirmed_publication(wanted, is_guided=is_guided)
        write_edit(wanted.root, planned.edit)
    return planned, by


def _named(
    target: UpdateTarget, request: UpdateRequest, source: TextSource
) -> tuple[Addition, GivenText]:
    """Return the update that options say, and its text.

    A person is asked for a text that no option gives, and for the components that work again.
    """
    guide = _guide(target)
    untexted = without_text(target, request)
    given = _text(guide, untexted, source)
    if request.affects:
        return untexted, given
    if not guide.questions.is_terminal:
        return untexted, _with_states(guide, untexted, given)
    if request.status != IncidentStatus.MONITORING.value:
        return untexted, given
    with shown_if_lost(given.typed_words, guide.questions.words):
        states = asked_states(guide, untexted, given)
        return without_text(target, replace(request, affects=states)), given


_BY_NOTICE = to_say("{name} is {state} by the notice; if it is not: --affects {name}=STATE")
_STAYS = to_say("{name} stays {state}; if it works again: --affects {name}=operational")


def _with_states(guide: Guide, untexted: Addition, given: GivenText) -> GivenText:
    """Return the text of a script, which cannot be asked, as one with the states of the notice.

    The states are printed, and when service is back, the components that stay affected.
    """
    with_own, words = replace(given, has_states=True), guide.questions.words
    if not given.has_states:
        for name, state in added_states(untexted, with_own, guide.texts).items():
            echo(words.say(_BY_NOTICE).format(name=name, state=state.value))
    if untexted.status == IncidentStatus.MONITORING.value:
        for name, state in still_affected(guide, untexted, with_own).items():
            echo(words.say(_STAYS).format(name=name, state=state.value))
    return with_own


def _asked(
    target: UpdateTarget, request: UpdateRequest, source: TextSource
) -> tuple[Addition, GivenText]:
    """Return the update that a person is asked for as far as no option says it, and its text."""
    guide = _guide(target)
    show_entry(guide)
    request = asked_status(guide, request)
    untexted = without_text(target, request)
    given = _text(guide, untexted, source)
    with shown_if_lost(given.typed_words, guide.questions.words):
        complete = replace(
            request,
            affects=request.affects or asked_states(guide, untexted, given),
            next_update=request.next_update or asked_next_update(guide, untexted, request),
        )
        return untexted if complete == request else without_text(target, complete), given


def _guide(target: UpdateTarget) -> Guide:
    questions = Questions(site_wording(target.content.site), sys.stdin.isatty())
    return Guide(target.content, target.entry, target.file.now, target.texts, questions)


def _text(guide: Guide, untexted: Addition, source: TextSource) -> GivenText:
    if source.is_given or not guide.questions.is_terminal:
        return text_of(untexted, source, guide.texts)
    return asked_text(guide, untexted)


def _change(target: UpdateTarget, planned: PlannedUpdate) -> EntryChange:
    entry, status = target.entry, planned.addition.status
    return EntryChange(entry.path, target.kind, entry.id, status, command_line())


# --- what is shown -----------------------------------------------------------------------------


def _preview(planned: PlannedUpdate, words: Wording) -> None:
    """Print how the page and the posts will have an update."""
    news, update = planned.news, planned.addition.update
    lines = [*update.text.in_language(words.language).splitlines(), *_facts(update, words)]
    echo(f"\n{words.say(news.phase.heading)}, {shown(news.at, words.zone)}")
    echo("\n".join(f"  {line}".rstrip() for line in lines))
    _show_notes(planned, words)
    if planned.posts:
        echo(f"{words.lead_in(words.say(TO_POST))}\n\n{format_posts(planned.posts)}")


def _facts(update: EntryUpdate, words: Wording) -> Iterator[str]:
    if isinstance(update, Update):
        if update.affects:
            yield states_line({name: each.value for name, each in update.affects.items()})
        if update.next_update:
            yield words.say("next update {time}").format(time=shown(update.next_update, words.zone))
    elif update.ends and update.starts:
        times = {"start": shown(update.starts, words.zone), "end": shown(update.ends, words.zone)}
        yield words.say("from {start} until {end}").format(**times)
    elif update.ends:
        yield words.say("until {time}").format(time=shown(update.ends, words.zone))


def _show_notes(planned: PlannedUpdate, words: Wording) -> None:
    for note in planned.notes:
        echo(words.say(note))


def _show_lines(planned: PlannedUpdate) -> None:
    """Print the added lines on standard output, warnings on the other."""
    echo_problems(planned.warnings)
    click.echo(f"{planned.edit.path}: {planned.addition.status}\n\n{planned.lines}\n")


def _show_posts(planned: PlannedUpdate, words: Wording, *, is_pushed: bool) -> None:
    """Print the posts on standard output, and whether they can be posted on the other."""
    _show_notes(planned, words)
    if planned.posts:
        echo(words.lead_in(words.say(readiness(is_pushed=is_pushed))))
        click.echo(format_posts(planned.posts), nl=False)
