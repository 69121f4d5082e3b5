"""Schema of the files of ready-made notices."""

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from statusgen import model
from statusgen.content.schema.base import Record, placed, to_model, validated
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import FieldError, refuse, written
from statusgen.content.schema.names import ID_PATTERN, id_rule
from statusgen.content.schema.placeholders import GIVEN, PLACEHOLDER, texts_with_placeholders
from statusgen.content.schema.scalars import (
    CauseWord,
    CompletionWord,
    EmergencyCallsWord,
    Flag,
    Prose,
    Scalar,
    ScopeWord,
    StateWord,
    StatusWord,
    Title,
    Word,
)
from statusgen.content.source.parse import ParsedFile
from statusgen.content.source.tree import Tree
from statusgen.problems import Location, Problem, did_you_mean, has_error, quoted


def _name(value: object) -> str:
    """Return an id that need not exist on every site, or a placeholder that stands for one."""
    text = written(value, "an id")
    if not (ID_PATTERN.fullmatch(text) or PLACEHOLDER.fullmatch(text)):
        refuse(f"{quoted(text)} cannot be an id", f"expected {id_rule(text)}, or ??component??")
    return text


AnyName: TypeAlias = Annotated[str, Scalar(_name, {"type": "string"})]


class PlaceholderRecord(Record):
    """Explanation of a placeholder, `??name??`."""

    ask: Title = Field(description="what it is, as it is asked on a terminal")
    example: Title | None = Field(default=None, description="a value, to show what is meant")
    default: Title | None = Field(
        default=None, description="what stands there where nothing is said; else it must be said"
    )
    is_name: Flag = Field(default=False, description="true: the same in every language")


class IncidentTexts(Record):
    """The text of every stage of an incident."""

    investigating: Prose = Field(description="what is said while the cause is not known")
    identified: Prose = Field(description="what is said when the cause is known")
    monitoring: Prose = Field(description="what is said when service is back and watched")
    resolved: Prose = Field(description="what is said when it is over")
    false_alarm: Prose | None = Field(
        default=None, description="what is said when nothing was wrong"
    )
    postmortem: Prose | None = Field(default=None, description="what is said afterwards")


class MaintenanceTexts(Record):
    """The text of every stage of a maintenance."""

    announced: Prose = Field(description="what will be done, and what readers will notice")
    in_progress: Prose = Field(description="what is said when work begins, if by hand")
    verifying: Prose = Field(description="what is said while the result is checked")
    extended: Prose = Field(description="what is said when the end moves")
    rescheduled: Prose = Field(description="what is said when the whole window moves")
    completed: Prose = Field(description="what is said when the work is done")
    cancelled: Prose = Field(description="what is said when the work is called off")


class _NoticeFile(Record):
    """Keys of the notices of both kinds."""

    use_when: Title = Field(description="when to use this notice and not another, on one line")
    title: Title = Field(description="the title of the entry")
    affects: dict[AnyName, StateWord] = Field(
        default={}, description="component ids, or ??component??, and their states"
    )
    placeholders: dict[str, PlaceholderRecord] = Field(
        default={}, description="what only the engineer knows, by the name between ?? and ??"
    )


class IncidentNotice(_NoticeFile):
    """The file of a notice of a problem."""

    kind: Literal["incident"] = Field(description="incident or maintenance")
    texts: IncidentTexts = Field(description="a text for every stage")
    cos: AnyName | None = Field(default=None, description="a class of service")
    scope: ScopeWord | None = Field(default=None, description="global or limited")
    cause: CauseWord | None = Field(default=None, description="internal, upstream or external")
    region: AnyName | None = Field(default=None, description="whose support hours apply")
    emergency_calls: EmergencyCallsWord | None = Field(
        default=None, description="affected, not_affected or unknown"
    )
    states: dict[StatusWord, dict[AnyName, StateWord]] = Field(
        default={}, description="by status, what components become then; others keep their state"
    )


