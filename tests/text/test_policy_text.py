"""Verdicts in words: a table that a support manager can read."""

import pytest
from msgspec.structs import replace

from statusgen.domain.response_goal import Outcome, Verdict
from statusgen.domain.sla import response_goal
from statusgen.model import Phone
from statusgen.text.policy_text import usual_week, verdict_sentence
from tests.contexts import words
from tests.policies import EMEA, POLICY, moment, region_by_weekday, rows
from tests.samples import text

CASES = """
class    | came in          | answered         | outcome  | sentence
critical | Fri 20 Nov 14:03 | Fri 20 Nov 14:15 | met      | Answered in 12 min; goal 30 min.
critical | Fri 20 Nov 14:03 | Fri 20 Nov 14:39 | missed   | Answered in 36 min; goal 30 min, missed.
critical | Fri 20 Nov 14:03 |                  | due      | Not answered yet; due by Fri 20 Nov, 14:33 CET, goal 30 min.
critical | Fri 20 Nov 14:03 |                  | overdue  | Not answered yet; was due by Fri 20 Nov, 14:33 CET, goal 30 min.
critical | Fri 20 Nov 17:50 | Mon 23 Nov 09:10 | met      | Answered in 2 days 15 h; goal 30 min in support hours.
critical | Fri 20 Nov 03:00 | Fri 20 Nov 03:10 | extended_support | Extended support: by phone, 24/7. No response time is counted outside support hours.
standard | Fri 20 Nov 07:00 | Fri 20 Nov 11:00 | met      | Answered in 4 h; goal same working day.
standard | Thu 19 Nov 19:00 | Fri 20 Nov 11:00 | met      | Answered in 16 h; goal next working day.
urgent   | Sat 21 Nov 03:00 | Sat 21 Nov 03:40 | met      | Answered in 40 min; goal 60 min.
"""  # noqa: E501 - a table

PHONES = (Phone(text("Italy"), "+39 0461"),)


def verdict(cos: str, came_in: str, answered: str, outcome: str) -> Verdict:
    aim = response_goal(POLICY, POLICY.class_of_service(cos), EMEA, moment(came_in, EMEA))
    return Verdict(Outcome(outcome), aim, moment(answered, EMEA) if answered else None)


@pytest.mark.parametrize(("cos", "came_in", "answered", "outcome", "sentence"), rows(CASES))
def test_a_verdict_is_a_sentence(
    cos: str, came_in: str, answered: str, outcome: str, sentence: str
) -> None:
    policy = replace(POLICY, phones=PHONES)
    assert verdict_sentence(words(), policy, verdict(cos, came_in, answered, outcome)) == sentence


def test_extended_support_by_another_channel_has_its_name() -> None:
    found = verdict_sentence(
        words(), POLICY, verdict("critical", "Fri 20 Nov 03:00", "", "extended_support")
    )
    assert found.startswith("Extended support: Phone, 24/7.")


def test_a_week_names_equal_days_once_and_ends_at_24() -> None:
    week = {0: "09:00-12:00 13:00-18:00", 1: "09:00-12:00 13:00-18:00", 4: "10:00-24:00"}
    assert usual_week(words(), region_by_weekday("north", "Europe/Rome", week)) == (
        "Monday to Tuesday, 09:00 to 12:00 and 13:00 to 18:00",
        "Friday, 10:00 to 24:00",
    )
