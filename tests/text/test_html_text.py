from html.parser import HTMLParser

import pytest
from hypothesis import given

from statusgen.text.html_text import _PlainText, plain_text
from statusgen.text.markdown import to_html
from tests.text.test_markdown import MARKDOWN


class Parsed(HTMLParser):
    """Reads HTML as the standard library does."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.page = _PlainText()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.page.begin(tag)

    def handle_endtag(self, tag: str) -> None:
        self.page.end(tag)

    def handle_data(self, data: str) -> None:
        self.page.write(data)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Calls <em>fail</em>\nagain.</p>\n<p>Now.</p>", "Calls fail again.\n\nNow."),
        ("<ol>\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>", "1. a\n2. b\n  - c"),
        ("<p>line<br>\nbreak &amp; &lt;b&gt;</p>", "line\nbreak & <b>"),
        ('<p>see <a href="https://a.example/?b>c" title="x">the page</a></p>', "see the page"),
        ("<pre><code>a  b\n  c\n</code></pre>\n<p>end</p>", "a  b\n  c\n\nend"),
        ("", ""),
    ],
)
def test_html_becomes_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(MARKDOWN)
def test_html_is_read_as_a_whole_parser_reads_it(text: str) -> None:
    html = to_html(text, "https://status.example/")
    assert plain_text(html) == Parsed(html).page.text()
