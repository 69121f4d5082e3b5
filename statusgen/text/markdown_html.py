"""Write the events of parsed Markdown as HTML with the tags of a short text inside a page.

A heading becomes a bold paragraph, a picture a link, and raw HTML text.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pyromark

from statusgen.content.markdown import ADDRESS, events, is_too_deep

_TAGS = {
    "Paragraph": ("<p>", "</p>\n"),
    "Heading": ("<p><strong>", "</strong></p>\n"),
    "BlockQuote": ("<blockquote>\n", "</blockquote>\n"),
    "CodeBlock": ("<pre><code>", "</code></pre>\n"),
    "Item": ("<li>", "</li>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
}
_NO_TAG = ("", "")
_ORDERED, _UNORDERED = ("<ol>\n", "</ol>\n"), ("<ul>\n", "</ul>\n")
_BLOCKS = {"Paragraph", "Heading", "BlockQuote", "CodeBlock", "HtmlBlock", "List"}
_LINKS = {"Link", "Image"}
_LITERALS = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}

_SPECIAL = re.compile(r"<|!\[|(?<!\]\()https?://| />")
"""Pattern of what may be raw HTML, a picture or a bare address."""
_HEADING = re.compile(r"<(/?)h[1-6]>")
_OTHER_TAG = re.compile(r"<(?:a href=\"(?!https?:)|[a-z]+ (?!/|href))")
"""Tags that are written in another way, or lead to an address that may be changed."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.){2,}[a-z]{2,}(?=[/:?#]|$)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")


def raw_html(text: str) -> str:
    """Return Markdown as HTML whose links are not sanitised yet."""
    if is_too_deep(text):
        return f"<pre>{_escaped(text)}</pre>"
    return parsed_html(text) if _SPECIAL.search(text) else _library_html(text)


def _library_html(text: str) -> str:
    """Return the HTML by the library's own writer, which is much faster, for most texts."""
    html: str = pyromark.html(text)
    if _OTHER_TAG.search(html):
        return parsed_html(text)
    if "<h" in html:
        html = _HEADING.sub(_bold, html)
    return html.replace(" />", ">").replace("\xa0", "&nbsp;").rstrip("\n")


def _bold(heading: re.Match[str]) -> str:
    return "</strong></p>" if heading[1] else "<p><strong>"


def parsed_html(text: str) -> str:
    """Return the HTML by our own writer, for any text that is not nested too deep."""
    writer = _Writer()
    for name, value in events(text):
        writer.write(name, value)
    return "".join(writer.parts).rstrip("\n")


class _Writer:
    """The HTML written so far, the text that is not written yet, and what is open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._text: list[str] = []
        self._links: list[tuple[int, str]] = []
        self._is_code = False

    def write(self, name: str, value: Any) -> None:  # noqa: ANN401 - depends on the event
        """Write one event."""
        if name in {"Text", "InlineHtml", "Html"}:
            self._text.append(value)
            return
        self._write_text(is_html=value == "HtmlBlock")
        match name:
            case "Code":
                self.parts.append(f"<code>{_escaped(value)}</code>")
            case "Start":
                self._start(*_element(value))
            case "End":
                self._end(*_element(value))
            case _:
                self._add(_LITERALS.get(name, ""))

    def _start(self, kind: str, values: Any) -> None:  # noqa: ANN401
        if kind in _BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        if kind in _LINKS:
            self._add("" if self._links else _link(values))
            self._links.append((len(self.parts), values["dest_url"]))
        elif kind == "List":
            self._add((_UNORDERED if values is None else _ORDERED)[0])
        else:
            self._add(_TAGS.get(kind, _NO_TAG)[0])
        self._is_code = kind == "CodeBlock"

    def _end(self, kind: str, values: Any) -> None:  # noqa: ANN401
        if kind in _LINKS:
            begins, address = self._links.pop()
            if kind == "Image" and begins == len(self.parts):
                self._add(_escaped(address))
            self._add("" if self._links else "</a>")
        elif kind == "List":
            self._add((_ORDERED if values else _UNORDERED)[1])
        else:
            self._add(_TAGS.get(kind, _NO_TAG)[1])
        self._is_code = False

    def _add(self, html: str) -> None:
        if html:
            self.parts.append(html)

    def _write_text(self, *, is_html: bool) -> None:
        """Write the text since the last tag; outside of links and code, addresses are links."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        if is_html:
            blocks = _BLANK_LINE.split(text.strip("\n"))
            self.parts += [f"<p>{_escaped(block)}</p>\n" for block in blocks]
        elif self._links or self._is_code:
            self.parts.append(_escaped(text))
        else:
            for number, part in enumerate(ADDRESS.split(text)):
                self._add(_bare_link(part) if number % 2 else _escaped(part))


def _element(value: Any) -> tuple[str, Any]:  # noqa: ANN401
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


def _link(values: Mapping[str, str]) -> str:
    """Return the tag of a link; `www.example.org` means that host, not a page of the site."""
    address = values["dest_url"]
    if values["link_type"] == "Email":
        address = f"mailto:{address}"
    elif _HOST.match(address):
        address = f"https://{address}"
    title = f' title="{escape(values["title"])}"' if values["title"] else ""
    return f'<a href="{escape(address)}"{title}>'


def _bare_link(address: str) -> str:
    return f'<a href="{escape(address)}">{_escaped(address)}</a>'


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
