"""The report on a new entry: the next steps, and the texts to post."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.new.fields import ANNOUNCED
from statusgen.authoring.new.file import Fields, NewFile
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.posts import Posts, missing_notes, no_post_reason, posts, render_context
from statusgen.authoring.publishing import COMMIT_AND_PUSH
from statusgen.content.schema.times import shown
from statusgen.domain.entry import entry_record
from statusgen.domain.world import derive
from statusgen.model import Maintenance
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say

_NEXT_STEP = {
    "investigating": (to_say("When the cause is known"), "--status identified"),
    "identified": (
        to_say("When service is back"),
        "--status monitoring --affects COMPONENT=operational",
    ),
    "monitoring": (to_say("When it has stayed stable"), "--status resolved"),
    ANNOUNCED: (to_say("If it needs more time"), "--extend-to TIME"),
}
"""Next step after each stage, and its options."""

_SAMPLE = LazyMessage(
    "Every page and post says that it is a sample: remove '{line}' from site.yml.",
    {"line": "sample: true"},
)
_INCOMPLETE = to_say("It is not complete: fill in {names}. Until then nothing can be built.")
_LATER = to_say("It is published at {time}, not before.")
_LATER_FIRST = to_say("Its first occurrence is published at {time}, not before.")


class ToPost(Struct, frozen=True):
    """The texts to post, with their groups; `notes` say why there are none."""

    texts: Posts
    notes: tuple[LazyMessage, ...] = ()


def to_post(new: NewEntryContext, file: NewFile, root: Path) -> ToPost:
    """Return what is to be posted of a new entry when it is published.

    Raises CommandError where a template is broken, or a text is longer than its group takes.
    """
    if file.content is None:
        return ToPost({})
    now = max(_published(new), new.options.now)
    made = render_context(derive(file.content, now, drafts=True), root)
    found = [each for each in made.world.news if entry_record(each.entry).path == file.path]
    if not found:
        return ToPost({}, (LazyMessage("Each occurrence is announced when it comes near."),))
    news = found[-1]
    texts = posts(made, news, news.groups)
    if not news.groups:
        return ToPost(texts, (no_post_reason(news),))
    return ToPost(texts, tuple(missing_notes(made, news)))


def next_steps(
    new: NewEntryContext, fields: Fields, file: NewFile, *, is_published: bool
) -> Iterator[LazyMessage]:
    """Yield sentences about what to do next."""
    if file.blanks:
        names = ", ".join(f"??{name}??" for name in file.blanks)
        yield LazyMessage(_INCOMPLETE, {"names": names})
    if new.options.draft:
        release = {"command": f"statusgen draft {file.id} --push"}
        yield LazyMessage("It is a draft, which serve shows. To publish it: {command}", release)
    elif not is_published:
        yield COMMIT_AND_PUSH
    if new.content.site.sample:
        yield _SAMPLE
    first = _first_of_series(file)
    published = first.announced if first else _published(new)
    if published > new.options.now:
        time = {"time": shown(published, new.context.zone)}
        yield LazyMessage(_LATER_FIRST if first else _LATER, time)
    step = _NEXT_STEP.get(fields.phase)
    if step is not None:
        text = "--text …" if fields.noted is None else "--stage-text"
        name = f"{file.id}@{first.id.removeprefix(f'{file.id}-')}" if first else file.id
        command = f"statusgen update {name} {step[1]} {text}"
        yield LazyMessage("{label}: {value}", {"label": LazyMessage(step[0]), "value": command})


def _first_of_series(file: NewFile) -> Maintenance | None:
    """Return the first occurrence of a new series, None for what does not repeat itself."""
    works = file.content.maintenances if file.content else ()
    return next((each for each in works if each.path == file.path and each.repeats), None)


def _published(new: NewEntryContext) -> datetime:
    options = new.options
    return options.at or options.announced or options.now
