"""The manual is held to the code: its commands, options, keys, examples, links and files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from statusgen.artefact import Artefact
from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore
from statusgen.cli.main import cli
from statusgen.content.load import load
from statusgen.content.schema.context import SchemaContext
from statusgen.problems import as_text
from statusgen.render.notices import read_notices
from statusgen.render.urls import file_of
from tests.manual import CONTENT, MANUAL, PACKAGE, blocks, commands, written
from tests.outputs.sites import sample
from tests.paths import REPOSITORY
from tests.samples import at

ROOT = REPOSITORY
FRONT_PAGE, *_ = MANUAL
TEXTS = {path: path.read_text(encoding="utf-8") for path in MANUAL}
NAMES = [path.relative_to(ROOT).as_posix() for path in MANUAL]
README = TEXTS[FRONT_PAGE]
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q"
AFTERWARDS = at("2026-12-03 12:00")


def without_examples(text: str) -> str:
    return re.sub(r"^```yaml\n.*?^```\n", "", text, flags=re.DOTALL | re.MULTILINE)


def section(path: Path, heading: str) -> str:
    """Return the text below a heading, up to the next one; examples are left out."""
    parts = re.split(r"^#+ (.+)\n", without_examples(TEXTS[path]), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


# --- commands ----------------------------------------------------------------------------------


def files(root: Path) -> tuple[Artefact, ...]:
    """Return all files of the site of `root` as it is afterwards."""
    site = build(BuildRequest(root, AFTERWARDS), None, MemoryStore()).site
    return site.artefacts if site else ()


def test_every_command_is_described_and_no_other() -> None:
    assert [name for name, _ in blocks(TEXTS[PACKAGE])] == ["", *commands()]


@pytest.mark.parametrize("path", MANUAL, ids=NAMES)
def test_tables_follow_from_the_program(path: Path) -> None:
    assert TEXTS[path] == written(path), "write them anew: python -m tests.manual"


def test_every_exit_code_is_explained() -> None:
    codes = re.findall(r"^\| (\d+) \|", section(PACKAGE, "Commands"), re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "130"]


def test_the_two_commands_build_and_test_a_fresh_clone() -> None:
    build, tests = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    runtime = "-c statusgen/starter/constraints.txt"
    assert build == f"{INSTALL} {runtime} -e . && .venv/bin/statusgen build"
    assert tests == f"{INSTALL} -c tests/constraints.txt -e '.[test]' && .venv/bin/pytest"
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_front_page_is_short() -> None:
    assert len(README.splitlines()) <= 250


def test_the_front_page_shows_a_small_picture_of_the_page() -> None:
    (name,) = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", README, re.MULTILINE)
    with Image.open(ROOT / name) as picture:
        assert picture.format == "PNG"
    assert (ROOT / name).stat().st_size < 100_000


# --- examples ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """One block of YAML, which names its file in its first line."""

    path: str
    text: str


def examples() -> list[Example]:
    """Return the examples of the manual, those of the front page first."""
    blocks = r"^```yaml\n(# (\S+)\n.*?)^```"
    found = (re.findall(blocks, text, re.DOTALL | re.MULTILINE) for text in TEXTS.values())
    return [Example(path, text) for each in found for text, path in each]


def site_with(example: Example, root: Path) -> None:
    """Write the site that the files of the manual make, with one example in it."""
    whole = {each.path: each.text for each in examples() if each.path.count("/") == 1}
    for path, text in {**whole, example.path: example.text}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_every_example_names_its_file() -> None:
    assert len(examples()) == sum(text.count("```yaml\n") for text in TEXTS.values()) > 0


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
    assert f"```text\n{as_text(mistake)}\n```" in section(CONTENT, "Mistakes")


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
    cells = re.findall(r"^\|([^|]*)\|", section(PACKAGE, "What is built"), re.MULTILINE)
    addresses = re.findall(r"`/([^`]*)`", "".join(cells))
    patterns = [re.sub(r"<[^>]+>", "[\\\\w-]+", re.escape(file_of(each))) for each in addresses]
    assert len(patterns) > 10
    assert not [each for each in patterns if not any(re.fullmatch(each, path) for path in sample())]


def test_the_notice_shown_is_one() -> None:
    (example,) = (each for each in examples() if "/notices/" in each.path)
    name = example.path.removeprefix("content/")
    notices = read_notices({name: example.text.encode()}, {name: example.path}, SchemaContext())
    assert (notices.problems, [*notices.by_name]) == ((), ["licences-late"])


# --- links and files ---------------------------------------------------------------------------


def slug(heading: str) -> str:
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")


def headings(text: str) -> set[str]:
    found = re.findall(r"^#+ (.+)$", without_examples(text), re.MULTILINE)
    return {slug(each) for each in found}


def leads_somewhere(path: Path, target: str) -> bool:
    """Return whether a link of a file of the manual has an end: a file, and a heading in it."""
    name, _, fragment = target.partition("#")
    file = (path.parent / name).resolve() if name else path
    return file.exists() and (not fragment or fragment in headings(TEXTS[file]))


@pytest.mark.parametrize("path", MANUAL, ids=NAMES)
def test_every_link_within_the_repository_leads_somewhere(path: Path) -> None:
    targets = [each for each in re.findall(r"\]\(([^)]+)\)", TEXTS[path]) if "://" not in each]
    assert not [each for each in targets if not leads_somewhere(path, each)]


def test_the_front_page_leads_to_every_other() -> None:
    assert all(f"]({name})" in README for name in NAMES[1:])


@pytest.mark.parametrize("path", MANUAL, ids=NAMES)
def test_every_file_named_exists(path: Path) -> None:
    pattern = r"`((?:\.github|content|statusgen|templates|tests)/[\w./-]*|\w+\.toml)`"
    named = re.findall(pattern, TEXTS[path])
    absent = [each for each in named if not (ROOT / each).exists()]
    assert not [each for each in absent if path != PACKAGE or not (PACKAGE.parent / each).exists()]


# --- the README of the package -----------------------------------------------------------------

PLACEHOLDER = re.compile(r"<[a-z]+>")


def paths_in(text: str) -> Iterator[str]:
    """Yield every path that a Markdown text names in code or links to."""
    for code, link in re.findall(r"`([^`\n]+)`|\]\(([^)#\n]+)\)", text):
        if re.fullmatch(r"[\w.<>/-]+/|[\w.<>/-]+\.(py|md|json|html|txt)", code or link):
            yield code or link


def test_every_path_in_the_readme_of_the_package_is_there() -> None:
    package = ROOT / "statusgen"
    house = TEXTS[PACKAGE].partition("\n## Commands\n")[0]
    paths = set(paths_in(house))
    assert len(paths) > 30
    patterns = {path: PLACEHOLDER.sub("*", path).removeprefix("../") for path in paths}
    absent = [
        path
        for path, pattern in patterns.items()
        if not any(any(folder.glob(pattern)) for folder in (package, ROOT))
    ]
    assert absent == []