class MaintenanceNotice(_NoticeFile):
    """The file of a notice of planned work."""

    kind: Literal["maintenance"] = Field(description="incident or maintenance")
    texts: MaintenanceTexts = Field(description="a text for every stage")
    completion: CompletionWord | None = Field(
        default=None, description="automatic or confirmed; default: as site.yml says"
    )


# --- from a file to a record -------------------------------------------------------------------


class _NoticeKind(Record):
    """The `kind` of a notice, checked alone where it does not say which record to read."""

    kind: Annotated[model.EntryKind, Word(model.EntryKind, "kind")] = Field(
        description="incident or maintenance"
    )


def read_notice(
    name: str, reading: ParsedFile, context: SchemaContext
) -> tuple[model.Notice | None, tuple[Problem, ...]]:
    """Return the notice in a file, None if it has an error, and its problems."""
    shape = _shape(reading.tree)
    if shape is None:
        return None, _without_kind(reading, context)
    file, problems = validated(shape, reading, context, is_form=True)
    problems += placed(_undeclared(reading.tree), reading.source)
    if file is None or has_error(problems):
        return None, tuple(problems)
    return _notice(name, file, reading.source.path), tuple(problems)


def _shape(tree: Tree) -> type[IncidentNotice | MaintenanceNotice] | None:
    kind = tree.get("kind") if isinstance(tree, dict) else None
    if kind == model.EntryKind.INCIDENT.value:
        return IncidentNotice
    return MaintenanceNotice if kind == model.EntryKind.MAINTENANCE.value else None


def _without_kind(reading: ParsedFile, context: SchemaContext) -> tuple[Problem, ...]:
    """Return what is wrong with `kind`, without which nothing else can be judged."""
    if not isinstance(reading.tree, dict):
        return tuple(validated(_NoticeKind, reading, context, is_form=True)[1])
    kind = {"kind": reading.tree["kind"]} if "kind" in reading.tree else {}
    only = ParsedFile(reading.source, dict(kind), reading.problems)
    return tuple(validated(_NoticeKind, only, context, is_form=True)[1])


def _undeclared(tree: Tree) -> Iterator[FieldError]:
    """Yield every placeholder that is not explained, and every one explained that stands nowhere.

    A misspelt one would be asked for at the worst moment.
    """
    top = tree if isinstance(tree, dict) else {}
    declared = top.get("placeholders")
    known = declared if isinstance(declared, dict) else {}
    rest: Tree = {key: value for key, value in top.items() if key != "placeholders"}
    used: set[str] = set()
    for at, text in texts_with_placeholders(rest):
        for name in PLACEHOLDER.findall(text):
            used.add(name)
            if name not in known:
                yield _unknown(name, known, at)
    for name in known:
        yield from _bad_default(name, known[name])
        if name not in used:
            hint = f"expected ??{name}?? in the title, a text or the components; or delete this"
            where: Location = ("placeholders", name)
            yield FieldError(f"{quoted(name)} is used nowhere", hint, where, is_on_key=True)


def _bad_default(name: str, record: Tree) -> Iterator[FieldError]:
    default = record.get("default") if isinstance(record, dict) else None
    for _, text in texts_with_placeholders(default):
        for inner in PLACEHOLDER.findall(text):
            if inner != GIVEN:
                hint = f"only ??{GIVEN}?? can stand in a default"
                at: Location = ("placeholders", name, "default")
                yield FieldError(f"unknown placeholder {quoted(f'??{inner}??')}", hint, at)


def _unknown(name: str, known: dict[str, Tree], at: Location) -> FieldError:
    hint = f"expected one that 'placeholders' explains{did_you_mean(name, known)}"
    return FieldError(f"unknown placeholder {quoted(f'??{name}??')}", hint, at)


def _notice(name: str, file: IncidentNotice | MaintenanceNotice, path: str) -> model.Notice:
    texts = {each: getattr(file.texts, each) for each in type(file.texts).model_fields}
    return to_model(
        model.Notice,
        file,
        name=name,
        path=path,
        kind=model.EntryKind(file.kind),
        texts={stage: text for stage, text in texts.items() if text is not None},
        placeholders={
            key: to_model(model.Placeholder, each, name=key)
            for key, each in file.placeholders.items()
        },
    )
