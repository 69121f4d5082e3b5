"""The README is held to the code: its commands, options, keys, examples, links and files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from statusgen.artefact import Artefact
from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore
from statusgen.cli.main import cli
from statusgen.content.load import load
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.notice import IncidentNotice, MaintenanceNotice
from statusgen.content.schema.policy.file import PolicyFile
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.problems import as_text
from statusgen.render.notices import read_notices
from statusgen.render.urls import file_of
from tests import manual
from tests.paths import REPOSITORY
from tests.samples import at

ROOT = REPOSITORY
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q"
AFTERWARDS = at("2026-12-03 12:00")

SHAPES: dict[str, type[BaseModel]] = {
    "site.yml": SiteFile,
    "components.yml": ComponentsFile,
    "groups.yml": GroupsFile,
    "sla.yml": PolicyFile,
    **manual.TABLES,
}


def without_examples(text: str) -> str:
    return re.sub(r"^```yaml\n.*?^```\n", "", text, flags=re.DOTALL | re.MULTILINE)


def section(heading: str) -> str:
    """Return the text below a heading, up to the next one; examples are left out."""
    parts = re.split(r"^#+ (.+)\n", without_examples(README), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


# --- commands ----------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def files(root: Path) -> tuple[Artefact, ...]:
    """Return all files of the site of `root` as it is afterwards."""
    site = build(BuildRequest(root, AFTERWARDS), None, MemoryStore()).site
    return site.artefacts if site else ()


def test_every_command_is_described_and_no_other() -> None:
    assert re.findall(r"^\*\*`statusgen (\w+)`\*\*", section("Commands"), re.MULTILINE) == [
        *commands()
    ]


@pytest.mark.parametrize("name", [*commands()])
def test_every_option_of_a_command_is_in_its_table(name: str) -> None:
    shared, *parts = re.split(r"^\*\*`statusgen (?=\w)", section("Commands"), flags=re.MULTILINE)
    (own,) = (part for part in parts if part.startswith(f"{name}`"))
    options = (each for each in commands()[name].params if isinstance(each, click.Option))
    declared = {word for option in options for word in option.opts}
    text = shared + own if "--root" in declared else own
    cells = re.findall(r"^\| (`--[^|]*)\|", text, re.MULTILINE)
    named = set(re.findall(r"`(--[a-z-]+)", "".join(cells)))
    assert named == declared


def test_every_exit_code_is_explained() -> None:
    codes = re.findall(r"^\| (\d+) \|", section("Commands"), re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "130"]


def test_the_two_commands_build_and_test_a_fresh_clone() -> None:
    build, tests = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    runtime = "-c statusgen/starter/constraints.txt"
    assert build == f"{INSTALL} {runtime} -e . && .venv/bin/statusgen build"
    assert tests == f"{INSTALL} -c tests/constraints.txt -e '.[test]' && .venv/bin/pytest"
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


# --- keys --------------------------------------------------------------------------------------


def keys(shape: type[BaseModel]) -> Iterator[tuple[str, bool]]:
    """Yield every key of a file with those above it, and whether it is required."""
    return ((key, field.is_required()) for key, field in manual.fields(shape))


def described_keys(heading: str) -> list[tuple[str, bool]]:
    """Return the keys in the tables of a section, and whether they are bold: required."""
    rows = re.findall(r"^\|([^|]*)\|", section(heading), re.MULTILINE)
    cells = [cell for row in rows for cell in re.findall(r"(\*\*)?`([a-z_.]+)`", row)]
    return [(key, bool(bold)) for bold, key in cells]


@pytest.mark.parametrize("kind", SHAPES)
def test_every_key_is_described_and_no_other(kind: str) -> None:
    assert sorted(described_keys(kind)) == sorted(set(keys(SHAPES[kind])))


@pytest.mark.parametrize("kind", manual.TABLES)
def test_the_table_of_an_entry_is_that_of_its_record(kind: str) -> None:
    table = manual.table(manual.TABLES[kind])
    assert table in section(kind), "write it anew: python -m tests.manual"


# --- examples ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """One block of YAML, which names its file in its first line."""

    path: str
    text: str


def examples() -> list[Example]:
    blocks = re.findall(r"^```yaml\n(# (\S+)\n.*?)^```", README, re.DOTALL | re.MULTILINE)
    return [Example(path, text) for text, path in blocks]


def site_with(example: Example, root: Path) -> None:
    """Write the site that the README's own files make, with one example in it."""
    whole = {each.path: each.text for each in examples() if each.path.count("/") == 1}
    for path, text in {**whole, example.path: example.text}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_every_example_names_its_file() -> None:
    assert len(examples()) == README.count("```yaml\n") > 0


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.path)
def test_every_example_passes_check(example: Example, tmp_path: Path) -> None:
    site_with(example, tmp_path)
    arguments = ["check", "--root", str(tmp_path), "--now", "2026-12-03 12:00"]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert (result.return_value, result.output) == (0, result.output)


