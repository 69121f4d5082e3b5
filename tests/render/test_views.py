"""What templates may see says what is true, in the words a reader needs."""

from datetime import date, timedelta

import pytest
from markupsafe import escape
from msgspec.structs import replace

from statusgen.domain.history import DAYS, Day
from statusgen.domain.state_span import StateSpan
from statusgen.domain.world import derive
from statusgen.model import Content, EmergencyCalls, Incident, State
from statusgen.render.context import SiteContext
from statusgen.render.views.bars import BarSegment, Stroke, segments, strokes
from statusgen.render.views.cards import cards
from statusgen.render.views.component import ComponentView, component_page
from statusgen.render.views.components import groups
from statusgen.render.views.day_details import day_details
from statusgen.render.views.days import recent, row
from statusgen.render.views.entries import kicker
from statusgen.render.views.frame import frame
from statusgen.render.views.home import home_page
from statusgen.render.views.index import index
from statusgen.render.views.key_figures import key_figures
from statusgen.render.views.lead import incident_lead, maintenance_lead
from statusgen.render.views.maintenance import MaintenanceView, maintenance_page
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import LinkView, inline, listed
from statusgen.render.views.window import window
from statusgen.spans import Span
from tests.contexts import context
from tests.samples import at, content, incident, maintenance, text, update, word

FIRST = date(2026, 11, 1)


def days(*states: State | None) -> list[Day]:
    return [Day(FIRST + timedelta(days=back), state) for back, state in enumerate(states)]


# --- drawings ----------------------------------------------------------------------------------


def test_days_in_one_state_are_one_stroke() -> None:
    drawn = strokes(days(State.OPERATIONAL, State.OPERATIONAL, State.OPERATIONAL))
    assert drawn == (Stroke("operational", "M0 28h7.5"),)


def test_a_state_that_comes_back_continues_its_path() -> None:
    drawn = strokes(days(State.MAJOR_OUTAGE, State.OPERATIONAL, State.MAJOR_OUTAGE))
    assert Stroke("major", "M0 18h1.5M6 18h1.5") in drawn


def test_maintenance_hangs_below_what_the_day_was_otherwise() -> None:
    outage, calm = State.PARTIAL_OUTAGE, State.UNDER_MAINTENANCE
    drawn = strokes([Day(FIRST, outage, is_maintained=True), Day(FIRST, calm, is_maintained=True)])
    assert drawn == (
        Stroke("operational", "M3 28h1.5"),
        Stroke("maintenance", "M0 41h3M3 41h3"),
        Stroke("partial", "M0 21h1.5"),
    )


def test_days_of_maintenance_in_a_row_join() -> None:
    drawn = strokes([Day(FIRST, State.UNDER_MAINTENANCE, is_maintained=True)] * 2)
    assert Stroke("maintenance", "M0 41h6") in drawn


def test_the_mark_of_today_ends_at_the_edge() -> None:
    (drawn,) = strokes(days(*[State.OPERATIONAL] * DAYS))
    assert drawn.path == "M0 28h268.5"


def test_unknown_days_are_no_operational_ones() -> None:
    assert [each.shape for each in strokes(days(None, None))] == ["unknown"]


def test_a_line_of_time_shows_the_share_of_each_state() -> None:
    start, end = at("2026-11-20 14:00"), at("2026-11-20 15:00")
    spans = [StateSpan(State.MAJOR_OUTAGE, Span(at("2026-11-20 14:15")))]
    assert segments(spans, start, end) == (BarSegment("major", "25.00%", "100.00%"),)


# --- sentences ---------------------------------------------------------------------------------


def test_what_the_noc_wrote_is_escaped_in_a_sentence_of_ours() -> None:
    made = context(content())
    texts = filled("{a} & {b}", a=inline(made, text("<b>")), b="<i>")
    assert texts == "<bdi>&lt;b&gt;</bdi> &amp; &lt;i&gt;"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("a", "a"),
        ("a b", "a and b"),
        ("a b c d", "a, b, c and d"),
        ("a b c d e", "a, b, c and 2 more"),
    ],
)
def test_many_names_are_counted(names: str, expected: str) -> None:
    made = context(content())
    assert listed(made, (filled(name) for name in names.split())) == expected


# --- the figures of an incident ----------------------------------------------------------------


