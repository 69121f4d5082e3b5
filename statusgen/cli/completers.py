"""Completes the arguments and options of commands in a shell, with the names of the site."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from statusgen.authoring import suggestions
from statusgen.authoring.suggestions import Suggestion
from statusgen.model import IncidentStatus, MaintenanceAction
from statusgen.render.templates import ThemeError

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(find: Callable[[click.Context, str], Iterable[Suggestion]]) -> Completer:
    """Return the completer that offers what `find` returns for what is typed so far."""

    def complete(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
        with suppress(OSError, ThemeError):
            return [CompletionItem(each.word, help=each.about) for each in find(ctx, begun)]
        return []

    return complete


def _beginning(find: Callable[[Path], Iterable[Suggestion]]) -> Completer:
    """Return the completer that offers those names of the site that begin as typed."""
    return _completer(
        lambda ctx, begun: [each for each in find(_root(ctx)) if each.word.startswith(begun)]
    )


def _root(ctx: click.Context) -> Path:
    root: Path | None = ctx.params.get("root")
    return Path() if root is None else root


def _entry_name(ctx: click.Context) -> str:
    """Return the argument of a command; click has not taken it yet where an option has no value."""
    name: str = ctx.params.get("entry_name") or "".join(ctx.args[:1])
    return name


component = _beginning(suggestions.components)
group = _beginning(suggestions.groups)
class_of_service = _beginning(suggestions.classes)
region = _beginning(suggestions.regions)
language = _beginning(suggestions.languages)
notice = _beginning(suggestions.notices)
draft = _beginning(suggestions.drafts)

affects = _completer(lambda ctx, begun: suggestions.affected(_root(ctx), begun))
entry = _completer(lambda ctx, begun: suggestions.entries(_root(ctx), datetime.now(UTC), begun))
update = _completer(
    lambda ctx, begun: [
        each
        for each in suggestions.updates(_root(ctx), datetime.now(UTC), _entry_name(ctx))
        if each.word.startswith(begun)
    ]
)
placeholder = _completer(
    lambda ctx, begun: [
        each
        for each in suggestions.placeholders(_root(ctx), ctx.params.get("notice") or "")
        if each.word.startswith(begun)
    ]
)
placeholder_of_entry = _completer(
    lambda ctx, begun: [
        each
        for each in suggestions.placeholders_of(_root(ctx), datetime.now(UTC), _entry_name(ctx))
        if each.word.startswith(begun)
    ]
)

status = _completer(
    lambda _ctx, begun: [
        Suggestion(each.value, each.about)
        for each in (*IncidentStatus, *MaintenanceAction)
        if each.value.startswith(begun)
    ]
)

BY_FIELD = {"cos": class_of_service, "region": region}
"""The completers of options that follow from fields of the schema."""
