"""Convert the HTML of a text to plain text."""

import re
from html import unescape

_VALUES = r'(?: [a-z]+="[^"]*")*'
_INLINE = re.compile(rf"</?(?:a|code|em|strong){_VALUES}>")
"""Inline tags, which do not change the text."""
_TOKEN = re.compile(rf"<(?P<end>/?)(?P<tag>[a-z]+){_VALUES}>|(?P<text>[^<]+)")
_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
"""The whole of most texts."""
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(html: str) -> str:
    """Return sanitised HTML as text, with an empty line between paragraphs.

    Sanitised HTML has each tag closed, each value in double quotes, and no `<` outside of tags.
    """
    html = _INLINE.sub("", html)
    if alone := _PARAGRAPH.fullmatch(html):
        return _SPACE.sub(" ", unescape(alone[1])).strip()
    plain = _PlainText()
    for token in _TOKEN.finditer(html):
        match token.lastgroup:
            case "text":
                plain.write(unescape(token["text"]))
            case "tag" if token["end"]:
                plain.end(token["tag"])
            case "tag":
                plain.begin(token["tag"])
    return plain.text()


class _PlainText:
    """The text written so far, and the lists that are open."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._numbers: list[int | None] = []
        self._in_pre = False

    def text(self) -> str:
        """Return the whole text."""
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()

    def begin(self, tag: str) -> None:
        """Handle the opening tag of an element."""
        match tag:
            case "p" | "pre" | "blockquote":
                self._break(2 if not self._numbers else 0)
                self._in_pre = tag == "pre"
            case "ul" | "ol":
                self._break(1 if self._numbers else 2)
                self._numbers.append(0 if tag == "ol" else None)
            case "li":
                self._break(1)
                self._parts.append(self._bullet())
            case "br":
                self._parts.append("\n")

    def end(self, tag: str) -> None:
        """Handle the closing tag of an element."""
        match tag:
            case "p" | "blockquote":
                self._break(2 if not self._numbers else 1)
            case "pre":
                self._in_pre = False
                self._break(2)
            case "ul" | "ol":
                self._numbers.pop()
                self._break(1 if self._numbers else 2)

    def write(self, text: str) -> None:
        """Append the text of an element; outside of `pre` a line break is a space."""
        if self._in_pre:
            self._parts.append(text)
            return
        shown = _SPACE.sub(" ", text)
        is_line_start = not self._parts or self._parts[-1].endswith(("\n", " "))
        if rest := shown.lstrip(" ") if is_line_start else shown:
            self._parts.append(rest)

    def _break(self, lines: int) -> None:
        if self._parts and lines:
            written = "".join(self._parts[-3:])
            missing = lines - (len(written) - len(written.rstrip("\n")))
            self._parts.append("\n" * max(0, missing))

    def _bullet(self) -> str:
        depth = "  " * (len(self._numbers) - 1)
        if not self._numbers or self._numbers[-1] is None:
            return f"{depth}- "
        self._numbers[-1] += 1
        return f"{depth}{self._numbers[-1]}. "
