"""Find the words for the placeholders of a notice: by option, by default, or by a question."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.options import NewEntryOptions, components, known_value
from statusgen.authoring.notices import Noted, defaults, filled, placeholders_in
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.notice import GIVEN
from statusgen.content.schema.placeholders import PLACEHOLDER
from statusgen.model import Content, Notice, State, Text
from statusgen.text.wording import Wording


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


class Filling(Struct, frozen=True):
    """The affected components, and the words of placeholders; `noted` are those to keep."""

    affects: Mapping[str, State]
    words: Mapping[str, Text]
    noted: Noted | None = None


def fill(new: NewEntryContext, texts: Iterable[Text], began: datetime, first: datetime) -> Filling:
    """Return what stands for the placeholders in `texts` and in the components of the notice.

    `began` is the published beginning of the problem, `first` the time of the first update.
    """
    notice = new.notice
    if notice is None:
        return Filling(_affects_without_notice(new), {})
    _require_known_values(new, notice)
    affects, words = _components(new, notice)
    words |= {
        name: Text(new.language, {new.language: value})
        for name, value in new.options.values.items()
        if name not in words
    }
    words |= _computed(new, notice, words, began, first)
    fixed = defaults(notice)
    asked = {*words, *fixed, *placeholders_in(*notice.affects)}
    for name in placeholders_in(*texts):
        if name not in asked:
            _ask_for_words(new, notice, name, words)
    return Filling(affects, {**fixed, **words}, Noted(notice.name, words))


def _require_known_values(new: NewEntryContext, notice: Notice) -> None:
    for name in new.options.values:
        if not notice.placeholders:
            refuse(f"the notice {notice.name} has nothing to fill in", "leave --set out")
        known_value(name, notice.placeholders, f"placeholder of the notice {notice.name}")


def _computed(
    new: NewEntryContext,
    notice: Notice,
    words: Mapping[str, Text],
    began: datetime,
    first: datetime,
) -> dict[str, Text]:
    """Return the defaults that hold a time of this entry; later texts need the same."""
    wording = Wording(new.language, new.content.site.timezone)
    is_same_day = wording.local_date(began) == wording.local_date(first)
    reported = wording.time_zoned(began) if is_same_day else wording.brief_stamp(began)
    given = {GIVEN: Text(new.language, {new.language: reported})}
    return {
        name: filled(default, given)
        for name, default in defaults(notice).items()
        if name not in words and GIVEN in placeholders_in(default)
    }


def _ask_for_words(new: NewEntryContext, notice: Notice, name: str, words: dict[str, Text]) -> None:
    record = notice.placeholders[name]
    asked = record.ask.in_language(new.language)
    shown = f"{asked}, such as {record.example}" if record.example else asked
    answer = new.questions.ask(Question(f"--set {name}=…", shown), _line)
    if answer is not None:
        words[name] = Text(new.language, {new.language: answer})


def _line(written: str) -> str:
    if not written.strip():
        refuse("this is needed")
    return written.strip()


# --- components --------------------------------------------------------------------------------


def _components(new: NewEntryContext, notice: Notice) -> tuple[dict[str, State], dict[str, Text]]:
    """Return the components of a notice on this site, and their names for its texts."""
    if new.options.affects:
        named = _names(new, new.options.affects)
        blanks = placeholders_in(*notice.affects)
        return dict(new.options.affects), dict.fromkeys(blanks, named)
    affects: dict[str, State] = {}
    words: dict[str, Text] = {}
    for key, state in notice.affects.items():
        blank = PLACEHOLDER.fullmatch(key)
        ids = _ids_for(new, notice, blank[1]) if blank else _existing(new, notice, key)
        if blank and ids:
            words[blank[1]] = _names(new, ids)
        affects |= dict.fromkeys(ids or ([key] if blank else []), state)
    return affects, words


def _ids_for(new: NewEntryContext, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the components that stand for a placeholder."""
    if name in new.options.values:
        return components(new.options.values[name], new.context)
    asked = notice.placeholders[name].ask.in_language(new.language)
    question = Question(f"--set {name}=…", asked, component_choices(new))
    return new.questions.ask(question, _components_of(new)) or ()


def _existing(new: NewEntryContext, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the component that a notice names, or those that are meant where there is none."""
    if name in (new.context.components.known or ()):
        return (name,)
    asked = f"The notice {notice.name} is about '{name}', which is no component here; which is it"
    question = Question("--affects COMPONENT=STATE", asked, component_choices(new))
    return new.questions.ask(question, _components_of(new)) or ()


def _components_of(new: NewEntryContext) -> Callable[[str], tuple[str, ...]]:
    return lambda written: components(written, new.context)


def _affects_without_notice(new: NewEntryContext) -> Mapping[str, State]:
    if new.options.affects:
        return new.options.affects
    question = Question("--affects COMPONENT=STATE", "Which components", component_choices(new))
    ids = new.questions.ask(question, _components_of(new))
    if not ids:
        return {}
    return {name: _asked_state(new, name) for name in ids}


def _asked_state(new: NewEntryContext, name: str) -> State:
    words = [each.value for each in State if each is not State.OPERATIONAL]
    question = Question(f"--affects {name}=…", f"State of {name}", tuple((w, "") for w in words))
    answer = new.questions.ask(question, lambda written: known_value(written, words, "state"))
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