def test_the_message_shown_is_the_one_that_check_gives(tmp_path: Path) -> None:
    first = examples()[0]
    site_with(
        Example(first.path, first.text.replace("cloud-eu: major", "cloud-ue: major")), tmp_path
    )
    (mistake, *_) = load(tmp_path, AFTERWARDS).problems
    assert f"```text\n{as_text(mistake)}\n```" in section("Mistakes")


def made_of_the_first_example(root: Path) -> dict[str, str]:
    site_with(examples()[0], root)
    artefacts = files(root)
    texts = (each for each in artefacts if not each.path.endswith((".png", ".ico")))
    return {each.path: each.content.decode() for each in texts}


def test_the_post_shown_is_the_one_that_is_made(tmp_path: Path) -> None:
    made = made_of_the_first_example(tmp_path)
    (path,) = (each for each in made if re.match(r"posts/tech-wizards/.*\.en\.txt", each))
    assert f"```text\n{made[path]}```" in README


def test_the_feed_entry_shown_is_the_one_that_is_made(tmp_path: Path) -> None:
    (title,) = re.findall(r"\*\*a feed entry\*\*, `([^`]+)`", README)
    assert f"<title>{title}</title>" in made_of_the_first_example(tmp_path)["feed.rss"]


def test_every_address_is_one_of_the_sample_site() -> None:
    cells = re.findall(r"^\|([^|]*)\|", section("What is built"), re.MULTILINE)
    addresses = re.findall(r"`/([^`]*)`", "".join(cells))
    made = [each.path for each in files(ROOT)]
    patterns = [re.sub(r"<[^>]+>", "[\\\\w-]+", re.escape(file_of(each))) for each in addresses]
    assert len(patterns) > 10
    assert not [each for each in patterns if not any(re.fullmatch(each, path) for path in made)]


def test_the_notice_shown_is_one() -> None:
    (example,) = (each for each in examples() if "/notices/" in each.path)
    name = example.path.removeprefix("content/")
    notices = read_notices({name: example.text.encode()}, {name: example.path}, SchemaContext())
    assert (notices.problems, [*notices.by_name]) == ((), ["licences-late"])


def test_every_key_of_a_notice_is_described() -> None:
    described = set(re.findall(r"`([a-z_.]+)`", section("Notices").replace("```", "")))
    shapes = (IncidentNotice, MaintenanceNotice)
    named = {key for shape in shapes for key, _ in keys(shape)}
    assert {key.removeprefix("texts.") for key in named} <= described


# --- links and files ---------------------------------------------------------------------------


def slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")


def test_every_link_within_the_repository_leads_somewhere() -> None:
    targets = [each for each in re.findall(r"\]\(([^)]+)\)", README) if "://" not in each]
    headings = {
        f"#{slug(each)}"
        for each in re.findall(r"^#+ (.+)$", without_examples(README), re.MULTILINE)
    }
    assert targets
    assert not [each for each in targets if each not in headings and not (ROOT / each).exists()]


def test_every_file_named_exists() -> None:
    named = re.findall(r"`((?:\.github|content|statusgen|templates|tests)/[\w./-]*)`", README)
    named += re.findall(r"`(\w+\.toml)`", README)
    assert named
    assert not [each for each in named if not (ROOT / each).exists()]


# --- the README of the package -----------------------------------------------------------------

PLACEHOLDER = re.compile(r"<[a-z]+>")


def paths_in(text: str) -> Iterator[str]:
    """Yield every path that a Markdown text names in code or links to."""
    for code, link in re.findall(r"`([^`\n]+)`|\]\(([^)#\n]+)\)", text):
        if re.fullmatch(r"[\w.<>/-]+/|[\w.<>/-]+\.(py|md|json|html|txt)", code or link):
            yield code or link


def test_every_path_in_the_readme_of_the_package_is_there() -> None:
    package = ROOT / "statusgen"
    paths = set(paths_in((package / "README.md").read_text(encoding="utf-8")))
    assert len(paths) > 30
    patterns = {path: PLACEHOLDER.sub("*", path).removeprefix("../") for path in paths}
    absent = [
        path
        for path, pattern in patterns.items()
        if not any(any(folder.glob(pattern)) for folder in (package, ROOT))
    ]
    assert absent == []
