"""One file of content, read without a site on disk: fast enough for a fuzzer of branches."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import yaml

from statusgen import model
from statusgen.content.find import ContentFiles
from statusgen.content.load import read_site_config
from statusgen.content.schema.alarms import AlarmsFile
from statusgen.content.schema.base import Record, to_model, to_models, validated
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.entries import read_entry
from statusgen.content.schema.notice import read_notice
from statusgen.content.schema.policy.file import read_policy
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.content.source.parse import ParsedFile, parse
from statusgen.domain.recurrence import occurrences
from statusgen.problems import Problem, as_text, has_error
from tests.fuzz.content_target import LISTS
from tests.fuzz.reading import Facts, differences, written_in
from tests.fuzz.seeds import FILES

R = TypeVar("R", bound=Record)
Read = tuple[object, str]
"""What was read, none for a file that is refused, and what is said of it."""

PATHS = tuple(path for path in FILES if path != "content/notify.yml")
_CONFIG = ("components.yml", "groups.yml", "site.yml", "sla.yml")
_SOURCES = {f"content/{name}": FILES[f"content/{name}"].encode() for name in _CONFIG}
_SITE = read_site_config(ContentFiles(tuple(_SOURCES)), _SOURCES)
_CONTEXT: SchemaContext = _SITE.context
_FACTS = Facts(_CONTEXT.zone, _CONTEXT.languages or ("en",), _CONTEXT.components.current)


def judged(data: bytes) -> None:
    """Read a file, which the first byte names; raises AssertionError for a wrong answer."""
    path, text = PATHS[data[0] % len(PATHS) if data else 0], data[1:]
    record, said = _READERS.get(path, _entry)(parse(path, text))
    assert said.encode(), "nothing is said of it"
    if record is not None:
        written = _written(text)
        assert isinstance(written, dict), "no mapping, and accepted"
        listed = written[LISTS[path]] if path in LISTS else written
        found = [*differences(listed, record, _FACTS, path)]
        assert not found, found


def _written(text: bytes) -> object:
    try:
        return written_in(text.decode().removeprefix("\ufeff"))
    except (yaml.YAMLError, ValueError) as error:
        message = f"accepted, and no plain YAML: {error}"
        raise AssertionError(message) from error


def _entry(file: ParsedFile) -> Read:
    entry, problems = read_entry(file, _CONTEXT)
    if isinstance(entry, model.Maintenance):
        assert len(occurrences(entry, _CONTEXT.zone)) > 0
    return entry, _said(problems)


def _said(problems: Iterable[Problem]) -> str:
    return "\n".join(map(as_text, problems)) or "No problems"


def _record(kind: type[R], made: Callable[[R], object]) -> Callable[[ParsedFile], Read]:
    def read(file: ParsedFile) -> Read:
        record, problems = validated(kind, file, _CONTEXT)
        is_read = record is not None and not has_error(problems)
        return made(record) if is_read and record else None, _said(problems)

    return read


def _policy(file: ParsedFile) -> Read:
    policy, problems = read_policy(file, _CONTEXT)
    return policy, _said(problems)


def _notice(file: ParsedFile) -> Read:
    notice, problems = read_notice("a", file, _CONTEXT)
    return notice, _said(problems)


_READERS: Mapping[str, Callable[[ParsedFile], Read]] = {
    "content/site.yml": _record(SiteFile, lambda each: to_model(model.Site, each)),
    "content/components.yml": _record(
        ComponentsFile, lambda each: to_models(model.ComponentGroup, each.groups)
    ),
    "content/groups.yml": _record(GroupsFile, lambda each: to_models(model.Group, each.groups)),
    "content/alarms.yml": _record(AlarmsFile, lambda each: to_models(model.AlarmRule, each.alarms)),
    "content/sla.yml": _policy,
    "content/notices/cable-cut.yml": _notice,
    "content/notices/cable-laid.yml": _notice,
}
