from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.incident_at import incident_at
from statusgen.domain.maintenance import (
    MaintenanceNow,
    elapsed,
    last_word,
    maintenance_at,
    next_edges,
    running_spans,
)
from statusgen.domain.state_span import StateSpan
from statusgen.model import (
    EventKind,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceStatus,
    State,
)
from statusgen.spans import Span
from tests.policies import POLICY
from tests.samples import at, incident, maintenance, update, word

DAY = timedelta(hours=24)


def stand(entry: Maintenance, now: str) -> MaintenanceNow:
    standing = maintenance_at(entry, at(now), DAY)
    assert standing is not None
    return standing


def events(entry: Maintenance, now: str) -> list[tuple[str, str]]:
    """Return the kind and the time of each event so far."""
    return [(event.kind.value, f"{event.at:%d %H:%M}") for event in stand(entry, now).events]


def state(entry: Incident, now: str) -> IncidentNow:
    found = incident_at(entry, at(now))
    assert found is not None
    return found


OUTAGE = incident(
    "outage",
    "pbx: major_outage, wmp: degraded_performance",
    update("2026-11-20 13:15", "investigating", due="2026-11-20 13:45"),
    update("2026-11-20 13:40", "identified", "wmp: operational"),
    update("2026-11-20 14:20", "resolved"),
    update("2026-11-23 10:00", "postmortem"),
    reported="2026-11-20 13:03",
)


# --- incidents ---------------------------------------------------------------------------------


def test_an_incident_is_not_there_before_its_first_update() -> None:
    assert incident_at(OUTAGE, at("2026-11-20 13:14")) is None


def test_updates_still_to_come_are_not_published() -> None:
    now = state(OUTAGE, "2026-11-20 13:15")
    assert [each.status for each in now.updates] == [IncidentStatus.INVESTIGATING]
    assert now.affects == {"pbx": State.MAJOR_OUTAGE, "wmp": State.DEGRADED_PERFORMANCE}


def test_what_an_update_does_not_name_keeps_its_state() -> None:
    assert state(OUTAGE, "2026-11-20 13:40").affects == {"pbx": State.MAJOR_OUTAGE}


def test_an_incident_starts_when_it_was_reported() -> None:
    assert state(OUTAGE, "2026-11-20 13:15").started == at("2026-11-20 13:03")


def test_a_resolution_makes_everything_operational() -> None:
    now = state(OUTAGE, "2026-11-20 14:20")
    assert (now.is_open, now.affects, now.state) == (False, {}, State.OPERATIONAL)
    assert now.worst is State.MAJOR_OUTAGE


def test_a_postmortem_keeps_the_incident_closed_since_its_resolution() -> None:
    now = state(OUTAGE, "2026-11-24 10:00")
    assert not now.is_open
    assert now.resolved == at("2026-11-20 14:20")


def test_spans_run_from_the_first_update_to_the_resolution() -> None:
    spans = state(OUTAGE, "2026-11-24 10:00").spans
    assert [(each.state, each.span) for each in spans["pbx"]] == [
        (State.MAJOR_OUTAGE, Span(at("2026-11-20 13:15"), at("2026-11-20 14:20")))
    ]
    assert [(each.state, each.span) for each in spans["wmp"]] == [
        (State.DEGRADED_PERFORMANCE, Span(at("2026-11-20 13:15"), at("2026-11-20 13:40"))),
        (State.OPERATIONAL, Span(at("2026-11-20 13:40"), at("2026-11-20 14:20"))),
    ]


@pytest.mark.parametrize(
    ("now", "is_overdue"),
    [("2026-11-20 13:44:59", False), ("2026-11-20 13:45", True), ("2026-11-20 15:00", True)],
)
def test_a_promise_is_overdue_from_its_time_on(now: str, is_overdue: bool) -> None:  # noqa: FBT001
    promised = incident("slow", "pbx: partial_outage", OUTAGE.updates[0])
    assert state(promised, now).is_overdue is is_overdue


