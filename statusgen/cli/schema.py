"""`statusgen schema`: prints the JSON Schemas with which editors complete and check files."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from statusgen.authoring.splice.disk import create_file, replace_file
from statusgen.cli.options import SiteCommand, path, site_options
from statusgen.console import CommandError
from statusgen.content.load import schema_context_in
from statusgen.content.schema.json_schema import KINDS, json_schema
from statusgen.limits import MIB, read_file


@click.command("schema", cls=SiteCommand)
@site_options
@click.argument("kind", type=click.Choice([*KINDS]), required=False)
@click.option(
    "--out",
    metavar="FOLDER",
    callback=path,
    help="Write a file for each kind into this folder, such as incident.schema.json.",
)
def command(root: Path, now: datetime, kind: str | None, out: Path | None) -> int:
    """Print the JSON Schema of the content files.

    For one KIND of file, or else one object with a schema for each kind. Components, classes and
    regions are those of the site, as far as its files can be read.
    """
    del now  # schemas do not depend on it
    context = schema_context_in(root)
    schemas = {each: json_schema(each, context) for each in ([kind] if kind else KINDS)}
    if out is not None:
        _write(schemas, out)
    else:
        click.echo(_text(schemas[kind] if kind else schemas), nl=False)
    return 0


def _write(schemas: dict[str, dict[str, Any]], out: Path) -> None:
    try:
        for kind, schema in schemas.items():
            _write_file(out / f"{kind}.schema.json", _text(schema))
    except OSError as error:
        message = (
            f"The schemas could not be written to {out}: {error.strerror or error}. "
            "Every file is whole; run the command again once that is solved."
        )
        raise CommandError(message) from error


def _write_file(path: Path, text: str) -> None:
    """Write a file in the place of what is there; raises OSError and EditError."""
    try:
        before = read_file(path, MIB)
    except FileNotFoundError:
        create_file(path, text)
    else:
        replace_file(path, before, text.encode())


def _text(schema: dict[str, Any]) -> str:
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"
