"""The updates of an entry by day."""

from statusgen.domain.news import news_of
from statusgen.render.views.updates import updates
from tests.contexts import context
from tests.samples import content, incident, update


def days(now: str, *, lasting: bool = False) -> list[tuple[str, str, list[str]]]:
    """Return each day of an incident with the word beside it and the times of its updates."""
    opened = incident(
        "outage",
        "pbx: major_outage",
        update("2026-11-19 22:30", "investigating"),
        update("2026-11-20 02:40", "identified"),
        update("2026-11-20 22:50", "monitoring"),
    )
    made = context(content(opened), now)
    news = news_of(made.world.incidents[0], ())
    shown = updates(made.lasting if lasting else made, news)
    return [
        (
            each.label.striptags(),
            each.today,
            [update.time.striptags() for update in each.updates],
        )
        for each in shown
    ]


def test_updates_stand_under_their_days_with_the_time_alone() -> None:
    assert days("2026-11-20 22:55") == [
        ("Friday 20 November", "today", ["23:50", "03:40"]),
        ("Thursday 19 November", "", ["23:30"]),
    ]


def test_a_day_of_another_year_has_its_year() -> None:
    assert days("2027-01-02 12:00")[0][:2] == ("Friday 20 November 2026", "")


def test_a_page_that_lasts_names_the_year_and_no_today() -> None:
    assert days("2026-11-20 22:55", lasting=True)[0][:2] == ("Friday 20 November 2026", "")
