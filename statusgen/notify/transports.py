"""Channels: what an address of Apprise leads to, and how a message looks there."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyBase, PersistentStoreMode

from statusgen.model import NewsTarget
from statusgen.notify import chat, mail, smtp, webhook
from statusgen.notify.calendars import event, notification
from statusgen.notify.message import message
from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.notify.outcome import TAKEN, Delivery

MAIL, WEBHOOK = frozenset({"mailto", "mailtos"}), frozenset({"json", "jsons"})
"""Schemes of addresses that Apprise reads and we send to."""


class AppriseTransport:
    """The channel at an address; `open_transport` makes one."""

    def __init__(self, scheme: str, service: NotifyBase) -> None:
        self._scheme = scheme
        self._service: Any = service

    def delivery(
        self, news: PublishedNews, target: NewsTarget, update: PublishedUpdate, now: datetime
    ) -> Delivery:
        """Return an update as it is sent; raises CommandError if the site cannot be read."""
        if self._scheme in WEBHOOK:
            body = webhook.body(news, update)
            send = partial(webhook.send, self._service, body)
            return Delivery(json.dumps(json.loads(body), ensure_ascii=False, indent=2), send)
        made = message(news, target, update)
        if self._scheme in MAIL:
            letter = mail.mail(made, _calendars(news, target, update), now)
            return _by_mail(smtp.server(self._service, news.name), letter)
        note = chat.note(self._service, made)
        send = partial(chat.send, self._service, note)
        return Delivery(f"{note.title}\n\n{note.text}", send)


def _by_mail(server: smtp.Server, letter: EmailMessage) -> Delivery:
    shown = "\n".join(_shown(letter))
    return Delivery(shown, partial(smtp.send, server, letter), is_repeatable=True)


def open_transport(address: str, news: PublishedNews) -> AppriseTransport | None:
    """Return the channel at an address, or None if Apprise does not know such an address.

    Nothing of it is logged or kept on disk.
    """
    logging.getLogger("apprise").disabled = True
    name = news.name if news.name.isascii() else "Status"
    asset = AppriseAsset(
        app_id=name,
        app_desc=name,
        app_url=news.first.home_page_url,
        image_url_mask=news.first.icon,
        image_url_logo=news.first.icon,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    service: Any = Apprise.instantiate(address.strip(), asset=asset)
    scheme = address.strip().partition(":")[0].lower()
    if service is None or (scheme in MAIL and not smtp.is_whole(service)):
        return None
    return AppriseTransport(scheme, service)


class _NoTransport:
    """Stands for a channel whose address is not known, to show what would be sent."""

    def delivery(
        self, news: PublishedNews, target: NewsTarget, update: PublishedUpdate, _now: datetime
    ) -> Delivery:
        made = message(news, target, update)
        return Delivery(f"{made.title}\n\n{made.plain}", lambda: TAKEN)


NO_TRANSPORT = _NoTransport()


def _calendars(news: PublishedNews, target: NewsTarget, update: PublishedUpdate) -> mail.Calendars:
    if not update.is_maintenance:
        return mail.Calendars()
    noted = notification(news.site, update) if target.maintenance_notification else None
    return mail.Calendars(event(news, update, target.language), noted)


def _shown(letter: EmailMessage) -> Iterator[str]:
    """Yield the headers of a mail, its plain text, and the names of its other parts."""
    yield from (f"{name}: {value}" for name, value in letter.items() if "-Type" not in name)
    plain = letter.get_body(("plain",))
    yield "" if plain is None else f"\n{plain.get_content()}"
    yield from (f"[{part.get_filename()}]" for part in letter.iter_attachments())
