import re
from html import escape
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.text.markdown import shortened, summary, to_html, to_plain, without_schemes
from statusgen.text.markdown_html import parsed_html, raw_html

BASE = "https://status.example/"
ALLOWED = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}


def html(text: str) -> str:
    return to_html(text, BASE).replace("\n", "").replace(' rel="noopener"', "")


# --- what Markdown becomes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calls *fail* **again**.", "<p>Calls <em>fail</em> <strong>again</strong>.</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("run `x < 1 & y`", "<p>run <code>x &lt; 1 &amp; y</code></p>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;</code></pre>"),
        ("    <b>", "<pre><code>&lt;b&gt;</code></pre>"),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("Affected:\n- a\n- b", "<p>Affected:</p><ul><li>a</li><li>b</li></ul>"),
        ("Steps:\n1. a\n2. b", "<p>Steps:</p><ol><li>a</li><li>b</li></ol>"),
        (
            "it is\n- no list of\n2. things",
            "<p>it is</p><ul><li>no list of</li></ul><ol><li>things</li></ol>",
        ),
        ("since\n2026. That is all", "<p>since2026. That is all</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_heading_is_a_bold_paragraph() -> None:
    """The page around the text owns the outline."""
    assert html("# What *now*") == "<p><strong>What <em>now</em></strong></p>"


# --- links -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[x](https://a.example/b)", "https://a.example/b"),
        ("[x](history/)", f"{BASE}history/"),
        ("[x](/sla/)", f"{BASE}sla/"),
        ("[x](mailto:noc@a.example)", "mailto:noc@a.example"),
        ("[x](tel:+16144841546)", "tel:+16144841546"),
        ("[x](www.a.example/b)", "https://www.a.example/b"),
        ("[x](status.a.example)", "https://status.a.example"),
        ("[x](feed.rss)", f"{BASE}feed.rss"),
        ("https://a.example/b?c=d&e", "https://a.example/b?c=d&amp;e"),
        ("see (https://a.example/b).", "https://a.example/b"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("![x](https://a.example/p.png)", "https://a.example/p.png"),
    ],
)
def test_a_link_leads_to(text: str, address: str) -> None:
    assert re.findall('href="([^"]*)"', html(text)) == [address]


def test_a_picture_is_a_link_because_no_other_host_is_asked() -> None:
    assert html("![Graph](https://a.example/p.png)") == (
        '<p><a href="https://a.example/p.png">Graph</a></p>'
    )


def test_an_address_in_a_link_or_in_code_is_left_alone() -> None:
    assert html("[https://a.example](https://b.example)").count("<a ") == 1
    assert html("`https://a.example`") == "<p><code>https://a.example</code></p>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "[x][1]\n\n[1]: javascript:alert(1)",
    ],
)
def test_a_link_that_runs_something_is_no_link(text: str) -> None:
    assert not re.search(r'href="(?!https://status\.example/)', html(text))


# --- raw HTML ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>bold</b>",
        "a <img src=x onerror=alert(1)> b",
        "<div>\nblock\n</div>",
        "<!-- a comment -->",
        "]]>",
        "\"quoted\" & 'so'",
    ],
)
def test_raw_html_is_shown_as_the_text_that_was_typed(text: str) -> None:
    shown = Reader.of(html(text))
    assert shown.text.replace("\n", "") == text.replace("\n", "")
    assert shown.tags <= ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        ">" * 101 + " a",
        "- " * 51 + "a",
        "\n".join("  " * depth + "- *a*" for depth in range(60)),
        "**a " * 101 + "b**" * 101,
    ],
)
def test_what_is_nested_too_deep_is_shown_as_typed(text: str) -> None:
    assert to_html(text, BASE) == f"<pre>{escape(text, quote=False)}</pre>"
    assert html(">" * 99 + " a").startswith("<blockquote>")


