"""Data of the page for writing entries: the notices, and the schemas of entries."""

from collections.abc import Iterable, Iterator, Mapping

from statusgen.content.load import schema_context
from statusgen.content.schema.json_schema import json_schema
from statusgen.model import (
    Content,
    EntryKind,
    IncidentStatus,
    MaintenanceAction,
    Notice,
    Placeholder,
    Text,
)
from statusgen.render.context import SiteContext
from statusgen.render.notices import read_notices

_FIRST_STAGES = ("announced", *(each.value for each in IncidentStatus if each.is_open))
"""Stages in which an entry may be published first."""


def compose_data(context: SiteContext) -> dict[str, object]:
    """Return the schemas, notices and names of a site, as plain values for JSON."""
    site, known = context.content.site, schema_context(context.content)
    theme = context.templates.theme
    notices = read_notices(theme.files, theme.origins, known).by_name.values()
    return {
        "zone": site.timezone.key,
        "languages": site.languages,
        "schemas": {kind.value: json_schema(kind.value, known) for kind in EntryKind},
        "components": dict(_components(context.content)),
        "classes": _classes(context.content),
        "first": _FIRST_STAGES,
        "closed": [each.value for each in IncidentStatus if not each.is_open],
        "actions": {
            each.value: {"needs": each.needs, "is_work": each.is_work, "is_end": each.is_end}
            for each in MaintenanceAction
        },
        "notices": [_notice(each, site.languages) for each in notices],
    }


def _components(content: Content) -> Iterator[tuple[str, dict[str, object]]]:
    languages = content.site.languages
    for group in content.component_groups:
        for each in group.components:
            yield (
                each.id,
                {
                    "name": _in_languages(each.name, languages),
                    "group": _in_languages(group.name, languages),
                    "retired": each.retired,
                },
            )


def _classes(content: Content) -> dict[str, float | None]:
    """Return the promised minutes between two updates by class of service."""
    classes = () if content.policy is None else content.policy.classes
    return {
        each.id: None if each.update_every is None else each.update_every.total_seconds() / 60
        for each in classes
    }


def _notice(notice: Notice, languages: Iterable[str]) -> dict[str, object]:
    return {
        "name": notice.name,
        "kind": notice.kind.value,
        "use_when": _in_languages(notice.use_when, languages),
        "title": notice.title.by_language,
        "texts": {stage: text.by_language for stage, text in notice.texts.items()},
        "affects": notice.affects,
        "states": {stage.value: states for stage, states in notice.states.items()},
        "fields": _fields(notice),
        "placeholders": [_placeholder(each, languages) for each in notice.placeholders.values()],
    }


def _fields(notice: Notice) -> dict[str, object]:
    """Return the keys of an entry whose values the notice names."""
    names = ("cos", "scope", "cause", "region", "completion", "emergency_calls")
    values = {name: getattr(notice, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _placeholder(placeholder: Placeholder, languages: Iterable[str]) -> dict[str, object]:
    default, example = placeholder.default, placeholder.example
    return {
        "name": placeholder.name,
        "ask": _in_languages(placeholder.ask, languages),
        "example": None if example is None else example.default,
        "default": None if default is None else _in_languages(default, languages),
        "is_name": placeholder.is_name,
    }


def _in_languages(text: Text, languages: Iterable[str]) -> Mapping[str, str]:
    """Return a text in every language of the site, in its first where it has no other."""
    return {language: text.in_language(language) for language in languages}
