"""The wording of statusgen in one language: labels, dates, durations.

Messages are translated by gettext, so that a new language is a catalogue and no change of code.
"""

import functools
import gettext
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.maintenance import Event
from statusgen.model import Site, State
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.locale_format import (
    LocalTime,
    choice_as,
    city_as,
    contracted,
    date_as,
    days_as,
    figure_as,
    language_as,
    list_as,
    local_time,
)
from statusgen.text.messages import catalogue

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WEEK = 7
_MONDAY = date(2024, 1, 1)
_UTC = ZoneInfo("UTC")
_NEAR_DAY = "EEE d MMM"
_FULL_DAY = "EEE d MMM y"
_SHORT_IN_MINUTES = timedelta(minutes=90)


@functools.lru_cache(maxsize=4096)
def _translated(message: str, language: str) -> str:
    return catalogue(language).gettext(message)


class Wording(Struct, frozen=True):
    """Messages, dates and numbers in one language; local times are in `zone`.

    With `is_zone_spoken`, the zone is called as readers say it: New York time.
    """

    language: str
    zone: ZoneInfo
    is_zone_spoken: bool = False

    @property
    def catalogue(self) -> gettext.NullTranslations:
        """The catalogue of this language."""
        return catalogue(self.language)

    def in_language(self, language: str) -> "Wording":
        """Return the wording in another language, for the same zone."""
        return replace(self, language=language)

    # --- labels --------------------------------------------------------------------------------

    def say(self, message: str | LazyMessage) -> str:
        """Return a message of the catalogue in this language, with its values if it has some."""
        if isinstance(message, str):
            return _translated(message, self.language)
        values = {name: self._value(each) for name, each in message.values.items()}
        return _translated(message.text, self.language).format(**values)

    def _value(self, value: object) -> object:
        return self.say(value) if isinstance(value, LazyMessage) else value

    def state(self, state: State | None) -> str:
        """Return the label of a state; None means unknown."""
        return self.say("Unknown" if state is None else state.label)

    def event(self, event: Event) -> str:
        """Return the sentence for an event by the clock, which has no text."""
        sentence = self.say(event.kind.sentence)
        return sentence.format(window=self.window(event.starts, event.ends))

    def joined(self, words: Sequence[str]) -> str:
        """Return words as a list in a sentence: "a, b and c"."""
        return list_as(tuple(words), self.language)

    def either(self, words: Sequence[str]) -> str:
        """Return words as alternatives in a sentence: "a, b or c"."""
        return choice_as(tuple(words), self.language)

    def labelled(self, label: str, value: str) -> str:
        """Return a value with its label, in plain text: "Affected: Cloud PBX"."""
        return self.say("{label}: {value}").format(label=label, value=value)

    def lead_in(self, label: str) -> str:
        """Return a label with its colon, to stand before a value: "Affected:"."""
        return self.say("{label}:").format(label=label)

    def meant(self, context: str, message: str) -> str:
        """Return a message whose translation depends on a context, as pgettext."""
        return self.catalogue.pgettext(context, message)

    def count(self, one: str, many: str, number: int) -> str:
        """Return the singular or plural with its `{n}` filled in."""
        return self.catalogue.ngettext(one, many, number).format(n=number)

    # --- times ---------------------------------------------------------------------------------

    def zone_name(self, at: datetime) -> str:
        """Return the short name of the zone at that instant: CET, CEST, UTC+05:45."""
        return self._local(at).zone

    @property
    def city(self) -> str:
        """The city that the zone is named after, in this language: Rome, Rom, Roma."""
        return city_as(self.zone.key, self.language)

    def time(self, at: datetime) -> str:
        """Return the local time: 03:37."""
        return self._local(at).time

    def time_zoned(self, at: datetime) -> str:
        """Return the local time with its zone: 03:37 CET."""
        local = self._local(at)
        return f"{local.time} {local.zone}"

    def day(self, day: date) -> str:
        """Return a date for a list: Thu 19 Nov."""
        return date_as(day, _NEAR_DAY, self.language)

    def days(self, first: date, last: date) -> str:
        """Return consecutive days in short form: 13 to 19 Nov."""
        return days_as(first, last, self.language)

    def past_day(self, day: date, today: date | None = None) -> str:
        """Return a date, with its year if that is not the year of `today`: Thu 19 Nov 2025."""
        pattern = _NEAR_DAY if today and day.year == today.year else _FULL_DAY
        return date_as(day, pattern, self.language)

    def full_day(self, day: date) -> str:
        """Return a date for a sentence: Saturday 21 November."""
        return date_as(day, "EEEE d MMMM", self.language)

    def full_date(self, day: date) -> str:
        """Return a date with its year: Saturday 21 November 2026."""
        return date_as(day, "EEEE d MMMM y", self.language)

    def month(self, day: date) -> str:
        """Return the month of a date: November 2026."""
        return date_as(day, "LLLL y", self.language)

    def month_title(self, day: date) -> str:
        """Return the month of a date for a heading or a list, capitalised."""
        return capitalised(self.month(day))

    def local_date(self, at: datetime) -> date:
        """Return the date in the site's zone."""
        return self._local(at).day

    def stamp(self, at: datetime) -> str:
        """Return date and time in full and short form: Fri 20 Nov 2026, 03:37 CET."""
        return self._stamped(self._local(at), _FULL_DAY)

    def moment(self, at: datetime, now: datetime | None) -> str:
        """Return a time with as much of its date as a reader at `now` needs; without `now`, all."""
        local, today = self._local(at), self.local_date(now) if now else None
        if local.day == today:
            return local.time
        pattern = "d MMM" if today and local.day.year == today.year else "d MMM y"
        return f"{date_as(local.day, pattern, self.language)}, {local.time}"

    def coming(self, at: datetime, now: datetime) -> str:
        """Return a future time in the shortest clear form: 18:00 CET, Mon 09:00 CET, Tue 1 Dec."""
        days = (self.local_date(at) - self.local_date(now)).days
        if not days:
            return self.time_zoned(at)
        if days < _WEEK:
            day = date_as(self.local_date(at), "EEE", self.language)
            return f"{day} {self.time_zoned(at)}"
        return self.brief_stamp(at)

    def dated_time(self, at: datetime) -> str:
        """Return the date and time of a near instant in short form: 20 Nov, 03:37 CET."""
        return f"{self.brief_day(self.local_date(at))}, {self.time_zoned(at)}"

    def brief_day(self, day: date) -> str:
        """Return a near date in the shortest form: 20 Nov."""
        return date_as(day, "d MMM", self.language)

    def brief_stamp(self, at: datetime) -> str:
        """Return weekday, date and time of a near instant: Fri 20 Nov, 03:37 CET."""
        return self._stamped(self._local(at), _NEAR_DAY)

    def brief_window(self, starts: datetime, ends: datetime) -> str:
        """Return a window in short form: Tue 1 Dec, 22:00 to Wed 2 Dec, 02:00 CET."""
        first, last = self.local_date(starts), self.local_date(ends)
        from_zone = self.zone_name(starts)
        zone = f" {from_zone}" if from_zone != self.zone_name(ends) else ""
        until = self.brief_stamp(ends) if first != last else self.time_zoned(ends)
        return self.span(f"{self.day(first)}, {self.time(starts)}{zone}", until)

    def stamp_with_utc(self, at: datetime) -> str:
        """Return a near time with UTC: Fri 20 Nov, 03:37 CET (02:37 UTC)."""
        return self._with_utc(at, _NEAR_DAY)

    def full_stamp_with_utc(self, at: datetime) -> str:
        """Return a time with its year and UTC: Fri 20 Nov 2026, 03:37 CET (02:37 UTC)."""
        return self._with_utc(at, _FULL_DAY)

    def near_stamp_with_utc(self, at: datetime, seen: datetime) -> str:
        """Return a time with UTC, without date and zone if it is of the day of `seen`."""
        local, utc = self._local(at), self.in_utc.time_zoned(at)
        is_one_day = len({self.local_date(each) for each in (at, seen)}) == 1
        if not is_one_day or self.in_utc.local_date(at) != local.day:
            return self.stamp_with_utc(at)
        zoned = f"{local.time} {local.zone}"
        return zoned if zoned == utc else f"{local.time} ({utc})"

    def window_with_utc(self, starts: datetime, ends: datetime) -> str:
        """Return a window with UTC, with its dates only if they differ."""
        local, utc = self.brief_window(starts, ends), self.in_utc
        days = {each.local_date(at) for each in (self, utc) for at in (starts, ends)}
        if local == utc.brief_window(starts, ends):
            return local
        if len(days) > 1:
            return f"{local} ({utc.brief_window(starts, ends)})"
        return f"{local} ({self.span(utc.time(starts), utc.time_zoned(ends))})"

    @property
    def spoken_zone(self) -> str:
        """The zone as readers say it: New York time; UTC stays UTC."""
        if not _has_city(self.zone):
            return self.zone.key.rpartition("/")[2]
        return contracted(self.say("{city} time").format(city=self.city), self.language)

    def language_name(self, language: str) -> str:
        """Return the name of a language, given by its code: English."""
        return language_as(language, self.language)

    def own_name(self, language: str) -> str:
        """Return the name of a language in that language, capitalised: Italiano."""
        return capitalised(self.in_language(language).language_name(language))

    def weekdays(self, first: int, last: int) -> str:
        """Return the days of a week from `first` to `last`, Monday being 0: Monday to Friday."""
        start, end = (date_as(_MONDAY + n * _DAY, "EEEE", self.language) for n in (first, last))
        message = self.say("{first} to {last}")
        return start if first == last else message.format(first=start, last=end)

    @property
    def in_utc(self) -> "Wording":
        """The same wording with every time in UTC."""
        return self.in_zone(_UTC)

    def in_zone(self, zone: ZoneInfo) -> "Wording":
        """Return the same wording with every time in `zone`."""
        return replace(self, zone=zone)

    @property
    def with_spoken_zone(self) -> "Wording":
        """The same wording with the zone as readers say it; UTC stays UTC."""
        return replace(self, is_zone_spoken=True)

    def window(self, starts: datetime, ends: datetime) -> str:
        """Return a window in words: Saturday 21 November, 22:00 to Sunday 02:00 CET."""
        return self.span(*self.window_ends(starts, ends))

    def span(self, start: str, end: str) -> str:
        """Return a range from one time, date or number to another, each formatted already."""
        return self.say("{start} to {end}").format(start=start, end=end)

    def window_ends(self, starts: datetime, ends: datetime) -> tuple[str, str]:
        """Return the two ends of a window in words, with the zone where it is needed."""
        first, last = self.local_date(starts), self.local_date(ends)
        from_zone = self.zone_name(starts)
        zone = f" {from_zone}" if from_zone != self.zone_name(ends) else ""
        until = self.time_zoned(ends)
        if first != last:
            until = f"{self._until_day(first, last)} {until}"
        return f"{self.full_day(first)}, {self.time(starts)}{zone}", until

    def _until_day(self, first: date, last: date) -> str:
        is_near = last - first < timedelta(days=7)
        return date_as(last, "EEEE", self.language) if is_near else self.full_day(last)

    def duration(self, length: timedelta) -> str:
        """Return a duration in its two largest units: 48 min, 3 h 5 min, 2 days 4 h."""
        if timedelta() < length < _MINUTE:
            return self.say("less than 1 min")
        minutes = max(0, length // _MINUTE)
        if length <= _SHORT_IN_MINUTES:
            return self.say("{n} min").format(n=minutes)
        if length < 2 * _DAY:
            hours, rest = divmod(minutes, 60)
            words = self.say("{n} h").format(n=hours)
            more = self.say("{n} min").format(n=rest)
            return f"{words} {more}" if rest else words
        days, hours = divmod(minutes // 60, 24)
        words = self.count("{n} day", "{n} days", days)
        more = self.say("{n} h").format(n=hours)
        return f"{words} {more}" if hours else words

    def relative(self, at: datetime, now: datetime) -> str:
        """Return the time from `now` to an instant: 6 min ago, in 8 min, tomorrow, in 3 days."""
        if timedelta() <= now - at < _MINUTE:
            return self.say("just now")
        days = (self.local_date(at) - self.local_date(now)).days
        if abs(at - now) < _DAY or not days:
            words = self.duration(abs(at - now))
            message = self.say("in {t}") if at > now else self.say("{t} ago")
            return message.format(t=words)
        if days == 1:
            return self.say("tomorrow")
        if days > 0:
            return self.count("in {n} day", "in {n} days", days)
        return self.count("{n} day ago", "{n} days ago", -days)

    @property
    def age_patterns(self) -> tuple[str, ...]:
        """The patterns of `duration` and `relative`, for a script that repeats them in the browser.

        Minutes, hours, days; to come, past; tomorrow, in days; a day ago, days ago; less than a
        minute, just now.
        """
        say, many = self.say, self.catalogue.ngettext
        return (
            *(say("{n} min"), say("{n} h"), many("{n} day", "{n} days", 2)),
            *(say("in {t}"), say("{t} ago"), say("tomorrow"), many("in {n} day", "in {n} days", 2)),
            *(many("{n} day ago", "{n} days ago", number) for number in (1, 2)),
            *(say("less than 1 min"), say("just now")),
        )

    # --- numbers -------------------------------------------------------------------------------

    def uptime(self, share: Fraction | None) -> str:
        """Return a rounded uptime in per cent, with two decimals unless it is all of the time."""
        if share is None:
            return self.state(None)
        pattern = "0" if share == 1 else "0.00"
        return self.say("{n} %").format(n=figure_as(float(share * 100), pattern, self.language))

    # --- inside --------------------------------------------------------------------------------

    def _local(self, at: datetime) -> LocalTime:
        local = local_time(at.astimezone(UTC), self.zone, self.language)
        if not self.is_zone_spoken or not _has_city(self.zone):
            return local
        return replace(local, zone=self.spoken_zone)

    def _stamped(self, local: LocalTime, pattern: str) -> str:
        return f"{date_as(local.day, pattern, self.language)}, {local.time} {local.zone}"

    def _with_utc(self, at: datetime, pattern: str) -> str:
        """Return a time with its date, and in UTC, with the date there only if it differs."""
        local, utc = self._local(at), local_time(at.astimezone(UTC), _UTC, self.language)
        if local == utc:
            return self._stamped(local, pattern)
        also = self._stamped(utc, pattern) if utc.day != local.day else f"{utc.time} {utc.zone}"
        return f"{self._stamped(local, pattern)} ({also})"


def site_wording(site: Site) -> Wording:
    """Return the wording of a site's first language, in its zone."""
    return Wording(site.language, site.timezone)


def _has_city(zone: ZoneInfo) -> bool:
    return "/" in zone.key and not zone.key.startswith("Etc/")


def capitalised(words: str) -> str:
    """Return words with a capital first letter, as days and months lack it in many languages."""
    return words[:1].upper() + words[1:]
