"""Holds the files of tested versions to pyproject.toml and to their form."""

import re
from pathlib import Path

import pytest
import yaml

from tests import versions
from tests.paths import REPOSITORY

FILES = (versions.RUNTIME, versions.TOOLS, versions.MAINTNOTE_READER)


def pinned(*paths: Path) -> dict[str, tuple[int, ...]]:
    """Return the version of each package in files, by its name in the form of PEP 503."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    found = filter(None, map(versions.pinned_version, lines))
    return {name(each["name"]): numbers(each["version"]) for each in found}


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_has_names_and_versions_and_no_addresses(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    others = [each for each in lines if not versions.pinned_version(each) and each[0] != "#"]
    assert others == (["-c ../statusgen/starter/constraints.txt"] if path == versions.TOOLS else [])


REQUIREMENT = re.compile(r"([\w.-]+)(?:>=([\w.]+))?(?:,<([\w.]+))?(?:;.*)?")


def assert_allowed(requirements: list[str], tested: dict[str, tuple[int, ...]]) -> None:
    for requirement in requirements:
        read = REQUIREMENT.fullmatch(requirement)
        assert read, requirement
        package, lower, upper = read.groups(default="0")
        assert tested[name(package)] >= numbers(lower)
        assert upper == "0" or tested[name(package)] < numbers(upper)


def test_what_the_product_needs_has_versions_that_are_allowed() -> None:
    product, _ = versions.requirements()
    assert_allowed(product, pinned(versions.RUNTIME))


def test_what_the_tests_need_has_versions_that_are_allowed() -> None:
    _, tests = versions.requirements()
    assert_allowed(tests, pinned(versions.RUNTIME, versions.TOOLS))


def test_a_package_has_one_version() -> None:
    assert not pinned(versions.RUNTIME).keys() & pinned(versions.TOOLS).keys()


def test_the_lowest_versions_are_the_bounds() -> None:
    assert {"babel==2.16", "backports.zstd==1.0"} <= {*versions.lower_bounds()}


def test_a_renewed_file_keeps_its_head(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("# tested\n-c other.txt\nbabel==2.14\n")
    versions.write(path, ["babel==2.19.0"])
    assert path.read_text() == "# tested\n-c other.txt\nbabel==2.19.0\n"


def test_both_are_tried_every_week() -> None:
    text = (REPOSITORY / ".github" / "workflows" / "versions.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    (job,) = workflow["jobs"].values()
    assert job["strategy"]["matrix"] == {"versions": ["lowest", "newest"]}
    (schedule,) = workflow[True]["schedule"]  # YAML 1.1 reads `on` as true
    assert schedule["cron"].endswith(" * * 1")