@pytest.mark.parametrize(
    ("promise", "due"), [(None, "2026-11-20 13:45"), ("2026-11-20 13:20", "2026-11-20 13:20")]
)
def test_without_a_promise_the_cadence_of_the_class_holds(promise: str | None, due: str) -> None:
    urgent = incident("hot", "", update("2026-11-20 13:00", "identified", due=promise))
    now = incident_at(replace(urgent, cos="urgent"), at("2026-11-20 13:10"), POLICY)
    assert now is not None
    assert now.next_update == at(due)


def test_a_resolved_incident_owes_no_update() -> None:
    kept = incident("done", "", update("2026-11-20 13:00", "resolved", due="2026-11-20 13:30"))
    now = state(kept, "2026-11-20 14:00")
    assert (now.next_update, now.is_overdue) == (None, False)


def test_a_reopened_incident_brings_its_states_back() -> None:
    reopened = incident(
        "again",
        "pbx: major_outage",
        update("2026-11-20 13:00", "investigating"),
        update("2026-11-20 14:00", "resolved"),
        update("2026-11-20 15:00", "identified"),
    )
    now = state(reopened, "2026-11-20 15:00")
    assert (now.affects, now.resolved) == ({"pbx": State.MAJOR_OUTAGE}, None)
    assert [each.state for each in now.spans["pbx"]] == [
        State.MAJOR_OUTAGE,
        State.OPERATIONAL,
        State.MAJOR_OUTAGE,
    ]


def test_an_incident_published_after_its_end_has_its_states() -> None:
    late = incident("late", "pbx: partial_outage", update("2026-11-20 13:00", "resolved"))
    now = state(late, "2026-11-20 13:00")
    assert (now.worst, now.affects, now.spans) == (State.PARTIAL_OUTAGE, {}, {"pbx": ()})


def test_two_updates_of_one_instant_leave_no_empty_span() -> None:
    twice = incident(
        "twice",
        "pbx: major_outage",
        update("2026-11-20 13:00", "investigating"),
        update("2026-11-20 13:00", "identified", "pbx: partial_outage", name="b"),
    )
    (only,) = state(twice, "2026-11-20 13:00").spans["pbx"]
    assert only.state is State.PARTIAL_OUTAGE


def test_of_each_update_it_is_known_how_every_component_stood_from_then_on() -> None:
    grown = incident(
        "grown",
        "pbx: major_outage",
        update("2026-11-20 13:00", "investigating"),
        update("2026-11-20 13:30", "identified", "wmp: partial_outage"),
        update("2026-11-20 13:30", "monitoring", "pbx: operational", name="b"),
        update("2026-11-20 14:00", "resolved"),
    )
    both = {"pbx": State.OPERATIONAL, "wmp": State.PARTIAL_OUTAGE}
    assert state(grown, "2026-11-20 14:00").states == (
        {"pbx": State.MAJOR_OUTAGE, "wmp": State.OPERATIONAL},
        both,
        both,
        dict.fromkeys(both, State.OPERATIONAL),
    )


# --- maintenance by the clock ------------------------------------------------------------------

SCHEDULED, IN_PROGRESS, VERIFYING, COMPLETED, CANCELLED = MaintenanceStatus


@pytest.mark.parametrize(
    ("now", "automatic", "confirmed"),
    [
        ("2026-12-01 21:59:59", SCHEDULED, SCHEDULED),
        ("2026-12-01 22:00", IN_PROGRESS, IN_PROGRESS),
        ("2026-12-02 01:59:59", IN_PROGRESS, IN_PROGRESS),
        ("2026-12-02 02:00", COMPLETED, IN_PROGRESS),
        ("2026-12-02 02:01", COMPLETED, IN_PROGRESS),
    ],
)
def test_the_status_follows_the_clock(
    now: str, automatic: MaintenanceStatus, confirmed: MaintenanceStatus
) -> None:
    assert stand(maintenance(), now).status is automatic
    assert stand(maintenance(completion="confirmed"), now).status is confirmed


