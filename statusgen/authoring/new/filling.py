"""Find the words for the placeholders of a notice: by option, by default, or by a question."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.options import NewEntryOptions, components, known_value
from statusgen.authoring.new.translations import in_other_languages
from statusgen.authoring.notices import Noted, defaults, filled, placeholders_in
from statusgen.authoring.texts import languages_of_posts
from statusgen.authoring.times import Clock, time_confirmed
from statusgen.authoring.words import (
    FACTS,
    fact_words,
    needs_time,
    not_in_language,
    other_language,
    placeholder_name,
    question_about,
    since_words,
    with_example,
    words_of,
)
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.placeholders import GIVEN, PLACEHOLDER
from statusgen.model import Content, EntryKind, Notice, State, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import Wording

_SINCE = "14:03 / 20m / now"
"""How the time when a problem began can be typed; it is never guessed."""


class NewEntryContext(Struct, frozen=True):
    """The inputs of a new entry: options, content of the site, and questions for the rest."""

    options: NewEntryOptions
    content: Content
    context: SchemaContext
    questions: Questions
    notice: Notice | None = None

    @property
    def language(self) -> str:
        """The language in which values are typed."""
        return self.content.site.language

    @property
    def words(self) -> Wording:
        """The wording of what is asked and printed."""
        return self.questions.words


class Filling(Struct, frozen=True):
    """The affected components, and the words of placeholders; `noted` are those to keep.

    `began` is the time that a person was asked for.
    """

    affects: Mapping[str, State]
    words: Mapping[str, Text]
    noted: Noted | None = None
    began: datetime | None = None


def fill(
    new: NewEntryContext, texts: tuple[Text, ...], began: datetime | None, first: datetime
) -> Filling:
    """Return what stands for the placeholders in `texts` and in the components of the notice.

    `began` is when the problem began, None if that is not known; it is asked for if a text needs
    it. `first` is the time of the first update.
    """
    notice = new.notice
    if notice is None:
        return Filling(_affects_without_notice(new), {})
    _require_known_values(new, notice)
    affects, words = _components(new, notice)
    given = words_of(new.options.values, notice, new.content.site.languages)
    words |= {name: text for name, text in given.items() if name not in words}
    times = [
        name for name in placeholders_in(*texts) if name not in words and needs_time(notice, name)
    ]
    asked_began = _asked_began(new, notice, times[0], first) if times and began is None else None
    words |= _computed(new, _wording(new, affects), words, began or asked_began, first)
    fixed = {name: each for name, each in defaults(notice).items() if not needs_time(notice, name)}
    facts = [name for name in FACTS if new.options.fields.get(name)]
    asked = {*words, *fixed, *times, *facts, *notice.component_placeholders}
    languages = languages_of_posts(new.content, new.options.kind)
    for name in placeholders_in(*texts):
        if name not in asked:
            _ask_for_words(new, notice, name, words)
        if name in words:
            words[name] = in_other_languages(
                new.questions, notice.placeholders[name], words[name], texts, languages
            )
    return Filling(affects, {**fixed, **words}, Noted(notice.name, words), asked_began)


def with_facts(new: NewEntryContext, filling: Filling, fields: Mapping[str, object]) -> Filling:
    """Return the filling of texts that say what the facts among the fields say.

    Words that `--set` gives come first.
    """
    given = {placeholder_name(key) for key in new.options.values}
    said = {name: text for name, text in fact_words(fields).items() if name not in given}
    return replace(filling, words={**filling.words, **said})


def _require_known_values(new: NewEntryContext, notice: Notice) -> None:
    languages = new.content.site.languages
    for key in new.options.values:
        if not notice.placeholders:
            refuse(f"the notice {notice.name} has nothing to fill in", "leave --set out")
        kind = LazyMessage("placeholder of the notice {notice}", {"notice": notice.name})
        known_value(placeholder_name(key), notice.placeholders, kind)
        if language := other_language(key, languages):
            refuse(f"--set {key}: {not_in_language(language, languages)}")


def region_of(new: NewEntryContext, affects: Iterable[str]) -> str | None:
    """Return whose support hours apply: by its option, by the notice, or that of all components."""
    if new.options.region or new.content.policy is None:
        return new.options.region
    found = {each.region for each in new.content.components if each.id in affects}
    region = new.notice.region if new.notice else None
    region = region or (found.pop() if len(found) == 1 else None)
    return region if region in {each.id for each in new.content.policy.regions} else None


def _wording(new: NewEntryContext, affects: Iterable[str]) -> Wording:
    """Return the wording of times in texts: in the zone of the region, as the posts have them."""
    policy, region = new.content.policy, region_of(new, affects)
    zones = {each.id: each.timezone for each in policy.regions} if policy else {}
    return Wording(new.language, zones.get(region or "", new.content.site.timezone))


def _computed(
    new: NewEntryContext,
    wording: Wording,
    words: Mapping[str, Text],
    began: datetime | None,
    first: datetime,
) -> dict[str, Text]:
    """Return the defaults that hold a time of this entry; later texts need the same."""
    if began is None or new.notice is None:
        return {}
    given = {GIVEN: since_words(began, first, wording, new.content.site.languages)}
    return {
        name: filled(_in_languages_of_site(new, default), given)
        for name, default in defaults(new.notice).items()
        if name not in words and needs_time(new.notice, name)
    }


def _in_languages_of_site(new: NewEntryContext, text: Text) -> Text:
    return Text(new.language, {name: text.in_language(name) for name in new.content.site.languages})


def _ask_for_words(new: NewEntryContext, notice: Notice, name: str, words: dict[str, Text]) -> None:
    asked = question_about(notice.placeholders[name], new.language)
    answer = new.questions.ask(Question(f"--set {name}=…", asked), _line)
    if answer is not None:
        words |= words_of({name: answer}, notice, new.content.site.languages)


def _asked_began(
    new: NewEntryContext, notice: Notice, name: str, first: datetime
) -> datetime | None:
    label = f"{notice.placeholders[name].ask.in_language(new.language)} ({new.context.zone})"
    question = Question("--began TIME", with_example(label, _SINCE, new.language))
    clock = Clock(new.context.zone, first, is_past=True)
    return new.questions.ask(question, lambda text: time_confirmed(text, clock))


def _line(written: str) -> str:
    if not written.strip():
        refuse(LazyMessage("this is needed"))
    return written.strip()


# --- components --------------------------------------------------------------------------------


def _components(new: NewEntryContext, notice: Notice) -> tuple[dict[str, State], dict[str, Text]]:
    """Return the components of a notice on this site, and their names for its texts.

    Those that `--affects` names stand in their stead; beside a component that `--set` names, they
    are further ones, which the texts do not name.
    """
    given, blanks = new.options.affects, placeholders_in(*notice.affects)
    if given and not any(name in new.options.values for name in blanks):
        return dict(given), dict.fromkeys(blanks, _names(new, given))
    affects: dict[str, State] = {}
    words: dict[str, Text] = {}
    for key, state in notice.affects.items():
        blank = PLACEHOLDER.fullmatch(key)
        ids = _ids_for(new, notice, blank[1]) if blank else _existing(new, notice, key)
        if blank and ids:
            words[blank[1]] = _names(new, ids)
        affects |= dict.fromkeys(ids or ([key] if blank else []), state)
    return {**affects, **given}, words


def _ids_for(new: NewEntryContext, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the components that stand for a placeholder."""
    if name in new.options.values:
        return components(new.options.values[name], new.context)
    if new.options.affects:
        return tuple(new.options.affects)
    asked = notice.placeholders[name].ask.in_language(new.language)
    question = Question(f"--set {name}=…", asked, component_choices(new))
    return new.questions.ask(question, _components_of(new)) or ()


