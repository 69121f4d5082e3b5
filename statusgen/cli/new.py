"""`statusgen new`: writes the file of a new incident or maintenance."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Never

import click

from statusgen.authoring.entries import first_in_file, page_line
from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.fields import fields_of
from statusgen.authoring.new.file import Fields, NewFile, create, new_file
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.options import NewEntryOptions, known_value, pairs, states
from statusgen.authoring.new.report import ToPost, next_steps, to_post
from statusgen.authoring.new.same_title import same_title
from statusgen.authoring.notice_files import refuse_broken, refuse_unlisted, site_notices
from statusgen.authoring.posts import TO_POST, format_posts, readiness
from statusgen.authoring.publishing import EntryChange, publish, status_of
from statusgen.cli import completers
from statusgen.cli.again import publish_again, written_before
from statusgen.cli.field_options import field_options, option_names, words_of
from statusgen.cli.instead import is_update_meant, update_instead
from statusgen.cli.options import SiteCommand, bad, command_line, past_moment, site_options
from statusgen.cli.publishing import confirmed_publication, publish_options, wanted_publication
from statusgen.console import echo, echo_problems, summary
from statusgen.content.load import load, schema_context
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.errors import InputError
from statusgen.model import Content, EntryKind, IncidentStatus, Notice
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Severity
from statusgen.render.notices import Notices
from statusgen.text.wording import Wording, site_wording

_OF_INCIDENTS = {*option_names(IncidentFile), "status", "at", "next_update"}
_OF_MAINTENANCE = {*option_names(MaintenanceFile), "ends"}


@click.command("new", cls=SiteCommand)
@click.argument("kind", type=words_of(EntryKind))
@site_options
@click.option(
    "--notice",
    metavar="NAME",
    shell_complete=completers.notice,
    help="A ready-made notice to start from.",
)
@click.option(
    "--set",
    "values",
    metavar="NAME=VALUE",
    shell_complete=completers.placeholder,
    multiple=True,
    help="Fill in a placeholder of the notice; NAME.it=VALUE for one language. Can be repeated.",
)
@click.option(
    "--title",
    multiple=True,
    help="What has happened or will be done, on one line; it=TITLE for another language.",
)
@click.option(
    "--affects",
    metavar="COMPONENT=STATE",
    shell_complete=completers.affects,
    multiple=True,
    help="A component and its state, which maintenance does without. Can be repeated.",
)
@click.option(
    "--text",
    multiple=True,
    help="What readers see, in Markdown; it=TEXT for one language, '-' reads standard input.",
)
@field_options(IncidentFile, MaintenanceFile)
@click.option(
    "--status",
    type=words_of(IncidentStatus),
    help="The status of the first update.  [default: investigating]",
)
@click.option(
    "--at", metavar="TIME", callback=past_moment, help="When the first update is published."
)
@click.option("--next-update", metavar="LENGTH|TIME", help="When the next update is promised.")
@click.option("--ends", metavar="LENGTH|TIME", help="When the window ends, or how long it is.")
@click.option(
    "--id",
    metavar="ID",
    help="The permanent id.  [default: the date and the title; of a series, the title]",
)
@click.option("--draft", is_flag=True, help="Publish nothing of it; only serve shows it.")
@publish_options
def command(root: Path, now: datetime, kind: str, **values: Any) -> int:  # noqa: ANN401 click's values
    """Write a new incident or maintenance.

    On a terminal, the command asks for what is missing; elsewhere it says what is missing. The file
    is written only if it passes check; a draft may still have placeholders.
    """
    flags = {name: values.pop(name) for name in ("publish", "push", "yes")}
    _require_fitting(EntryKind(kind), values)
    wanted = wanted_publication(root, **flags)
    loaded = load(root, now)
    if loaded.content is None:
        echo_problems([each for each in loaded.problems if each.severity is Severity.ERROR])
        echo(f"{summary(loaded.problems)}; correct this first, or nothing new can be published")
        return 1
    try:
        new = _context(loaded.content, root, now, EntryKind(kind), values)
        fields = _fields(new)
        by, existing = wanted.publication, same_title(new, fields)
        before = written_before(new, fields, by, is_other_meant=wanted.is_sure)
        if by and before:
            return publish_again(by, new.content, before, now)
        if existing and not wanted.is_sure and is_update_meant(existing, new.questions):
            return update_instead(existing, new, fields)
        file = new_file(new, fields, root)
    except InputError as error:
        raise click.UsageError(bad(error).message) from None
    _require_sound(new, file, is_published=wanted.publication is not None)
    ready = to_post(new, file, root)
    is_guided = new.questions.is_used and not (new.options.draft or file.blanks)
    if is_guided:
        _preview(file, ready, new.words)
    by = confirmed_publication(wanted, is_guided=is_guided)
    create(root, file)
    _report(file, map(new.words.say, next_steps(new, fields, file, is_published=by is not None)))
    if by is not None and file.content is not None:
        status = status_of(first_in_file(file.content, file.path), now)
        publish(by, EntryChange(file.path, kind, file.id, status, command_line()), now)
    if file.content is not None:
        echo(page_line(file.content, file.path, now))
    _report_posts(ready, new.words, is_pushed=by is not None and by.upstream is not None)
    return 1 if file.blanks else 0


def _fields(new: NewEntryContext) -> Fields:
    """Return the fields of a new entry; raises a usage error that lists missing values."""
    fields = fields_of(new)
    if not new.options.draft:
        new.questions.require_answers()
    return fields


def _require_fitting(kind: EntryKind, values: dict[str, Any]) -> None:
    """Raise a usage error for an option that only the other kind of entry has."""
    own, other = _OF_INCIDENTS, _OF_MAINTENANCE
    if kind is EntryKind.MAINTENANCE:
        own, other = other, own
    for name, value in values.items():
        if name in other - own and value not in (None, ()):
            option = f"--{name.replace('_', '-')}"
            message = f"{option} is not for an entry of the kind '{kind.value}'."
            raise click.UsageError(message)


def _context(
    content: Content, root: Path, now: datetime, kind: EntryKind, values: dict[str, Any]
) -> NewEntryContext:
    """Return the inputs of a new entry; raises InputError for unknown names."""
    context = schema_context(content)
    words = site_wording(content.site)
    questions = Questions(words, sys.stdin.isatty())
    written = {**values, "values": pairs(values["values"], "NAME=VALUE", "Europe")}
    written["affects"] = states(values["affects"], kind, context)
    own = {name: written.pop(name) for name in NewEntryOptions.__struct_fields__ if name in written}
    options = NewEntryOptions(kind, now, **own, fields=written)
    notices = site_notices(root, context)
    notice = _notice(options, notices, questions, content.site.language)
    if notice is None and options.values:
        message = "--set fills in a notice: say which with --notice."
        raise click.UsageError(message)
    return NewEntryContext(options, content, context, questions, notice)


def _notice(
    options: NewEntryOptions, notices: Notices, questions: Questions, language: str
) -> Notice | None:
    fitting = {name: each for name, each in notices.by_name.items() if each.kind is options.kind}
    if options.notice is not None:
        return _named(options.notice, options.kind, notices)
    if not questions.is_terminal or options.title or options.text:
        return None
    refuse_unlisted(notices)
    choices = tuple((name, each.use_when.in_language(language)) for name, each in fitting.items())
    asked = LazyMessage("Which notice, or '{none}'", {"none": "none"})
    question = Question("--notice NAME", asked, (*choices, ("none", "")))
    known = (*fitting, "none")
    name = questions.ask(
        question, lambda word: known_value(word, known, LazyMessage("notice")), "none"
    )
    return fitting.get(name or "none")


def _named(name: str, kind: EntryKind, notices: Notices) -> Notice:
    refuse_broken(name, notices)
    notice = notices.by_name[known_value(name, notices.by_name, LazyMessage("notice"))]
    if notice.kind is not kind:
        _refuse_kind(notice)
    return notice


def _refuse_kind(notice: Notice) -> Never:
    message = f"the notice {notice.name} is for: statusgen new {notice.kind.value}"
    raise click.UsageError(message)


def _require_sound(new: NewEntryContext, file: NewFile, *, is_published: bool) -> None:
    """Raise a usage error for an entry that check would refuse, placeholders of drafts aside."""
    if file.blanks and is_published:
        names = ", ".join(f"??{name}??" for name in file.blanks)
        message = f"{names} must be filled in before this can be published. Nothing was written."
        raise click.UsageError(message)
    errors = [each for each in file.problems if each.severity is Severity.ERROR]
    others = [each for each in errors if "to be filled in" not in each.message]
    if others or (errors and not new.options.draft):
        echo_problems(errors)
        message = "check would refuse this entry. Nothing was written."
        raise click.UsageError(message)


def _preview(file: NewFile, ready: ToPost, words: Wording) -> None:
    """Print the file and the posts of a new entry, and in which languages there is none."""
    echo(f"\n{file.text}")
    for note in ready.notes:
        echo(words.say(note))
    if ready.texts:
        echo(f"{words.lead_in(words.say(TO_POST))}\n\n{format_posts(ready.texts)}")


def _report(file: NewFile, steps: Iterator[str]) -> None:
    """Print the path on standard output, warnings and next steps on standard error."""
    click.echo(file.path)
    echo_problems([each for each in file.problems if each.severity is Severity.WARNING])
    for sentence in steps:
        echo(sentence)


def _report_posts(ready: ToPost, words: Wording, *, is_pushed: bool) -> None:
    """Print the posts on standard output, notes about them on standard error."""
    for note in ready.notes:
        echo(words.say(note))
    if ready.texts:
        echo(words.lead_in(words.say(readiness(is_pushed=is_pushed))))
        click.echo(f"\n{format_posts(ready.texts)}", nl=False)
