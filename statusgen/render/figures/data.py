"""A month's figures for programs: JSON with stable keys, CSV with one figure a line.

Durations are in seconds, uptime is a share from 0 to 1, and times name their offset.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeAlias

from statusgen.domain.report import Durations, Figures, Goals, IncidentFigures, MonthReport, NoData
from statusgen.model import Site

_Line: TypeAlias = tuple[str, str, int | float | None, str, int | None]
_HEADINGS = ("figure", "subject", "value", "unit", "cases")
_ALL_CLASSES, _UNCLASSED, _SITE = "all_classes", "without_class", "all_components"
"""Subjects of figures that are no ids: an id has no underscore."""


def seconds(length: timedelta | None) -> int | float | None:
    """Return a length of time in seconds, whole where it is."""
    if length is None:
        return None
    exact = length.total_seconds()
    return int(exact) if exact.is_integer() else exact


def share(uptime: Fraction | None) -> float | None:
    """Return an uptime to the millionth, rounded down: only what never failed is 1."""
    return None if uptime is None else (uptime * 1_000_000).__floor__() / 1_000_000


# --- json --------------------------------------------------------------------------------------


def as_json(site: Site, report: MonthReport) -> str:
    """Return a report as one object.

    `from` and `until` bound the part of the month with data. If there is none, `no_data` says why
    and every figure is null.
    """
    record = {
        "site": site.name.in_language(site.language),
        "sample": site.sample,
        "month": f"{report.month:%Y-%m}",
        "timezone": site.timezone.key,
        **_extent(site, report),
        **_figures(None if isinstance(report.data, NoData) else report.data),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _extent(site: Site, report: MonthReport) -> dict[str, object]:
    if isinstance(report.data, NoData):
        return {"no_data": report.data.value, "from": None, "until": None, "is_whole": False}
    known = report.data.known
    return {
        "no_data": None,
        "from": _local(known.start, site),
        "until": _local(known.end, site),
        "is_whole": known == report.whole,
    }


def _local(at: datetime | None, site: Site) -> str | None:
    return None if at is None else at.astimezone(site.timezone).isoformat(timespec="seconds")


def _figures(figures: Figures | None) -> dict[str, object]:
    if figures is None:
        return dict.fromkeys(("incidents", "by_class", "maintenance", "components"))
    work = figures.maintenance
    return {
        "incidents": _incidents(figures.incidents),
        "by_class": [
            {"class": each.cos and each.cos.id, **_incidents(each.figures)}
            for each in figures.by_class
        ],
        "maintenance": {
            "seconds": seconds(work.time),
            "windows": work.windows,
            "cancelled": work.cancelled,
        },
        "components": [
            {"id": each.component.id, "uptime": share(each.uptime), "incidents": each.incidents}
            for each in figures.components
        ],
    }


def _incidents(figures: IncidentFigures) -> dict[str, object]:
    return {
        "count": figures.count,
        "still_open": figures.still_open,
        "false_alarms": figures.false_alarms,
        "goals": None if figures.goals is None else dict(_goals(figures.goals)),
        "first_response": _durations(figures.first_response),
        "resolution": _durations(figures.resolution),
    }


def _goals(goals: Goals) -> Iterator[tuple[str, int]]:
    yield "met", goals.met
    yield "missed", goals.missed
    yield "extended_support", goals.extended
    yield "not_judged", goals.unjudged


def _durations(durations: Durations) -> dict[str, object]:
    return {
        "cases": durations.cases,
        "median_seconds": seconds(durations.median),
        "worst_seconds": seconds(durations.worst),
    }


# --- csv ---------------------------------------------------------------------------------------


def as_csv(report: MonthReport) -> str:
    """Return a report as lines of figure, subject, value, unit and cases, with a heading.

    `cases` is the number of incidents or windows that a figure counts. For a month without data,
    there is one line without a value.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(_HEADINGS)
    lines.writerows(_lines(report))
    return written.getvalue()


def _lines(report: MonthReport) -> Iterator[_Line]:
    if isinstance(report.data, NoData):
        yield "no_data", report.data.value, None, "", None
        return
    yield from _incident_lines(_ALL_CLASSES, report.data.incidents)
    for each in report.data.by_class:
        yield from _incident_lines(each.cos.id if each.cos else _UNCLASSED, each.figures)
    work = report.data.maintenance
    yield "maintenance", _SITE, seconds(work.time), "seconds", work.windows
    yield "maintenance_cancelled", _SITE, work.cancelled, "windows", work.cancelled
    for component in report.data.components:
        name, cases = component.component.id, component.incidents
        yield "uptime", name, share(component.uptime), "share", cases


def _incident_lines(subject: str, figures: IncidentFigures) -> Iterator[_Line]:
    yield "incidents", subject, figures.count, "incidents", figures.count
    yield "still_open", subject, figures.still_open, "incidents", figures.count
    yield "false_alarms", subject, figures.false_alarms, "incidents", figures.count
    for name, number in _goals(figures.goals) if figures.goals else ():
        yield f"goal_{name}", subject, number, "incidents", figures.count
    for name, times in (
        ("first_response", figures.first_response),
        ("resolution", figures.resolution),
    ):
        yield f"{name}_median", subject, seconds(times.median), "seconds", times.cases
        yield f"{name}_worst", subject, seconds(times.worst), "seconds", times.cases
