"""Markdown read whole, by its library: for texts in which there is more than most notices hold."""

import functools
import re
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as Inline
from markdown.treeprocessors import Treeprocessor

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BARE_ADDRESS = r"(?<![\w/@.])(https?://[^\s<>\"'`]*[^\s<>\"'`.,:;!?)\]}*_])"

_HOST = re.compile(r"(?:[a-z0-9-]+\.){2,}[a-z]{2,}(?=[/:?#]|$)", re.IGNORECASE)

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


def full_html(text: str) -> str:
    """Return Markdown as HTML; what is nested deeper than Python can follow stays as typed."""
    parser = _parser()
    parser.reset()
    try:
        return parser.convert(text)
    except RecursionError:
        _parser.cache_clear()  # it is left in the middle of something
        return f"<pre>{escape(text)}</pre>"


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
