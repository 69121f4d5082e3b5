import pytest
from msgspec.structs import replace

from statusgen.model import Completion, Content, EventKind, Phone, State, Text
from statusgen.render.announcement import NewsItem, news_item, with_states
from statusgen.render.context import RenderContext
from statusgen.render.post import post_text
from statusgen.render.templates import Templates, Theme, ThemeError
from tests.contexts import context, words
from tests.policies import POLICY
from tests.samples import at, content, group, incident, maintenance, text, update, word

GROUP = group("all", "global_problem", "maintenance")


def outage() -> Content:
    texts = (
        update("2026-11-20 13:00", "investigating", due="2026-11-20 13:30"),
        update("2026-11-20 14:00", "identified", "wmp: operational, kite: partial_outage"),
        update("2026-11-20 15:00", "resolved"),
        update("2026-11-20 16:00", "identified", "pbx: degraded_performance"),
    )
    affects = "wmp: degraded_performance, pbx: major_outage"
    return content(incident("outage", affects, *texts), groups=(GROUP,), names="pbx wmp kite")


def all_items(source: Content, now: str = "2026-12-10 12:00") -> list[NewsItem]:
    """Return what all news say, oldest first."""
    made = context(source, now)
    return [news_item(made, news) for news in reversed(made.world.news)]


# --- what news says ----------------------------------------------------------------------------


def test_each_update_shows_what_it_leaves_broken_the_worst_first() -> None:
    first, second, third, fourth = all_items(outage())
    assert first.affected == (
        ("PBX", State.MAJOR_OUTAGE),
        ("WMP", State.DEGRADED_PERFORMANCE),
    )
    assert second.affected == (("PBX", State.MAJOR_OUTAGE), ("KITE", State.PARTIAL_OUTAGE))
    assert third.affected == ()
    assert fourth.affected == (("KITE", State.PARTIAL_OUTAGE), ("PBX", State.DEGRADED_PERFORMANCE))


def test_each_update_shows_what_works_again() -> None:
    output = [texts.recovered for texts in all_items(outage())]
    assert output == [(), ("WMP",), ("PBX", "WMP", "KITE"), ("WMP",)]


def test_an_incident_published_when_it_was_over_names_what_it_affected() -> None:
    over = incident("outage", "pbx: major_outage", update("2026-11-20 13:00", "resolved"))
    (texts,) = all_items(content(over))
    assert (texts.affected, texts.recovered) == ((), ("PBX",))


def test_later_updates_change_no_published_news() -> None:
    now = ("2026-11-20 13:00", "2026-11-20 14:00", "2026-11-20 15:30", "2026-11-20 18:00")
    whole = all_items(outage())
    assert [all_items(outage(), each) for each in now] == [whole[:n] for n in range(1, 5)]


def test_a_promise_is_that_of_its_update() -> None:
    assert [texts.due for texts in all_items(outage())] == [
        at("2026-11-20 13:30"),
        None,
        None,
        None,
    ]


def test_a_promise_may_come_from_the_policy() -> None:
    (entry,) = outage().incidents
    urgent = replace(outage(), policy=POLICY, incidents=(replace(entry, cos="urgent"),))
    assert all_items(urgent)[1].due == at("2026-11-20 14:45")


def test_each_event_shows_the_window_from_then_on() -> None:
    moved = word(
        "2026-11-25 10:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-03 23:00"
    )
    announced, rescheduled, *_ = all_items(content(maintenance(moved)))
    assert announced.window == (at("2026-12-01 22:00"), at("2026-12-02 02:00"))
    assert rescheduled.window == (at("2026-12-03 22:00"), at("2026-12-03 23:00"))


def test_a_maintenance_affects_until_it_is_over() -> None:
    source = content(maintenance(word("2026-12-02 02:30", "completed"), name="upgrade"))
    output = [
        (texts.heading, bool(texts.affected), bool(texts.recovered)) for texts in all_items(source)
    ]
    assert output == [
        ("Maintenance announced", True, False),
        ("Maintenance reminder", True, False),
        ("Maintenance started", True, False),
        ("Maintenance completed", False, True),
        ("Maintenance update", False, True),
    ]


def test_work_that_goes_on_after_its_end_affects_again() -> None:
    source = content(maintenance(word("2026-12-02 02:30", "in_progress")))
    assert all_items(source)[-1].affected == (("PBX", State.UNDER_MAINTENANCE),)