def key_figure_texts(due: str | None, now: str) -> list[tuple[str, str, str]]:
    opened = update("2026-11-20 02:31", "identified", due=due)
    made = context(content(incident("outage", "pbx: major_outage", opened)), now)
    shown = key_figures(made, made.world.incidents[0])
    return [
        (fact.label, str(fact.value.striptags()), escape(fact.note).striptags()) for fact in shown
    ]


def test_the_first_figure_is_when_the_next_word_comes() -> None:
    assert key_figure_texts("2026-11-20 02:45", "2026-11-20 02:37")[0] == (
        "Next update",
        "03:45",
        "in 8 min",
    )


def test_a_missed_promise_is_shown_plainly() -> None:
    assert key_figure_texts("2026-11-20 02:45", "2026-11-20 02:57")[0] == (
        "Next update",
        "was due 03:45",
        "overdue by 12 min",
    )


def test_without_a_promise_the_first_figure_is_the_last_word() -> None:
    assert key_figure_texts(None, "2026-11-20 02:37")[0] == (
        "Last update",
        "03:31",
        "6 min ago",
    )


def figures_of(entry: Incident, now: str = "2026-11-20 12:00") -> list[tuple[str, str, str]]:
    made = context(content(entry), now)
    return [
        (each.label, each.value.striptags(), escape(each.note).striptags())
        for each in key_figures(made, made.world.incidents[0])
    ]


@pytest.mark.parametrize(
    ("reported", "began", "expected"),
    [
        (None, None, ("First update", "03:31")),
        ("2026-11-20 02:20", None, ("Reported", "03:20")),
        ("2026-11-20 02:20", "2026-11-20 02:10", ("Began", "03:10")),
    ],
)
def test_the_start_is_named_after_what_is_known_of_it(
    reported: str | None, began: str | None, expected: tuple[str, str]
) -> None:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 02:31", "identified"))
    known = replace(
        opened, reported=at(reported) if reported else None, began=at(began) if began else None
    )
    assert figures_of(known)[1][:2] == expected


def test_emergency_calls_are_a_figure_of_an_open_incident_that_names_them() -> None:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 02:31", "identified"))
    assert len(figures_of(opened)) == 2
    affected = replace(opened, emergency_calls=EmergencyCalls.AFFECTED)
    assert figures_of(affected)[2] == ("Emergency calls", "May fail", "Use a mobile phone")
    spared = replace(opened, emergency_calls=EmergencyCalls.NOT_AFFECTED)
    assert figures_of(spared)[2] == ("Emergency calls", "Unaffected", "")


def test_a_resolved_incident_says_how_long_it_took() -> None:
    over = incident(
        "outage",
        "pbx: major_outage",
        update("2026-11-20 02:31", "identified"),
        update("2026-11-20 03:19", "resolved"),
    )
    made = context(content(over), "2026-11-20 12:00")
    note = row(made, made.world.incidents[0]).note.striptags()
    assert note == "Resolved after 48 min, 03:31 to 04:19 CET"
    assert figures_of(over)[2] == ("Duration", "48 min", "")


def after_the_post_mortem() -> Content:
    return content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-11-20 02:31", "identified"),
            update("2026-11-20 03:19", "resolved"),
            update("2026-11-23 10:00", "postmortem"),
        )
    )


def test_a_post_mortem_leaves_the_resolution_at_the_head() -> None:
    made = context(after_the_post_mortem())
    lead = incident_lead(made, made.world.incidents[0])
    assert lead.kicker.sign.label == "Resolved"
    assert lead.latest is not None
    assert lead.latest.status == "Resolved"
    assert lead.more == LinkView("Post-mortem", "#update-20261123T100000Z")


def test_an_end_on_another_day_has_its_date() -> None:
    made = context(content(maintenance()), "2026-12-10 12:00")
    note = row(made, made.world.maintenances[0]).note.striptags()
    assert note == "Completed, 23:00 to 2 Dec, 03:00 CET"


# --- maintenance -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "shape", "label", "about"),
    [
        ("2026-12-01 21:00", "maintenance", "Maintenance", "Scheduled, in 60 min"),
        ("2026-12-01 22:00", "maintenance", "Maintenance", "In progress, 4 h left"),
        ("2026-12-02 01:00", "maintenance", "Maintenance", "In progress, 60 min left"),
        ("2026-12-02 02:00", "operational", "Completed", "Maintenance"),
        ("2026-12-09 02:00", "operational", "Completed", "Maintenance"),
    ],
)
def test_a_maintenance_shows_its_status(now: str, shape: str, label: str, about: str) -> None:
    made = context(content(maintenance()), now)
    texts = kicker(made, made.world.maintenances[0])
    assert (texts.sign.shape, texts.sign.label, texts.about.striptags()) == (shape, label, about)


