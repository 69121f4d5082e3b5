"""One run: order, attempts, and what the ledger and a person hear of what does not go well."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from statusgen.console import CommandError
from statusgen.model import Content, NewsTarget
from statusgen.notify.ledger import DeliveryLedger, Line, Step
from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.notify.outcome import TAKEN, Delivery, DeliveryProblem, Result, SendOutcome
from statusgen.notify.run import MAX_RETRIED, PAUSES, Run, deliver
from tests.notify.published import news
from tests.samples import at, content, incident, maintenance, update

FIRST = update("2026-11-24 11:00", "investigating")
SOLVED = update("2026-11-24 11:30", "resolved")
OUTAGE = incident("outage", "pbx: major_outage", FIRST, SOLVED)
SITE = content(OUTAGE)
NOW = at("2026-11-24 12:00")
A, B = NewsTarget("a", "A"), NewsTarget("b", "B")
BUSY = SendOutcome(Result.NOT_TAKEN, "it answers 503")
SILENT = SendOutcome(Result.UNKNOWN, "it has not answered")
WRONG = SendOutcome(Result.REFUSED, "it answers 400")


class Recorder:
    """A channel that answers as it is told, and then takes everything."""

    def __init__(self, *answers: SendOutcome, is_repeatable: bool = False) -> None:
        self.answers = list(answers)
        self.is_repeatable = is_repeatable
        self.asked: list[str] = []
        self.taken: list[str] = []

    def delivery(
        self, _news: PublishedNews, _target: NewsTarget, update: PublishedUpdate, _now: datetime
    ) -> Delivery:
        return Delivery(update.key, lambda: self.answer(update.status), self.is_repeatable)

    def answer(self, status: str) -> SendOutcome:
        self.asked.append(status)
        outcome = self.answers.pop(0) if self.answers else TAKEN
        if outcome.result is Result.TAKEN:
            self.taken.append(status)
        return outcome


class Runs:
    """Runs one after another, with one ledger."""

    def __init__(self, *targets: NewsTarget, **channels: Recorder) -> None:
        self.targets = targets
        self.channels = channels
        self.ledger = DeliveryLedger()
        self.pauses: list[float] = []

    def run(self, source: Content = SITE, now: datetime = NOW) -> list[DeliveryProblem]:
        run = Run(
            news=news(source, f"{now:%Y-%m-%d %H:%M}"),
            targets=self.targets,
            transports=self.channels,
            ledger=self.ledger,
            now=now,
            since=now - timedelta(hours=2),
            attempt=lambda _target, _update, delivery: delivery.send(),
            sleep=self.pauses.append,
        )
        return list(deliver(run))


def test_each_update_is_sent_once_in_order() -> None:
    runs = Runs(A, a=Recorder())
    assert [runs.run(), runs.run()] == [[], []]
    assert runs.channels["a"].asked == ["investigating", "resolved"]


def test_a_first_run_sends_nothing_that_is_too_old() -> None:
    runs = Runs(A, a=Recorder())
    runs.run(content(OUTAGE, maintenance(announced="2026-11-24 09:59")))
    assert runs.channels["a"].asked == ["investigating", "resolved"]


def test_what_is_dated_back_past_the_first_run_is_not_sent_later() -> None:
    runs = Runs(A, a=Recorder())
    runs.run(content())
    runs.run(content(OUTAGE, maintenance(announced="2026-11-01 10:00")))
    assert runs.channels["a"].asked == ["investigating", "resolved"]


def test_a_new_target_starts_with_the_newest() -> None:
    runs = Runs(A, a=Recorder(), b=Recorder())
    runs.run()
    runs.targets = (A, B)
    runs.run(now=at("2026-11-24 13:15"))
    assert runs.channels["b"].asked == ["resolved"]


def test_a_corrected_text_is_not_sent_again() -> None:
    runs = Runs(A, a=Recorder())
    runs.run()
    runs.run(content(replace(OUTAGE, updates=(replace(FIRST, text=SOLVED.text), SOLVED))))
    assert len(runs.channels["a"].asked) == 2


def test_what_a_target_did_not_want_is_not_sent_when_it_wants_more() -> None:
    runs = Runs(replace(A, statuses=("resolved",)), a=Recorder())
    runs.run()
    runs.targets = (A,)
    runs.run()
    assert runs.channels["a"].asked == ["resolved"]


# --- what does not go well ---------------------------------------------------------------------


def test_a_busy_channel_is_asked_three_times() -> None:
    runs = Runs(A, a=Recorder(BUSY, BUSY))
    assert runs.run() == []
    assert runs.channels["a"].asked == ["investigating"] * 3 + ["resolved"]
    assert runs.pauses == [*PAUSES]


@pytest.mark.parametrize(("asked", "pause"), [(5, 5), (3600, 30)])
def test_a_channel_may_ask_for_a_pause_up_to_a_bound(asked: float, pause: float) -> None:
    runs = Runs(A, a=Recorder(replace(BUSY, wait=asked)))
    runs.run()
    assert runs.pauses == [pause]


def test_an_update_that_is_not_taken_holds_up_those_after_it_and_no_other_target() -> None:
    runs = Runs(A, B, a=Recorder(*[BUSY] * 3), b=Recorder())
    (problem,) = runs.run()
    assert (problem.target, problem.update) == ("a", "outage/20261124T110000Z")
    assert problem.sentence == "Not sent: it answers 503. It is tried again in the next run."
    assert runs.channels["a"].taken == []
    assert runs.channels["b"].taken == ["investigating", "resolved"]


def test_the_next_run_sends_it_and_those_after_it() -> None:
    runs = Runs(A, a=Recorder(*[BUSY] * 3))
    runs.run()
    assert runs.run() == []
    assert runs.channels["a"].taken == ["investigating", "resolved"]


def test_after_a_day_it_is_given_up_and_the_next_one_has_its_turn() -> None:
    runs = Runs(A, a=Recorder(*[BUSY] * 6))
    runs.run()
    (problem,) = runs.run(now=NOW + MAX_RETRIED)
    assert problem.sentence == "Not sent, and not tried again: it answers 503."
    assert runs.channels["a"].taken == ["resolved"]
    assert runs.ledger.step("a", "outage/20261124T110000Z") is Step.GIVEN_UP


def test_a_message_that_is_refused_holds_up_nothing() -> None:
    runs = Runs(A, a=Recorder(WRONG))
    (problem,) = runs.run()
    assert problem.sentence == "Not sent, and not tried again: it answers 400."
    assert runs.channels["a"].asked == ["investigating", "resolved"]


def test_what_may_have_arrived_is_not_sent_again_but_named_once() -> None:
    runs = Runs(A, a=Recorder(SILENT))
    (problem,) = runs.run()
    assert problem.sentence.startswith("It may have arrived or not, and is not sent again")
    assert runs.run() == []
    assert runs.channels["a"].asked == ["investigating", "resolved"]


def test_a_warning_of_a_channel_is_passed_on() -> None:
    runs = Runs(A, a=Recorder(SendOutcome(Result.TAKEN, "one recipient is refused")))
    assert [each.sentence for each in runs.run()] == ["Sent, but one recipient is refused."]


class Killed(BaseException):
    """The run is killed."""


@pytest.mark.parametrize(("is_repeatable", "asked"), [(True, 2), (False, 1)])
def test_after_a_kill_in_flight_only_what_can_be_repeated_is(
    is_repeatable: bool,  # noqa: FBT001 - pytest gives it by name
    asked: int,
) -> None:
    class Deadly(Recorder):
        def answer(self, status: str) -> SendOutcome:
            super().answer(status)
            if len(self.asked) == 1:
                raise Killed
            return TAKEN

    runs = Runs(A, a=Deadly(is_repeatable=is_repeatable))
    with pytest.raises(Killed):
        runs.run()
    problems = runs.run()
    assert runs.channels["a"].asked.count("investigating") == asked
    assert len(problems) == 2 - asked
    assert runs.channels["a"].asked[-1] == "resolved"


class Unmade(Recorder):
    """A channel for which the site lacks a part of every incident that is investigated."""

    def delivery(
        self, news: PublishedNews, target: NewsTarget, update: PublishedUpdate, now: datetime
    ) -> Delivery:
        if update.status == "investigating":
            message = "the site could not be read."
            raise CommandError(message)
        return super().delivery(news, target, update, now)


def test_what_the_site_cannot_give_is_said_and_nothing_is_noted() -> None:
    runs = Runs(A, a=Unmade())
    (problem,) = runs.run()
    assert problem.sentence == (
        "Not sent: the site could not be read. It is tried again in the next run."
    )
    assert runs.ledger.step("a", problem.update) is None
    assert runs.channels["a"].taken == []


def test_what_the_site_cannot_give_for_a_day_holds_up_nothing_more() -> None:
    runs = Runs(A, a=Unmade())
    runs.run()
    (problem,) = runs.run(now=at("2026-11-25 11:00"))
    assert problem.sentence == "Not sent, and not tried again: the site could not be read."
    assert runs.channels["a"].taken == ["resolved"]


BURST = content(
    *(
        incident(f"n{minute}", "", update(f"2026-11-24 11:{minute:02}", "investigating"))
        for minute in range(55)
    )
)
"""More news than a feed has."""


def test_more_news_than_the_feed_has_is_named_once_with_a_link() -> None:
    runs = Runs(A, a=Recorder())
    (problem,) = runs.run(BURST)
    assert problem.update == "n5/20261124T110500Z"
    assert problem.sentence == (
        "All 50 updates of the feed are new. Those before this one may be missing: "
        "see https://status.example/history/"
    )
    assert runs.run(BURST) == []


def test_an_update_that_left_the_feed_before_it_was_taken_is_named_once() -> None:
    runs = Runs(A, a=Recorder(*[BUSY] * 3))
    runs.run()
    named = {each.update: each.sentence for each in runs.run(BURST)}
    assert named.pop("outage/20261124T110000Z") == (
        "Not sent, and not tried again: the feed does not have it any more. "
        "See https://status.example/history/"
    )
    assert [*named] == ["n5/20261124T110500Z"]
    assert runs.run(BURST) == []


def test_an_update_that_left_the_feed_while_it_was_sent_is_in_doubt() -> None:
    runs = Runs(A, a=Recorder())
    runs.run(content())
    runs.ledger.add(Line(NOW, "a", Step.SENDING, "gone/x"))
    (problem,) = runs.run(content())
    assert problem.sentence.startswith("It may have arrived or not, and is not sent again")
