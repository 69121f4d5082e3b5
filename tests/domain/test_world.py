from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from statusgen.domain.entry import end_of, start_of
from statusgen.domain.next_change import Change, ChangeKind
from statusgen.domain.world import World, derive
from statusgen.model import (
    Completion,
    Content,
    EventKind,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceStatus,
    MaintenanceUpdate,
    State,
    Update,
)
from tests.policies import POLICY
from tests.samples import at, content, group, incident, maintenance, text, update, word

OLD = incident("old", "pbx: partial_outage", update("2026-11-20 08:00", "investigating"))
NEW = incident(
    "new",
    "pbx: major_outage",
    update("2026-11-20 09:00", "investigating"),
    update("2026-11-20 10:00", "resolved"),
)


def world(now: str, *entries: Incident | Maintenance) -> World:
    return derive(content(*entries), at(now))


def state_of(world: World, name: str = "pbx") -> State:
    return next(each.state for each in world.components if each.component.id == name)


# --- states ------------------------------------------------------------------------------------


def test_a_resolved_newer_incident_does_not_hide_an_older_open_one() -> None:
    now = world("2026-11-20 11:00", OLD, NEW)
    assert state_of(now) is State.PARTIAL_OUTAGE
    assert [each.id for each in now.open_incidents] == ["old"]


@pytest.mark.parametrize(
    ("affects", "status", "overall"),
    [
        ("", "investigating", State.DEGRADED_PERFORMANCE),
        ("", "monitoring", State.DEGRADED_PERFORMANCE),
        ("pbx: operational", "identified", State.DEGRADED_PERFORMANCE),
        ("pbx: operational", "monitoring", State.OPERATIONAL),
        ("", "resolved", State.OPERATIONAL),
        ("pbx: partial_outage", "identified", State.PARTIAL_OUTAGE),
    ],
)
def test_an_open_incident_that_no_component_shows_is_never_green(
    affects: str, status: str, overall: State
) -> None:
    work = maintenance(
        announced="2026-11-19 10:00", starts="2026-11-20 10:00", affects="wmp: under_maintenance"
    )
    now = world(
        "2026-11-20 09:00", incident("x", affects, update("2026-11-20 08:00", status)), work
    )
    assert now.overall is overall
    assert now.is_incident_beside is (overall is State.DEGRADED_PERFORMANCE)


def test_the_worst_of_several_open_incidents_counts() -> None:
    now = world("2026-11-20 09:30", OLD, NEW)
    assert state_of(now) is State.MAJOR_OUTAGE
    assert [each.id for each in now.open_incidents] == ["new", "old"]


def test_a_state_that_a_worse_one_covered_begins_anew() -> None:
    component = world("2026-11-20 11:00", OLD, NEW).components[0]
    assert component.since == at("2026-11-20 10:00")


def test_a_state_handed_from_one_entry_to_the_next_holds_without_a_break() -> None:
    next_one = incident("next", "pbx: major_outage", update("2026-11-20 10:00", "identified"))
    component = world("2026-11-20 11:00", NEW, next_one).components[0]
    assert component.since == at("2026-11-20 09:00")


def test_an_outage_during_maintenance_shows_as_outage() -> None:
    window = maintenance(starts="2026-11-20 07:00", ends="2026-11-20 12:00", announced="2026-11-19")
    during = world("2026-11-20 09:30", window, OLD)
    assert (state_of(during), during.overall) == (State.PARTIAL_OUTAGE, State.PARTIAL_OUTAGE)
    assert {each.id for each in during.components[0].causes} == {"old", "upgrade"}


def test_a_component_that_nothing_names_is_operational() -> None:
    now = world("2026-11-20 11:00", OLD)
    wmp = now.components[1]
    assert (wmp.state, wmp.since, wmp.causes) == (State.OPERATIONAL, None, ())
    assert now.overall is State.PARTIAL_OUTAGE


