"""`statusgen notify`: sends what the published site says to the channels of notify.yml."""

import os
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import click
from msgspec import Struct

from statusgen.cli.options import SiteCommand, path, read_by, site_options
from statusgen.console import CommandError, counted, echo, problems_error
from statusgen.content.find import NOTIFY
from statusgen.content.notify import Targets, read_targets
from statusgen.content.schema.times import duration
from statusgen.content.schema.urls import site_address
from statusgen.model import NewsTarget
from statusgen.notify.ledger import DeliveryLedger, open_ledger, read_ledger
from statusgen.notify.news import PublishedNews, PublishedUpdate, published_news
from statusgen.notify.outcome import TAKEN, Delivery, Result, SendOutcome
from statusgen.notify.run import Attempt, Run, Transport, deliver
from statusgen.notify.site import PublishedSite
from statusgen.problems import has_error

LEDGER = Path(".notify", "ledger.jsonl")
"""Where the ledger lies below the root."""


class _Options(Struct, frozen=True):
    """The options of the command; `since` is how old news may be for a new target."""

    root: Path
    now: datetime
    site: str | None
    ledger: Path | None
    first_run: bool
    since: timedelta
    dry_run: bool


@click.command("notify", cls=SiteCommand)
@site_options
@click.option(
    "--site",
    metavar="URL",
    callback=read_by(site_address),
    help="The address of the site.  [default: as in site.yml]",
)
@click.option(
    "--ledger",
    metavar="FILE",
    callback=path,
    help="The file that records what was sent.  [default: ROOT/.notify/ledger.jsonl]",
)
@click.option("--first-run", is_flag=True, help="Start a new ledger: nothing has been sent before.")
@click.option(
    "--since",
    metavar="LENGTH",
    default="2h",
    show_default=True,
    callback=read_by(duration),
    help="The maximum age of news for a new target.",
)
@click.option("--dry-run", is_flag=True, help="Show the messages and send none.")
def command(root: Path, now: datetime, **given: object) -> int:
    """Send news to people.

    Each update that the published site has goes to each target of content/notify.yml once: by mail,
    into a chat, to a program. Run it after every deploy. Failures are listed, and the exit code is
    then 1.
    """
    options = _Options(root=root, now=now, **cast("dict[str, Any]", given))
    found = read_targets(root)
    if has_error(found.problems):
        raise problems_error(found.problems, "nothing was sent")
    if not found.targets:
        echo(f"{NOTIFY} names no target, so there is nobody to send news to.")
        return 0
    news = published_news(PublishedSite(_address(options, found)))
    with _ledger(options) as ledger:
        return _send(options, news, found.targets, ledger)


def _address(options: _Options, found: Targets) -> str:
    address = options.site or found.site_url
    if not address:
        message = (
            "content/site.yml cannot be read, or has no valid url: say with --site where the site "
            "is. Nothing was sent."
        )
        raise CommandError(message)
    return address


def _ledger(options: _Options) -> DeliveryLedger:
    file = options.ledger or options.root / LEDGER
    if options.dry_run:
        return read_ledger(file)
    return open_ledger(file, is_new=options.first_run)


def _send(
    options: _Options, news: PublishedNews, targets: Sequence[NewsTarget], ledger: DeliveryLedger
) -> int:
    """Send what is new, or show it; returns the exit code."""
    transports, faults = _transports(news, targets, is_dry=options.dry_run)
    sent: list[Delivery] = []
    run = Run(
        news=news,
        targets=targets,
        transports=transports,
        ledger=ledger,
        now=options.now,
        since=options.now - options.since,
        attempt=_show if options.dry_run else _sender(sent),
        sleep=time.sleep,
    )
    for problem in deliver(run):
        faults.append(f"{problem.target}: {problem.update}: {problem.sentence}")
        echo(faults[-1])
    if not options.dry_run:
        click.echo(f"{counted(len(sent), 'message')} sent")
    return 1 if faults else 0


def _sender(sent: list[Delivery]) -> Attempt:
    def attempt(_target: NewsTarget, _update: PublishedUpdate, delivery: Delivery) -> SendOutcome:
        outcome = delivery.send()
        if outcome.result is Result.TAKEN:
            sent.append(delivery)
        return outcome

    return attempt


def _show(target: NewsTarget, update: PublishedUpdate, delivery: Delivery) -> SendOutcome:
    click.echo(f"--- {target.id}: {update.key}\n{delivery.shown}\n")
    return TAKEN


def _transports(
    news: PublishedNews, targets: Sequence[NewsTarget], *, is_dry: bool
) -> tuple[dict[str, Transport], list[str]]:
    """Return the transports by the ids of their targets, and why others have none."""
    module = _module()
    transports: dict[str, Transport] = {}
    faults = []
    for target in targets:
        address = os.environ.get(target.address_from, "")
        transport = module.open_transport(address, news) if address.strip() else None
        if transport is not None:
            transports[target.id] = transport
            continue
        why = "holds no address that can be used" if address.strip() else "is not set"
        faults.append(f"{target.id}: the variable {target.address_from} {why}.")
        echo(faults[-1])
        if is_dry:
            transports[target.id] = module.NO_TRANSPORT
    return transports, faults


def _module() -> ModuleType:
    """Return the module that loads Apprise, which no other command needs."""
    try:
        return import_module("statusgen.notify.transports")
    except ModuleNotFoundError as error:
        message = f"This command needs {error.name}: pip install -c constraints.txt apprise"
        raise CommandError(message) from error
