"""Convert texts that may contain HTML to Markdown: simple tags; of other tags only the text."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = frozenset({"script", "style", "template"})
_KNOWN = _BLOCKS | _MARKS.keys() | _HIDDEN | {"a", "br", "hr", "li", "span", "var", "small", "u"}
_BLOCK_TAG = re.compile(r"<(?:p|br|div|ul|ol|li|h[1-6])\b", re.IGNORECASE)
_LIST_LINE = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def to_markdown(body: str) -> tuple[str, frozenset[str]]:
    """Return a text as Markdown, and the names of the tags that were dropped."""
    reader = _Reader(has_blocks=_BLOCK_TAG.search(body) is not None)
    reader.feed(body.replace("\r\n", "\n"))
    reader.close()
    text = re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()
    return (text if reader.has_blocks else _with_breaks(text)), frozenset(reader.lost)


def _with_breaks(text: str) -> str:
    """Return plain text with its line breaks as those of Markdown."""
    lines = text.split("\n")
    after = [*lines[1:], ""]
    return "\n".join(
        f"{line.rstrip()}  "
        if line.strip() and following.strip() and not _LIST_LINE.match(following)
        else line.rstrip()
        for line, following in zip(lines, after, strict=True)
    )


class _Reader(HTMLParser):
    """Collects the Markdown of a text; if tags mark its blocks, line ends are spaces."""

    def __init__(self, *, has_blocks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: set[str] = set()
        self.has_blocks = has_blocks
        self._hidden = 0
        self._links: list[str | None] = []
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.lost.add(tag)
        elif tag in _HIDDEN:
            self._hidden += 1
            self.lost.add(tag)
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
            self.parts.append("\n\n" if len(self._lists) == 1 else "")
        elif tag in _BLOCKS:
            self.parts.append("\n\n**" if tag in _HEADINGS else "\n\n")
        else:
            self._inline(tag, dict(attrs))

    def _inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        match tag:
            case "a":
                self._links.append(attrs.get("href"))
                self.parts.append("[" if attrs.get("href") else "")
            case "br":
                self.parts.append("  \n")
            case "hr":
                self.parts.append("\n\n---\n\n")
            case "li":
                self.parts.append(f"\n{self._bullet()}")

    def _bullet(self) -> str:
        depth = "    " * max(0, len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{depth}- "
        self._lists[-1] += 1
        return f"{depth}{self._lists[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])
        elif tag in {"ul", "ol"}:
            del self._lists[-1:]
            self.parts.append("\n\n" if not self._lists else "")
        elif tag in _BLOCKS:
            self.parts.append("**\n\n" if tag in _HEADINGS else "\n\n")
        elif tag == "a" and self._links:
            href = self._links.pop()
            self.parts.append(f"]({href})" if href else "")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        shown = re.sub(r"\s+", " ", data) if self.has_blocks else data
        at_start = not self.parts or self.parts[-1].endswith("\n")
        self.parts.append(shown.lstrip(" ") if at_start and self.has_blocks else shown)