def test_maintenance_that_leaves_a_component_alone_is_no_cause() -> None:
    gentle = maintenance(affects="pbx: under_maintenance, wmp: operational")
    now = world("2026-12-01 23:00", gentle)
    assert now.components[1].causes == ()


# --- what is listed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "running", "upcoming"),
    [
        ("2026-11-24 09:59", 0, 0),
        ("2026-12-01 21:59", 0, 1),
        ("2026-12-01 22:00", 1, 0),
        ("2026-12-02 02:00", 0, 0),
    ],
)
def test_a_maintenance_is_coming_then_running_then_past(
    now: str, running: int, upcoming: int
) -> None:
    listed = world(now, maintenance())
    assert (len(listed.running), len(listed.upcoming)) == (running, upcoming)


def test_maintenance_that_began_early_has_begun() -> None:
    early = maintenance(word("2026-12-01 21:00", "in_progress"))
    (entry,) = world("2026-12-01 21:30", early).running
    assert start_of(entry) == at("2026-12-01 21:00")


def test_running_maintenance_is_led_by_what_began_first() -> None:
    early = maintenance(word("2026-12-01 21:00", "in_progress"), name="early", ends="2026-12-03")
    other = maintenance(name="other", starts="2026-12-01 21:30")
    assert [each.id for each in world("2026-12-01 23:00", other, early).running] == [
        "early",
        "other",
    ]


def test_upcoming_maintenance_is_led_by_the_soonest() -> None:
    later = maintenance(name="a", starts="2026-12-08 22:00", ends="2026-12-09 02:00")
    names = [each.id for each in world("2026-11-30 00:00", later, maintenance()).upcoming]
    assert names == ["upgrade", "a"]


def test_entries_are_newest_first_and_say_when_they_were_over() -> None:
    now = world("2026-12-02 03:00", OLD, NEW, maintenance())
    assert [each.id for each in now.entries] == ["upgrade", "new", "old"]
    assert [end_of(each) for each in now.entries] == [
        at("2026-12-02 02:00"),
        at("2026-11-20 10:00"),
        None,
    ]


def test_drafts_are_kept_out_of_everything() -> None:
    draft = incident("draft", "pbx: major_outage", *OLD.updates, draft=True)
    planned = maintenance(draft=True, announced="2026-11-19 10:00")
    now = world("2026-11-20 09:00", draft, planned)
    assert (now.entries, now.news, now.overall) == ((), (), State.OPERATIONAL)
    assert (now.content.incidents, now.content.maintenances) == ((), ())


def test_a_draft_does_not_change_the_site_when_its_time_comes() -> None:
    draft = incident("draft", "pbx: major_outage", *OLD.updates, draft=True)
    assert world("2026-11-20 07:30", draft).next_change.kind is ChangeKind.NEW_DAY


def test_drafts_count_where_they_are_asked_for() -> None:
    draft = incident("draft", "pbx: major_outage", *OLD.updates, draft=True)
    now = derive(content(draft), at("2026-11-20 09:00"), drafts=True)
    assert [each.id for each in now.open_incidents] == ["draft"]


# --- the past ----------------------------------------------------------------------------------


def test_before_any_content_nothing_is_known() -> None:
    component = world("2026-11-20 07:59", OLD).components[0]
    assert {each.state for each in component.days} == {None}
    assert component.ninety_days.exact is None


def test_the_site_is_watched_from_the_day_of_its_first_entry_in_its_zone() -> None:
    late = incident("late", "", update("2026-11-19 23:30", "identified"))
    assert world("2026-11-20 12:00", OLD, late).known_since == date(2026, 11, 20)


def test_all_components_are_watched_from_the_same_day() -> None:
    wmp = world("2026-11-21 12:00", OLD).components[1]
    known = [each.state for each in wmp.days if each.state is not None]
    assert known == [State.OPERATIONAL] * 2


