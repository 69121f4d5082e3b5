"""Finds the words for the placeholders of a notice: said, by default, or asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.said import Said, components, known_value
from statusgen.authoring.notices import Noted, defaults, filled, placeholders_in
from statusgen.content.schema.notice import GIVEN
from statusgen.content.schema.placeholders import PLACEHOLDER
from statusgen.content.schema.refusal import refuse
from statusgen.content.schema.setting import Setting
from statusgen.model import Content, Notice, State, Text
from statusgen.text.wording import Wording


class Desk(Struct, frozen=True):
    """What a new entry is made at: what is said, what the site has, and whom to ask."""

    said: Said
    content: Content
    setting: Setting
    questions: Questions
    notice: Notice | None = None

    @property
    def language(self) -> str:
        """The language in which values are typed."""
        return self.content.site.language


class Filling(Struct, frozen=True):
    """What is affected, and the words for the placeholders; `noted` are those worth keeping."""

    affects: Mapping[str, State]
    words: Mapping[str, Text]
    noted: Noted | None = None


def fill(desk: Desk, texts: Iterable[Text], began: datetime, first: datetime) -> Filling:
    """Return what stands for the placeholders in `texts` and in the components of the notice.

    `began` is what readers are told the problem dates from, `first` when they are told.
    """
    notice = desk.notice
    if notice is None:
        return Filling(_affects_without_notice(desk), {})
    _require_known_values(desk, notice)
    affects, words = _components(desk, notice)
    words |= {
        name: Text(desk.language, {desk.language: value})
        for name, value in desk.said.values.items()
        if name not in words
    }
    words |= _computed(desk, notice, words, began, first)
    fixed = defaults(notice)
    asked = {*words, *fixed, *placeholders_in(*notice.affects)}
    for name in placeholders_in(*texts):
        if name not in asked:
            _ask_for_words(desk, notice, name, words)
    return Filling(affects, {**fixed, **words}, Noted(notice.name, words))


def _require_known_values(desk: Desk, notice: Notice) -> None:
    for name in desk.said.values:
        if not notice.placeholders:
            refuse(f"the notice {notice.name} has nothing to fill in", "leave --set out")
        known_value(name, notice.placeholders, f"placeholder of the notice {notice.name}")


def _computed(
    desk: Desk, notice: Notice, words: Mapping[str, Text], began: datetime, first: datetime
) -> dict[str, Text]:
    """Return the defaults that hold a time of this entry; later texts need the same."""
    wording = Wording(desk.language, desk.content.site.timezone)
    is_same_day = wording.local_date(began) == wording.local_date(first)
    told = wording.time_zoned(began) if is_same_day else wording.brief_stamp(began)
    given = {GIVEN: Text(desk.language, {desk.language: told})}
    return {
        name: filled(default, given)
        for name, default in defaults(notice).items()
        if name not in words and GIVEN in placeholders_in(default)
    }


def _ask_for_words(desk: Desk, notice: Notice, name: str, words: dict[str, Text]) -> None:
    record = notice.placeholders[name]
    asked = record.ask.for_language(desk.language)[0]
    shown = f"{asked}, such as {record.example}" if record.example else asked
    answer = desk.questions.ask(Question(f"--set {name}=…", shown), _line)
    if answer is not None:
        words[name] = Text(desk.language, {desk.language: answer})


def _line(written: str) -> str:
    if not written.strip():
        refuse("this is needed")
    return written.strip()


# --- components --------------------------------------------------------------------------------


def _components(desk: Desk, notice: Notice) -> tuple[dict[str, State], dict[str, Text]]:
    """Return the components of a notice on this site, and their names for its texts."""
    if desk.said.affects:
        named = _names(desk, desk.said.affects)
        blanks = placeholders_in(*notice.affects)
        return dict(desk.said.affects), dict.fromkeys(blanks, named)
    affects: dict[str, State] = {}
    words: dict[str, Text] = {}
    for key, state in notice.affects.items():
        blank = PLACEHOLDER.fullmatch(key)
        ids = _ids_for(desk, notice, blank[1]) if blank else _existing(desk, notice, key)
        if blank and ids:
            words[blank[1]] = _names(desk, ids)
        affects |= dict.fromkeys(ids or ([key] if blank else []), state)
    return affects, words


def _ids_for(desk: Desk, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the components that stand for a placeholder."""
    if name in desk.said.values:
        return components(desk.said.values[name], desk.setting)
    asked = notice.placeholders[name].ask.for_language(desk.language)[0]
    question = Question(f"--set {name}=…", asked, component_choices(desk))
    return desk.questions.ask(question, _components_of(desk)) or ()


def _existing(desk: Desk, notice: Notice, name: str) -> tuple[str, ...]:
    """Return the component that a notice names, or those that are meant where there is none."""
    if name in (desk.setting.components.known or ()):
        return (name,)
    asked = f"The notice {notice.name} is about '{name}', which is no component here; which is it"
    question = Question("--affects COMPONENT=STATE", asked, component_choices(desk))
    return desk.questions.ask(question, _components_of(desk)) or ()


def _components_of(desk: Desk) -> Callable[[str], tuple[str, ...]]:
    return lambda written: components(written, desk.setting)


def _affects_without_notice(desk: Desk) -> Mapping[str, State]:
    if desk.said.affects:
        return desk.said.affects
    question = Question("--affects COMPONENT=STATE", "Which components", component_choices(desk))
    ids = desk.questions.ask(question, _components_of(desk))
    if not ids:
        return {}
    return {name: _asked_state(desk, name) for name in ids}


def _asked_state(desk: Desk, name: str) -> State:
    words = [each.value for each in State if each is not State.OPERATIONAL]
    question = Question(f"--affects {name}=…", f"State of {name}", tuple((w, "") for w in words))
    answer = desk.questions.ask(question, lambda written: known_value(written, words, "state"))
    return State(answer or words[0])


def component_choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the components to choose from, each with its name."""
    return tuple(
        (each.id, each.name.for_language(desk.language)[0]) for each in desk.content.components
    )


def _names(desk: Desk, ids: Iterable[str]) -> Text:
    """Return the names of components as they stand in a sentence, in every language of the site."""
    wanted = set(ids)
    named = [each.name for each in desk.content.components if each.id in wanted]
    return Text(
        desk.language,
        {
            language: Wording(language, desk.content.site.timezone).joined(
                [name.for_language(language)[0] for name in named]
            )
            for language in desk.content.site.languages
        },
    )
