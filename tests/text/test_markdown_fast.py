import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.text.markdown_fast import simple_html
from statusgen.text.markdown_full import full_html
from tests.text.test_markdown import ALLOWED, MARKDOWN

WORDS = st.sampled_from(
    [
        *("Calls", "fail", "in", "é3", "12", "2.", "3)", "x/y", "it's", '"so"', "(a", "b)", "e.g."),
        *(
            "-",
            "--",
            "c-d",
            "%",
            "!",
            ":",
            "a:",
            "=",
            "#",
            "1.",
            "-x",
            "_a_",
            "a_b",
            "\u00b2",
            "<b>",
        ),
        *("**not affected**", "**a**,", "*x*.", "(**a**)", "**a", "b*", "*a***b**", "**`a`**"),
        *("`db-1`", "`a b`:", "`", "https://a.example", "**http://a**", "//", "![a](https://a/b)"),
        *("[docs](https://d.example/f/2)", "[a](http://x).", "[http://a](https://x/y)", "[x]"),
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
LISTS = st.lists(LINES.map("- {}".format), min_size=1, max_size=3).map("\n".join)
NOTICES = st.builds(
    lambda blocks, between, end: between.join(blocks) + end,
    st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=4),
    st.sampled_from(["\n", "\n\n", "\n\n\n"]),
    st.sampled_from(["", "\n", " "]),
)


@given(NOTICES | MARKDOWN)
def test_the_short_way_leads_where_the_whole_converter_does(text: str) -> None:
    html = simple_html(text)
    whole = nh3.clean(full_html(text), tags=ALLOWED, link_rel=None)
    assert html is None or html == whole


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Calls fail\nagain.\n\nNow.", "<p>Calls fail\nagain.</p>\n<p>Now.</p>"),
        ("It is **not** *so*.", "<p>It is <strong>not</strong> <em>so</em>.</p>"),
        ("Node `db-1` failed.", "<p>Node <code>db-1</code> failed.</p>"),
        ("[Docs](https://a.example/1).", '<p><a href="https://a.example/1">Docs</a>.</p>'),
        (
            "Until then:\n\n- a\n- *b*",
            "<p>Until then:</p>\n<ul>\n<li>a</li>\n<li><em>b</em></li>\n</ul>",
        ),
    ],
)
def test_what_most_notices_hold_needs_no_parser(text: str, html: str) -> None:
    assert simple_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1. a",
        "# a",
        "a\n===",
        "a <b>",
        "a  \nb",
        "- a\n\n- b",
        "a\n- b",
        "see https://a.example",
    ],
)
def test_what_can_be_read_in_two_ways_is_left_to_the_parser(text: str) -> None:
    assert simple_html(text) is None
