import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.artefact import Artefact, Job
from statusgen.cli import check as checking
from statusgen.cli.main import run
from statusgen.outputs.jobs import Output

NOW = ("--now", "2026-11-20 15:00")


def page(_context: object) -> Iterator[Job]:
    yield Job("home", lambda: [Artefact("index.html", b"Home")])


@pytest.fixture(autouse=True)
def outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.outputs.OUTPUTS", (Output("page", page),))


def spoil(root: Path) -> None:
    (root / "content/incidents/calls-fail.yml").write_text("title: Half\n")


def end(command: str, root: Path, *more: str) -> int:
    return run([command, "--root", str(root), *NOW, *more])


@pytest.mark.parametrize(
    ("typed", "meant"), [("updaet", "update"), ("lst", "list"), ("incident", "new incident")]
)
def test_the_command_that_a_mistyped_one_may_mean_is_named(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([typed]) == 2
    message = f"Error: unknown command '{typed}'; did you mean '{meant}'?\n"
    assert capsys.readouterr().err.startswith(message)


def test_the_beginning_of_a_name_is_enough_for_a_command(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end("che", small_site) == 0
    assert run(["ne"]) == 2
    assert capsys.readouterr().err.startswith("Error: 'ne' can be next or new: type more of it.\n")


# --- exit codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check", "next", "report"])
def test_what_goes_well_ends_in_0(small_site: Path, command: str) -> None:
    assert end(command, small_site) == 0


@pytest.mark.parametrize("command", ["build", "check", "next"])
def test_a_mistake_in_the_content_ends_in_1(
    small_site: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(small_site)
    assert end(command, small_site) == 1
    assert "content/incidents/calls-fail.yml:1:1: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["biuld"],
        ["build", "--root", "nowhere"],
        ["build", "--now", "yesterday"],
        ["build", "--now", "2026-11-20"],
        ["build", "--now", "0001-01-01 00:00Z"],
        ["build", "--now", "9999-12-31 00:00Z"],
        ["build", "--base-url", "status.example"],
        ["build", "--out", ""],
        ["build", "extra"],
        ["check", "--format", "xml"],
        ["next", "--due-since", "then"],
        ["goal", "--class", "critical"],
        ["report", "--month", "May"],
        ["serve", "--port", "-1"],
        ["serve", "--port", "many"],
    ],
)
def test_wrong_usage_ends_in_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "Error: " in capsys.readouterr().err


def test_no_command_shows_the_help_and_ends_in_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_are_fine(option: str) -> None:
    assert run([option]) == 0


def test_a_foreign_folder_is_wrong_usage(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end("build", small_site, "--out", str(small_site)) == 2
    assert "holds files that statusgen did not make" in capsys.readouterr().err
    assert {path.name for path in small_site.iterdir()} <= {"content", ".statusgen-cache"}


def test_a_disk_that_refuses_ends_in_1(
    small_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert end("build", small_site) == 1
    assert (
        "No space left on device. Every file published before is whole" in capsys.readouterr().err
    )


@pytest.mark.parametrize("number", [errno.EIO, errno.ENFILE, errno.ENOLCK, errno.ENOTCONN])
def test_a_disk_that_refuses_and_names_no_file_ends_in_1(
    number: int,
    small_site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "It refuses")

    monkeypatch.setattr(checking, "load", refuse)
    assert end("check", small_site) == 1
    expected = "A file or a folder could not be used: It refuses. Every file is whole; "
    assert capsys.readouterr().err.startswith(expected)


def test_a_theme_that_cannot_be_read_ends_in_1(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_site / "templates").symlink_to("nowhere")
    for command in ("build", "check", "notices", "new incident --notice calls"):
        assert run([*command.split(), "--root", str(small_site)]) == 1, command
        assert "this folder cannot be read" in "".join(capsys.readouterr()), command


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_bug_ends_in_3_and_in_one_sentence(
    small_site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    debug: str,
) -> None:
    def stumble(*_: object) -> None:
        message = "a missing key"
        raise KeyError(message)

    monkeypatch.setattr(checking, "load", stumble)
    monkeypatch.setenv("STATUSGEN_DEBUG", debug)
    assert end("check", small_site) == 3
    output = capsys.readouterr().err
    assert "a mistake of its own (KeyError: 'a missing key'). Please report" in output
    assert ("Traceback" in output) is bool(debug)


def test_an_interrupted_command_ends_in_130(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "load", interrupt)
    assert end("check", small_site) == 130


def test_a_reader_that_goes_away_is_no_trouble(small_site: Path) -> None:
    command = [sys.executable, "-m", "statusgen", "check", "--root", str(small_site)]
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603 - ours
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize("target", [">/dev/full", ">&-", ">&- 2>&-", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize("command", ["next", "build"])
def test_output_that_cannot_be_written_is_no_bug(
    command: str, target: str, small_site: Path
) -> None:
    words = shlex.join([sys.executable, "-m", "statusgen", command, "--root", str(small_site)])
    ended = subprocess.run(  # noqa: S602 - a shell closes the streams
        f"{words} {target}", shell=True, stderr=subprocess.PIPE, text=True, check=False
    )
    sentence = "The result could not be written to standard output: "
    assert ended.returncode == 1
    assert ended.stderr.startswith("" if "2>" in target else sentence)
    assert len(ended.stderr.splitlines()) == ("2>" not in target)
    assert (small_site / "site" / "index.html").exists() is (command == "build")


@pytest.mark.parametrize(
    "zone", ["/", ":/", "/dev/zero", __file__, "Nowhere/Zone", "\t", "x" * 5000]
)
def test_a_variable_tz_that_is_no_zone_is_no_bug(zone: str, small_site: Path) -> None:
    command = [sys.executable, "-m", "statusgen", "next", "--root", str(small_site)]
    ended = subprocess.run(  # noqa: S603 - ours
        command, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert ("The variable TZ is ignored" in ended.stderr) is Path(zone.lstrip(":")).is_absolute()


_COMMANDS = ("build", "check", "next", "goal", "report")
_OPTIONS = ("--root", "--now", "--out", "--base-url", "--format", "--due-since", "--month")
_OF_GOAL = ("--class", "--reported", "--region")
_WORDS = st.sampled_from((*_COMMANDS, *_OPTIONS, *_OF_GOAL))
_VALUES = st.one_of(
    _WORDS,
    st.text(max_size=20),
    st.sampled_from(["2026-11-20 14:00 Europe/Rome", "http://[", "\0", "\udcff", ".", "json"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from(["check", "next", "goal", "report"]), rest=st.lists(_VALUES, max_size=5)
)
def test_nonsense_is_no_bug(
    small_site: Path, monkeypatch: pytest.MonkeyPatch, command: str, rest: Sequence[str]
) -> None:
    monkeypatch.chdir(small_site)
    assert run([command, *rest]) in {0, 1, 2}


# --- output of the commands ----------------------------------------------------------------------


def test_a_build_is_summed_up_in_one_line(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end("build", small_site)
    output = capsys.readouterr().out
    assert output.startswith("1 entry: 1 file written, 0 unchanged, 0 removed in ")
    assert (small_site / "site/index.html").read_bytes() == b"Home"


def test_wrong_content_leaves_the_site_as_it_was(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end("build", small_site)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (small_site / "site").iterdir()}
    spoil(small_site)
    end("build", small_site)
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (small_site / "site").iterdir()}
    assert after == before
    assert "1 problem in 1 file; nothing was written" in capsys.readouterr().err


def test_check_of_valid_content_finds_nothing(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end("check", small_site)
    assert capsys.readouterr() == ("No problems\n", "")


@pytest.mark.parametrize(
    ("form", "expected"),
    [("json", '"path": "content/incidents/calls-fail.yml"'), ("github", "::error file=content/")],
)
def test_check_has_formats_for_programs(
    small_site: Path, capsys: pytest.CaptureFixture[str], form: str, expected: str
) -> None:
    spoil(small_site)
    assert end("check", small_site, "--format", form) == 1
    assert expected in capsys.readouterr().out


def test_a_warning_alone_is_shown_and_ends_in_0(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (small_site / "content/incidents/calls-fail.yml").open("a") as incident:
        incident.write("    next_update: 2026-11-20 14:45\n")
    assert end("check", small_site) == 0
    assert "1 warning in 1 file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "spared"),
    [
        (
            "check",
            {"babel", "feedgen", "icalendar", "jinja2", "markdown", "nh3", "watchdog", "PIL"},
        ),
        ("build", {"feedgen", "icalendar", "lxml", "markdown", "pydantic", "watchdog", "PIL"}),
    ],
)
def test_a_command_loads_what_it_needs_and_only_when_it_does(
    command: str, spared: set[str]
) -> None:
    code = f"import statusgen.cli.main, statusgen.cli.{command}, sys; print(*sys.modules)"
    modules = subprocess.check_output([sys.executable, "-c", code], text=True)  # noqa: S603 - ours
    assert not spared & set(modules.split())


def test_next_says_when_and_why(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    end("next", small_site)
    assert capsys.readouterr().out == "2026-11-21T00:00:00+01:00\nA new day begins.\n"


@pytest.mark.parametrize(
    ("since", "code", "expected"),
    [
        ("2026-11-19 12:00", 0, "2026-11-20T00:00:00+01:00\nA new day begins.\n"),
        ("2026-11-20 13:00", 0, "2026-11-20T14:15:00+01:00\nWhat calls-fail says of that time"),
        ("2026-11-20 14:15", 1, "Nothing has changed since 2026-11-20T14:15:00+01:00\n"),
        ("2026-11-22 12:00", 1, "Nothing has changed since 2026-11-22T12:00:00+01:00\n"),
    ],
)
def test_next_exits_with_0_if_something_fell_due(
    small_site: Path, capsys: pytest.CaptureFixture[str], since: str, code: int, expected: str
) -> None:
    assert end("next", small_site, "--due-since", since) == code
    assert capsys.readouterr().out.startswith(expected)


def test_a_time_without_a_zone_is_in_that_of_the_site(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for now in ("2026-11-20 23:59", "2026-11-21 00:00"):
        run(["next", "--root", str(small_site), "--now", now])
    assert [line[:10] for line in capsys.readouterr().out.splitlines()[::2]] == [
        "2026-11-21",
        "2026-11-22",
    ]


def test_a_cache_that_others_may_write_is_named_and_the_site_built(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end("build", small_site) == 0
    folder = small_site / ".statusgen-cache"
    folder.chmod(0o777)
    capsys.readouterr()
    assert end("build", small_site) == 0
    assert capsys.readouterr().err == (
        f"Other users may write to {folder}, so this build did without it. "
        "Delete it, and the next build makes a new one.\n"
    )
