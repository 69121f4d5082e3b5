"""Markdown as the NOC writes it, made into safe HTML and into plain text.

Markdown does the reading, and nh3, a maintained allow-list sanitiser, has the last word on what
reaches a reader: whatever the first lets through, no script and no foreign address is fetched.
"""

import functools
import re
from collections.abc import Iterable, Mapping

import nh3

from statusgen.cache.memoize import Remembered
from statusgen.text.html_text import plain_text
from statusgen.text.markdown_fast import simple_html

_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_SCHEME = re.compile(r"https?://(?=\S)", re.IGNORECASE)

_RELATIVE = re.compile(r'href="(?!(?:https?|mailto|tel):)')


@Remembered
def to_html(text: str, base: str) -> str:
    """Return Markdown as HTML that is safe to show; relative links are resolved against `base`.

    Raw HTML is shown as the text that was typed. A heading becomes a bold paragraph, because the
    page around it owns the outline, and a picture a link, because no other host is asked.
    """
    html = _safe(text)
    return _clean(html, base) if _RELATIVE.search(html) else html


@functools.lru_cache(maxsize=1024)
def _safe(text: str) -> str:
    """Return Markdown as HTML that is safe to show; relative links are as they were typed."""
    html = simple_html(text)
    return _clean(_converted(text)) if html is None else html


def _clean(html: str, base: str | None = None) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=_SCHEMES,
        url_relative=("rewrite_with_base", base) if base else None,
        link_rel=None,  # no link opens a window that could look back
    )


def _converted(text: str) -> str:
    from statusgen.text.markdown_full import full_html  # noqa: PLC0415 - few texts need the library

    return full_html(text)


@Remembered
def to_plain(text: str) -> str:
    """Return Markdown as plain text, paragraphs apart by an empty line.

    A link is told by its label; an address as label loses its scheme, so that the only address
    that a post is previewed by is the post's own.
    """
    return without_schemes(plain_text(_safe(text)))


Converted = Mapping[str, tuple[str, str]]
"""Texts in Markdown, each as HTML and as plain text."""


def converted(texts: Iterable[str], base: str) -> Converted:
    """Return what became of `texts`, whose relative links are resolved against `base`."""
    return {text: (to_html(text, base), to_plain(text)) for text in texts}


def learn(known: Converted, base: str) -> None:
    """Take what another process, or an earlier one, has made of texts for what we would make."""
    for text, (html, plain) in known.items():
        to_html.learn(html, text, base)
        to_plain.learn(plain, text)


def without_schemes(text: str) -> str:
    """Return plain text in which every web address has lost its scheme, and so is no link."""
    while _SCHEME.search(text):
        text = _SCHEME.sub("", text)
    return text


def summary(text: str, limit: int) -> str:
    """Return Markdown as one line of plain text of at most `limit` characters, cut at a word.

    The points of a list follow each other like sentences.
    """
    lines = (line.strip().removeprefix("- ") for line in to_plain(text).splitlines())
    return shortened(" ".join(" ".join(lines).split()), limit)


def shortened(line: str, limit: int) -> str:
    """Return a line of at most `limit` characters, cut at a word where it is longer."""
    if len(line) <= limit:
        return line
    head = line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{head}…"
