"""A site has the notices that come with statusgen, and its own in content/notices over them."""

import re
from pathlib import Path

import pytest

from statusgen.authoring.notice_files import notice_named, site_notices
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.context import LANGUAGES, SchemaContext
from statusgen.render.notices import Notices
from tests.authoring.test_notices import GOOD
from tests.contexts import NO_TEMPLATES
from tests.samples import at

OF_A_VENDOR = re.compile(r"\b(WMP|WMS|Kite|Wildix|Collaboration|Tech Wizards)\b", re.IGNORECASE)


def made(root: Path, **files: str) -> Notices:
    folder = root / "content/notices"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)
    return site_notices(root, SchemaContext())


def test_a_site_has_its_own_beside_those_of_the_package(tmp_path: Path) -> None:
    found = made(tmp_path, late=GOOD)
    assert found.problems == ()
    assert found.by_name["late"].path == "content/notices/late.yml"
    assert "calls-dropping" in found.by_name


def test_one_of_the_same_name_replaces_that_of_the_package(tmp_path: Path) -> None:
    found = made(tmp_path, **{"calls-dropping": GOOD})
    assert found.by_name["calls-dropping"].use_when.default == "Something fails."


@pytest.mark.parametrize(
    ("name", "path"),
    [("late", "notices/late.yml"), ("push-delayed", "notices/push-delayed.yml"), ("other", None)],
)
def test_one_is_read_by_its_name_alone(tmp_path: Path, name: str, path: str | None) -> None:
    made(tmp_path, late=GOOD, bad="kind: incident\n")
    found = notice_named(tmp_path, name, SchemaContext())
    assert (found.path if found else None) == path


def test_a_mistake_is_shown_at_its_place_and_hides_nothing(tmp_path: Path) -> None:
    found = made(tmp_path, late=GOOD, bad="kind: incident\n", **{"Not A Name": GOOD})
    assert "late" in found.by_name
    paths = {each.place.path for each in found.problems}
    assert paths == {"content/notices/bad.yml", "content/notices/Not A Name.yml"}


def test_a_link_out_of_the_site_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text(GOOD)
    root = tmp_path / "site"
    (root / "content/notices").mkdir(parents=True)
    (root / "content/notices/late.yml").symlink_to(secret)
    (problem,) = site_notices(root, SchemaContext()).problems
    assert problem.message == "this link leads out of the site's folder"


def test_a_file_in_the_place_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/notices").write_text("")
    (problem,) = site_notices(tmp_path, SchemaContext()).problems
    assert problem.place.path == "content/notices"


@pytest.mark.parametrize(
    "command", [("notices", "push-delayed"), ("new", "incident", "--notice", "push-delayed")]
)
def test_none_is_used_where_those_of_the_site_cannot_be_listed(
    small_site: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (small_site / "content/notices").write_text("")
    assert notice_named(small_site, "push-delayed", SchemaContext()) is None
    name, *more = command
    assert run([name, *more, "--root", str(small_site)]) == 1
    assert "content/notices:1:1: this folder cannot be read: " in capsys.readouterr().err


def test_the_folder_is_one_of_a_site(small_site: Path) -> None:
    made(small_site, late=GOOD)
    assert load(small_site, at("2026-11-20 15:00")).problems == ()


def test_check_reports_what_is_wrong_with_one(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(small_site, late="kind: incident\n")
    assert run(["check", "--root", str(small_site), "--now", "2026-11-20 15:00"]) == 1
    assert "content/notices/late.yml:1:1: 'title' is missing" in capsys.readouterr().err


# --- a new site ----------------------------------------------------------------------------------


def test_those_of_the_package_name_no_product_of_a_vendor() -> None:
    found = site_notices(NO_TEMPLATES, SchemaContext(languages=LANGUAGES)).by_name.values()
    texts = [
        text
        for each in found
        for record in (each, *each.placeholders.values())
        for text in (str(record),)
    ]
    assert len(found) > 20
    assert not [text for text in texts if OF_A_VENDOR.search(text)]


def test_a_new_site_has_neutral_ones_in_its_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"
    where = ("--name", "Firma", "--languages", "de", "--statusgen", "git+https://git.example/s")
    assert run(["init", str(root), *where]) == 0
    capsys.readouterr()
    assert run(["notices", "--root", str(root)]) == 0
    shown = capsys.readouterr().out
    assert not OF_A_VENDOR.search(shown)
    assert "Verbundene Anrufe brechen von selbst ab" in shown
