"""The message about an update: the words of the published feed, as HTML and as plain text."""

import re
from hashlib import sha256
from html import escape, unescape

from msgspec import Struct

from statusgen.model import NewsTarget
from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.text.html_text import plain_text


class Message(Struct, frozen=True):
    """The message of an update for a target; `html` is its text without the title.

    `text` is the same as plain text, without the link to `address` that `link` is the label of.
    """

    target: str
    update: PublishedUpdate
    host: str
    language: str
    title: str
    html: str
    text: str
    link: str
    address: str

    @property
    def plain(self) -> str:
        """The whole message as plain text, without the title."""
        return f"{self.text}\n\n{self.link}\n{self.address}"

    def id(self, *of: str) -> str:
        """Return an id for mail (RFC 5322, 3.6.4) that is the same in every run."""
        digest = sha256("\0".join((self.target, *of)).encode()).hexdigest()
        return f"<{digest[:32]}@{self.host}>"


def message(news: PublishedNews, target: NewsTarget, update: PublishedUpdate) -> Message:
    """Return the message about an update; raises CommandError if the site has it no more."""
    item, feed = news.item(update, target.language)
    html = (
        f"<p>{escape(feed.sample)}</p>\n{item.content_html}" if feed.sample else item.content_html
    )
    text, link = _without_site_link(html, item.url)
    return Message(
        target=target.id,
        update=update,
        host=news.host,
        language=feed.language,
        title=item.title,
        html=html,
        text=plain_text(_with_addresses(text)),
        link=link,
        address=item.url,
    )


_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _without_site_link(html: str, address: str) -> tuple[str, str]:
    """Return the HTML of a feed item without its last paragraph, and the label of that link."""
    start, link = f'<p><a href="{escape(address)}">', "</a></p>"
    text, found, label = html.rpartition(start)
    return (text, unescape(label.removesuffix(link))) if found else (html, "")


def _with_addresses(html: str) -> str:
    """Return HTML in which the address of each link follows its label."""

    def spelt_out(link: re.Match[str]) -> str:
        address, label = link.groups()
        is_shown = plain_text(label) in (unescape(address), unescape(address).partition(":")[2])
        return label if is_shown else f"{label} ({address})"

    return _LINK.sub(spelt_out, html)