class Reader(HTMLParser):
    """Reads HTML as a browser would: which tags and addresses are in it, and what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    @classmethod
    def of(cls, written: str) -> "Reader":
        reader = cls()
        reader.feed(written)
        reader.close()
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"<>&;:()[]!*_`#-.\"'\n\t /\\",
                "<script>",
                "</script>",
                "<img src=x onerror=alert(1)>",
                "javascript:",
                "&#106;",
                "](",
                "```\n",
                "\n\n",
                "\n- ",
                "\n1. ",
                "\n> ",
                "https://a.example",
                "    ",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
).map("".join)


@given(MARKDOWN)
def test_no_text_becomes_a_tag_or_an_address_that_is_not_allowed(text: str) -> None:
    read = Reader.of(to_html(text, BASE))
    assert read.tags <= ALLOWED
    assert {name for name, _ in read.attributes} <= {"href", "title", "rel"}
    for name, value in read.attributes:
        if name == "href":
            assert re.match("https?:|mailto:|tel:", value or "", re.IGNORECASE)


@given(MARKDOWN)
def test_plain_text_never_fails_and_holds_no_web_address(text: str) -> None:
    assert not re.search(r"https?://\S", to_plain(text), re.IGNORECASE)


# --- the writer of the library ------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *(
            "Calls",
            "e.g.",
            "\u00e93",
            "2.",
            "3)",
            "it's",
            '"so"',
            "(a",
            "c-d",
            "-",
            "=",
            "#",
            "a\u00a0b",
        ),
        *("**not**", "*x*.", "`a b`:", "**`a`**", "**a", "`", "[x]", "&nbsp;", "/>", "<b>", "\\"),
        *("[a](https://x/y)", "[a](/y)", "[a](www.b.de)", "https://a.example", "![a](https://b)"),
        *("\n", "\n- ", "\n1. ", "\n\n", "\n    ", "  \n"),
    ]
)


@given(st.lists(WORDS).map(" ".join) | MARKDOWN)
def test_the_writer_of_the_library_writes_the_same(text: str) -> None:
    assert nh3.clean(raw_html(text)) == nh3.clean(parsed_html(text))


# --- plain text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Calls *fail*\nagain.\n\nNow.", "Calls fail again.\n\nNow."),
        ("Affected:\n- a\n- b\n\nEnd.", "Affected:\n\n- a\n- b\n\nEnd."),
        ("1. a\n2. b\n    - c", "1. a\n2. b\n  - c"),
        ("- a\n\n- b", "- a\n- b"),
        ("> said\n\nand", "said\n\nand"),
        ("# Now\n\nText", "Now\n\nText"),
        ("```\na  b\n  c\n```\nend", "a  b\n  c\n\nend"),
        ("line  \nbreak", "line\nbreak"),
        ("[the page](https://a.example/b)", "the page"),
        ("see https://a.example/b", "see a.example/b"),
        ('run `curl "https://a.example"`', 'run curl "a.example"'),
        ("![Graph](https://a.example/p.png)", "Graph"),
        ("a <b>c</b> & &amp;", "a <b>c</b> & &"),
        ("", ""),
    ],
)
def test_markdown_becomes_plain_text(text: str, plain: str) -> None:
    assert to_plain(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("HTTPS://a.example http://b", "a.example b"),
        ("hthttp://tp://a.example", "a.example"),
        ("https:// is a scheme", "https:// is a scheme"),
    ],
)
def test_an_address_without_its_scheme_is_no_link(text: str, plain: str) -> None:
    assert without_schemes(text) == plain


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("**Calls** fail\n\nin Europe", 40, "Calls fail in Europe"),
        ("Calls fail in Europe", 20, "Calls fail in Europe"),
        ("Calls fail in Europe", 19, "Calls fail in…"),
        ("Calls fail, in Europe", 14, "Calls fail…"),
        ("Callsfailineurope", 6, "Calls…"),
    ],
)
def test_a_summary_is_one_line_cut_at_a_word(text: str, limit: int, line: str) -> None:
    assert summary(text, limit) == line


def test_a_summary_has_no_bullets() -> None:
    assert summary("In the window:\n- no calls\n- no mail", 40) == "In the window: no calls no mail"


@given(st.text(max_size=60), st.integers(min_value=1, max_value=60))
def test_a_shortened_line_is_never_too_long(line: str, limit: int) -> None:
    assert len(shortened(line, limit)) <= limit
