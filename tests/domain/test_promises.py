"""Two worlds of one instant, and which promises the second one breaks."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from statusgen.domain.promises import Breach, Location, broken_promises
from statusgen.domain.world import derive
from statusgen.model import (
    Completion,
    Component,
    Content,
    Incident,
    Maintenance,
    MaintenanceUpdate,
    Update,
)
from tests.policies import POLICY
from tests.samples import at, content, group, incident, maintenance, text, update, word

NOW = "2026-11-30 12:00"
FIRST = update("2026-11-20 13:15", "identified")
LAST = update("2026-11-20 15:00", "resolved")
OUTAGE = incident("outage", "pbx: major_outage", FIRST, LAST)
WORK = maintenance()
GROUPS = (group("tw", "global_problem", "maintenance"),)
BEFORE = content(OUTAGE, WORK, groups=GROUPS)


def entries(*after: Incident | Maintenance) -> Content:
    return content(*after, groups=GROUPS)


def site(**changes: object) -> Content:
    return replace(BEFORE, site=replace(BEFORE.site, **changes))


def pbx(**changes: object) -> Content:
    (all_,) = BEFORE.component_groups
    first, *rest = all_.components
    components: tuple[Component, ...] = (replace(first, **changes), *rest)
    return replace(BEFORE, component_groups=(replace(all_, components=components),))


def grouped(name: str, label: str = "All") -> Content:
    (all_,) = BEFORE.component_groups
    return replace(BEFORE, component_groups=(replace(all_, id=name, name=text(label)),))


def renamed(*aliases: str) -> Content:
    return entries(replace(OUTAGE, id="calls-fail", aliases=aliases), WORK)


LATER = word("2026-11-29 09:00", "rescheduled", starts="2026-12-02 22:00", ends="2026-12-03 02:00")
AT_FIVE = update("2026-11-20 13:05", "identified")
CASES: dict[str, tuple[Content, list[Breach]]] = {
    "nothing": (BEFORE, []),
    "a corrected text": (
        entries(replace(OUTAGE, updates=(replace(FIRST, text=text("Calls.")), LAST)), WORK),
        [],
    ),
    "another update": (entries(OUTAGE, replace(WORK, updates=(LATER,))), []),
    "an entry deleted": (entries(WORK), [Breach.ENTRY_GONE]),
    "an entry that is a draft again": (
        entries(replace(OUTAGE, draft=True), WORK),
        [Breach.ENTRY_GONE],
    ),
    "an announced maintenance deleted": (entries(OUTAGE), [Breach.MAINTENANCE_GONE]),
    "everything deleted": (entries(), [Breach.MAINTENANCE_GONE, Breach.ENTRY_GONE]),
    "a renaming without an alias": (renamed(), [Breach.ENTRY_GONE]),
    "a renaming with an alias": (renamed("outage"), []),
    "another alias before the first": (renamed("older", "outage"), [Breach.ENTRY_ID]),
    "a window moved": (
        entries(OUTAGE, replace(WORK, starts=at("2026-12-01 20:00"))),
        [Breach.WINDOW_CHANGED],
    ),
    "a window shortened": (
        entries(OUTAGE, replace(WORK, ends=at("2026-12-02 01:00"))),
        [Breach.WINDOW_CHANGED],
    ),
    "an update's time changed": (
        entries(replace(OUTAGE, updates=(AT_FIVE, LAST)), WORK),
        [Breach.TIME_CHANGED],
    ),
    "an update's time changed with its id": (
        entries(replace(OUTAGE, updates=(replace(AT_FIVE, id=FIRST.id), LAST)), WORK),
        [],
    ),
    "an update deleted": (entries(replace(OUTAGE, updates=(FIRST,)), WORK), [Breach.UPDATE_GONE]),
    "updates that groups do not announce any more": (
        content(OUTAGE, WORK),
        [Breach.GROUP_GONE, Breach.PAGES_GONE, Breach.PAGES_GONE],
    ),
    "a group renamed": (
        replace(BEFORE, groups=(group("all", "global_problem", "maintenance"),)),
        [Breach.GROUP_GONE],
    ),
    "news dated back to a second of other news": (
        entries(OUTAGE, WORK, incident("a", "wmp: major_outage", FIRST)),
        [Breach.DATE_CHANGED],
    ),
    "another address": (site(url="https://new.example/"), [Breach.IDENTITY]),
    "another address with the identity of the first": (
        site(url="https://new.example/", identity="status.example"),
        [],
    ),
    "the identity of another site": (site(identity="new.example"), [Breach.IDENTITY]),
    "another time zone that moves nothing": (site(timezone=ZoneInfo("UTC")), []),
    "another time zone that moves times": (
        replace(
            entries(
                replace(OUTAGE, updates=(AT_FIVE, LAST)),
                replace(WORK, ends=at("2026-12-02 01:00")),
            ),
            site=replace(BEFORE.site, timezone=ZoneInfo("UTC")),
        ),
        [Breach.TIMEZONE],
    ),
    "another first language": (site(languages=("it", "en")), [Breach.LANGUAGE_GONE]),
    "a component deleted or renamed": (pbx(id="cloud"), [Breach.COMPONENT_GONE]),
    "a component renamed with an alias": (pbx(id="cloud", aliases=("pbx",)), []),
    "a component retired": (pbx(retired=date(2026, 11, 1)), []),
    "a group of components with another id": (grouped("cloud"), [Breach.COMPONENT_GROUP_ID]),
    "a group of components with another name": (grouped("all", "Others"), []),
    "another id of Statuspage": (pbx(statuspage_id="kctbh9vrtdwd"), [Breach.COMPONENT_ID]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_breaks_these_promises(case: str) -> None:
    after, breaches = CASES[case]
    found = broken_promises(derive(BEFORE, at(NOW)), derive(after, at(NOW)))
    assert [each.breach for each in found] == breaches


def broken(before: Content, after: Content, now: str = NOW) -> list[tuple[Breach, Location]]:
    found = broken_promises(derive(before, at(now)), derive(after, at(now)))
    return [(each.breach, each.at) for each in found]


def outage(*updates: Update) -> Content:
    return content(incident("outage", "pbx: major_outage", *updates))


def work(*updates: MaintenanceUpdate) -> Content:
    return content(maintenance(*updates))


AGAIN = update("2026-11-20 14:00", "identified")
BROKEN: dict[str, tuple[Content, Content, list[tuple[Breach, Location]]]] = {
    "the languages beside the first dropped": (
        site(languages=("en", "it", "de")),
        site(languages=("en",)),
        [(Breach.LANGUAGE_GONE, ()), (Breach.LANGUAGE_GONE, ())],
    ),
    "a policy dropped": (replace(BEFORE, policy=POLICY), BEFORE, [(Breach.POLICY_GONE, ())]),
    "an incident that becomes a maintenance": (
        content(OUTAGE),
        content(replace(WORK, id="outage")),
        [(Breach.ENTRY_GONE, ())],
    ),
    "the window of an update moved": (
        work(LATER),
        work(replace(LATER, ends=at("2026-12-03 03:00"))),
        [(Breach.WINDOW_CHANGED, ("updates", 0, "ends"))],
    ),
    "a window and that of an update moved": (
        work(LATER),
        content(replace(maintenance(replace(LATER, ends=at("2026-12-03 03:00"))), starts=at(NOW))),
        [(Breach.WINDOW_CHANGED, ("starts",)), (Breach.WINDOW_CHANGED, ("updates", 0, "ends"))],
    ),
    "the window of an update to come moved": (
        work(word("2026-12-01 23:00", "extended", ends="2026-12-02 04:00")),
        work(word("2026-12-01 23:00", "extended", ends="2026-12-02 05:00")),
        [],
    ),
    "an update of a maintenance deleted": (work(LATER), work(), [(Breach.UPDATE_GONE, ())]),
    "an update to come of a maintenance deleted": (
        work(word("2026-12-01 10:00", "cancelled")),
        work(),
        [],
    ),
    "an update deleted beside one that says the same": (
        outage(FIRST, AGAIN),
        outage(AGAIN),
        [(Breach.UPDATE_GONE, ())],
    ),
    "two updates moved": (
        outage(FIRST, AGAIN),
        outage(update("2026-11-20 13:16", "identified"), update("2026-11-20 14:01", "identified")),
        [
            (Breach.TIME_CHANGED, ("updates", 0, "at")),
            (Breach.TIME_CHANGED, ("updates", 1, "at")),
        ],
    ),
    "an update replaced by another one": (
        outage(FIRST),
        outage(update("2026-11-20 13:16", "resolved")),
        [(Breach.UPDATE_GONE, ())],
    ),
    "an id changed at the same time": (
        outage(FIRST),
        outage(replace(FIRST, id="other")),
        [(Breach.UPDATE_GONE, ())],
    ),
    "news dated back to other news of this second": (
        content(replace(OUTAGE, updates=(replace(FIRST, at=at(NOW)),))),
        content(
            replace(OUTAGE, updates=(replace(FIRST, at=at(NOW)),)),
            incident("a", "wmp: major_outage", update(NOW, "identified")),
        ),
        [(Breach.DATE_CHANGED, ())],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_promise_has_its_location(case: str) -> None:
    before, after, expected = BROKEN[case]
    assert broken(before, after) == expected


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("everything deleted", ["upgrade", "outage"]),
        ("another alias before the first", ["outage"]),
        ("a window moved", ["upgrade"]),
        ("an update's time changed", [FIRST.id]),
        ("an update deleted", [LAST.id]),
        ("updates that groups do not announce any more", ["tw", "upgrade", "outage"]),
        ("news dated back to a second of other news", [FIRST.id]),
        ("another address", ["status.example"]),
        ("another time zone that moves times", ["Europe/Rome"]),
        ("another first language", ["en"]),
        ("a component deleted or renamed", ["pbx"]),
        ("another id of Statuspage", ["pbx"]),
        ("a group of components with another id", ["all"]),
    ],
)
def test_a_broken_promise_names_what_is_lost(case: str, names: list[str]) -> None:
    found = broken_promises(derive(BEFORE, at(NOW)), derive(CASES[case][0], at(NOW)))
    assert [each.name for each in found] == names


@pytest.mark.parametrize(
    ("case", "names"),
    [("the languages beside the first dropped", ["it", "de"]), ("a policy dropped", ["sla"])],
)
def test_what_a_site_drops_is_named(case: str, names: list[str]) -> None:
    before, after, _ = BROKEN[case]
    found = broken_promises(derive(before, at(NOW)), derive(after, at(NOW)))
    assert [each.name for each in found] == names


def in_groups(**groups: str) -> Content:
    """Return the site with its components in groups, such as `a="pbx wmp"`."""
    (all_,) = BEFORE.component_groups
    known = {each.id: each for each in all_.components}
    made = (
        replace(all_, id=name, components=tuple(known[each] for each in members.split()))
        for name, members in groups.items()
    )
    return replace(BEFORE, component_groups=tuple(made))


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (in_groups(a="pbx", b="wmp"), in_groups(b="pbx wmp"), []),
        (in_groups(a="pbx wmp"), in_groups(c="pbx", d="wmp"), []),
        (in_groups(a="pbx", b="wmp"), in_groups(c="pbx wmp"), ["a", "b"]),
        (in_groups(a="pbx", b="wmp"), in_groups(a="pbx", c="wmp"), ["b"]),
        (in_groups(a="pbx", b="wmp"), in_groups(a="", c="pbx wmp"), ["b"]),
    ],
    ids=["joined with one that stays", "split", "joined in a new one", "one of two", "emptied"],
)
def test_a_group_of_components_has_another_id_if_a_new_one_has_all_that_were_in_it(
    before: Content, after: Content, names: list[str]
) -> None:
    found = broken_promises(derive(before, at(NOW)), derive(after, at(NOW)))
    assert [(each.breach, each.name) for each in found] == [
        (Breach.COMPONENT_GROUP_ID, name) for name in names
    ]


def test_another_id_is_in_the_aliases_of_its_entry() -> None:
    assert broken(BEFORE, renamed("older", "outage")) == [(Breach.ENTRY_ID, ("aliases",))]


OF_SITE = {
    Breach.IDENTITY,
    Breach.TIMEZONE,
    Breach.REMINDERS_GONE,
    Breach.LANGUAGE_GONE,
    Breach.COMPONENT_GONE,
    Breach.COMPONENT_ID,
    Breach.COMPONENT_GROUP_ID,
    Breach.POLICY_GONE,
    Breach.GROUP_GONE,
}
LATE_ANNOUNCED, NOW_ANNOUNCED = (
    content(replace(WORK, announced=at(each))) for each in ("2026-12-01 12:00", NOW)
)
CHANGES = {
    **{name: (BEFORE, after, NOW) for name, (after, _) in CASES.items()},
    **{name: (before, after, NOW) for name, (before, after, _) in BROKEN.items()},
    "a reminder gone": (NOW_ANNOUNCED, LATE_ANNOUNCED, "2026-12-01 22:30"),
    "a reminder late": (LATE_ANNOUNCED, NOW_ANNOUNCED, "2026-12-01 22:30"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_broken_promise_has_its_entry_as_it_is_or_if_it_is_gone_as_it_was(case: str) -> None:
    before, after = (derive(each, at(CHANGES[case][2])) for each in CHANGES[case][:2])
    for each in broken_promises(before, after):
        is_gone = each.breach in {Breach.ENTRY_GONE, Breach.MAINTENANCE_GONE}
        assert (each.entry is None) == (each.breach in OF_SITE)
        assert each.entry is None or each.entry in (before if is_gone else after).entries


def test_what_a_zone_moves_is_counted_together() -> None:
    after, _ = CASES["another time zone that moves times"]
    (found,) = broken_promises(derive(BEFORE, at(NOW)), derive(after, at(NOW)))
    assert found.count == 2


def test_what_a_zone_moves_is_counted_without_the_rest() -> None:
    moved = entries(replace(WORK, ends=at("2026-12-02 01:00")))
    after = replace(moved, site=replace(BEFORE.site, timezone=ZoneInfo("UTC")))
    found = broken_promises(derive(BEFORE, at(NOW)), derive(after, at(NOW)))
    assert [(each.breach, each.count) for each in found] == [
        (Breach.ENTRY_GONE, 1),
        (Breach.TIMEZONE, 1),
    ]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(WORK, updates=(word("2026-12-02 02:00", "completed"),)), ["completed"]),
        (replace(WORK, updates=(word("2026-12-01 22:00", "cancelled"),)), ["started", "completed"]),
        (replace(WORK, updates=(word("2026-12-02 02:10", "completed"),)), []),
        (replace(WORK, completion=Completion.CONFIRMED), ["completed"]),
        (replace(WORK, announced=at("2026-12-01 12:00")), ["reminder"]),
    ],
)
def test_what_the_clock_has_published_does_not_disappear_unsaid(
    after: Maintenance, expected: list[str]
) -> None:
    now = at("2026-12-02 03:00")
    found = broken_promises(derive(BEFORE, now), derive(entries(OUTAGE, after), now))
    assert {each.breach for each in found} <= {Breach.EVENT_GONE}
    assert [each.name.partition("-")[0] for each in found] == expected


@pytest.mark.parametrize("hours", [None, 48])
def test_reminders_that_would_be_others_are_counted(hours: int | None) -> None:
    remind = None if hours is None else timedelta(hours=hours)
    confirmed = replace(WORK, completion=Completion.CONFIRMED)
    after = content(OUTAGE, confirmed, groups=GROUPS, remind_before=remind)
    now = at("2026-12-02 03:00")
    found = broken_promises(derive(BEFORE, now), derive(after, now))
    assert [(each.breach, each.count) for each in found] == [
        (Breach.EVENT_GONE, 1),
        (Breach.REMINDERS_GONE, 1),
    ]
    assert found[-1].name == "remind_before"


def test_a_reminder_that_would_precede_published_news_is_counted() -> None:
    late = replace(WORK, announced=at("2026-11-30 10:00"))
    said = word("2026-12-01 12:00", "extended", ends="2026-12-02 03:00")
    before, after = (
        content(replace(late, updates=(said,)), remind_before=timedelta(hours=hours))
        for hours in (48, 24)
    )
    now = at("2026-12-01 13:00")
    found = broken_promises(derive(before, now), derive(after, now))
    assert [(each.breach, each.count) for each in found] == [(Breach.REMINDERS_GONE, 1)]


def test_an_announcement_dated_back_brings_a_reminder_late() -> None:
    late, early = (replace(WORK, announced=at(each)) for each in ("2026-12-01 12:00", NOW))
    now = "2026-12-01 22:30"
    assert broken(content(late), content(early), now) == [(Breach.EVENT_LATE, ())]


def test_a_reminder_at_the_time_of_the_last_event_does_not_precede_it() -> None:
    late, early = (replace(WORK, announced=at(f"2026-11-30 {each}")) for each in ("22:00", "21:00"))
    assert broken(content(late), content(early), "2026-11-30 23:00") == []


def test_what_is_not_published_yet_may_be_changed() -> None:
    now = at("2026-11-24 09:00")
    moved = entries(OUTAGE, replace(WORK, starts=at("2026-12-01 20:00")))
    assert not broken_promises(derive(BEFORE, now), derive(moved, now))
