"""Random rules have the occurrences that two others find, who share no code with dateutil.

The libraries for iCalendar that pip installs all ask dateutil, as we do, so that libical is asked.
"""

import ctypes
import os
from ctypes.util import find_library
from datetime import date, datetime, time
from itertools import count, islice

import pytest

from statusgen.domain.recurrence import matches
from statusgen.model import Repeats
from tests.domain.recurrence_rules import (
    MOST,
    Rule,
    Starts,
    every_day_tried,
    random_rule,
    starts_by,
)

LAST = {"YEARLY": date(2036, 12, 31)}
ALL = [random_rule(seed) for seed in range(200)]
UNDISPUTED = [*islice((rule for rule in map(random_rule, count()) if not rule.is_disputed), 200)]


@pytest.fixture(scope="session")
def libical() -> Starts:
    """Expands rules by libical; without it the test is skipped, but fails on the build machine."""
    name = find_library("ical")
    if name is None:
        message = "no libical"
        return pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return starts_by(ctypes.CDLL(name))


def found_by_us(rule: Rule, number: int) -> tuple[list[datetime], datetime, date]:
    """Return the starts of a rule, the first one, and the day until which it goes on."""
    last = LAST.get(rule.often, date(2028, 12, 31))
    since = datetime.combine(date(2026, 1, 5 + number % 20), time(22))
    first = next(matches(Repeats(rule.text, last), since), since)
    return [*matches(Repeats(rule.text, last), first)], first, last


@pytest.mark.parametrize(("number", "rule"), [*enumerate(ALL)], ids=[each.text for each in ALL])
def test_a_rule_has_the_days_that_trying_every_day_finds(number: int, rule: Rule) -> None:
    found, first, last = found_by_us(rule, number)
    assert [each.date() for each in found] == every_day_tried(rule, first.date(), last)


def test_rules_have_the_starts_that_libical_finds(libical: Starts) -> None:
    compared = 0
    for number, rule in enumerate(UNDISPUTED):
        found, first, last = found_by_us(rule, number)
        end = f"UNTIL={last:%Y%m%d}T235959Z"
        assert len(found) < MOST
        assert found == libical(f"{rule.text};{end}", first) or not found, rule.text
        compared += bool(found)
    assert compared > 190


def test_the_rules_are_of_every_kind() -> None:
    text = "\n".join(each.text for each in UNDISPUTED)
    kinds = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "BYDAY", "BYMONTHDAY", "BYYEARDAY")
    assert [each for each in (*kinds, "BYWEEKNO", "BYMONTH=", "BYSETPOS") if each not in text] == []
