"""Figures of a month: incidents and their goals, times, planned maintenance, uptime.

Figures count what is published at the world's `now`, so those of a past month still change while
one of its incidents is open.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from msgspec import Struct

from statusgen.domain.entry import state_periods
from statusgen.domain.history import (
    HistoryContext,
    StatePeriod,
    known_part,
    month_span,
)
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.months import Month
from statusgen.domain.response_goal import Outcome
from statusgen.domain.uptime import against_uptime, rounded_uptime, uptime
from statusgen.model import ClassOfService, Component, Content, MaintenanceStatus, Policy
from statusgen.spans import Span, length, overlap


class Durations(Struct, frozen=True):
    """The median and the longest of some durations; both None if there is no case."""

    cases: int
    median: timedelta | None
    worst: timedelta | None


class Goals(Struct, frozen=True):
    """Numbers of incidents by outcome of their response goal; the sum is all incidents.

    `extended` came in while no clock ran; `unjudged` have no class, or begin with their first
    update, so that no claim is made.
    """

    met: int
    missed: int
    extended: int
    unjudged: int


class IncidentFigures(Struct, frozen=True):
    """The incidents that began in a month, all or of one class.

    `still_open` and `false_alarms` are among `count`.

    `first_response` is from the report to the first update; incidents that begin with that update
    are not cases. `resolution` is from the beginning to the last resolution; incidents that are
    open, were false alarms, or begin with their resolution, are not cases. `goals` is None without
    a policy.
    """

    count: int
    still_open: int
    false_alarms: int
    goals: Goals | None
    first_response: Durations
    resolution: Durations


class ClassFigures(Struct, frozen=True):
    """The incidents of one class of service; those without a class if `cos` is None."""

    cos: ClassOfService | None
    figures: IncidentFigures


class PlannedWork(Struct, frozen=True):
    """Total time of planned maintenance in a month; parallel maintenances are added up.

    `windows` is the number of maintenances that ran at any time of the month, `cancelled` of
    those that would have begun in it and never did.
    """

    time: timedelta
    windows: int
    cancelled: int


class ComponentFigures(Struct, frozen=True):
    """The uptime of a component, and the number of incidents that count against it."""

    component: Component
    uptime: Fraction | None
    incidents: int

    @property
    def rounded_uptime(self) -> Fraction | None:
        """The uptime as people read it: less than all of it if any incident counts against it."""
        return rounded_uptime(self.uptime, had_outage=self.incidents > 0)


class Figures(Struct, frozen=True):
    """The figures of a month; `known` is the part of the month that they cover.

    `by_class` has every class of the policy in its order, then the incidents without a class; it
    is empty without a policy.
    """

    known: Span
    incidents: IncidentFigures
    by_class: tuple[ClassFigures, ...]
    maintenance: PlannedWork
    components: tuple[ComponentFigures, ...]


class NoData(enum.Enum):
    """The reason why a month has no figures."""

    STILL_TO_COME = "still_to_come"
    BEFORE_FIRST_ENTRY = "before_first_entry"
    NO_ENTRIES = "no_entries"


class MonthReport(Struct, frozen=True):
    """A month, given by its first day, with its figures or the reason why it has none.

    `whole` is the span of the month from midnight to midnight in the site's zone.
    """

    month: date
    whole: Span
    data: Figures | NoData


def month_report(month: Month, content: Content) -> MonthReport:
    """Return the report on a month of the years 1 to 9998, by the month's context.

    An incident belongs as a whole to the month in which it began, in the site's zone. Maintenance
    and uptime are cut at the month's ends.
    """
    whole = month_span(month.month, month.past.zone)
    known = known_part(whole, month.past)
    data = _no_data(month.past, whole) if known is None else _figures(month, content, whole, known)
    return MonthReport(month.month, whole, data)


def _no_data(context: HistoryContext, whole: Span) -> NoData:
    if context.now <= whole.start:
        return NoData.STILL_TO_COME
    return NoData.NO_ENTRIES if context.known_since is None else NoData.BEFORE_FIRST_ENTRY


def _figures(month: Month, content: Content, whole: Span, known: Span) -> Figures:
    incidents = [each for each in month.entries if isinstance(each, IncidentNow)]
    works = [each for each in month.entries if isinstance(each, MaintenanceNow)]
    began = [each for each in incidents if each.started in whole]
    periods = state_periods((*incidents, *works))
    return Figures(
        known=known,
        incidents=_incidents(began, has_policy=content.policy is not None),
        by_class=tuple(_by_class(content.policy, began)),
        maintenance=_planned(works, known),
        components=tuple(
            _component(each, periods.get(each.id, []), month.past, known)
            for each in content.components
            if not each.is_retired(month.month)
        ),
    )


# --- incidents ---------------------------------------------------------------------------------


def _by_class(policy: Policy | None, incidents: Sequence[IncidentNow]) -> Iterable[ClassFigures]:
    if policy is None:
        return
    for cos in (*policy.classes, None):
        name = None if cos is None else cos.id
        same = [each for each in incidents if each.incident.cos == name]
        yield ClassFigures(cos, _incidents(same, has_policy=True))


def _incidents(incidents: Sequence[IncidentNow], *, has_policy: bool) -> IncidentFigures:
    return IncidentFigures(
        count=len(incidents),
        still_open=sum(each.is_open for each in incidents),
        false_alarms=sum(not each.was_outage for each in incidents),
        goals=_goals(incidents) if has_policy else None,
        first_response=_durations(each.updates[0].at - each.incident.came_in for each in incidents),
        resolution=_durations(
            each.resolved - each.started
            for each in incidents
            if each.resolved is not None and each.was_outage
        ),
    )


def _goals(incidents: Iterable[IncidentNow]) -> Goals:
    outcomes = Counter(each.verdict and each.verdict.outcome for each in incidents)
    return Goals(
        met=outcomes[Outcome.MET],
        missed=outcomes[Outcome.MISSED],
        extended=outcomes[Outcome.EXTENDED_SUPPORT],
        unjudged=outcomes[None],
    )


def _durations(durations: Iterable[timedelta]) -> Durations:
    """Return the figures of some durations; zero means not measured."""
    measured = sorted(filter(None, durations))
    if not measured:
        return Durations(0, None, None)
    return Durations(len(measured), _median(measured), measured[-1])


def _median(durations: Sequence[timedelta]) -> timedelta:
    """Return the median; of an even number, the mean of the two in the middle."""
    return median(each // timedelta.resolution for each in durations) * timedelta.resolution


# --- maintenance and components ----------------------------------------------------------------


def _planned(maintenances: Iterable[MaintenanceNow], known: Span) -> PlannedWork:
    ran = [part for each in maintenances if (part := _time_in(each, known))]
    cancelled = sum(_is_called_off(each) and each.starts in known for each in maintenances)
    return PlannedWork(sum(ran, timedelta()), len(ran), cancelled)


def _time_in(maintenance: MaintenanceNow, known: Span) -> timedelta:
    parts = (overlap(span, known) for span in maintenance.spans)
    return sum((length(part, part.start) for part in parts if part is not None), timedelta())


def _is_called_off(maintenance: MaintenanceNow) -> bool:
    return maintenance.status is MaintenanceStatus.CANCELLED and not maintenance.spans


def _component(
    component: Component, periods: Iterable[StatePeriod], context: HistoryContext, known: Span
) -> ComponentFigures:
    against = against_uptime(periods, known)
    share = uptime(against, context, known)
    return ComponentFigures(component, share, len({each.entry_id for each in against}))
