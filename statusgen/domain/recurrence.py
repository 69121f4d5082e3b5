"""Recurring maintenance: one file, and an entry for each of its occurrences.

Rules are those of RFC 5545, expanded by dateutil, which knows all of them. They are expanded in the
local time of the site, so that 22:00 stays 22:00 over a clock change.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from statusgen.model import Maintenance, Repeats
from statusgen.spans import YEARS

MAX_OCCURRENCES = 400
MAX_AHEAD = timedelta(days=365)
"""How long before its start an occurrence can be announced at most."""

MAX_SERIES = timedelta(days=50 * 366)
"""How long a rule is followed at most, so that one which never matches ends too."""

_LAST = datetime.combine(date(YEARS[-1], 12, 31), time.max)


def occurrences(work: Maintenance, zone: ZoneInfo) -> tuple[Maintenance, ...]:
    """Return a maintenance that does not repeat itself, or else each of its occurrences."""
    if work.repeats is None:
        return (work,)
    return tuple(_occurrence(work, start, zone) for start in local_starts(work, zone))


def local_starts(work: Maintenance, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the local starts of the occurrences of a maintenance, those left out excluded.

    There is at most one more than `MAX_OCCURRENCES`, as a sign of too many.
    """
    if work.repeats is None:
        return ()
    excepted = frozenset(work.repeats.except_)
    kept = (each for each in _starts(work, work.repeats, zone) if each.date() not in excepted)
    return tuple(islice(kept, MAX_OCCURRENCES + 1))


def days_of_rule(work: Maintenance, zone: ZoneInfo) -> tuple[date, ...]:
    """Return the local days on which occurrences of a maintenance begin, those left out included.

    There are at most as many more than `local_starts` has as there are days left out.
    """
    if work.repeats is None:
        return ()
    most = MAX_OCCURRENCES + 1 + len(work.repeats.except_)
    return tuple(each.date() for each in islice(_starts(work, work.repeats, zone), most))


def _starts(work: Maintenance, repeats: Repeats, zone: ZoneInfo) -> Iterator[datetime]:
    return islice(matches(repeats, _local(work.starts, zone)), repeats.count)


def latest(first: datetime) -> datetime:
    """Return the local time up to which a rule is followed from its first occurrence on."""
    return min(first, _LAST - MAX_SERIES) + MAX_SERIES


def matches(repeats: Repeats, first: datetime) -> Iterator[datetime]:
    """Return the local times that a rule has from `first` on; raises ValueError for a wrong rule.

    Its `count` is left to the caller.
    """
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where something repeats

    last = latest(first)
    if repeats.until is not None:
        last = min(last, datetime.combine(repeats.until, time.max))
    until = re.sub("[-:]", "", last.isoformat(timespec="seconds"))  # %Y may have fewer digits
    rule = f"{_for_dateutil(repeats.rule)};UNTIL={until}"
    return iter(rrulestr(rule, dtstart=first))


def rule_fault(rule: str) -> str:
    """Return why dateutil refuses a rule, or nothing."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where something repeats

    try:
        rrulestr(_for_dateutil(rule), dtstart=datetime(YEARS[0], 1, 1))  # noqa: DTZ001 - local
    except ValueError as error:
        return str(error)
    return ""


def _for_dateutil(rule: str) -> str:
    """Return a rule of the same days, in the form that dateutil reads as RFC 5545 and in time."""
    return _of_years(_all_numbered(rule))


_EVERY_DAY = re.compile(r";(INTERVAL=0*1|BYSETPOS=[^;]*)(?=;|$)")
"""Parts that leave a daily rule as it is: a day has one position, the first and the last."""


def _of_years(rule: str) -> str:
    """Return a rule that chooses among all days as a yearly one, which takes a year at a time.

    dateutil goes from day to day through a daily rule: several seconds if none is chosen.
    """
    if "FREQ=DAILY" not in rule:
        return rule
    bare = _EVERY_DAY.sub("", f";{rule}")[1:]
    if "BY" not in bare or "INTERVAL=" in bare:
        return rule
    has_days = "BYDAY=" in bare or "BYMONTHDAY=" in bare
    days = "" if has_days else ";BYDAY=MO,TU,WE,TH,FR,SA,SU"  # or it is one day of a month
    return bare.replace("FREQ=DAILY", "FREQ=YEARLY") + days


_PLAIN_DAY = re.compile(r"(?<=[=,])(?:MO|TU|WE|TH|FR|SA|SU)\b")
_NUMBERED_DAY = re.compile(r"\d(?:MO|TU|WE|TH|FR|SA|SU)\b")
WEEKS_OF_MONTH, WEEKS_OF_YEAR = 5, 53
"""How often a weekday occurs at most."""


def _all_numbered(rule: str) -> str:
    """Return a rule with all weekdays numbered if some are: "TU" is "1TU,2TU,3TU,4TU,5TU".

    dateutil takes the days that are both in its list of plain and in that of numbered weekdays,
    where RFC 5545 has those of either.
    """
    if not _NUMBERED_DAY.search(rule):
        return rule
    is_of_year = "FREQ=YEARLY" in rule and "BYMONTH=" not in rule
    weeks = range(1, 1 + (WEEKS_OF_YEAR if is_of_year else WEEKS_OF_MONTH))
    head, name, rest = rule.partition("BYDAY=")
    days, gap, tail = rest.partition(";")
    numbered = _PLAIN_DAY.sub(lambda day: ",".join(f"{n}{day[0]}" for n in weeks), f"={days}")
    return f"{head}{name}{numbered[1:]}{gap}{tail}"


def is_past_last_year(work: Maintenance, start: datetime, zone: ZoneInfo) -> bool:
    """Return whether an occurrence from a local start on ends after the last of `YEARS`."""
    return start > _LAST - _length(work, zone)


def _length(work: Maintenance, zone: ZoneInfo) -> timedelta:
    """Return the length of windows by the clock, or in time where the clock is put back over it."""
    length = _local(work.ends, zone) - _local(work.starts, zone)
    return length if length > timedelta(0) else work.ends - work.starts


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _occurrence(work: Maintenance, start: datetime, zone: ZoneInfo) -> Maintenance:
    """Return the occurrence at a local start; its window is as long as that of the first."""
    length = _length(work, zone)
    starts, ends = instant_of(start, zone), instant_of(start + length, zone)
    if starts == work.starts:
        ends = work.ends
    if ends <= starts:
        ends = starts + length  # a clock change skips the whole window
    day = f"{start:%Y-%m-%d}"
    return replace(
        work,
        id=f"{work.id}-{day}",
        aliases=tuple(f"{alias}-{day}" for alias in work.aliases),
        announced=starts - (work.announce_before or timedelta(0)),
        starts=starts,
        ends=ends,
    )


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time, in UTC.

    One that a clock change skips takes the offset before, one that it repeats the first reading.
    """
    return local.replace(tzinfo=zone).astimezone(UTC)


def unclear_times(work: Maintenance, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield each local time of occurrences that a clock change skips or repeats, and its instant.

    Those are the starts and the ends of windows.
    """
    length = _length(work, zone)
    for start in local_starts(work, zone):
        for local in (start, start + length):
            at = local.replace(tzinfo=zone)
            if at.utcoffset() != at.replace(fold=1).utcoffset():
                yield local, instant_of(local, zone)


def without_replaced(works: Iterable[Maintenance]) -> tuple[Maintenance, ...]:
    """Return maintenances without the occurrences in whose place a file of their own stands."""
    every = tuple(works)
    own = {each.id for each in every if each.repeats is None}
    return tuple(each for each in every if each.repeats is None or each.id not in own)