def test_an_announcement_counts_as_the_first_entry() -> None:
    assert world("2026-11-25 12:00", maintenance()).known_since == date(2026, 11, 24)


def test_planned_maintenance_is_not_counted_against_uptime() -> None:
    planned = maintenance(affects="pbx: major_outage")
    assert world("2026-12-03 00:00", planned).components[0].ninety_days.exact == 1
    assert world("2026-11-21 12:00", OLD).components[0].ninety_days.exact != 1


# --- news --------------------------------------------------------------------------------------


def test_news_are_newest_first_and_never_from_the_future() -> None:
    now = world("2026-12-01 23:00", maintenance(), NEW)
    assert [(each.entry.id, each.phase) for each in now.news] == [
        ("upgrade", EventKind.STARTED),
        ("upgrade", EventKind.REMINDER),
        ("upgrade", EventKind.ANNOUNCED),
        ("new", IncidentStatus.RESOLVED),
        ("new", IncidentStatus.INVESTIGATING),
    ]


def test_news_of_one_instant_keep_their_order() -> None:
    emergency = maintenance(announced="2026-12-01 22:30")
    assert [each.phase for each in world("2026-12-01 23:00", emergency).news] == [
        EventKind.STARTED,
        EventKind.ANNOUNCED,
    ]


def test_news_of_one_instant_keep_their_order_when_a_window_moves() -> None:
    moved = word(
        "2026-12-01 10:00", "rescheduled", starts="2026-12-09 22:00", ends="2026-12-10 02:00"
    )
    entries = (
        maintenance(moved, name="a"),
        maintenance(name="b", starts="2026-12-05 22:00", ends="2026-12-06"),
    )
    before, after = world("2026-12-01 09:00", *entries), world("2026-12-01 11:00", *entries)
    assert news_rows(after)[-2:] == news_rows(before)[-2:]


def test_each_group_hears_only_of_what_it_announces() -> None:
    groups = (group("wizards", "global_problem", "maintenance"), group("beta", "maintenance"))
    now = derive(content(NEW, maintenance(), groups=groups), at("2026-11-25 00:00"))
    heard = {each.entry.id: [group.id for group in each.groups] for each in now.news}
    assert heard == {"upgrade": ["wizards", "beta"], "new": ["wizards"]}


# --- what comes next ---------------------------------------------------------------------------

PROMISED = incident(
    "promised", "", update("2026-11-20 08:00", "investigating", due="2026-11-20 08:30")
)


@pytest.mark.parametrize(
    ("now", "when", "kind", "entry"),
    [
        ("2026-11-20 07:00", "2026-11-20 08:00", ChangeKind.PUBLICATION, "promised"),
        ("2026-11-20 08:00", "2026-11-20 08:30", ChangeKind.UPDATE_DUE, "promised"),
        ("2026-11-20 08:30", "2026-11-20 23:00", ChangeKind.NEW_DAY, None),
        ("2026-11-24 09:00", "2026-11-24 10:00", ChangeKind.PUBLICATION, "upgrade"),
        ("2026-11-30 21:30", "2026-11-30 22:00", ChangeKind.MAINTENANCE, "upgrade"),
        ("2026-12-01 21:30", "2026-12-01 22:00", ChangeKind.MAINTENANCE, "upgrade"),
        ("2026-12-02 00:00", "2026-12-02 02:00", ChangeKind.MAINTENANCE, "upgrade"),
        ("2026-12-02 02:00", "2026-12-02 23:00", ChangeKind.NEW_DAY, None),
    ],
)
def test_the_next_change_is_the_first_that_the_clock_makes(
    now: str, when: str, kind: ChangeKind, entry: str | None
) -> None:
    assert world(now, PROMISED, maintenance()).next_change == Change(at(when), kind, entry)


