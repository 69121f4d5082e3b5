"""Every limit of the program: its constant, what it is a limit of, and what happens beyond it.

`python -m tests.manual` writes them into the manual. What is only shown shorter is no limit:
`SHORTENED` names those constants, so that no other one is forgotten.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from statusgen.limits import MIB, mebibytes
from tests.paths import REPOSITORY

_REFUSED = "refused, with its place"
_WARNED = "a warning, with its place"
_IN_DOUBT = "not sent again, and said, as it may have arrived"
_STOPPED = "the command ends with a sentence"


@dataclass(frozen=True)
class Limit:
    """The constant `name`, by its path below the package, is the limit of `what`."""

    name: str
    what: str
    beyond: str
    unit: str = ""

    @property
    def value(self) -> object:
        """The value of the constant."""
        module, _, name = self.name.rpartition(".")
        return getattr(import_module(f"statusgen.{module}"), name)

    @property
    def shown(self) -> str:
        """The value as the manual has it."""
        value = self.value
        if isinstance(value, range):
            return f"{value[0]} to {value[-1]}"
        if isinstance(value, timedelta):
            return _length(value)
        if isinstance(value, int) and value % MIB == 0 and not self.unit:
            return mebibytes(value)
        assert isinstance(value, int | float)
        number = f"{value:,}" if isinstance(value, int) else f"{value:g}"
        return f"{number} {self.unit}".rstrip()


def _length(value: timedelta) -> str:
    hours = value // timedelta(hours=1)
    return f"{hours} hours" if abs(hours) <= 48 else f"{value.days:,} days"


LIMITS = (
    Limit(
        "content.source.parse.MAX_BYTES",
        "a file of content, a notice of a site, an issue of cState, a text from standard input",
        _REFUSED,
    ),
    Limit("content.source.nodes.MAX_DEPTH", "lists and mappings in each other", _REFUSED, "levels"),
    Limit(
        "content.source.tree.MAX_REPEATED",
        "what the aliases of a file repeat",
        _REFUSED,
        "nodes and characters",
    ),
    Limit("problems.MAX_PROBLEMS", "problems of a file", "the others are not shown", "problems"),
    Limit("content.schema.names.MAX_ID", "an id", _REFUSED, "characters"),
    Limit("content.schema.scalars.MAX_TICKET", "a ticket", _REFUSED, "characters"),
    Limit("content.schema.scalars.MAX_COUNT", "a whole number", _REFUSED),
    Limit("spans.YEARS", "the years of times", _REFUSED),
    Limit("content.schema.times.MIN_OFFSET", "an offset to the west", _REFUSED),
    Limit("content.schema.times.MAX_OFFSET", "an offset to the east", _REFUSED),
    Limit("content.schema.times.MAX_UNITS", "a length of time", _REFUSED, "minutes, hours or days"),
    Limit("domain.recurrence.MAX_OCCURRENCES", "a series", _REFUSED, "occurrences"),
    Limit("domain.recurrence.MAX_AHEAD", "announce_before", _REFUSED),
    Limit("domain.recurrence.MAX_SERIES", "from the first of a series to its last", _REFUSED),
    Limit("content.schema.repeats.MAX_INTERVAL", "INTERVAL of a rule", _REFUSED),
    Limit(
        "content.schema.policy_values.MIN_DIGITS",
        "a telephone number, at least",
        _REFUSED,
        "digits",
    ),
    Limit("content.schema.policy_values.MAX_DIGITS", "a telephone number", _REFUSED, "digits"),
    Limit(
        "content.schema.placeholders.MAX_NAME",
        "the name of a placeholder",
        "it is plain text",
        "characters",
    ),
    Limit("content.colours.MIN_CONTRAST", "the contrast of brand.accent, at least", _REFUSED),
    Limit(
        "content.schema.site.MAX_POST",
        "a post, if max_length of groups.yml says nothing else",
        "`check` names the post",
        "characters",
    ),
    Limit("content.checks.texts.MAX_TITLE", "a title", _WARNED, "characters"),
    Limit(
        "content.markdown.MAX_DEPTH",
        "Markdown in each other",
        "a warning; the text is shown as typed",
        "levels",
    ),
    Limit("content.checks.maintenance.MAX_WINDOW", "a window of maintenance", _WARNED),
    Limit(
        "content.checks.dates.MAX_DISTANCE",
        "an entry from the date in its name, or ahead of now",
        _WARNED,
    ),
    Limit("render.theme.MAX_BYTES", "a template or another file of a theme", _REFUSED),
    Limit("publish.manifest.MAX_BYTES", "the list of published files", "the build is refused"),
    Limit("importers.fetch.MAX_BYTES", "a file or an address to import", _STOPPED),
    Limit("importers.fetch.MAX_SILENCE", "silence of an address to import", _STOPPED, "seconds"),
    Limit("importers.fetch.MAX_TIME", "reading an address to import", _STOPPED, "seconds"),
    Limit("importers.foreign.MAX_ALIKE", "imported entries of one day and name", _STOPPED),
    Limit("authoring.alarms.payload.MAX_BYTES", "a payload of alarms", _STOPPED),
    Limit("notify.site.MAX_BYTES", "a file of the published site that is read", _STOPPED),
    Limit("notify.site.MAX_SILENCE", "silence of the published site", _STOPPED, "seconds"),
    Limit("notify.site.MAX_TIME", "reading a file of it", _STOPPED, "seconds"),
    Limit("notify.ledger.MAX_BYTES", "the ledger", _STOPPED),
    Limit("notify.smtp.MAX_SILENCE", "silence of a mail server", "tried again", "seconds"),
    Limit("notify.webhook.MAX_SILENCE", "silence of a program", _IN_DOUBT, "seconds"),
    Limit("notify.run.MAX_PAUSE", "the pause that a channel asks for", "not waited", "seconds"),
    Limit("notify.run.MAX_RETRIED", "trying to send an update", "given up, and said"),
    Limit("notify.chat.MAX_TEXT", "a text for a chat", "cut, with a link", "characters"),
    Limit("notify.chat.MAX_TITLE", "a title for a chat", "cut", "characters"),
    Limit("cache.files.MAX_BYTES", "a file of the cache", "not kept"),
    Limit("cache.encoding._MAX_BYTES", "a value of the cache, unpacked", "made anew"),
    Limit("serve.server.MAX_CLIENTS", "connections to `serve`", "not answered", "connections"),
)
"""All limits, in the order of the manual."""

SHORTENED = frozenset(
    {
        "authoring.alarms.drafting._MOST_SHOWN",
        "authoring.alarms.marks._LONGEST",
        "authoring.alarms.marks._MOST_LISTED",
        "authoring.entries._MOST_SHOWN",
        "authoring.new.fields._LONGEST_ABOUT",
        "authoring.overview._LONGEST_TEXT",
        "authoring.suggestions._MOST_READ",
        "authoring.suggestions._MOST_SHOWN",
        "authoring.yaml_text._LONGEST_PLAIN",
        "cache.files._LIMIT",
        "cache.files._MAX_AGE",
        "console._MOST_NAMES",
        "notify.chat._LONGEST_WORD",
        "problems._MAX_LINE",
        "problems._MAX_QUOTE",
        "render.pictures.news_drawing._LEAST",
        "render.post_length.MOST_ADDED",
        "render.views.badge._LONGEST_LABEL",
        "render.views.linked._MAX_DESCRIPTION",
    }
)
"""Constants by which something is shown shorter or kept no longer, or that only warn in time."""

_NAME = re.compile(r"_?(MAX|MIN|MOST|LEAST|LONGEST|LARGEST|SMALLEST|LIMIT|YEARS)(_|$)|.*_LIMIT$")


def declared() -> Iterator[str]:
    """Yield every constant of the package whose name is that of a limit."""
    package = REPOSITORY / "statusgen"
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = (
                each.id for one in targets for each in ast.walk(one) if isinstance(each, ast.Name)
            )
            yield from (f"{module}.{name}" for name in names if _NAME.match(name))


def limit_table() -> str:
    """Return the table of all limits in Markdown."""
    rows = (f"| {each.what} | {each.shown} | {each.beyond} |\n" for each in LIMITS)
    return "".join(("| what | at most | beyond that |\n", "| --- | --- | --- |\n", *rows))
