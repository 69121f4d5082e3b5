"""The targets in notify.yml: what is read, and what is refused without showing a secret."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from statusgen.cli.main import cli
from statusgen.content.notify import Targets, read_targets
from statusgen.model import Announcement, NewsTarget
from statusgen.problems import as_text

SITE = "name: A\nurl: https://a.example/\ntimezone: UTC\nlanguages: [en, it]\n"
COMPONENTS = """\
groups:
  - id: cloud
    name: Cloud
    components:
      - {id: pbx, name: PBX, aliases: [oldest, old]}
      - {id: wmp, name: WMP}
"""


def read(text: str, root: Path) -> Targets:
    (root / "content").mkdir()
    for name, content in {"site": SITE, "components": COMPONENTS, "notify": text}.items():
        (root / "content" / f"{name}.yml").write_text(content, encoding="utf-8")
    return read_targets(root)


def said(text: str, root: Path) -> str:
    return "\n".join(as_text(each) for each in read(f"targets:\n{text}", root).problems)


def test_a_target_is_read_whole(tmp_path: Path) -> None:
    text = """\
targets:
  - id: partners
    address_from: NOTIFY_PARTNERS
    news: [maintenance]
    components: [pbx, wmp]
    statuses: [investigating, cancelled]
    language: it
    maintenance_notification: true
"""
    assert read(text, tmp_path).targets == (
        NewsTarget(
            "partners",
            "NOTIFY_PARTNERS",
            (Announcement.MAINTENANCE,),
            ("oldest", "wmp"),
            ("investigating", "cancelled"),
            "it",
            maintenance_notification=True,
        ),
    )


def test_a_site_needs_no_targets(tmp_path: Path) -> None:
    assert read_targets(tmp_path) == Targets()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("components: [pbxx]", "content/notify.yml:4:18: unknown component 'pbxx'"),
        ("statuses: [solved]", "content/notify.yml:4:16: unknown status 'solved'"),
        ("statuses: [resolvd]", "did you mean 'resolved'?"),
        ("language: de", "the language 'de' is not among those of site.yml"),
        ("language: xx", "unknown language 'xx'"),
        ("news: [all]", "unknown announcement 'all'"),
        ("adress: x", "content/notify.yml:4:5: unknown key 'adress'"),
    ],
)
def test_a_wrong_name_is_a_problem_with_its_place(line: str, expected: str, tmp_path: Path) -> None:
    assert expected in said(f"  - id: a\n    address_from: A\n    {line}\n", tmp_path)


def test_each_id_is_there_once(tmp_path: Path) -> None:
    target = "  - {id: a, address_from: A}\n"
    assert "duplicate id 'a'" in said(target * 2, tmp_path)


@pytest.mark.parametrize(
    "target",
    [
        "{id: a, address_from: slack://CANARY/B/C}",
        "{id: a, address_from: CANARY-b}",
        "{id: a, address: 'https://hooks.example/CANARY'}",
        "{id: a, address_from: A} # mailto://user:CANARY@mail.example",
        "{id: a, address_from: A, token: CANARY}",
        "{id: a, address_from: A, components: ['tgram://CANARY/1']}",
    ],
)
def test_a_secret_is_refused_and_not_repeated(target: str, tmp_path: Path) -> None:
    shown = said(f"  - {target}\n", tmp_path)
    assert shown.startswith("content/notify.yml:2:")
    assert "CANARY" not in shown


def test_an_address_is_refused_once_with_what_to_do(tmp_path: Path) -> None:
    shown = said("  - {id: a, address_from: 'slack://A/B/C'}\n", tmp_path)
    assert shown == (
        "content/notify.yml:2:28: an address is not allowed in this file: it is a secret\n"
        "  put it into an environment variable, and the name of that after 'address_from'"
    )


def test_a_comment_may_name_a_web_page(tmp_path: Path) -> None:
    text = "targets: # see https://wiki.example/notify\n  - {id: a, address_from: A}\n"
    assert read(text, tmp_path).problems == ()


def test_check_reads_the_targets(tmp_path: Path) -> None:
    read("targets:\n  - {id: a}\n", tmp_path)
    result = CliRunner().invoke(cli, ["check", "--root", str(tmp_path)])
    assert "content/notify.yml:2:5: 'address_from' is missing" in result.output