def test_a_reminder_says_again_what_will_be_done() -> None:
    assert [texts.text for texts in all_items(content(maintenance()))] == [
        "An upgrade.",
        "An upgrade.",
        "The work has begun.",
        "The work has ended as planned.",
    ]


def test_news_is_shown_in_the_language_that_is_asked_for_where_there_is_one() -> None:
    source = outage()
    (entry,) = source.incidents
    title = Text("en", {"en": "Calls fail", "it": "Le chiamate falliscono"})
    made = context(replace(source, incidents=(replace(entry, title=title),)))
    texts = news_item(made.in_language("it"), made.world.news[0])
    assert (texts.title, texts.text) == ("Le chiamate falliscono", "identified.")


def test_the_state_of_planned_work_goes_without_saying() -> None:
    affected = (("PBX", State.MAJOR_OUTAGE), ("WMP", State.UNDER_MAINTENANCE))
    assert with_states(words(), affected) == "PBX (major outage) and WMP"


# --- posts -------------------------------------------------------------------------------------


def post(made: RenderContext, index: int = 0) -> str:
    return post_text(made, made.world.news[index], "en")


def test_a_post_of_an_incident() -> None:
    assert post(context(outage()), 3) == (
        "outage\n"
        "Investigating: Fri 20 Nov, 14:00 Rome time (13:00 UTC)\n"
        "\n"
        "investigating.\n"
        "\n"
        "Known since: 14:00 (13:00 UTC)\n"
        "Affected: PBX (major outage) and WMP (degraded performance)\n"
        "Next update: 14:30 (13:30 UTC)\n"
        "\n"
        "https://status.example/incidents/outage/20261120T130000Z/\n"
    )


def test_a_post_of_a_maintenance() -> None:
    made = context(content(maintenance(name="upgrade"), groups=(GROUP,)), "2026-11-25 12:00")
    assert post(made) == (
        "upgrade\n"
        "Maintenance announced: Tue 1 Dec, 23:00 to Wed 2 Dec, 03:00 Rome time\n"
        "That is Tue 1 Dec, 22:00 to Wed 2 Dec, 02:00 UTC.\n"
        "\n"
        "An upgrade.\n"
        "\n"
        "Affected: PBX\n"
        "\n"
        "https://status.example/maintenance/upgrade/announced/\n"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EventKind.CANCELLED, "This work was for: PBX\n"),
        (EventKind.COMPLETED, "No longer affected: PBX\n"),
    ],
)
def test_work_that_is_over_says_so(kind: EventKind, words: str) -> None:
    source = content(maintenance(word("2026-12-02 01:00", kind.value)), groups=(GROUP,))
    assert words in post(context(source))


def critical() -> Content:
    (entry,) = outage().incidents
    phones = (Phone(text("Italy"), "+39 0461 171 5112"),)
    policy = replace(POLICY, phones=phones)
    return replace(outage(), policy=policy, incidents=(replace(entry, cos="critical"),))


def test_a_critical_problem_names_whom_to_call_and_keeps_reports_out_of_the_group() -> None:
    made = post(context(critical()))
    assert "Phone, 24/7: +39 0461 171 5112 (English outside support hours).\n" in made
    assert "Please do not report it here.\n" in made


def test_what_is_over_says_where_to_turn_with_a_problem() -> None:
    assert "\nProblems? Phone, 24/7: +39 0461 171 5112 (outside" in post(context(critical()), 1)


def test_a_post_below_a_site_that_confirms_by_hand_is_not_ended_by_the_clock() -> None:
    by_hand = replace(maintenance(), completion=Completion.CONFIRMED)
    made = context(content(by_hand, groups=(GROUP,)))
    assert "Maintenance started" in post(made)


def test_a_site_replaces_a_post_template_file_by_file() -> None:
    made = context(outage())
    theme = made.templates.theme
    files = {**theme.files, "posts/incident-resolved.txt": b"Over: {{ post.headline }}\n"}
    own = replace(made, templates=Templates(Theme(files, theme.origins)))
    assert post(own, 1) == "Over: outage\n"
    assert post(own, 3) == post(made, 3)


def test_a_broken_post_template_is_a_problem_at_its_line() -> None:
    made = context(outage())
    theme = made.templates.theme
    files = {**theme.files, "posts/incident-resolved.txt": b"a\n{{ post.nothing }}\n"}
    own = replace(made, templates=Templates(Theme(files, theme.origins)))
    with pytest.raises(ThemeError) as caught:
        post(own, 1)
    assert caught.value.problem.place.line == 2
