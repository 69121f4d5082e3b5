"""Plan an import, with every new file checked, and write it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entries import entry_bytes
from statusgen.authoring.entry_yaml import entry_keys
from statusgen.authoring.line_ends import line_end, newest
from statusgen.authoring.splice.disk import create_file, replace_file
from statusgen.authoring.yaml_text import entry_text
from statusgen.console import CommandError
from statusgen.content.find import COMPONENTS, INCIDENTS, MAINTENANCE, find
from statusgen.content.load import schema_context
from statusgen.content.schema.base import validated
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.entries import read_entry
from statusgen.content.schema.site import ComponentsFile
from statusgen.content.source.parse import parse
from statusgen.importers.components import addition, matched, new_ids
from statusgen.importers.foreign import ForeignComponent, ForeignHistory, ImportedEntry, Remarks
from statusgen.model import Content, Incident
from statusgen.problems import errors, has_error


class ImportPlan(Struct, frozen=True):
    """Texts of new files by path, ids of existing entries, and new components.

    `components` is components.yml before and after, None if it does not change.
    """

    files: Mapping[str, str]
    existing: tuple[str, ...]
    new: tuple[ForeignComponent, ...]
    components: tuple[bytes, bytes] | None = None


def plan_import(
    root: Path, content: Content, foreign: ForeignHistory, remarks: Remarks
) -> ImportPlan:
    """Return the plan to import foreign entries into a site whose content is valid.

    `new` lists the components that entries refer to and the site does not have.
    """
    known = matched(foreign.components, content)
    unknown = [each for each in foreign.components if each.key not in known]
    ids = known | new_ids(unknown, content)
    entries, existing = _new_and_existing(foreign.entries(ids), content, remarks)
    referred_to = {name for entry in entries for name in _named(entry)}
    new = tuple(each for each in unknown if foreign.adds_all or ids[each.key] in referred_to)
    context = _with(schema_context(content), (ids[each.key] for each in new))
    return ImportPlan(
        files=_files(entries, context, remarks),
        existing=tuple(existing),
        new=new,
        components=_components(root, content, new, ids) if new else None,
    )


def _new_and_existing(
    entries: Iterable[ImportedEntry | None], content: Content, remarks: Remarks
) -> tuple[list[ImportedEntry], list[str]]:
    """Return the new entries and the ids of the others, whose remarks are dropped."""
    there = {each.id for each in content.incidents} | {each.id for each in content.maintenances}
    new: list[ImportedEntry] = []
    existing: list[str] = []
    for entry in entries:
        if entry is not None and entry.id in there:
            existing.append(entry.id)
            remarks.rollback()
        elif entry is not None:
            new.append(entry)
        remarks.commit()
    return new, existing


def _named(entry: ImportedEntry) -> set[str]:
    updates = entry.updates if isinstance(entry, Incident) else ()
    return {*entry.affects, *(name for each in updates for name in each.affects)}


def _with(context: SchemaContext, ids: Iterable[str]) -> SchemaContext:
    names = context.components
    return replace(context, components=replace(names, known=(names.known or frozenset()) | {*ids}))


def _files(
    entries: Iterable[ImportedEntry], context: SchemaContext, remarks: Remarks
) -> dict[str, str]:
    files: dict[str, str] = {}
    for entry in entries:
        folder = INCIDENTS if isinstance(entry, Incident) else MAINTENANCE
        path = f"{folder}/{entry.id[:4]}/{entry.id}.yml"
        text = entry_text(entry_keys(entry, context.zone))
        _, problems = read_entry(parse(path, text.encode()), context)
        for each in errors(problems):
            remarks.add(entry.title.default, f"not carried over: {each.message}")
        if not has_error(problems):
            files[path] = text
    return files


def _components(
    root: Path, content: Content, new: Iterable[ForeignComponent], ids: Mapping[str, str]
) -> tuple[bytes, bytes]:
    before = entry_bytes(root, COMPONENTS)
    after = before + addition(before.decode("utf-8-sig"), content, new, ids).encode()
    _, problems = validated(ComponentsFile, parse(COMPONENTS, after), schema_context(content))
    for problem in errors(problems):
        message = f"The new components do not fit into {COMPONENTS}: {problem.message}."
        raise CommandError(message)
    return before, after


def write(root: Path, plan: ImportPlan) -> None:
    """Write a plan to disk; raises CommandError if a file exists meanwhile or cannot be written."""
    if plan.components is not None:
        replace_file(root / COMPONENTS, *plan.components)
    beside = newest(find(root))
    end = line_end(root, next(iter(plan.files), beside), beside)
    for path, text in plan.files.items():
        try:
            create_file(root / path, text, end)
        except OSError as error:
            message = (
                f"{path} could not be written: {error.strerror or error}. The files before it "
                "are there; import again for the rest."
            )
            raise CommandError(message) from error
