"""Ask at a terminal for what readers of a critical incident need: what still works, what to do."""

from collections.abc import Iterator

from statusgen.authoring.new.asking import Question, in_another_language, in_first_language
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.new.options import known_value
from statusgen.authoring.texts import languages_of_posts
from statusgen.model import EmergencyCalls, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.text.policy_text import always_extended

_TEXTS = {
    "not_affected": to_say("What still works"),
    "workaround": to_say("What readers can do until it is solved"),
}
_CALLS = LazyMessage("Whether emergency calls are affected")


def asked_impact(new: NewEntryContext, cos: str | None) -> Iterator[tuple[str, object]]:
    """Yield the answers by field, if the entry has a notice and its class is answered at any hour.

    What an option or the notice gives is not asked for; an empty answer leaves a field out.
    """
    extended = always_extended(new.content.policy)
    is_critical = extended is not None and cos in extended.classes
    if not (is_critical and new.notice and new.questions.is_terminal):
        return
    if not _given(new, "emergency_calls"):
        yield "emergency_calls", _calls(new)
    for name, asked in _TEXTS.items():
        if not _given(new, name):
            yield name, _text(new, f"--{name.replace('_', '-')} TEXT", LazyMessage(asked))


def _given(new: NewEntryContext, name: str) -> object:
    return new.options.fields.get(name) or getattr(new.notice, name, None)


def _calls(new: NewEntryContext) -> EmergencyCalls | None:
    known, kind = [each.value for each in EmergencyCalls], LazyMessage("word")
    choices = tuple((each.value, LazyMessage(each.figure)) for each in EmergencyCalls)
    question = Question("--emergency-calls", _CALLS, choices, is_optional=True)
    word = new.questions.ask(question, lambda text: text and known_value(text, known, kind))
    return EmergencyCalls(word) if word else None


def _text(new: NewEntryContext, option: str, asked: LazyMessage) -> Text | None:
    """Return an answer in the site's first language, and in those of its posts."""
    texts: dict[str, str] = {}
    for language in languages_of_posts(new.content, new.options.kind):
        is_first = language == new.language
        in_language = in_first_language if is_first else in_another_language
        answer = new.questions.ask(in_language(option, asked, language), str)
        texts[language] = (answer or "").strip()
        if not texts[new.language]:
            return None
    return Text(new.language, {name: text for name, text in texts.items() if text})
