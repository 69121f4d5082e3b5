import pytest

from statusgen.importers.prose import to_markdown
from statusgen.text.markdown import to_html


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Plain text.", "Plain text."),
        ("<p>One.</p><p>Two\nlines.</p>", "One.\n\nTwo lines."),
        ("One.<br />Two.", "One.  \nTwo."),
        ("A <b>bold</b> <em>word</em> and <code>code</code>", "A **bold** *word* and `code`"),
        ('See <a href="https://a.example/">here</a>.', "See [here](https://a.example/)."),
        ("See <a>here</a>.", "See here."),
        ("<p>List:</p><ul><li>one</li><li>two</li></ul>end", "List:\n\n- one\n- two\n\nend"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("<ul><li>one<ul><li>in</li></ul></li></ul>", "- one\n    - in"),
        ("<h2>Cause</h2>A disk.", "**Cause**\n\nA disk."),
        ("&lt;b&gt; &amp; 5 < 6", "<b> & 5 < 6"),
        ("one\r\ntwo\r\n\r\nthree", "one  \ntwo\n\nthree"),
        ("these:\n- one\n- two", "these:\n- one\n- two"),
        ("<script>alert(1)</script>Text", "Text"),
        ("</ul></a></script>Text", "Text"),
    ],
)
def test_simple_tags_become_markdown(body: str, expected: str) -> None:
    assert to_markdown(body)[0] == expected


def test_of_other_tags_the_text_is_kept_and_the_name_returned() -> None:
    text, lost = to_markdown("<table><tr><td>x</td></tr></table><blink>y</blink>")
    assert (text, sorted(lost)) == ("xy", ["blink", "table", "td", "tr"])


def test_lines_of_plain_text_stay_lines_on_the_page() -> None:
    page = to_html(to_markdown("Affected:\nPhones\nApps")[0], "https://status.example/")
    assert page.count("<br>") == 2
