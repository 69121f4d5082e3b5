"""One run: each update that is new goes to each target, in order, and the ledger knows of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from statusgen.console import CommandError
from statusgen.model import NewsTarget
from statusgen.notify.ledger import DeliveryLedger, Line, Step
from statusgen.notify.lost import in_doubt, is_due, lost
from statusgen.notify.news import PublishedNews, PublishedUpdate, is_for, updates
from statusgen.notify.outcome import Delivery, DeliveryProblem, Result, SendOutcome

PAUSES = (2.0, 10.0)
"""Pauses between the attempts of one run, in seconds: there is one attempt more."""
MAX_PAUSE = 30.0
"""Maximum pause that a channel may ask for, in seconds."""
MAX_RETRIED = timedelta(hours=24)
"""For how long an update that a channel does not take is tried again, in run after run."""


class Transport(Protocol):
    """The way to the readers of a target."""

    def delivery(
        self, news: PublishedNews, target: NewsTarget, update: PublishedUpdate, now: datetime
    ) -> Delivery:
        """Return an update as it is sent; raises CommandError if the site cannot be read."""


Attempt = Callable[[NewsTarget, PublishedUpdate, Delivery], SendOutcome]


class Run(Struct, frozen=True):
    """The state of a run; `attempt` sends a delivery, or shows it.

    `transports` are by the ids of targets. A new target gets the news from `since` on.
    """

    news: PublishedNews
    targets: Sequence[NewsTarget]
    transports: Mapping[str, Transport]
    ledger: DeliveryLedger
    now: datetime
    since: datetime
    attempt: Attempt
    sleep: Callable[[float], object]


def deliver(run: Run) -> Iterator[DeliveryProblem]:
    """Send what is new to every target, and yield what did not go well."""
    _begin(run)
    wanted = tuple(updates(run.news, lambda key, date: any(_wanting(run, key, date))))
    for target in run.targets:
        yield from lost(run.news, run.ledger, target, run.now)
        if target.id in run.transports:
            yield from _in_order(run, target, wanted)


def _begin(run: Run) -> None:
    for target in run.targets:
        if run.ledger.begun(target.id) is None:
            run.ledger.add(Line(run.now, target.id, Step.BEGUN, date=run.since))


def _wanting(run: Run, key: str, date: datetime) -> Iterator[bool]:
    return (is_due(run.ledger, target, key, date) for target in run.targets)


def _in_order(
    run: Run, target: NewsTarget, wanted: Sequence[PublishedUpdate]
) -> Iterator[DeliveryProblem]:
    """Send a target its updates; one that it may still take holds up those after it."""
    for update in wanted:
        if not is_due(run.ledger, target, update.key, update.date):
            continue
        if not is_for(target, update):
            _note(run, target, update, Step.SKIPPED)
            continue
        step, sentence = _one(run, target, update)
        if sentence:
            yield DeliveryProblem(target.id, update.key, sentence)
        if step is Step.FAILED:
            return


def _one(run: Run, target: NewsTarget, update: PublishedUpdate) -> tuple[Step, str]:
    """Send one update; returns how far it came, and what a person should know."""
    try:
        delivery = run.transports[target.id].delivery(run.news, target, update, run.now)
    except CommandError as error:
        return _unmade(run, target, update, str(error).removesuffix("."))
    if run.ledger.step(target.id, update.key) is Step.SENDING and not delivery.is_repeatable:
        _note(run, target, update, Step.UNKNOWN, "a run was interrupted")
        return Step.UNKNOWN, in_doubt("a run was interrupted while it was sent")
    outcome = _attempted(run, target, update, delivery)
    step = _STEPS[outcome.result]
    if step is Step.FAILED and _is_too_late(run, target, update):
        _note(run, target, update, Step.GIVEN_UP, outcome.reason)
        step = Step.GIVEN_UP
    return step, _sentence(step, outcome.reason)


def _unmade(run: Run, target: NewsTarget, update: PublishedUpdate, reason: str) -> tuple[Step, str]:
    """Return that an update cannot be sent, as the site lacks a part of it: for a day, if new."""
    step = Step.FAILED
    if run.now - update.date >= MAX_RETRIED:
        step = Step.GIVEN_UP
        _note(run, target, update, step, reason)
    return step, _sentence(step, reason)


def _sentence(step: Step, reason: str) -> str:
    """Return what a person should know of an update that came so far, nothing if all is well."""
    match step:
        case Step.SENT:
            return f"Sent, but {reason}." if reason else ""
        case Step.UNKNOWN:
            return in_doubt(reason)
        case Step.GIVEN_UP:
            return f"Not sent, and not tried again: {reason}."
        case _:
            return f"Not sent: {reason}. It is tried again in the next run."


def _is_too_late(run: Run, target: NewsTarget, update: PublishedUpdate) -> bool:
    first = run.ledger.first_try(target.id, update.key)
    return first is not None and run.now - first >= MAX_RETRIED


_STEPS = {
    Result.TAKEN: Step.SENT,
    Result.NOT_TAKEN: Step.FAILED,
    Result.REFUSED: Step.GIVEN_UP,
    Result.UNKNOWN: Step.UNKNOWN,
}


def _attempted(
    run: Run, target: NewsTarget, update: PublishedUpdate, delivery: Delivery
) -> SendOutcome:
    """Return the outcome of the last attempt, each of which the ledger has before and after."""
    outcome = _attempt(run, target, update, delivery)
    for pause in PAUSES:
        if outcome.result is not Result.NOT_TAKEN:
            break
        run.sleep(min(max(pause, outcome.wait), MAX_PAUSE))
        outcome = _attempt(run, target, update, delivery)
    return outcome


def _attempt(
    run: Run, target: NewsTarget, update: PublishedUpdate, delivery: Delivery
) -> SendOutcome:
    _note(run, target, update, Step.SENDING)
    outcome = run.attempt(target, update, delivery)
    _note(run, target, update, _STEPS[outcome.result], outcome.reason)
    return outcome


def _note(
    run: Run, target: NewsTarget, update: PublishedUpdate, step: Step, reason: str = ""
) -> None:
    run.ledger.add(Line(run.now, target.id, step, update.key, reason=reason))