def test_a_window_that_must_be_confirmed_waits_from_its_end_on() -> None:
    to_confirm = maintenance(completion="confirmed")
    assert not stand(to_confirm, "2026-12-02 01:59").is_awaiting_confirmation
    assert stand(to_confirm, "2026-12-02 02:00").is_awaiting_confirmation


def test_a_window_that_ends_by_the_clock_waits_for_nobody() -> None:
    now = stand(maintenance(), "2026-12-02 02:00")
    assert not now.is_awaiting_confirmation
    assert now.ended == at("2026-12-02 02:00")


def test_nothing_is_published_before_the_announcement() -> None:
    assert maintenance_at(maintenance(), at("2026-11-24 09:59"), DAY) is None


def test_the_clock_makes_each_event_once() -> None:
    assert events(maintenance(), "2026-12-09 00:00") == [
        ("announced", "24 10:00"),
        ("reminder", "30 22:00"),
        ("started", "01 22:00"),
        ("completed", "02 02:00"),
    ]


def test_what_the_clock_says_has_a_name_that_holds_its_window() -> None:
    names = [event.id for event in stand(maintenance(), "2026-12-09 00:00").events]
    assert names == [
        "announced",
        "reminder-20261201T220000Z",
        "started-20261201T220000Z",
        "completed-20261202T020000Z",
    ]


@pytest.mark.parametrize("announced", ["2026-11-30 22:00", "2026-12-01 10:00"])
def test_nobody_is_reminded_of_what_was_just_announced(announced: str) -> None:
    late = maintenance(announced=announced)
    kinds = [event.kind for event in stand(late, "2026-12-01 21:59").events]
    assert kinds == [EventKind.ANNOUNCED]


def test_an_extension_after_the_reminder_does_not_remind_again() -> None:
    longer = maintenance(word("2026-12-01 08:00", "extended", ends="2026-12-02 03:00"))
    kinds = [event.kind for event in stand(longer, "2026-12-01 21:00").events]
    assert kinds == [EventKind.ANNOUNCED, EventKind.REMINDER, EventKind.EXTENDED]


def test_without_a_reminder_nobody_is_reminded() -> None:
    silent = maintenance_at(maintenance(), at("2026-12-01 21:00"))
    assert silent is not None
    assert [event.kind for event in silent.events] == [EventKind.ANNOUNCED]


def test_events_before_the_announcement_have_its_time() -> None:
    emergency = maintenance(announced="2026-12-01 22:30")
    assert events(emergency, "2026-12-01 23:00") == [
        ("announced", "01 22:30"),
        ("started", "01 22:30"),
    ]
    assert stand(emergency, "2026-12-01 23:00").spans == (Span(at("2026-12-01 22:00")),)


def test_it_affects_components_only_while_it_runs() -> None:
    assert stand(maintenance(), "2026-12-01 21:00").affects == {}
    assert stand(maintenance(), "2026-12-01 23:00").affects == {"pbx": State.UNDER_MAINTENANCE}
    assert stand(maintenance(), "2026-12-02 03:00").affects == {}


# --- maintenance by updates --------------------------------------------------------------------


def test_extended_before_the_end_goes_on_to_the_new_one() -> None:
    longer = maintenance(word("2026-12-02 01:40", "extended", ends="2026-12-02 03:00"))
    assert stand(longer, "2026-12-02 02:30").status is IN_PROGRESS
    assert events(longer, "2026-12-02 03:00")[2:] == [
        ("started", "01 22:00"),
        ("extended", "02 01:40"),
        ("completed", "02 03:00"),
    ]


def test_extended_after_the_old_end_is_one_run_without_a_gap() -> None:
    late = maintenance(word("2026-12-02 02:20", "extended", ends="2026-12-02 03:00"))
    assert stand(late, "2026-12-02 02:10").status is COMPLETED
    assert stand(late, "2026-12-02 02:20").spans == (Span(at("2026-12-01 22:00")),)
    assert events(late, "2026-12-02 04:00")[3:] == [
        ("completed", "02 02:00"),
        ("extended", "02 02:20"),
        ("completed", "02 03:00"),
    ]