def _existing(new: NewEntryContext, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the component that a notice names, or those that are meant where there is none."""
    if name in (new.context.components.known or ()):
        return (name,)
    if new.options.affects:
        return ()
    asked = LazyMessage(
        "The notice {notice} is about '{name}', which is no component here; which is it",
        {"notice": notice.name, "name": name},
    )
    question = Question("--affects COMPONENT=STATE", asked, component_choices(new))
    return new.questions.ask(question, _components_of(new)) or ()


def _components_of(new: NewEntryContext) -> Callable[[str], tuple[str, ...]]:
    return lambda written: components(written, new.context)


def _affects_without_notice(new: NewEntryContext) -> Mapping[str, State]:
    if new.options.affects:
        return new.options.affects
    asked = LazyMessage("Which components")
    question = Question("--affects COMPONENT=STATE", asked, component_choices(new))
    ids = new.questions.ask(question, _components_of(new))
    if not ids:
        return {}
    return {name: _asked_state(new, name) for name in ids}


def _asked_state(new: NewEntryContext, name: str) -> State:
    states = [each for each in State if each is not State.OPERATIONAL]
    words = [each.value for each in states]
    choices = tuple((each.value, LazyMessage(each.label)) for each in states)
    asked = LazyMessage("State of {component}", {"component": name})
    question = Question(f"--affects {name}=…", asked, choices)
    is_work = new.options.kind is EntryKind.MAINTENANCE
    default = State.UNDER_MAINTENANCE.value if is_work else ""
    answer = new.questions.ask(
        question, lambda written: known_value(written, words, LazyMessage("state")), default
    )
    return State(answer or words[0])


def component_choices(new: NewEntryContext) -> tuple[tuple[str, str], ...]:
    """Return the components to choose from, none of them retired, each with its name."""
    today = new.options.now.astimezone(new.content.site.timezone).date()
    return tuple(
        (each.id, each.name.in_language(new.language))
        for each in new.content.components
        if not each.is_retired(today)
    )


def _names(new: NewEntryContext, ids: Iterable[str]) -> Text:
    """Return the names of components as they stand in a sentence, in every language of the site."""
    wanted = set(ids)
    named = [each.name for each in new.content.components if each.id in wanted]
    return Text(
        new.language,
        {
            language: Wording(language, new.content.site.timezone).joined(
                [name.in_language(language) for name in named]
            )
            for language in new.content.site.languages
        },
    )