def test_a_maintenance_past_its_end_waits_for_confirmation() -> None:
    made = context(content(maintenance(completion="confirmed")), "2026-12-02 03:00")
    texts = kicker(made, made.world.maintenances[0]).about.striptags()
    assert texts == "In progress, was due to end at 03:00 CET; awaiting confirmation"


def test_a_cancelled_maintenance_has_no_shape() -> None:
    called_off = maintenance(word("2026-11-30 10:00", "cancelled"))
    made = context(content(called_off), "2026-12-02 03:00")
    assert kicker(made, made.world.maintenances[0]).sign.shape is None


def test_a_window_has_its_days_its_length_and_its_zone() -> None:
    made = context(content())
    shown = window(made, at("2026-12-01 22:00"), at("2026-12-02 02:00"))
    assert shown.times.striptags() == "23:00 to 03:00"
    assert shown.days.striptags() == "Tuesday 1 December 2026, 4 h, Rome time"


@pytest.mark.parametrize(
    ("now", "label", "said"),
    [
        ("2026-12-01 21:00", None, "An upgrade."),
        ("2026-12-01 22:30", None, "An upgrade."),
        ("2026-12-01 23:10", "Update", "in_progress."),
        ("2026-12-02 02:00", "Completed", "The work has ended as planned."),
    ],
)
def test_a_maintenance_leads_with_its_newest_word(now: str, label: str | None, said: str) -> None:
    source = maintenance(word("2026-12-01 23:00", "in_progress"))
    made = context(content(source), now)
    lead = maintenance_lead(made, made.world.maintenances[0])
    shown = lead.latest.text if lead.latest else lead.text
    assert (lead.latest and lead.latest.status, shown and shown.html.striptags()) == (label, said)


def test_a_window_of_several_days_has_its_first_and_its_last() -> None:
    shown = window(context(content()), at("2026-12-01 22:00"), at("2026-12-03 02:00"))
    assert shown.days.striptags() == "Tue 1 Dec to Thu 3 Dec 2026, 28 h, Rome time"


def test_on_the_page_of_a_component_what_is_open_stands_before_what_is_coming() -> None:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 10:00", "identified"))
    made = context(content(maintenance(), opened), "2026-11-28 12:00")
    view = component_page(made, index(made.world), made.world.components[0]).view
    assert isinstance(view, ComponentView)
    assert [each.title.text for each in view.now] == ["outage", "upgrade"]


def test_what_is_coming_is_one_line_with_its_length_and_components() -> None:
    made = context(content(maintenance()), "2026-11-28 12:00")
    (card,) = cards(made, made.world.upcoming)
    assert card.line.striptags() == "Tue 1 Dec, 23:00 to 03:00 · 4 h · PBX"


def test_what_is_running_has_its_window_and_its_newest_word() -> None:
    source = content(maintenance(word("2026-12-01 23:00", "in_progress")))
    made = context(source, "2026-12-02 01:00")
    (card,) = cards(made, made.world.running)
    assert card.line.striptags() == "1 Dec, 23:00 to 03:00 CET · 60 min left"
    assert card.text is not None
    assert card.text.html.striptags() == "in_progress."


def test_the_page_of_a_coming_maintenance_has_its_text_once() -> None:
    made = context(content(maintenance()), "2026-11-28 12:00")
    page = maintenance_page(made, made.world.maintenances[0])
    assert isinstance(page.view, MaintenanceView)
    (announced,) = page.view.updates[0].updates
    assert (announced.text, announced.sentence != "") == (None, True)


# --- days --------------------------------------------------------------------------------------


def day_texts(source: Content, now: str) -> dict[str, list[str]]:
    made = context(source, now)
    return {
        str(day.label.striptags()): [each.title.text for each in day.rows] or [day.quiet]
        for day in recent(made, index(made.world))
    }


def ended(name: str, start: str, end: str) -> Content:
    updates = (update(start, "identified"), update(end, "resolved"))
    return content(incident(name, "pbx: major_outage", *updates))


