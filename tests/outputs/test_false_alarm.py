"""Holds a false alarm to what it says: nothing was wrong, and the site keeps it."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from statusgen.authoring.update.incident import next_incident_update
from statusgen.authoring.update.request import UpdateRequest
from statusgen.domain.incident import IncidentNow
from statusgen.domain.incident_at import incident_at
from statusgen.domain.report import Figures, month_report
from statusgen.domain.world import derive
from statusgen.model import Incident, IncidentStatus, State, Update
from statusgen.outputs.statuspage_api.components import Shared
from tests.contexts import context, everywhere
from tests.samples import at, content, group, incident, update

OPENED = update("2026-11-20 13:15", "investigating")
SPREAD = update("2026-11-20 13:30", "identified", "wmp: partial_outage")
CALLED_OFF = update("2026-11-20 14:15", "false_alarm")
AFTERWORD = update("2026-11-23 10:00", "postmortem")
NOW = "2026-11-24 12:00"


def alarm(*updates: Update) -> Incident:
    return incident("outage", "pbx: major_outage", *updates)


def derived(*updates: Update, now: str = NOW) -> IncidentNow:
    found = incident_at(alarm(*updates), at(now))
    assert found is not None
    return found


def files(*updates: Update) -> dict[str, str]:
    made = context(content(alarm(*updates), groups=(group("tw", "global_problem"),)), NOW)
    return {
        each.path: each.content.decode()
        for each in everywhere(made)
        if not each.path.endswith((".png", ".ico", ".woff2"))
    }


def of_statuspage(made: dict[str, str]) -> dict[str, Any]:
    (found,) = json.loads(made["api/v2/incidents.json"])["incidents"]
    assert isinstance(found, dict)
    return found


# --- what is true ------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [(), (AFTERWORD,)])
def test_no_component_was_ever_affected(more: tuple[Update, ...]) -> None:
    entry = derived(OPENED, SPREAD, CALLED_OFF, *more)
    assert {span.state for spans in entry.spans.values() for span in spans} == {State.OPERATIONAL}
    assert (entry.worst, entry.is_open, entry.ended_as) == (
        State.OPERATIONAL,
        False,
        IncidentStatus.FALSE_ALARM,
    )


def test_it_counts_while_nobody_knows_better() -> None:
    assert derived(OPENED, CALLED_OFF, now="2026-11-20 13:40").affects == {
        "pbx": State.MAJOR_OUTAGE
    }


def test_one_that_is_opened_again_was_none() -> None:
    entry = derived(OPENED, CALLED_OFF, update("2026-11-20 15:00", "identified"))
    assert [each.state for each in entry.spans["pbx"]] == [
        State.MAJOR_OUTAGE,
        State.OPERATIONAL,
        State.MAJOR_OUTAGE,
    ]


def test_uptime_bars_and_reports_know_no_outage() -> None:
    world = derive(content(alarm(OPENED, CALLED_OFF)), at(NOW))
    (component, _) = world.components
    assert component.ninety_days.exact == 1
    assert not component.days[-5].entry_ids
    figures = month_report(world.months[date(2026, 11, 1)], world.content).data
    assert isinstance(figures, Figures)
    assert (figures.incidents.count, figures.incidents.resolution.cases) == (1, 0)
    assert figures.incidents.false_alarms == 1


def test_the_command_takes_it_like_resolved() -> None:
    request = UpdateRequest("false_alarm", at("2026-11-20 14:15"))
    assert next_incident_update(alarm(OPENED), request).status is IncidentStatus.FALSE_ALARM


# --- what is published -------------------------------------------------------------------------


def test_its_page_and_the_history_say_so() -> None:
    made = files(OPENED, CALLED_OFF)
    page = made["incidents/outage/index.html"]
    assert "False alarm" in page
    assert "false alarm" in made["history/2026-11/index.html"]


def test_feeds_keep_their_items_and_add_it() -> None:
    items = json.loads(files(OPENED, SPREAD, CALLED_OFF)["feed.json"])["items"]
    assert [each["title"].partition("]")[0] for each in items] == [
        "[False alarm",
        "[Identified",
        "[Investigating",
    ]
    assert "Not affected:</strong> PBX and WMP" in items[0]["content_html"]
    assert "Affected:</strong> PBX (major outage) and WMP (partial" in items[1]["content_html"]


def test_statuspage_hears_resolved_with_a_text_that_says_so() -> None:
    found = of_statuspage(files(OPENED, CALLED_OFF, AFTERWORD))
    assert (found["status"], found["impact"]) == ("postmortem", "none")
    called_off = found["incident_updates"][1]
    assert (called_off["status"], called_off["body"]) == (
        "resolved",
        "False alarm.\n\nfalse_alarm.",
    )


def test_no_time_of_a_component_at_statuspage_ever_decreases() -> None:
    """Build a false alarm every 15 minutes, and a day later, when it is settled."""
    source = content(alarm(OPENED, SPREAD, CALLED_OFF))
    start, times = at("2026-11-20 13:00"), []
    for minutes in (*range(0, 120, 15), 24 * 60):
        made = context(source, f"{start + timedelta(minutes=minutes):%Y-%m-%d %H:%M}")
        times.append(tuple(each["updated_at"] for each in Shared(made).components))
    assert all([*each] == sorted(each) for each in zip(*times, strict=True))
    assert set(times[-1]) == {"2026-11-20T14:15:00.000Z"}


def test_a_settled_one_leaves_components_when_it_was_called_off() -> None:
    found = of_statuspage(files(OPENED, CALLED_OFF))
    assert [each["updated_at"] for each in found["components"]] == ["2026-11-20T14:15:00.000Z"]


def test_one_without_a_duration_has_one_time() -> None:
    page = files(CALLED_OFF)["index.html"]
    assert re.search(r"False alarm, <time[^>]*>15:15 CET</time>", page)


def test_a_report_counts_it_apart() -> None:
    page = files(OPENED, CALLED_OFF)["reports/2026-11/index.html"]
    assert "<dd>1</dd>" in page
    assert "1 of them a false alarm" in page


def test_a_post_says_so() -> None:
    made = files(OPENED, CALLED_OFF, AFTERWORD)
    first, last = (made[f"posts/tw/outage-{each.id}.txt"] for each in (CALLED_OFF, AFTERWORD))
    assert "False alarm: Fri 20 Nov" in first
    assert "Not affected: PBX\n" in first
    assert "Not affected: PBX\n" in last
