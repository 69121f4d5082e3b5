"""The options of `new` that follow from the records of the schema."""

from collections.abc import Callable, Container, Iterator
from datetime import datetime
from enum import Enum
from typing import get_args

import click

from statusgen.cli import completers
from statusgen.cli.options import Command, moment, past_moment
from statusgen.content.schema.base import Option, Record
from statusgen.model import Text


def field_options(
    *shapes: type[Record], names: Container[str] | None = None
) -> Callable[[Command], Command]:
    """Give a command the options of the fields of records, each once; only those in `names`."""
    every = [each for shape in shapes for each in _field_options(shape)]
    found = {name: option for name, option in every if names is None or name in names}

    def with_options(command: Command) -> Command:
        for option in reversed(found.values()):
            command = option(command)
        return command

    return with_options


def option_names(shape: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields of a record that have an option."""
    return tuple(name for name, _ in _field_options(shape))


def _field_options(shape: type[Record]) -> Iterator[tuple[str, Callable[[Command], Command]]]:
    for name, field in shape.model_fields.items():
        kind = _plain_type(field.annotation)
        for option in field.metadata:
            if isinstance(option, Option):
                yield (
                    name,
                    click.option(
                        f"--{name.replace('_', '-')}",
                        type=words_of(kind) if issubclass(kind, Enum) else str,
                        callback=_time_of(option) if issubclass(kind, datetime) else None,
                        metavar=option.metavar,
                        shell_complete=completers.BY_FIELD.get(name),
                        multiple=issubclass(kind, Text),
                        help=option.help,
                    ),
                )


def _time_of(option: Option) -> Callable[..., object]:
    return past_moment if option.is_past else moment


def _plain_type(annotation: object) -> type:
    """Return the type of a value without None and what is annotated."""
    return annotation if isinstance(annotation, type) else _plain_type(get_args(annotation)[0])


def words_of(kind: type[Enum]) -> click.Choice[str]:
    """Return the type of an option that takes a word of an enumeration."""
    return click.Choice([each.value for each in kind])
