"""A month's figures in words: the same tables for the page and for a terminal."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from statusgen.domain.report import Durations, Figures, Goals, IncidentFigures, MonthReport, NoData
from statusgen.model import Text
from statusgen.model.states import to_say
from statusgen.spans import Span
from statusgen.text.wording import Wording

_NO_DATA = {
    NoData.STILL_TO_COME: to_say("No data: the month has not begun yet."),
    NoData.BEFORE_FIRST_ENTRY: to_say("No data: the records begin in a later month."),
    NoData.NO_ENTRIES: to_say("No data: nothing has been published yet."),
}
_NOTHING = "\u2013"


class Row(Struct, frozen=True):
    """One line of a table: its subject, and a figure for each column.

    `lang` is set if the text is not in the language of the words.
    """

    text: str
    lang: str | None
    cells: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table of figures; `about` explains them."""

    id: str
    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Extent(Struct, frozen=True):
    """A sentence on the part of the month that a report covers, or why it covers none.

    Its placeholders are `since`, a day in words, and `until`, an instant.
    """

    message: str
    since: str
    until: datetime

    def sentence(self, words: Wording) -> str:
        """Return the sentence in plain text."""
        return self.message.format(since=self.since, until=words.stamp(self.until))


def extent(report: MonthReport, words: Wording) -> Extent:
    """Return the part of the month that a report covers."""
    if isinstance(report.data, NoData):
        return Extent(words.say(_NO_DATA[report.data]), "", report.whole.start)
    known = report.data.known
    since = words.full_date(words.local_date(known.start))
    return Extent(words.say(_extent_message(report, known)), since, known.end or known.start)


def _extent_message(report: MonthReport, known: Span) -> str:
    match known.start == report.whole.start, known.end == report.whole.end:
        case True, True:
            return to_say("The whole month.")
        case True, False:
            return to_say("Up to {until}.")
        case False, True:
            return to_say("From {since}, the first day on record.")
    return to_say("From {since}, the first day on record, up to {until}.")


def tables(figures: Figures, words: Wording) -> tuple[Table, ...]:
    """Return all figures of a month; those of goals only where there is a policy."""
    return (
        *_incident_tables(figures, words),
        _maintenance_table(figures, words),
        _uptime_table(figures, words),
    )


# --- incidents ---------------------------------------------------------------------------------


def _incident_tables(figures: Figures, words: Wording) -> Iterator[Table]:
    say = words.say

    def rows(cells: Callable[[IncidentFigures], tuple[str, ...]]) -> tuple[Row, ...]:
        return tuple(_incident_rows(figures, words, cells))

    yield Table(
        "incidents",
        say("Incidents"),
        say("Started this month"),
        (say("Incidents"), say("Still open"), say("False alarms")),
        rows(lambda each: (str(each.count), str(each.still_open), str(each.false_alarms))),
    )
    if figures.incidents.goals is not None:
        yield Table(
            "goals",
            say("Response goals"),
            say("Extended support: no response time is counted. Not rated: no class, or no report"),
            (say("Met"), say("Missed"), say("Extended support"), say("Not rated")),
            rows(lambda each: _goals(each.goals)),
        )
    yield Table(
        "first-response",
        say("First response"),
        say("From the report to the first update"),
        (say("Median"), say("Longest"), say("Cases")),
        rows(lambda each: _durations(each.first_response, words)),
    )
    yield Table(
        "resolution",
        say("Resolution"),
        say("From start to resolution"),
        (say("Median"), say("Longest"), say("Cases")),
        rows(lambda each: _durations(each.resolution, words)),
    )


def _incident_rows(
    figures: Figures, words: Wording, cells: Callable[[IncidentFigures], tuple[str, ...]]
) -> Iterator[Row]:
    for each in figures.by_class:
        if each.cos is None:
            yield Row(words.say("Without a class"), None, cells(each.figures))
        else:
            yield _row(each.cos.name, words, *cells(each.figures))
    yield Row(words.say("All"), None, cells(figures.incidents))


def _goals(goals: Goals | None) -> tuple[str, ...]:
    if goals is None:
        return ()
    return str(goals.met), str(goals.missed), str(goals.extended), str(goals.unjudged)


def _durations(durations: Durations, words: Wording) -> tuple[str, ...]:
    def in_words(length: timedelta | None) -> str:
        return _NOTHING if length is None else words.duration(length)

    return in_words(durations.median), in_words(durations.worst), str(durations.cases)


# --- maintenance and components ----------------------------------------------------------------


def _maintenance_table(figures: Figures, words: Wording) -> Table:
    say, work = words.say, figures.maintenance
    cells = (words.duration(work.time), str(work.windows), str(work.cancelled))
    return Table(
        "planned-maintenance",
        say("Planned maintenance"),
        say("Each window counted separately"),
        (
            words.meant("length", "Time"),
            say("Windows"),
            words.meant("windows", "Cancelled"),
        ),
        (Row(words.meant("windows", "All"), None, cells),),
    )


def _uptime_table(figures: Figures, words: Wording) -> Table:
    say = words.say
    return Table(
        "components",
        say("Components"),
        say("Uptime, and the incidents that count against it"),
        (say("Uptime"), say("Incidents")),
        tuple(
            _row(each.component.name, words, words.uptime(each.rounded_uptime), str(each.incidents))
            for each in figures.components
        ),
    )


def _row(name: Text, words: Wording, *cells: str) -> Row:
    text, language = name.for_language(words.language)
    return Row(text, None if language == words.language else language, cells)
