"""Updates that a target did not get before the feed of the site lost them."""

from collections.abc import Iterator
from datetime import datetime

from statusgen.model import NewsTarget
from statusgen.notify.ledger import DeliveryLedger, Line, Step
from statusgen.notify.news import PublishedNews
from statusgen.notify.outcome import DeliveryProblem
from statusgen.render.urls import HISTORY

FEED_LENGTH = 50
"""Number of updates that a feed of the site has at least, if there are as many."""


def is_due(ledger: DeliveryLedger, target: NewsTarget, key: str, date: datetime) -> bool:
    """Return whether a target has yet to get an update, or to be passed over."""
    step, begun = ledger.step(target.id, key), ledger.begun(target.id)
    return (step is None or not step.is_final) and begun is not None and date >= begun


def in_doubt(reason: str) -> str:
    """Return what a person should know of a message that is not sent again."""
    return f"It may have arrived or not, and is not sent again: {reason}. Please look."


def lost(
    news: PublishedNews, ledger: DeliveryLedger, target: NewsTarget, now: datetime
) -> Iterator[DeliveryProblem]:
    """Yield a problem for each update that was begun, and one if others may be lost too."""
    yield from _begun(news, ledger, target, now)
    yield from _never_seen(news, ledger, target)


def _begun(
    news: PublishedNews, ledger: DeliveryLedger, target: NewsTarget, now: datetime
) -> Iterator[DeliveryProblem]:
    """Give up what is no longer in the feed, each once."""
    listed = {each.key for each in news.first.items}
    for key in ledger.unfinished(target.id):
        if key in listed:
            continue
        if ledger.step(target.id, key) is Step.SENDING:
            step, reason = Step.UNKNOWN, "a run was interrupted while it was sent"
            sentence = in_doubt(reason)
        else:
            step, reason = Step.GIVEN_UP, "the feed does not have it any more"
            sentence = f"Not sent, and not tried again: {reason}. See {_history(news)}"
        ledger.add(Line(now, target.id, step, key, reason=reason))
        yield DeliveryProblem(target.id, key, sentence)


def _never_seen(
    news: PublishedNews, ledger: DeliveryLedger, target: NewsTarget
) -> Iterator[DeliveryProblem]:
    """Yield a problem if updates may have left the feed before this run, so that none got them."""
    newest = news.first.items[:FEED_LENGTH]
    is_full = len(newest) == FEED_LENGTH
    if is_full and all(is_due(ledger, target, each.key, each.date_published) for each in newest):
        sentence = (
            f"All {FEED_LENGTH} updates of the feed are new. Those before this one may be missing: "
            f"see {_history(news)}"
        )
        yield DeliveryProblem(target.id, newest[-1].key, sentence)


def _history(news: PublishedNews) -> str:
    return f"{news.first.home_page_url}{HISTORY}"
