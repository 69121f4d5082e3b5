"""Convert Markdown to safe HTML and to plain text.

The output of Markdown is sanitised by nh3, a maintained allow-list sanitiser, so that no script
runs and nothing is fetched from another host.
"""

import functools
import re

import nh3

from statusgen.text.html_text import plain_text
from statusgen.text.markdown_html import raw_html

_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_SCHEME = re.compile(r"https?\Z", re.IGNORECASE)

_RELATIVE = re.compile(r'href="(?!(?:https?|mailto|tel):)')


_KEPT = 100_000
"""Number of converted texts that are kept in memory: those of a long history."""


@functools.lru_cache(maxsize=_KEPT)
def to_html(text: str, base: str) -> str:
    """Return Markdown as safe HTML, with relative links resolved against `base`.

    Raw HTML is shown as text. A heading becomes a bold paragraph, because the outline belongs to
    the page, and a picture a link, because nothing is fetched from another host.
    """
    html = _safe(text)
    return _clean(html, base) if _RELATIVE.search(html) else html


@functools.lru_cache(maxsize=1024)
def _safe(text: str) -> str:
    """Return Markdown as safe HTML, with relative links as typed."""
    return _clean(raw_html(text))


def _clean(html: str, base: str | None = None) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=_SCHEMES,
        url_relative=("rewrite_with_base", base) if base else None,
        link_rel=None,  # no link opens a window that could look back
    )


@functools.lru_cache(maxsize=_KEPT)
def to_plain(text: str) -> str:
    """Return Markdown as plain text, with an empty line between paragraphs.

    A link is replaced by its label. Addresses in labels lose their scheme, so that a messenger
    makes the preview of a post from the post's own address.
    """
    return without_schemes(plain_text(_safe(text)))


def without_schemes(text: str) -> str:
    """Return plain text with the schemes of web addresses removed, so that none is a link.

    Also of those that appear by the removal of others.
    """
    first, *others = text.split("://")
    kept = [*first]
    for number, part in enumerate(others, 1):
        scheme = _SCHEME.search("".join(kept[-5:]))
        is_address = not part[0].isspace() if part else number < len(others)
        if scheme and is_address:
            del kept[-len(scheme[0]) :]
        else:
            kept += "://"
        kept += part
    return "".join(kept)


def summary(text: str, limit: int) -> str:
    """Return Markdown as one line of plain text of at most `limit` characters, cut at a word.

    The items of a list follow each other like sentences.
    """
    lines = (line.strip().removeprefix("- ") for line in to_plain(text).splitlines())
    return shortened(" ".join(" ".join(lines).split()), limit)


def shortened(line: str, limit: int) -> str:
    """Return a line cut at a word to at most `limit` characters."""
    if len(line) <= limit:
        return line
    head = line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{head}…"
