import gettext

import pytest
from markupsafe import Markup, escape

from statusgen.problems import Problem
from statusgen.render.templates import Templates, Theme, ThemeError


def templates(**files: str) -> Templates:
    """Return templates by name; `__` stands for a slash and `_` before the ending for a dot."""
    named = {_path(name): written.encode() for name, written in files.items()}
    return Templates(Theme(named, {name: f"templates/{name}" for name in named}))


def _path(name: str) -> str:
    stem, _, ending = name.replace("__", "/").rpartition("_")
    return f"{stem}.{ending}"


def problem(made: Templates, name: str, **context: object) -> Problem:
    with pytest.raises(ThemeError) as caught:
        made.render(name, **context)
    return caught.value.problem


def test_a_template_is_filled_in() -> None:
    assert templates(page_html="<p>{{ name }}</p>\n").render("page.html", name="x") == "<p>x</p>\n"


@pytest.mark.parametrize(("name", "shown"), [("page.html", "&lt;b&gt;"), ("post.txt", "<b>")])
def test_html_is_escaped_and_plain_text_is_not(name: str, shown: str) -> None:
    made = templates(page_html="{{ x }}", post_txt="{{ x }}")
    assert made.render(name, x="<b>") == shown


def test_an_included_part_is_escaped_too() -> None:
    made = templates(page_html='{% include "parts/x.html" %}', parts__x_html="{{ x }}")
    assert made.render("page.html", x="<b>") == "&lt;b&gt;"


def test_a_line_with_only_a_tag_leaves_no_line() -> None:
    made = templates(post_txt="a\n  {% if true %}\nb\n  {% endif %}\nc\n")
    assert made.render("post.txt") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("written", "line", "column", "reason"),
    [
        ("a\nb {{ nowhere }}\n", 2, 1, "'nowhere' is undefined"),
        ("a\n  {{ x.nowhere }}\n", 2, 3, "has no attribute 'nowhere'"),
        ("{% if %}\n", 1, 1, "Expected an expression"),
        ("a\n\n{% for x in y %}\n", 3, 1, "Unexpected end of template"),
        ("a\n{{ x | nofilter }}\n", 2, 1, "No filter named 'nofilter'"),
        ("\n{{ 1 / 0 }}", 2, 1, "division by zero"),
        ("\n{{ x + 1 }}", 2, 1, "can only concatenate str"),
        ("{{ x | dictsort }}", 1, 1, "has no attribute 'items'"),
        ('{% include "page.html" %}', 1, 1, "maximum recursion depth"),
        ('{% include "gone.html" %}', 1, 1, "there is no template 'gone.html'"),
        ("\n{{ cycler().next() }}", 2, 1, "at least one item has to be provided"),
        ("{{ '\\ud800' }}", 1, 1, "surrogates not allowed"),
        (60 * "{% for a in x %}" + 60 * "{% endfor %}", 1, 1, "too many statically nested"),
        ('a\n{% extends "gone.html" %}', 2, 1, "there is no template 'gone.html'"),
    ],
)
def test_a_broken_template_is_shown_at_its_line(
    written: str, line: int, column: int, reason: str
) -> None:
    found = problem(templates(page_html=written), "page.html", x="text")
    place = found.place
    assert (place.path, place.line, place.column) == ("templates/page.html", line, column)
    assert reason in found.message
    assert place.source_line.strip() == written.splitlines()[line - 1].strip()


def test_a_broken_part_is_shown_in_its_own_file() -> None:
    made = templates(
        page_html='a\nb\n{% include "parts/x.html" %}', parts__x_html="\n\n\n{{ gone }}"
    )
    place = problem(made, "page.html").place
    assert (place.path, place.line) == ("templates/parts/x.html", 4)


def test_a_missing_template_is_a_problem() -> None:
    found = problem(templates(), "page.html")
    assert found.place.path == "templates/page.html"
    assert "there is no template 'page.html'" in found.message
    assert found.hint == "add the file templates/page.html"


def test_a_file_is_given_as_it_is() -> None:
    assert templates(style_css="{{ no template }}").file("style.css") == b"{{ no template }}"


def test_a_missing_file_is_a_problem() -> None:
    with pytest.raises(ThemeError, match=r"the theme has no file 'logo\.svg'"):
        templates().file("logo.svg")


def test_a_template_that_is_no_text_is_a_problem() -> None:
    theme = Theme({"page.html": b"\xff\xfe"}, {"page.html": "templates/page.html"})
    found = problem(Templates(theme), "page.html")
    assert found.place.path == "templates/page.html"


WORDS = {"Fish & chips": "Pesce & patate", "Until %(t)s": "Fino a %(t)s"}


class Italian(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("page.html", "Pesce & patate, Fino a &lt;9&gt; 5%"),
        ("post.txt", "Pesce & patate, Fino a <9> 5%"),
    ],
)
def test_words_of_ours_are_translated_and_what_fills_their_gaps_is_escaped(
    name: str, shown: str
) -> None:
    """What we write is markup; also where it is translated a second time."""
    written = (
        b'{{ _("Fish & chips") }}, {% trans t=x %}Until {{ t }}{% endtrans %} '
        b"{% trans %}5%{% endtrans %}"
    )
    made = Templates(Theme({"page.html": written, "post.txt": written}, {}), Italian())
    assert {made.render(name, x="<9>"), made.render(name, x="<9>")} == {shown}


def test_what_a_page_asks_for_once_is_printed_once_for_all_pages() -> None:
    row = "{% macro row(each) %}<i>{{ each.name }}</i>{% endmacro %}"
    page = '{% import "row.html" as of %}{{ cached(of.row, x) }}'
    made, seen = templates(page_html=page, row_html=row), []

    class Counted:
        @property
        def name(self) -> str:
            seen.append(self)
            return "<9>"

    counted = Counted()
    assert {made.render("page.html", x=counted) for _ in range(3)} == {"<i>&lt;9&gt;</i>"}
    assert seen == [counted]


@pytest.mark.parametrize("value", ["<b>", Markup("<b>"), 9, None])
def test_a_page_prints_what_is_safe_as_it_is_and_escapes_all_else(value: object) -> None:
    """Also where the same was printed before, and was or was not markup."""
    made = templates(page_html="{{ a }}{{ b }}{{ c }}")
    shown = f"&lt;b&gt;<b>{escape(value)}"
    assert made.render("page.html", a="<b>", b=Markup("<b>"), c=value) == shown