def test_extended_at_the_very_end_is_not_completed_first() -> None:
    just_in_time = maintenance(word("2026-12-02 02:00", "extended", ends="2026-12-02 03:00"))
    kinds = [event.kind for event in stand(just_in_time, "2026-12-02 02:00").events]
    assert kinds[2:] == [EventKind.STARTED, EventKind.EXTENDED]
    assert stand(just_in_time, "2026-12-02 02:00").status is IN_PROGRESS


def test_rescheduled_before_it_starts_moves_the_window_and_reminds_anew() -> None:
    moved = maintenance(
        word(
            "2026-12-01 08:00",
            "rescheduled",
            starts="2026-12-05 22:00",
            ends="2026-12-06 02:00",
        )
    )
    assert stand(moved, "2026-12-01 23:00").status is SCHEDULED
    assert events(moved, "2026-12-06 02:00")[1:] == [
        ("reminder", "30 22:00"),
        ("rescheduled", "01 08:00"),
        ("reminder", "04 22:00"),
        ("started", "05 22:00"),
        ("completed", "06 02:00"),
    ]


def test_rescheduled_while_it_runs_stops_the_run() -> None:
    stopped = maintenance(
        word(
            "2026-12-01 23:00",
            "rescheduled",
            starts="2026-12-05 22:00",
            ends="2026-12-06 02:00",
        )
    )
    assert stand(stopped, "2026-12-01 23:00").status is SCHEDULED
    assert stand(stopped, "2026-12-06 03:00").spans == (
        Span(at("2026-12-01 22:00"), at("2026-12-01 23:00")),
        Span(at("2026-12-05 22:00"), at("2026-12-06 02:00")),
    )


def test_a_window_that_comes_back_gives_no_event_the_name_of_an_older_one() -> None:
    same_start = maintenance(
        word(
            "2026-12-01 23:00",
            "rescheduled",
            starts="2026-12-01 22:00",
            ends="2026-12-02 04:00",
        )
    )
    names = [event.id for event in stand(same_start, "2026-12-01 23:00").events]
    assert names[-3:] == [
        "started-20261201T220000Z",
        "20261201T230000Z",
        "started-20261201T220000Z-2",
    ]


@pytest.mark.parametrize(
    ("when", "spans"),
    [
        ("2026-12-01 12:00", ()),
        ("2026-12-01 23:00", (Span(at("2026-12-01 22:00"), at("2026-12-01 23:00")),)),
    ],
)
def test_cancelled_before_or_while_it_runs_is_over(when: str, spans: tuple[Span, ...]) -> None:
    now = stand(maintenance(word(when, "cancelled")), "2026-12-02 12:00")
    assert (now.status, now.ended, now.spans) == (CANCELLED, at(when), spans)
    assert now.events[-1].kind is EventKind.CANCELLED


def test_in_progress_early_starts_at_once_and_only_once() -> None:
    early = maintenance(word("2026-12-01 21:30", "in_progress"))
    assert stand(early, "2026-12-01 21:30").status is IN_PROGRESS
    assert events(early, "2026-12-02 02:00")[2:] == [
        ("started", "01 21:30"),
        ("completed", "02 02:00"),
    ]


@pytest.mark.parametrize("when", ["2026-12-02 02:00", "2026-12-02 02:15"])
def test_in_progress_at_or_after_the_end_holds_it_open(when: str) -> None:
    held = maintenance(word(when, "in_progress"))
    now = stand(held, "2026-12-02 05:00")
    assert (now.status, now.is_awaiting_confirmation) == (IN_PROGRESS, True)
    assert now.spans == (Span(at("2026-12-01 22:00")),)


def test_verifying_is_still_running_and_ends_with_its_window() -> None:
    checked = maintenance(word("2026-12-02 01:00", "verifying"))
    assert stand(checked, "2026-12-02 01:00").status is VERIFYING
    assert stand(checked, "2026-12-02 01:00").is_running
    assert stand(checked, "2026-12-02 02:00").status is COMPLETED