def test_an_update_still_to_come_is_the_next_change() -> None:
    longer = maintenance(word("2026-12-02 01:40", "extended", ends="2026-12-02 03:00"))
    change = world("2026-12-02 01:00", longer).next_change
    assert change == Change(at("2026-12-02 01:40"), ChangeKind.PUBLICATION, "upgrade")


def test_a_change_at_midnight_names_its_entry() -> None:
    late = incident("late", "", update("2026-11-20 23:00", "identified"))
    assert world("2026-11-20 22:00", late).next_change.entry_id == "late"


# --- what holds for any content ----------------------------------------------------------------

DAY_ZERO = datetime(2026, 10, 23, tzinfo=UTC)  # with the night on which the clocks change
QUARTERS = st.integers(0, 4 * 24 * 4)


def instant(quarter: int) -> datetime:
    return DAY_ZERO + timedelta(minutes=15 * quarter)


INSTANTS = st.integers(-4, 5 * 24 * 60).map(lambda minute: DAY_ZERO + timedelta(minutes=minute))
WINDOWS = st.tuples(QUARTERS, st.integers(1, 60)).map(
    lambda window: (instant(window[0]), instant(sum(window)))
)
AFFECTS = st.dictionaries(st.sampled_from(["pbx", "wmp"]), st.sampled_from(State))
TIMES = st.lists(QUARTERS, max_size=5).map(sorted)


@st.composite
def incidents(draw: st.DrawFn, name: str) -> Incident:
    times = [draw(QUARTERS), *draw(TIMES)]
    updates = [
        Update(
            id=f"{number}",
            at=instant(quarter),
            status=draw(st.sampled_from(IncidentStatus)),
            text=text("x"),
            affects=draw(AFFECTS),
            next_update=instant(quarter + draw(st.integers(1, 20)))
            if draw(st.booleans())
            else None,
        )
        for number, quarter in enumerate(sorted(times))
    ]
    return replace(
        incident(name, "", *updates),
        affects=draw(AFFECTS),
        cos=draw(st.sampled_from([None, "urgent"])),
        reported=draw(st.none() | st.just(updates[0].at - timedelta(minutes=7))),
    )


@st.composite
def maintenances(draw: st.DrawFn, name: str) -> Maintenance:
    """Any maintenance, also one whose updates come before its announcement or back to front."""
    starts, ends = draw(WINDOWS)
    return Maintenance(
        id=name,
        path=f"{name}.yml",
        title=text(name),
        text=text("x"),
        announced=draw(QUARTERS.map(instant) | st.just(starts - timedelta(days=3))),
        starts=starts,
        ends=ends,
        affects=draw(AFFECTS),
        completion=draw(st.sampled_from(Completion)),
        updates=tuple(draw(words(number, quarter)) for number, quarter in enumerate(draw(TIMES))),
    )


@st.composite
def words(draw: st.DrawFn, number: int, quarter: int) -> MaintenanceUpdate:
    action = draw(st.sampled_from(MaintenanceAction))
    starts, ends = draw(WINDOWS)
    is_moved, is_ended = action is MaintenanceAction.RESCHEDULED, action.name in _ENDED
    return MaintenanceUpdate(
        id=f"{number}",
        at=instant(quarter),
        status=action,
        text=text("x"),
        starts=starts if is_moved else None,
        ends=ends if is_ended else None,
    )


_ENDED = {"RESCHEDULED", "EXTENDED"}

CONTENTS = st.builds(
    content,
    incidents("i1"),
    incidents("i2"),
    maintenances("m1"),
    maintenances("m2"),
    remind_before=st.none() | st.sampled_from([timedelta(hours=3), timedelta(hours=24)]),
).map(lambda plain: replace(plain, policy=POLICY))


def visible(world: World) -> object:
    """Return all that readers can see, but for what moves with every instant."""
    return (
        [(each.state, each.since, each.causes, each.days) for each in world.components],
        world.incidents,
        world.maintenances,
        world.news,
        world.known_since,
        world.next_change,
    )


