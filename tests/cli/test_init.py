import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml

from statusgen import __version__
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.json_schema import KINDS
from tests.paths import REPOSITORY
from tests.samples import at

ROOT = REPOSITORY
NOW = "2026-11-20 15:00Z"


def laid_out(folder: Path) -> Path:
    assert run(["init", str(folder), "--now", NOW]) == 0
    return folder


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
    texts = [path.read_text("utf-8") for path in laid_out(tmp_path).rglob("*") if path.is_file()]
    assert not [text for text in texts if re.search("@[A-Z]+@", text)]
    assert any(f"statusgen=={__version__}" in text for text in texts)


def test_git_keeps_line_ends_alike_on_all_systems(tmp_path: Path) -> None:
    assert "* text=auto eol=lf\n" in (laid_out(tmp_path) / ".gitattributes").read_text("utf-8")


def test_without_a_folder_it_is_laid_out_in_the_root(tmp_path: Path) -> None:
    assert run(["init", "--root", str(tmp_path)]) == 0
    assert (tmp_path / "content" / "site.yml").is_file()


def test_a_new_repository_is_empty_enough(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    laid_out(tmp_path)


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
    assert "taken' is not empty." in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]


def test_a_disk_that_refuses_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert run(["init", str(tmp_path / "new")]) == 1
    assert "could not be laid out" in capsys.readouterr().err


# --- the files ----------------------------------------------------------------------------------

OURS = "install -c statusgen/starter/constraints.txt ."
THEIRS = "install -r requirements.txt"


@pytest.mark.parametrize("name", ["check.yml", "rebuild.yml"])
def test_the_workflows_are_those_of_this_repository(name: str, tmp_path: Path) -> None:
    ours = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    theirs = (laid_out(tmp_path) / ".github" / "workflows" / name).read_text("utf-8")
    assert theirs == ours.replace(OURS, THEIRS).replace(
        "statusgen/starter/constraints", "constraints"
    )


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


def test_an_installed_package_makes_a_site_anywhere(tmp_path: Path) -> None:
    """Build a wheel, install it where this checkout is not seen, and use it from there."""
    output_of(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
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