def test_completed_early_ends_it() -> None:
    quick = maintenance(word("2026-12-02 00:30", "completed"), completion="confirmed")
    now = stand(quick, "2026-12-02 05:00")
    assert (now.status, now.ended) == (COMPLETED, at("2026-12-02 00:30"))
    assert now.spans == (Span(at("2026-12-01 22:00"), at("2026-12-02 00:30")),)


def test_completed_at_the_very_end_is_one_event() -> None:
    on_time = maintenance(word("2026-12-02 02:00", "completed"))
    last = stand(on_time, "2026-12-02 05:00").events[-2:]
    assert [event.kind for event in last] == [EventKind.STARTED, EventKind.COMPLETED]
    assert last[-1].text is not None


def test_completed_after_the_clock_completed_it_is_an_update_and_no_second_completion() -> None:
    thanked = maintenance(word("2026-12-02 02:30", "completed"))
    assert events(thanked, "2026-12-02 05:00")[-2:] == [
        ("completed", "02 02:00"),
        ("updated", "02 02:30"),
    ]
    assert stand(thanked, "2026-12-02 05:00").ended == at("2026-12-02 02:00")


def test_work_resumed_after_somebody_completed_it_leaves_the_gap() -> None:
    resumed = maintenance(
        word("2026-12-02 00:30", "completed"), word("2026-12-02 01:30", "in_progress")
    )
    assert stand(resumed, "2026-12-02 02:00").spans == (
        Span(at("2026-12-01 22:00"), at("2026-12-02 00:30")),
        Span(at("2026-12-02 01:30"), at("2026-12-02 02:00")),
    )


def test_an_update_before_the_announcement_waits_for_it() -> None:
    eager = maintenance(word("2026-11-23 10:00", "cancelled"))
    assert maintenance_at(eager, at("2026-11-23 12:00"), DAY) is None
    assert events(eager, "2026-11-24 10:00") == [
        ("announced", "24 10:00"),
        ("cancelled", "24 10:00"),
    ]


def test_an_update_still_to_come_changes_nothing() -> None:
    planned = maintenance(word("2026-12-01 12:00", "cancelled"))
    assert stand(planned, "2026-12-01 11:59").status is SCHEDULED


def test_an_event_has_the_window_that_holds_from_then_on() -> None:
    longer = maintenance(word("2026-12-02 01:40", "extended", ends="2026-12-02 03:00"))
    ends = [event.ends for event in stand(longer, "2026-12-02 04:00").events]
    assert ends == [at("2026-12-02 02:00")] * 3 + [at("2026-12-02 03:00")] * 2


def test_an_event_has_the_status_of_the_maintenance_from_then_on() -> None:
    called_off = maintenance(
        word("2026-11-30 12:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-04 02:00"),
        word("2026-12-03 23:00", "verifying"),
        word("2026-12-03 23:30", "cancelled"),
    )
    output = [event.status.value for event in stand(called_off, "2026-12-09 00:00").events]
    assert output == [*["scheduled"] * 3, "in_progress", "verifying", "cancelled"]


@pytest.mark.parametrize(
    ("now", "edges"),
    [
        ("2026-11-25 00:00", ["2026-11-30 22:00", "2026-12-01 22:00"]),
        ("2026-12-01 23:00", ["2026-12-02 02:00"]),
        ("2026-12-02 02:00", []),
    ],
)
def test_the_clock_moves_a_maintenance_at_its_edges(now: str, edges: list[str]) -> None:
    found: list[datetime] = list(next_edges(stand(maintenance(), now), DAY))
    assert found == [at(edge) for edge in edges]


# --- the record of a maintenance ---------------------------------------------------------------

AFTERWORD = word("2026-12-02 02:10", "completed")


def test_a_maintenance_has_the_names_of_its_file() -> None:
    found = stand(replace(maintenance(name="upgrade-2"), aliases=("upgrade",)), "2026-12-01 12:00")
    assert (found.id, found.stable_id, found.aliases) == ("upgrade-2", "upgrade", ("upgrade",))


