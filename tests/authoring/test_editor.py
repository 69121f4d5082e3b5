"""The editor has a section for each language of the site."""

from collections.abc import Callable

import click
import pytest

from statusgen.authoring.editor import edited

THREE = ("en", "it", "de")


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str | None]], list[str]]:
    """Return a function that has a person change the file of the editor in a way."""
    opened: list[str] = []

    def person(change: Callable[[str], str | None]) -> list[str]:
        def edit(text: str, *, extension: str) -> str | None:
            assert extension == ".md"
            opened.append(text)
            return change(text)

        monkeypatch.setattr(click, "edit", edit)
        return opened

    return person


Types = Callable[[Callable[[str], str | None]], list[str]]


def test_there_is_a_section_for_each_language(types: Types) -> None:
    opened = types(lambda text: text)
    texts = {"en": "Calls fail.\n\nWe look.", "it": "Le chiamate falliscono."}
    assert edited(texts, THREE, "investigating: Calls") == texts
    assert opened[0].startswith(
        "# ----- en: English -----\nCalls fail.\n\nWe look.\n\n"
        "# ----- it: italiano -----\nLe chiamate falliscono.\n\n"
        "# ----- de: Deutsch -----\n\n"
        "# ----- What stands below this line is not published. -----\n# investigating: Calls\n"
    )


def test_a_section_that_is_filled_or_emptied_counts(types: Types) -> None:
    types(lambda text: text.replace("Deutsch -----", "Deutsch -----\nGeht.").replace("Va.", ""))
    assert edited({"en": "Works.", "it": "Va."}, THREE, "x") == {"en": "Works.", "de": "Geht."}


def test_a_heading_that_a_person_has_changed_still_begins_its_section(types: Types) -> None:
    types(lambda text: text.replace("it: italiano -----", "it -----"))
    texts = {"en": "Works.", "it": "Va."}
    assert edited(texts, THREE, "x") == texts


def test_a_site_in_one_language_has_no_sections(types: Types) -> None:
    opened = types(lambda text: f"# ----- it: no heading -----\n{text}")
    assert edited({"en": "Works."}, ("en",), "x") == {"en": "# ----- it: no heading -----\nWorks."}
    assert opened[0].startswith("Works.\n\n# ----- What stands below")
    assert "section" not in opened[0]


@pytest.mark.parametrize("written", ["Works.", "Works.\n# ----- xx: Unknown -----", "# A title"])
def test_what_has_no_heading_is_in_the_first_language(types: Types, written: str) -> None:
    types(lambda _: written)
    assert edited({}, THREE, "x") == {"en": written}


def test_leaving_without_saving_is_refused(types: Types) -> None:
    types(lambda _: None)
    with pytest.raises(click.BadParameter, match="nothing was saved in the editor"):
        edited({}, THREE, "x")
