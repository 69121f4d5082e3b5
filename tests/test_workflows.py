"""Holds GitHub's files, ours and those of a new site, to their schemas and to zizmor."""

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from packaging.metadata import Metadata
from packaging.version import Version
from trove_classifiers import classifiers

from statusgen import __version__
from statusgen.cli.main import run
from tests.paths import REPOSITORY
from tests.test_netlify import WORKFLOWS, shell_of, steps, workflow

GITHUB = REPOSITORY / ".github"
NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def new_site(tmp_path: Path) -> Path:
    assert run(["init", str(tmp_path / "site")]) == 0
    return tmp_path / "site"


def judged(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a program of the environment of the tests."""
    path = Path(sys.executable).with_name(program)
    return subprocess.run(  # noqa: S603 - the words are those below
        [path, *arguments], capture_output=True, text=True, check=False
    )


# --- what may run ------------------------------------------------------------------------------


def test_zizmor_finds_nothing(new_site: Path) -> None:
    options = ("--offline", "--no-progress", "--persona", "pedantic")
    found = judged("zizmor", *options, str(GITHUB), str(new_site / ".github"))
    assert found.returncode == 0, found.stdout
    assert "No findings" in found.stdout


def test_an_action_is_the_same_commit_everywhere(new_site: Path) -> None:
    manual = REPOSITORY / "statusgen" / "README.md"
    theirs = new_site / ".github" / "workflows"
    files = [manual, *WORKFLOWS.glob("*.yml"), *theirs.glob("*.yml")]
    used = {
        line.strip().removeprefix("- ")
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses: " in line and "uses: ./" not in line
    }
    pinned = [re.fullmatch(r"uses: ([\w/-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used]
    assert len({each[1] for each in pinned if each}) == len(used) > 3


def test_a_job_may_do_what_is_listed_here_and_nothing_else() -> None:
    jobs = {(name, job): jobs_of(name)[job] for name in NAMES for job in jobs_of(name)}
    assert all(workflow(name)["permissions"] == {} for name in NAMES)
    assert all("permissions" in job for job in jobs.values())
    assert {
        (*key, scope)
        for key, job in jobs.items()
        for scope, access in job["permissions"].items()
        if access == "write"
    } == {
        ("notify.yml", "notify", "contents"),
        ("rebuild.yml", "rebuild", "actions"),
        ("release.yml", "publish", "id-token"),
    }


def jobs_of(name: str) -> dict[str, dict[str, Any]]:
    found = workflow(name)["jobs"]
    assert isinstance(found, dict)
    return found


SCHEMAS = {
    "vendor.github-workflows": "workflows/*.yml",
    "custom.github-workflows-require-timeout": "workflows/[!r]*.yml",  # a call has no time limit
    "vendor.dependabot": "dependabot.yml",
    "vendor.github-issue-forms": "ISSUE_TEMPLATE/[!c]*.yml",
    "vendor.github-issue-config": "ISSUE_TEMPLATE/config.yml",
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_github_understands_the_files(schema: str, new_site: Path) -> None:
    folders = (GITHUB, new_site / ".github")
    files = [str(path) for folder in folders for path in folder.glob(SCHEMAS[schema])]
    found = judged("check-jsonschema", "--builtin-schema", schema, *files)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("kind", "folder", "pattern"),
    [
        ("github-actions", ".github/workflows", "uses: actions/"),
        ("github-actions", "statusgen/starter/_github/workflows", "uses: actions/"),
        ("pip", ".", "dependencies = "),
        ("pip", "tests", "pytest=="),
        ("pip", "statusgen/starter", "click=="),
    ],
)
def test_what_is_pinned_is_renewed(kind: str, folder: str, pattern: str) -> None:
    read = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))
    (update,) = (each for each in read["updates"] if each["package-ecosystem"] == kind)
    name = folder.removeprefix(".github/workflows").removeprefix(".")
    assert f"/{name}" in update["directories"]
    files = [
        path for path in (REPOSITORY / folder).glob("*") if path.suffix in {".yml", ".txt", ".toml"}
    ]
    assert any(pattern in path.read_text(encoding="utf-8") for path in files)


# --- what is tested, and when ------------------------------------------------------------------


def test_the_suite_runs_with_every_supported_python() -> None:
    supported = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if ":: 3." in each]
    assert jobs_of("test.yml")["suite"]["strategy"]["matrix"]["python"] == supported
    assert PROJECT["requires-python"] == f">={supported[0]}"
    assert "bash .ci/run" in shell_of("test.yml")


@pytest.mark.parametrize("command", jobs_of("nightly.yml")["long"]["strategy"]["matrix"]["command"])
def test_what_runs_at_night_exists(command: str) -> None:
    program, *words = command.split()
    assert program == "pytest" or find_spec(words[words.index("-m") + 1])


def test_nothing_warns_when_it_is_imported() -> None:
    everything = (
        "import importlib, pkgutil, statusgen\n"
        "for each in pkgutil.walk_packages(statusgen.__path__, 'statusgen.'):\n"
        "    each.name.endswith('__main__') or importlib.import_module(each.name)\n"
    )
    python = Path(sys.executable).name
    assert judged(python, "-W", "error", "-c", everything).stderr == ""


# --- a release ---------------------------------------------------------------------------------


def test_the_change_log_begins_with_what_is_not_released_yet() -> None:
    text = (GITHUB / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## (.+)$", text, re.MULTILINE)
    dated = [re.fullmatch(r"(\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)", each) for each in released]
    versions = [Version(each[1]) for each in dated if each]
    assert first == "Not released yet"
    assert len(versions) == len(released)
    assert versions == sorted(versions, reverse=True)
    assert all(each <= Version(__version__) for each in versions)


@pytest.mark.parametrize(
    ("tag", "heading", "said"),
    [
        ("v1.2.0", "## 1.2.0 (2026-11-29)", ""),
        ("v1.2.1", "## 1.2.0 (2026-11-29)", "has another version"),
        ("v1.2.0", "## Not released yet", "has no section for 1.2.0"),
    ],
)
def test_a_release_is_the_version_and_has_its_changes(
    tag: str, heading: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "statusgen").mkdir()
    (tmp_path / "statusgen" / "__init__.py").write_text('"""A."""\n\n__version__ = "1.2.0"\n')
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "CHANGELOG.md").write_text(f"# Changes\n\n{heading}\n")
    (step,) = (each for each in steps("release.yml") if "GITHUB_REF_NAME" in each.get("run", ""))
    done = subprocess.run(  # noqa: S603 - the step of the workflow
        ["/bin/bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env={"GITHUB_REF_NAME": tag},
        capture_output=True,
        text=True,
        check=False,
    )
    assert bool(done.returncode) == bool(said)
    assert said in done.stdout


def test_the_index_takes_what_is_built(tmp_path: Path) -> None:
    built = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = Metadata.from_email(archive.read(name))  # raises where the index would refuse
    assert (metadata.name, str(metadata.version)) == ("statusgen", __version__)
    assert set(metadata.classifiers or ()) <= classifiers
    assert len(list(tmp_path.glob("*.tar.gz"))) == 1
