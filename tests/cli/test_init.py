import json
import os
import pty
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import yaml

from statusgen.authoring.init.requirement import installed
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.json_schema import KINDS
from statusgen.model import Repository
from statusgen.render.theme import read_theme
from tests.paths import REPOSITORY
from tests.samples import at

ROOT = REPOSITORY
NOW = "2026-11-20 15:00Z"


def laid_out(folder: Path, *options: str) -> Path:
    assert run(["init", str(folder), "--now", NOW, *options]) == 0
    return folder


def text_of(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_a_new_site_passes_check(tmp_path: Path) -> None:
    assert load(laid_out(tmp_path / "a" / "status"), at("2026-11-20 15:00")).problems == ()


def test_the_first_build_succeeds(tmp_path: Path) -> None:
    site = laid_out(tmp_path / "status")
    assert run(["build", "--root", str(site), "--now", NOW]) == 0
    assert "The website answers slowly" in (site / "site" / "index.html").read_text("utf-8")


def test_the_sample_is_of_today_and_marked_as_sample(tmp_path: Path) -> None:
    content = load(laid_out(tmp_path), at("2026-11-20 15:00")).content
    assert content is not None
    assert content.site.sample
    assert [(each.id, each.updates[-1].at) for each in content.incidents] == [
        ("2026-11-20-sample", at("2026-11-20 14:00"))
    ]


def test_no_variable_is_left_in_a_file(tmp_path: Path) -> None:
    files = [path for path in laid_out(tmp_path).rglob("*") if path.is_file()]
    texts = [path.read_text("utf-8") for path in files if path.suffix != ".whl"]
    assert not [text for text in texts if re.search("@[A-Z]+@", text)]


def test_git_keeps_line_ends_alike_on_all_systems(tmp_path: Path) -> None:
    assert "* text=auto eol=lf\n" in (laid_out(tmp_path) / ".gitattributes").read_text("utf-8")


def test_without_a_folder_it_is_laid_out_in_the_root(tmp_path: Path) -> None:
    assert run(["init", "--root", str(tmp_path)]) == 0
    assert (tmp_path / "content" / "site.yml").is_file()


def test_a_new_repository_is_empty_enough(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    laid_out(tmp_path)


def test_a_clone_keeps_what_its_host_put_into_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = {
        "README.md": "mine",
        "LICENSE": "mine",
        ".gitignore": "*.log",
        ".github/workflows/check.yml": "mine",
    }
    for name, text in theirs.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    laid_out(tmp_path)
    ours = (
        "/site/\n/.schema/\n.venv/\n/.statusgen-venv/\n/.notify/\n/notify-ledger/\n"
        ".*.statusgen.tmp\n"
    )
    assert text_of(tmp_path, ".gitignore") == f"*.log\n{ours}"
    kept = [name for name in theirs if text_of(tmp_path, name) == "mine"]
    assert kept == ["README.md", "LICENSE", ".github/workflows/check.yml"]
    assert "left as they are: .github/workflows/check.yml\n" in capsys.readouterr().out


def test_the_values_of_a_site_can_be_given(tmp_path: Path) -> None:
    where = ("--url", "https://acme.example/status", "--repository", "https://git.example/a/s")
    what = ("--name", "ACME: status", "--timezone", "Europe/Rome", "--languages", "it,de")
    loaded = load(laid_out(tmp_path, *where, *what), at("2026-11-20 15:00"))
    assert loaded.content is not None
    site = loaded.content.site
    assert (site.name.default, site.url) == ("ACME: status", "https://acme.example/status/")
    assert (site.timezone.key, site.languages) == ("Europe/Rome", ("it", "de"))
    assert site.repository == Repository("https://git.example/a/s", "main")
    assert loaded.content.incidents[0].title.in_language("de") == "Die Website antwortet langsam"
    assert loaded.problems == ()


def test_the_components_of_a_site_are_in_its_languages(tmp_path: Path) -> None:
    content = load(laid_out(tmp_path, "--languages", "de,fr"), at("2026-11-20 15:00")).content
    assert content is not None
    (services,) = content.component_groups
    assert services.name.by_language == {"de": "Dienste", "fr": "Services"}
    api = services.components[-1].description
    assert api is not None
    assert api.in_language("de") == "Die Schnittstelle für Partner"


def test_the_repository_is_the_one_of_the_clone(tmp_path: Path) -> None:
    output_of("git", "init", "-q", "-b", "trunk", cwd=tmp_path)
    output_of("git", "remote", "add", "origin", "git@git.example:acme/status.git", cwd=tmp_path)
    content = load(laid_out(tmp_path), at("2026-11-20 15:00")).content
    assert content is not None
    assert content.site.repository == Repository("https://git.example/acme/status", "trunk")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--timezone", "Europe/Roma", "did you mean 'Europe/Rome'?"),
        ("--languages", "en,xx", "unknown language 'xx'"),
        ("--url", "status", "is not an http or https address"),
        ("--statusgen", "/nowhere", "nothing that a host can install from"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(
    option: str, value: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "new"), option, value]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_person_is_asked_and_told_what_comes_next(tmp_path: Path) -> None:
    answers = "ACME status\n\nMars/Base\nEurope/Rome\nen, it\n\n"
    shown = at_a_terminal(["init", "new"], answers, tmp_path)
    assert shown.index("Name of the site") < shown.index("Address it will have")
    assert text_of(tmp_path / "new", "content/site.yml").startswith(
        "name: ACME status\nurl: https://status.example.com/ # where the site will be\n"
        "timezone: Europe/Rome # for times written without a zone, such as Europe/Rome\n"
        "languages: [en, it] "
    )
    assert [line[:5] for line in shown.splitlines() if line.startswith("  ")][-3:] == [
        "  1. ",
        "  2. ",
        "  3. ",
    ]


COMMIT = 'git add . && git commit -m "Begin the status site" && git push -u origin main'
"""The end of the commands that publish a new site."""


@pytest.mark.parametrize(
    ("folder", "steps"),
    [("", "git init -b main"), ("our site", "cd 'our site' && git init -b main")],
)
def test_the_next_steps_are_commands_that_work_here(
    folder: str,
    steps: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ("--repository", "https://git.example/a", "--now", NOW)
    assert run(["init", *filter(None, [folder]), *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    place = f" --root '{folder}'" if folder else ""
    assert f"  1. Look at it: statusgen serve{place}" in lines
    remote = "git remote add origin https://git.example/a"
    assert f"  2. Publish it in a repository: {steps} && {remote} && {COMMIT}" in lines


def test_the_next_steps_of_a_clone_leave_its_remote_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    output_of("git", "init", "-b", "main", cwd=tmp_path)
    output_of("git", "remote", "add", "origin", "git@git.example:acme/status.git", cwd=tmp_path)
    assert run(["init", "--now", NOW]) == 0
    assert f"  2. Publish it in a repository: {COMMIT}" in capsys.readouterr().out.splitlines()


def at_a_terminal(arguments: list[str], answers: str, folder: Path) -> str:
    """Return what a command shows at a terminal where a person types the answers."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb") as keyboard:
        keyboard.write(answers.encode())
        keyboard.flush()
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "statusgen", *arguments],
            stdin=theirs,
            capture_output=True,
            cwd=folder,
            check=True,
            text=True,
            timeout=60,
        )
        os.close(theirs)
    return done.stderr + done.stdout


def test_a_sample_that_is_no_longer_marked_as_one_is_warned_about(tmp_path: Path) -> None:
    config = laid_out(tmp_path) / "content" / "site.yml"
    config.write_text(re.sub("^sample: .*", "", config.read_text("utf-8"), flags=re.MULTILINE))
    (problem,) = load(tmp_path, at("2026-11-20 15:00")).problems
    assert problem.place.path.endswith("2026-11-20-sample.yml")
    assert problem.message.startswith("this is the sample of a new site")


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_is_not_empty_stays_as_it_is(
    is_folder: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    taken = tmp_path / "taken"
    mine = taken / "mine.txt" if is_folder else taken
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    assert run(["init", str(taken)]) == 2
    why = "is not empty: it has 'mine.txt'." if is_folder else "cannot be used: Not a directory."
    assert f"taken' {why}" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]


def test_a_disk_that_refuses_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert run(["init", str(tmp_path / "new")]) == 1
    assert "could not be laid out" in capsys.readouterr().err


def test_a_full_disk_leaves_the_lists_of_others_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / ".gitignore").write_text("*.log\n")
    monkeypatch.setattr(os, "fsync", refuse)
    assert run(["init", str(tmp_path)]) == 1
    assert text_of(tmp_path, ".gitignore") == "*.log\n"


# --- the files ----------------------------------------------------------------------------------

OURS = "environment.py -c statusgen/starter/constraints.txt ."
THEIRS = "environment.py -r requirements.txt"
OUR_FILES = "'statusgen/**', 'templates/**', 'pyproject.toml'"
THEIR_FILES = "'requirements.txt', 'constraints.txt', '.statusgen/**'"


@pytest.mark.parametrize("name", ["check.yml", "notify.yml", "rebuild.yml"])
def test_the_workflows_are_those_of_this_repository(name: str, tmp_path: Path) -> None:
    ours = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    theirs = (laid_out(tmp_path) / ".github" / "workflows" / name).read_text("utf-8")
    same = ours.replace(OURS, THEIRS).replace(OUR_FILES, THEIR_FILES)
    assert theirs == same.replace("statusgen/starter/constraints", "constraints")


def test_netlify_builds_it_as_it_builds_this_repository(tmp_path: Path) -> None:
    def commands(path: Path) -> list[str]:
        lines = path.read_text("utf-8").replace(THEIRS, OURS).splitlines()
        return [line for line in lines if line and not line.startswith("#")]

    assert commands(laid_out(tmp_path) / "netlify.toml") == commands(ROOT / "netlify.toml")


def test_the_hook_is_the_one_of_this_repository(tmp_path: Path) -> None:
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    config = yaml.safe_load((laid_out(tmp_path) / ".pre-commit-config.yaml").read_text("utf-8"))
    (theirs,) = config["repos"][0]["hooks"]
    assert theirs.items() - {("language", "system")} <= ours.items()


def test_the_hook_runs_check(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "statusgen"
    assert run([*arguments, "--root", str(laid_out(tmp_path))]) == 0


def test_the_editor_has_the_schema_of_every_kind_of_file(tmp_path: Path) -> None:
    settings = json.loads((laid_out(tmp_path) / ".vscode" / "settings.json").read_text("utf-8"))
    ours = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert settings == ours
    assert list(settings["yaml.schemas"]) == [f".schema/{kind}.schema.json" for kind in KINDS]


# --- where statusgen comes from ------------------------------------------------------------------


class Installed(Distribution):
    """A distribution with a record of where pip found it."""

    def __init__(self, record: object) -> None:
        self._record = record

    def read_text(self, filename: str) -> str | None:
        files = {
            "METADATA": "Metadata-Version: 2.4\nName: statusgen\nVersion: 1.2\n",
            "direct_url.json": None if self._record is None else json.dumps(self._record),
        }
        return files.get(filename)

    def locate_file(self, path: str | os.PathLike[str]) -> Path:
        return Path(path)


_GIT = {"vcs": "git", "requested_revision": "main", "commit_id": "c0ffee"}


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (None, "statusgen==1.2"),
        (
            {"url": "https://git.example/statusgen", "vcs_info": _GIT},
            "statusgen @ git+https://git.example/statusgen@c0ffee",
        ),
        (
            {"url": "https://git.example/all", "vcs_info": _GIT, "subdirectory": "tools"},
            "statusgen @ git+https://git.example/all@c0ffee#subdirectory=tools",
        ),
        (
            {"url": "https://a.example/s.whl", "archive_info": {"hashes": {"sha256": "1a"}}},
            "statusgen @ https://a.example/s.whl#sha256=1a",
        ),
        (
            {"url": "file:///not/there", "dir_info": {"editable": True}},
            "./.statusgen/statusgen-1.2-py3-none-any.whl",
        ),
    ],
)
def test_it_is_installed_from_where_it_came_from(record: object, line: str) -> None:
    assert installed(Installed(record)).line == line


def test_a_wheel_that_it_came_from_is_brought_along(tmp_path: Path) -> None:
    wheel = tmp_path / "statusgen-1.2-py3-none-any.whl"
    wheel.write_bytes(b"its bytes")
    found = installed(Installed({"url": wheel.as_uri(), "archive_info": {}}))
    assert found.wheel == (wheel.name, b"its bytes")


@pytest.mark.parametrize("scheme", ["https", "git+https"])
def test_an_address_stands_in_the_requirements(scheme: str, tmp_path: Path) -> None:
    address = f"{scheme}://example.com/statusgen"
    site = laid_out(tmp_path, "--statusgen", address)
    assert f"\nstatusgen @ {address}\n" in text_of(site, "requirements.txt")


@pytest.mark.slow
@pytest.mark.machine
def test_a_new_site_deploys_by_its_own_files_without_the_sources(tmp_path: Path) -> None:
    """Run Netlify's command, and the hook's, where there is nothing but the site."""
    site = laid_out(tmp_path / "status")
    output_of("git", "init", "-q", cwd=site)
    venv.create(tmp_path / "venv", symlinks=True, with_pip=True)
    programs = {
        "PATH": f"{site / '.statusgen-venv' / 'bin'}:{tmp_path / 'venv' / 'bin'}:/usr/bin:/bin",
        "PYTHONPATH": "",
    }
    (netlify, hook) = (text_of(site, each) for each in ("netlify.toml", ".pre-commit-config.yaml"))
    build = tomllib.loads(netlify)["build"]["command"]
    output_of("sh", "-c", build, cwd=site, CACHED_COMMIT_REF="", **programs)
    assert "The website answers slowly" in text_of(site, "site/index.html")
    output_of(
        "sh", "-c", yaml.safe_load(hook)["repos"][0]["hooks"][0]["entry"], cwd=site, **programs
    )
    where = "import statusgen; print(statusgen.__file__)"
    kept = site / ".statusgen-venv" / "bin" / "python"
    assert output_of(kept, "-c", where, cwd=site, **programs).startswith(str(tmp_path))


# --- from a wheel --------------------------------------------------------------------------------


def output_of(*command: str | Path, cwd: Path, **env: str) -> str:
    """Return the standard output of a command."""
    done = subprocess.run(  # noqa: S603 - our own words
        [str(each) for each in command],
        cwd=cwd,
        env={**os.environ, **env},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def templates_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    folder = "statusgen/templates/"
    assert not [name for name in names if name.endswith("README.md")]
    own = {name.removeprefix(folder) for name in names if name.startswith(folder)}
    return {name for name in own if not name.rpartition("/")[2].startswith(".")}


def test_an_installed_package_makes_a_site_anywhere(tmp_path: Path) -> None:
    """Build a wheel, install it where this checkout is not seen, and use it from there."""
    output_of(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    assert templates_in(wheel) == set(read_theme(tmp_path).files)
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = ("install", "-q", "--no-deps", "--no-index", str(*tmp_path.glob("*.whl")))
    output_of(sys.executable, "-m", "pip", "--python", python, *install, cwd=tmp_path)

    others = {"PYTHONPATH": sysconfig.get_path("purelib")}
    where = "import statusgen; print(statusgen.__file__)"
    assert output_of(python, "-c", where, cwd=tmp_path, **others).startswith(str(tmp_path))
    for command in (["init", "new"], ["build", "--root", "new"]):
        output_of(python, "-m", "statusgen", *command, cwd=tmp_path, **others)
    assert "The website answers slowly" in (tmp_path / "new/site/index.html").read_text("utf-8")
