"""Asks a person at a terminal for an update of an entry; Enter takes what is most likely."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from statusgen.authoring.editor import EDITOR
from statusgen.authoring.new.answers import chosen
from statusgen.authoring.new.asking import Question, Questions, in_another_language
from statusgen.authoring.new.options import STATES, known_value
from statusgen.authoring.overview import late_words, row_lines, row_of
from statusgen.authoring.times import Clock, time_as_written
from statusgen.authoring.update.request import Addition, UpdateRequest
from statusgen.authoring.update.states import with_states
from statusgen.authoring.update.texts import (
    GivenText,
    TextSource,
    UpdateContext,
    initial_text,
    text_of,
    typed,
    written_in_editor,
)
from statusgen.console import echo
from statusgen.content.markdown import shows_nothing
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.scalars import Word
from statusgen.domain.world import derive
from statusgen.model import (
    Content,
    Incident,
    IncidentStatus,
    Maintenance,
    State,
    Update,
    promised_update,
)
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say

_ALL, _NONE = "all", "none"
_OF_THESE = ((_ALL, LazyMessage("all of these")), (_NONE, LazyMessage("none of these")))

_KEY = {"key": EDITOR}
_state = Word(State, to_say("state"))


class Guide(Struct, frozen=True):
    """The context of the questions about an update: the content and the entry, and who answers."""

    content: Content
    entry: Incident | Maintenance
    now: datetime
    texts: UpdateContext
    questions: Questions


def show_entry(guide: Guide) -> None:
    """Print how the entry stands, as `list` does."""
    world = derive(guide.content, guide.now, drafts=True)
    for each in world.entries:
        if each.id == guide.entry.id:
            row, words = row_of(each, guide.now), guide.questions.words
            echo(f"{row_lines(row, words)}\n", late_words(row, words))


# --- text --------------------------------------------------------------------------------------


def asked_text(guide: Guide, addition: Addition) -> GivenText:
    """Return the text of the notice where a person takes it, or another one, in each language."""
    ready = initial_text(addition, guide.texts)
    if ready:
        echo("\n".join(f"  {line}".rstrip() for line in ready.default.strip("\n").splitlines()))
    ours = LazyMessage("Text: Enter takes this one; or another, or {key} for the editor", _KEY)
    asked = ours if ready else LazyMessage("Text, or {key} for the editor", _KEY)
    question = Question("--text", asked, is_optional=bool(ready))
    answer = guide.questions.ask(question, str.strip if ready else _needed)
    if not answer:
        source = TextSource((), is_ready_made=True, words={})
        return text_of(addition, source, guide.texts)
    if answer == EDITOR:
        return written_in_editor(ready, addition, guide.content.site)
    texts = {guide.content.site.language: answer, **_translations(guide)}
    return typed(texts, guide.content.site)


def _needed(written: str) -> str:
    if shows_nothing(written):
        refuse(
            LazyMessage("the text is empty"),
            LazyMessage("say in a sentence what readers should know"),
        )
    return written.strip()


def _translations(guide: Guide) -> dict[str, str]:
    """Return the text in the other languages of the posts, as far as a person types it."""
    found = {name: _translation(guide, name) for name in guide.texts.languages[1:]}
    return {name: text for name, text in found.items() if text}


def _translation(guide: Guide, language: str) -> str:
    question = in_another_language("--text", LazyMessage("Text"), language)
    return guide.questions.ask(question, str.strip) or ""


# --- states ------------------------------------------------------------------------------------


def asked_states(guide: Guide, addition: Addition, given: GivenText) -> Mapping[str, State]:
    """Return the components that have another state from now on, and that state.

    A component for which the notice has a state at this stage is not asked for.
    """
    update = with_states(addition, given, guide.texts).update
    broken = still_affected(guide, addition, given)
    if not (broken and isinstance(update, Update)):
        return {}
    names = {each.id: each.name.default for each in guide.content.components}
    words = guide.questions.words
    choices = tuple(
        (each, words.labelled(names[each], f"{words.say(state.label)} ({state.value})"))
        for each, state in broken.items()
    )
    asked = LazyMessage("Works again (several with commas), or {pair}", {"pair": STATES})
    question = Question("--affects", asked, (*choices, *_OF_THESE))
    default = _ALL if update.status is IncidentStatus.MONITORING else _NONE
    return guide.questions.ask(question, lambda text: _states(text, broken), default) or {}


def still_affected(guide: Guide, addition: Addition, given: GivenText) -> Mapping[str, State]:
    """Return the affected components of an open incident that an update names no state of."""
    update = with_states(addition, given, guide.texts).update
    if not (isinstance(update, Update) and update.status.is_open):
        return {}
    return {name: state for name, state in _affected(guide).items() if name not in update.affects}


def _affected(guide: Guide) -> Mapping[str, State]:
    world = derive(guide.content, guide.now, drafts=True)
    found = [each.affects for each in world.open_incidents if each.id == guide.entry.id]
    return found[0] if found else {}


def _states(written: str, broken: Iterable[str]) -> dict[str, State]:
    parts = [each.strip() for each in written.split(",")]
    if parts in ([_ALL], [_NONE]):
        return dict.fromkeys(broken if parts == [_ALL] else (), State.OPERATIONAL)
    return dict(_component_state(each, broken) for each in parts)


def _component_state(written: str, broken: Iterable[str]) -> tuple[str, State]:
    name, sign, word = (each.strip() for each in written.partition("="))
    component = chosen(name, tuple((each, "") for each in broken))
    words = tuple((each.value, "") for each in State)
    state = _state(chosen(word, words)) if sign else State.OPERATIONAL
    return known_value(component, broken, LazyMessage("component")), state


# --- next update -------------------------------------------------------------------------------


_BY_CLASS = to_say("Next update ({zone}), such as 30m or 15:30; {key} for what its class promises")
_NO_PROMISE = to_say("Next update ({zone}), such as 30m or 15:30; {key} for none")


def asked_next_update(guide: Guide, addition: Addition, request: UpdateRequest) -> str | None:
    """Return when the next update is promised, as it is written, None for no promise."""
    entry, update = guide.entry, addition.update
    if not (isinstance(entry, Incident) and isinstance(update, Update) and update.status.is_open):
        return None
    default = _last_length(entry)
    by_class = promised_update(guide.content.policy, entry, update)
    values = {"zone": request.zone, "key": "-" if default else LazyMessage("Enter")}
    asked = LazyMessage(_BY_CLASS if by_class else _NO_PROMISE, values)
    clock = Clock(request.zone, update.at)
    question = Question("--next-update", asked, is_optional=not default)
    answer = guide.questions.ask(question, lambda text: _as_promise(text, clock), default)
    return answer or None


def _as_promise(written: str, clock: Clock) -> str:
    return "" if written.strip() in ("", "-") else time_as_written(written, clock)


def _last_length(incident: Incident) -> str:
    """Return how far ahead the last update promised the next one, in minutes, or ""."""
    last = incident.updates[-1]
    if last.next_update is None:
        return ""
    return f"{(last.next_update - last.at) // timedelta(minutes=1)}m"
