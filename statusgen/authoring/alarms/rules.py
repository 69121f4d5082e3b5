"""The rules of alarms.yml with the notices that they name, and what is wrong with them."""

from collections.abc import Iterator

from msgspec import Struct

from statusgen.authoring.new.options import components
from statusgen.authoring.notices import defaults, placeholders_in
from statusgen.authoring.words import not_in_language, other_language, placeholder_name
from statusgen.content.alarms import Alarms
from statusgen.content.schema.context import LANGUAGES, SchemaContext
from statusgen.content.schema.errors import InputError
from statusgen.content.source.nodes import Source
from statusgen.model import AlarmRule, EntryKind, IncidentStatus, Notice
from statusgen.problems import Location, Place, Problem, Severity, did_you_mean, quoted
from statusgen.render.notices import Notices

DRAFTED = (IncidentStatus.INVESTIGATING, IncidentStatus.MONITORING)
"""The stages of a notice whose texts a draft may have."""


class _RuleSite(Struct, frozen=True):
    """The notices and the names of a site, and the file of its rules."""

    notices: Notices
    context: SchemaContext
    source: Source


def problems_of_rules(
    alarms: Alarms, notices: Notices, context: SchemaContext
) -> tuple[Problem, ...]:
    """Return what keeps the rules of a site from becoming drafts that `check` passes."""
    return tuple(_rule_problems(_RuleSite(notices, context, alarms.source), alarms.rules))


def _rule_problems(site: _RuleSite, rules: tuple[AlarmRule, ...]) -> Iterator[Problem]:
    """Yield what keeps rules from becoming a draft that `check` passes, each at its place."""
    for index, rule in enumerate(rules):
        at: Location = ("alarms", index)
        notice = site.notices.by_name.get(rule.notice)
        if notice is None:
            yield from _unknown_notice(site, rule, (*at, "notice"))
        elif notice.kind is not EntryKind.INCIDENT:
            place = site.source.value((*at, "notice"))
            message = f"the notice {quoted(rule.notice)} is one of planned work"
            yield Problem(place, message, "expected one of a problem")
        else:
            yield from _wrong_words(site, rule, notice, (*at, "set"))
            yield from _missing_words(site, rule, notice, (*at, "notice"))


def _unknown_notice(site: _RuleSite, rule: AlarmRule, at: Location) -> Iterator[Problem]:
    file = f"/{rule.notice}.yml"
    if not any(each.place.path.endswith(file) for each in site.notices.problems):
        hint = "expected one that `statusgen notices` lists"
        near = did_you_mean(rule.notice, site.notices.by_name)
        message = f"unknown notice {quoted(rule.notice)}"
        yield Problem(site.source.value(at), message, f"{hint}{near}")


def _wrong_words(
    site: _RuleSite, rule: AlarmRule, notice: Notice, at: Location
) -> Iterator[Problem]:
    for key, value in rule.words.items():
        name = placeholder_name(key)
        if name not in notice.placeholders:
            known = f"expected one of: {', '.join(notice.placeholders) or 'none'}"
            hint = f"{known}{did_you_mean(name, notice.placeholders)}"
            message = f"the notice {quoted(notice.name)} has no placeholder {quoted(name)}"
            yield Problem(site.source.key((*at, key)), message, hint)
        elif other := other_language(key, site.context.languages or LANGUAGES):
            message = not_in_language(other, site.context.languages or LANGUAGES)
            hint = "these words are left out"
            yield Problem(site.source.key((*at, key)), message, hint, Severity.WARNING)
        elif name in notice.component_placeholders:
            yield from _unknown_components(site, value, site.source.value((*at, key)))


def _unknown_components(site: _RuleSite, value: str, place: Place) -> Iterator[Problem]:
    try:
        components(value, site.context)
    except InputError as error:
        yield Problem(place, error.errors[0].message, error.errors[0].hint)


def _missing_words(
    site: _RuleSite, rule: AlarmRule, notice: Notice, at: Location
) -> Iterator[Problem]:
    """Yield what a draft would leave to be filled in, and components that are not of this site."""
    texts = (notice.texts[each.value] for each in DRAFTED if each.value in notice.texts)
    needed = (*placeholders_in(notice.title, *texts), *notice.component_placeholders)
    given = {*map(placeholder_name, rule.words), *defaults(notice)}
    place = site.source.value(at)
    for name in sorted({each for each in needed if each not in given}):
        asked = notice.placeholders[name].ask.in_language(site.context.language)
        message = f"the notice {quoted(notice.name)} needs {quoted(name)}"
        yield Problem(place, message, f"add it to 'set': {asked}")
    known = site.context.components.known
    for name in (each for each in notice.affects if "??" not in each):
        if known is not None and name not in known:
            message = f"the notice {quoted(notice.name)} is about the component {quoted(name)}"
            yield Problem(place, message, "expected a notice about components of this site")
