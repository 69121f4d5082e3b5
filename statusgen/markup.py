"""Markdown as the NOC writes it, made into safe HTML and into plain text.

Markdown does the reading, and nh3, a maintained allow-list sanitiser, has the last word on what
reaches a reader: whatever the first lets through, no script and no foreign address is fetched.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from html import escape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as Inline
from markdown.treeprocessors import Treeprocessor

from statusgen.plaintext import plain_text
from statusgen.remembered import Remembered
from statusgen.shortway import short_way

_TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BARE_ADDRESS = r"(?<![\w/@.])(https?://[^\s<>\"'`]*[^\s<>\"'`.,:;!?)\]}*_])"

_HOST = re.compile(r"(?:[a-z0-9-]+\.){2,}[a-z]{2,}(?=[/:?#]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?=\S)", re.IGNORECASE)

_RELATIVE = re.compile(r'href="(?!(?:https?|mailto|tel):)')

_LIST_START = re.compile(r"(?:[-*+]|1[.)]) +\S")
_LIST_LINE = re.compile(r"\s|(?:[-*+]|\d+[.)]) ")

_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "[",
    "image_reference": "[",
    "short_reference": "[",
    "short_image_ref": "[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "entity": "&",
    "bare_address": "://",
}
"""What must be in a text, or nothing in it is what the pattern of this name looks for."""


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
    html = short_way(text)
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
    """Return Markdown as HTML; what is nested deeper than Python can follow stays as typed."""
    parser = _parser()
    parser.reset()
    try:
        return parser.convert(text)
    except RecursionError:
        _parser.cache_clear()  # it is left in the middle of something
        return f"<pre>{escape(text)}</pre>"


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


@functools.cache
def _parser() -> Markdown:
    return Markdown(
        extensions=[FencedCodeExtension(), SaneListExtension(), _Notice()], output_format="html"
    )


class _Notice(Extension):
    """Markdown for short notices inside a page that is not theirs."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_ListApart(md), "list_apart", 15)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_BareAddress(_BARE_ADDRESS, md), "bare_address", 75)
        md.treeprocessors.register(_WhereSigned(md), "inline", 20)
        md.treeprocessors.register(_Tame(md), "tame", 5)


class _ListApart(Preprocessor):
    """Lets a list begin right after a line of text, as people type it and as CommonMark has it."""

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        for line in lines:
            before = result[-1] if result else ""
            if _LIST_START.match(line) and before.strip() and not _LIST_LINE.match(before):
                result.append("")
            result.append(line)
        return result


class _BareAddress(InlineProcessor):
    """Makes a link of an address that stands in the text as it is."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's own name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        link = Element("a", {"href": m.group(1)})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


class _WhereSigned(Inline):
    """Looks for what stands within a line, by those patterns alone whose sign is in the text."""

    @functools.cached_property
    def _signed(self) -> tuple[tuple[str, Pattern], ...]:
        """All patterns with their signs; a sign that is not known is one that every text has."""
        every = self.md.inlinePatterns
        signs = {every[name]: sign for name, sign in _SIGNS.items() if name in every}
        return tuple((signs.get(pattern, ""), pattern) for pattern in every)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        text = "".join(tree.itertext())
        signed = [pattern for sign, pattern in self._signed if sign in text]
        self.inlinePatterns = signed  # type: ignore[assignment] # read like a list, and faster
        return super().run(tree, ancestors)


class _Tame(Treeprocessor):
    """Turns headings into bold paragraphs, pictures into links, and names of hosts into addresses.

    A link to `www.example.org` is meant for that host, not for a page of this name on the site.
    """

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag in _HEADINGS:
                _embolden(element)
            elif element.tag == "img":
                _link(element)
            if element.tag == "a" and _HOST.match(element.get("href", "")):
                element.set("href", f"https://{element.get('href')}")


def _embolden(heading: Element) -> None:
    strong = Element("strong")
    strong.text, strong[:] = heading.text, list(heading)
    heading.tag, heading.text, heading[:] = "p", None, [strong]


def _link(picture: Element) -> None:
    address = picture.attrib.get("src", "")
    picture.text = picture.attrib.get("alt") or address
    picture.tag = "a"
    picture.attrib.clear()
    picture.set("href", address)
