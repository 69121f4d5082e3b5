"""Convert any Markdown to HTML by the library, for texts that are not simple."""

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

_REQUIRED_TEXT = {
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
"""Text that must occur for the inline pattern of this name to match."""


def full_html(text: str) -> str:
    """Return Markdown as HTML; text that is nested too deep for Python stays as typed."""
    parser = _parser()
    parser.reset()
    try:
        return parser.convert(text)
    except RecursionError:
        _parser.cache_clear()  # its state is incomplete
        return f"<pre>{escape(text)}</pre>"


@functools.cache
def _parser() -> Markdown:
    return Markdown(
        extensions=[FencedCodeExtension(), SaneListExtension(), _ShortText()], output_format="html"
    )


class _ShortText(Extension):
    """Markdown for short texts inside a page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_ListAfterText(md), "list_after_text", 15)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_BareAddress(_BARE_ADDRESS, md), "bare_address", 75)
        md.treeprocessors.register(_RequiredTextOnly(md), "inline", 20)
        md.treeprocessors.register(_Simplify(md), "simplify", 5)


class _ListAfterText(Preprocessor):
    """Allows a list to begin right after a line of text, as CommonMark does."""

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        for line in lines:
            before = result[-1] if result else ""
            if _LIST_START.match(line) and before.strip() and not _LIST_LINE.match(before):
                result.append("")
            result.append(line)
        return result


class _BareAddress(InlineProcessor):
    """Makes a link of a bare address in the text."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's own name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        link = Element("a", {"href": m.group(1)})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


class _RequiredTextOnly(Inline):
    """Applies only those inline patterns whose required text occurs, which is faster."""

    @functools.cached_property
    def _with_required_text(self) -> tuple[tuple[str, Pattern], ...]:
        """All patterns with their required text, which is empty if it is not known."""
        every = self.md.inlinePatterns
        signs = {every[name]: sign for name, sign in _REQUIRED_TEXT.items() if name in every}
        return tuple((signs.get(pattern, ""), pattern) for pattern in every)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        text = "".join(tree.itertext())
        signed = [pattern for sign, pattern in self._with_required_text if sign in text]
        self.inlinePatterns = signed  # type: ignore[assignment] # read like a list, and faster
        return super().run(tree, ancestors)


class _Simplify(Treeprocessor):
    """Turns headings into bold paragraphs, pictures into links, and host names into addresses.

    A link to `www.example.org` means that host, not a page of the site.
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