def news_rows(world: World) -> list[tuple[object, ...]]:
    return [
        (each.entry.id, each.id, each.at, each.phase, each.text, each.groups) for each in world.news
    ]


@given(CONTENTS, INSTANTS, st.floats(0, 1, exclude_max=True))
def test_nothing_changes_until_the_next_change(
    content: Content, now: datetime, fraction: float
) -> None:
    before = derive(content, now)
    wait = before.next_change.at - now
    assert wait > timedelta(0)
    for later in (
        now + fraction * (wait - timedelta.resolution),
        now + wait - timedelta.resolution,
    ):
        assert visible(derive(content, later)) == visible(before)


@given(CONTENTS, INSTANTS, INSTANTS)
def test_published_news_never_change(content: Content, one: datetime, other: datetime) -> None:
    early, late = (
        news_rows(derive(content, min(one, other))),
        news_rows(derive(content, max(one, other))),
    )
    assert late[len(late) - len(early) :] == early


@given(CONTENTS, INSTANTS)
def test_news_have_names_of_their_own_and_are_in_order_of_time(
    content: Content, now: datetime
) -> None:
    news = derive(content, now).news
    names = [(each.entry.id, each.id) for each in news]
    assert len(set(names)) == len(names)
    assert all(newer.at >= older.at for newer, older in pairwise(news))
    assert all(each.at <= now for each in news)


@given(CONTENTS, INSTANTS)
def test_nobody_is_reminded_twice_of_a_window_or_before_it_was_announced(
    content: Content, now: datetime
) -> None:
    for entry in derive(content, now).maintenances:
        kinds = [event.kind for event in entry.events]
        assert kinds[0] is EventKind.ANNOUNCED
        assert kinds.count(EventKind.REMINDER) <= 1 + kinds.count(EventKind.RESCHEDULED)


@given(CONTENTS, INSTANTS)
def test_a_component_is_as_bad_as_the_worst_that_goes_on(content: Content, now: datetime) -> None:
    found = derive(content, now)
    for each in found.components:
        causes = [*_broken(content, now, each.component.id), *_worked_on(found, each.component.id)]
        assert each.state is max(causes, key=list(State).index, default=State.OPERATIONAL)
        assert (each.since is None) == (each.state is State.OPERATIONAL)
        assert each.days[-1].state is None or each.days[-1].state >= each.day_state


def _broken(content: Content, now: datetime, name: str) -> Iterator[State]:
    """Yield what each open incident says of a component, read straight from its file."""
    for entry in content.incidents:
        output = [update for update in entry.updates if update.at <= now]
        if output and output[-1].status.value in {"investigating", "identified", "monitoring"}:
            named = [update.affects[name] for update in output if name in update.affects]
            yield [entry.affects.get(name, State.OPERATIONAL), *named][-1]


def _worked_on(world: World, name: str) -> Iterator[State]:
    for entry in world.maintenances:
        if entry.status in {MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING}:
            yield entry.maintenance.affects.get(name, State.OPERATIONAL)


@given(maintenances("m"), INSTANTS)
def test_a_maintenance_without_updates_follows_its_window(
    planned: Maintenance, now: datetime
) -> None:
    plain = replace(planned, updates=())
    running = [each.id for each in derive(content(plain), now).running]
    is_past = now >= plain.ends and plain.completion is Completion.AUTOMATIC
    is_running = plain.announced <= now and plain.starts <= now and not is_past
    assert running == (["m"] if is_running else [])


def test_an_open_incident_of_a_retired_component_is_never_green() -> None:
    site = content(OLD)
    (group_of_all,) = site.component_groups
    retired = [replace(each, retired=date(2026, 1, 1)) for each in group_of_all.components]
    changed = replace(site, component_groups=(replace(group_of_all, components=tuple(retired)),))
    assert derive(changed, at("2026-11-20 09:00")).overall is State.DEGRADED_PERFORMANCE