def test_a_day_without_entries_has_nothing_to_report() -> None:
    texts = day_texts(ended("outage", "2026-11-15 10:00", "2026-11-15 11:00"), "2026-11-20 12:00")
    assert texts["Today"] == ["Nothing to report"]
    assert texts["Sun 15 Nov"] == ["outage"]


def test_a_day_before_the_first_entry_has_no_data() -> None:
    texts = day_texts(ended("outage", "2026-11-15 10:00", "2026-11-15 11:00"), "2026-11-20 12:00")
    assert list(texts.items())[-1] == ("Sat 14 Nov and earlier", ["No data"])


def test_a_day_in_the_middle_of_an_incident_is_not_quiet() -> None:
    texts = day_texts(ended("outage", "2026-11-15 10:00", "2026-11-17 11:00"), "2026-11-20 12:00")
    assert texts["Mon 16 Nov"] == ["Nothing new, 1 ongoing"]
    assert texts["Tue 17 Nov"] == ["Nothing new, 1 ended"]


def test_days_in_a_row_that_are_quiet_in_the_same_way_are_one_line() -> None:
    texts = day_texts(ended("outage", "2026-11-15 10:00", "2026-11-15 11:00"), "2026-11-20 12:00")
    assert list(texts) == ["Today", "16\u201319 Nov", "Sun 15 Nov", "Sat 14 Nov and earlier"]


def test_today_is_left_out_while_what_began_today_goes_on() -> None:
    opened = content(incident("outage", "", update("2026-11-20 10:00", "identified")))
    assert "Today" not in day_texts(opened, "2026-11-20 12:00")


def test_what_was_over_today_is_shown_although_something_else_goes_on() -> None:
    both = content(
        incident("outage", "", update("2026-11-20 10:00", "identified")),
        incident("slow", "", update("2026-11-20 08:00", "resolved")),
    )
    assert day_texts(both, "2026-11-20 12:00")["Today"] == ["slow"]


def test_a_maintenance_called_off_is_listed_on_the_day_of_the_cancellation() -> None:
    called_off = maintenance(word("2026-11-30 10:00", "cancelled"))
    texts = day_texts(content(called_off), "2026-12-02 12:00")
    assert texts["Mon 30 Nov"] == ["upgrade"]


# --- components --------------------------------------------------------------------------------


def named(source: Content, now: str) -> list[str]:
    rows = groups(context(source, now))[0].rows
    return [each.now.sign.label for each in rows if each.now.is_named]


def test_an_operational_component_needs_no_words() -> None:
    assert named(content(), "2026-11-20 12:00") == []


def test_an_outage_during_maintenance_shows_as_outage() -> None:
    opened = update("2026-12-01 23:00", "investigating")
    source = content(maintenance(), incident("outage", "pbx: major_outage", opened))
    assert named(source, "2026-12-01 23:30") == ["Major outage"]


def test_the_bars_count_their_days_in_words() -> None:
    source = ended("outage", "2026-11-15 10:00", "2026-11-15 11:00")
    label = groups(context(source, "2026-11-20 12:00"))[0].rows[0].past.bars.label
    assert label == f"Operational 5 days, Major outage 1 day, Unknown {DAYS - 6} days"


def test_the_words_on_uptime_are_how_it_is_reckoned() -> None:
    weights = [float(state.downtime) for state in State]
    assert weights == [0, 0, 0.1, 0.5, 1], "templates/site/uptime.html has this in words"


# --- headlines ---------------------------------------------------------------------------------


def headline(source: Content, now: str = "2026-11-20 15:00") -> str:
    made = context(source, now)
    view = home_page(made, index(made.world)).view
    return str(view.lead.title.text)  # type: ignore[attr-defined]


def test_a_quiet_day_has_a_plain_sentence() -> None:
    assert headline(content()) == "All services operational"


def test_maintenance_alone_leads_the_home_page() -> None:
    assert headline(content(maintenance()), "2026-12-01 22:30") == "upgrade"


def test_an_older_open_incident_leads_over_a_newer_resolved_one() -> None:
    opened = incident("older", "pbx: partial_outage", update("2026-11-19 10:00", "identified"))
    closed = incident(
        "newer",
        "pbx: major_outage",
        update("2026-11-20 10:00", "identified"),
        update("2026-11-20 11:00", "resolved"),
    )
    assert headline(content(opened, closed)) == "older"


