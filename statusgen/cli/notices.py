"""`statusgen notices`: lists the notices, or prints one with its texts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.new.options import known_value
from statusgen.authoring.notice_files import refuse_broken, site_notices
from statusgen.authoring.notices import filled, placeholders_in
from statusgen.authoring.words import question_about
from statusgen.cli import completers
from statusgen.cli.options import SiteCommand, site_context, site_options, usage_errors
from statusgen.console import echo, echo_problems, summary
from statusgen.content.schema.placeholders import GIVEN
from statusgen.model import EntryKind, Notice, Placeholder, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import has_error
from statusgen.render.notices import Notices

_TIME = "the time given by --reported"
_HEADINGS = {EntryKind.INCIDENT: "Incidents", EntryKind.MAINTENANCE: "Maintenance"}


@click.command("notices", cls=SiteCommand)
@click.argument("name", required=False, shell_complete=completers.notice)
@site_options
def command(root: Path, now: datetime, name: str | None) -> int:
    """List the ready-made notices and when to use them, or show the one called NAME."""
    del now  # notices are the same at any time
    context = site_context(root)
    notices = site_notices(root, context)
    lines = (
        _list(notices.by_name, context.language)
        if name is None
        else _details(_named(name, notices), context.language)
    )
    click.echo("\n".join(lines))
    echo_problems(notices.problems)
    if has_error(notices.problems):
        echo(f"{summary(notices.problems)}; the notices with mistakes cannot be used")
    return 1 if has_error(notices.problems) else 0


def _named(name: str, notices: Notices) -> Notice:
    refuse_broken(name, notices)
    with usage_errors():
        return notices.by_name[known_value(name, notices.by_name, LazyMessage("notice"))]


def _list(notices: Mapping[str, Notice], language: str) -> Iterator[str]:
    width = max(map(len, notices), default=0)
    for kind, heading in _HEADINGS.items():
        yield heading
        for name, notice in notices.items():
            if notice.kind is kind:
                yield f"  {name:{width}}  {notice.use_when.in_language(language)}"
        yield ""
    yield "One with its texts: statusgen notices NAME"


# --- one notice --------------------------------------------------------------------------------


def _details(notice: Notice, language: str) -> Iterator[str]:
    yield f"{notice.name}: {notice.title.in_language(language)}"
    yield notice.use_when.in_language(language)
    yield ""
    yield from _facts(notice)
    yield ""
    if notice.placeholders:
        yield "Placeholders, as --set NAME=VALUE"
        yield from (f"  {line}" for line in _placeholders(notice, language))
        yield ""
    for stage, text in notice.texts.items():
        yield f"[{stage}]"
        yield text.in_language(language)
    yield f"Use it: statusgen new {notice.kind.value} --notice {notice.name}{_needed(notice)}"


def _facts(notice: Notice) -> Iterator[str]:
    words = {
        "class of service": notice.cos,
        "scope": notice.scope.value if notice.scope else None,
        "cause": notice.cause.value if notice.cause else None,
        "emergency calls": notice.emergency_calls.value if notice.emergency_calls else None,
        "completion": notice.completion.value if notice.completion else None,
        "affects": ", ".join(f"{key}: {state.value}" for key, state in notice.affects.items()),
    }
    yield from (f"{name}: {word}" for name, word in words.items() if word)
    yield f"file: {notice.path}"


def _placeholders(notice: Notice, language: str) -> Iterator[str]:
    width = max(map(len, notice.placeholders))
    for name, each in notice.placeholders.items():
        yield f"{name:{width}}  {_question(each, language)}"


def _question(placeholder: Placeholder, language: str) -> str:
    if placeholder.default is None:
        return question_about(placeholder, language)
    default = filled(placeholder.default, {GIVEN: Text(language, {language: _TIME})})
    return f"{placeholder.ask.in_language(language)} (default: {default.in_language(language)})"


def _needed(notice: Notice) -> str:
    """Return the options that the notice's first text needs."""
    first = next(iter(notice.texts.values()))
    names = placeholders_in(*notice.affects, notice.title, first)
    needed = (each for each in names if notice.placeholders[each].default is None)
    return "".join(f" --set {name}=…" for name in needed)