@pytest.mark.parametrize(
    ("affects", "state", "affected"),
    [
        ("", State.UNDER_MAINTENANCE, []),
        ("pbx: operational, wmp: partial_outage", State.PARTIAL_OUTAGE, ["wmp"]),
        ("pbx: operational", State.OPERATIONAL, []),
    ],
)
def test_running_work_affects_what_is_worse_than_operational(
    affects: str, state: State, affected: list[str]
) -> None:
    found = stand(maintenance(affects=affects), "2026-12-01 22:00")
    assert (found.state, [*found.affects]) == (state, affected)


@pytest.mark.parametrize(
    ("now", "share"),
    [
        ("2026-12-01 21:00", 0),
        ("2026-12-01 23:00", Fraction(1, 4)),
        ("2026-12-02 02:00", 1),
        ("2026-12-02 05:00", 1),
    ],
)
def test_the_share_of_a_window_that_is_over(now: str, share: Fraction) -> None:
    assert elapsed(stand(maintenance(completion="confirmed"), now), at(now)) == share


def test_of_a_window_of_no_length_nothing_is_over_before_it() -> None:
    work = maintenance(ends="2026-12-01 22:00")
    assert elapsed(stand(work, "2026-12-01 21:00"), at("2026-12-01 21:00")) == 0


@pytest.mark.parametrize(
    ("work", "now", "kind"),
    [
        (maintenance(), "2026-12-01 21:00", None),
        (maintenance(), "2026-12-01 23:00", None),
        (maintenance(), "2026-12-02 02:00", EventKind.COMPLETED),
        (maintenance(AFTERWORD), "2026-12-02 03:00", EventKind.COMPLETED),
        (
            maintenance(word("2026-12-01 23:00", "verifying")),
            "2026-12-02 01:00",
            EventKind.VERIFYING,
        ),
        (
            maintenance(word("2026-11-26 23:00", "rescheduled", ends="2026-12-02 05:00")),
            "2026-12-02 01:00",
            EventKind.RESCHEDULED,
        ),
    ],
)
def test_the_last_word_is_the_end_or_the_last_text(
    work: Maintenance, now: str, kind: EventKind | None
) -> None:
    found = last_word(stand(work, now))
    assert (found and found.kind) is kind


def test_work_that_begins_again_by_an_update_is_told_from_work_that_goes_on() -> None:
    early = word("2026-12-01 22:30", "in_progress")
    assert stand(maintenance(early), "2026-12-01 23:00").events[-1].kind is EventKind.UPDATED
    again = (word("2026-12-01 21:00", "cancelled"), early)
    assert stand(maintenance(*again), "2026-12-01 23:00").events[-1].kind is EventKind.STARTED


def test_an_afterword_confirms_the_end_so_that_work_later_is_another_run() -> None:
    longer = word("2026-12-02 02:30", "extended", ends="2026-12-02 03:00")
    found = stand(maintenance(AFTERWORD, longer), "2026-12-02 02:45")
    assert [f"{each.start:%H:%M}" for each in found.spans] == ["22:00", "02:30"]


def test_an_event_has_the_window_after_it() -> None:
    later = word(
        "2026-11-30 10:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-04 02:00"
    )
    found = stand(maintenance(later), "2026-11-30 11:00")
    windows = [(f"{each.starts:%d %H}", f"{each.ends:%d %H}") for each in found.events]
    assert windows == [("01 22", "02 02"), ("03 22", "04 02")]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-02 01:59", False),
        ("2026-12-02 02:00", False),
        ("2026-12-02 02:10", False),
        ("2026-12-02 02:40", True),
    ],
)
def test_a_maintenance_is_settled_with_its_last_update(now: str, *, expected: bool) -> None:
    last = word("2026-12-02 02:40", "completed")
    assert stand(maintenance(AFTERWORD, last), now).is_settled is expected


def test_each_component_has_the_state_of_each_run() -> None:
    found = stand(maintenance(affects="pbx: degraded_performance"), "2026-12-02 03:00")
    span = Span(at("2026-12-01 22:00"), at("2026-12-02 02:00"))
    assert [*running_spans(found)] == [("pbx", StateSpan(State.DEGRADED_PERFORMANCE, span))]