@pytest.mark.parametrize(
    ("count", "listed_there", "older"), [(50, 50, None), (51, 50, "/history/#component=pbx")]
)
def test_the_page_of_a_component_lists_its_newest_entries(
    count: int, listed_there: int, older: str | None
) -> None:
    first, last = (
        update("2026-08-01 10:00", "investigating"),
        update("2026-08-01 11:00", "resolved"),
    )
    source = content(*(incident(f"i{n}", "pbx: major_outage", first, last) for n in range(count)))
    made = context(source)
    view = component_page(made, index(made.world), made.world.components[0]).view
    assert isinstance(view, ComponentView)
    assert sum(len(day.rows) for day in view.past) == listed_there
    assert view.older == older


def stories_of(source: Content, now: str) -> list[tuple[str, list[str], list[str]]]:
    made = context(source, now)
    texts = day_details(made, index(made.world), made.world.components[0])
    return [
        (
            str(story.label.striptags()),
            [f"{each.sign.label} {each.time}".strip() for each in story.lasted],
            [each.title.text for each in story.entries],
        )
        for story in texts
    ]


def test_the_story_of_a_day_says_what_was_how_long_and_why() -> None:
    assert stories_of(
        ended("outage", "2026-11-15 10:00", "2026-11-15 10:48"), "2026-11-20 12:00"
    ) == [("Sun 15 Nov", ["Major outage 48 min"], ["outage"])]


def test_a_day_on_which_very_much_happened_leads_to_its_month() -> None:
    hour = (update("2026-11-15 10:00", "identified"), update("2026-11-15 11:00", "resolved"))
    made = context(content(*(incident(f"i{n}", "pbx: major_outage", *hour) for n in range(5))))
    (story,) = day_details(made, index(made.world), made.world.components[0])
    assert len(story.entries) == 3
    assert story.more == LinkView("2 more", "/history/2026-11/")


@pytest.mark.parametrize(("count", "with_text"), [(5, 5), (6, 3)])
def test_of_very_much_at_once_the_first_is_shown_in_full(count: int, with_text: int) -> None:
    opened = update("2026-11-20 10:00", "identified")
    made = context(content(*(incident(f"i{n}", "", opened) for n in range(count))))
    texts = cards(made, made.world.open_incidents)
    assert sum(each.text is not None for each in texts) == with_text


def opened_groups(count: int, now: str) -> list[bool]:
    source = content(maintenance(), names=" ".join(f"c{n}" for n in range(count)) + " pbx")
    return [each.is_open for each in groups(context(source, now))]


def test_a_group_is_open_on_a_small_site_or_where_something_is_wrong() -> None:
    assert opened_groups(15, "2026-11-20 12:00") == [True]
    assert opened_groups(16, "2026-11-20 12:00") == [False]
    assert opened_groups(16, "2026-12-01 23:00") == [True]


def test_a_group_says_its_worst_state_and_how_many_it_has() -> None:
    (texts,) = groups(context(content(maintenance()), "2026-12-01 23:00"))
    assert (texts.now.sign.label, texts.now.count) == ("Maintenance", "2 components")


# --- what many pages share ---------------------------------------------------------------------


def test_a_memoized_result_is_made_once_for_all_worlds_and_in_each_language() -> None:
    first = context(content())
    texts = [first, first.lasting, first.later(first.world), first.in_language("it")]
    assert [each.memoize(_language) for each in texts] == ["en", "en", "en", "it"]
    assert len(first.memo) == 2


def _language(texts: SiteContext) -> str:
    return texts.language


def test_frames_of_one_edition_are_the_same_whatever_its_clock_shows() -> None:
    """So that templates make once what stands around its pages."""
    opened = update("2026-11-20 14:15", "investigating")
    made = context(content(incident("outage", "pbx: major_outage", opened)), "2026-11-20 15:00")
    later = replace(made, world=derive(made.world.content, at("2026-11-21 15:00")))
    one, other = frame(made), frame(later)
    assert one.live_data != other.live_data
    assert len({one, other, frame(context(content(), base_url="https://b.example/"))}) == 2


@pytest.mark.parametrize(("address", "way"), [("history/", "/history/"), ("incidents/a/", "")])
def test_the_navigation_marks_the_current_page(address: str, way: str) -> None:
    assert frame(context(content())).current_link(address) == way
