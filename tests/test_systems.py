"""Other systems by doubles: what Windows and macOS lack is taken away, what they do is done."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen import atomic
from statusgen.authoring.splice.disk import EditError, replace_file
from statusgen.build import BuildRequest, build
from statusgen.cache.disk import DiskStore
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.names import is_of_windows
from statusgen.incremental.workers import Workers
from statusgen.locks import locked
from statusgen.notify.ledger import Line, Step, open_ledger
from statusgen.publish.errors import PublishError
from tests.paths import REPOSITORY
from tests.samples import at
from tests.stores import NullStore
from tests.test_layers import _sources

NOW = "2026-11-20T15:00Z"


# --- what is not there -------------------------------------------------------------------------

BARE = """
import os, runpy, shutil, signal, sys, tempfile, warnings

for name in ("fcntl", "grp", "posix_ipc", "pty", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None
for name in (
    "chown fchmod fchown fork forkpty getegid geteuid getgid getpgid getuid initgroups killpg "
    "lchown mkfifo mknod nice pread sched_getaffinity setsid statvfs O_DIRECTORY O_NOFOLLOW "
    "O_NONBLOCK"
).split():
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "pause"):
    delattr(signal, name)

def no_folder():
    raise FileNotFoundError("no folder for temporary files")

tempfile._get_default_tempdir = no_folder
shutil._use_fd_functions = False
shutil._rmtree_impl = shutil._rmtree_unsafe  # of Python 3.14
warnings.filterwarnings("error", category=EncodingWarning, module="statusgen")
runpy.run_module("statusgen", run_name="__main__")
"""
"""Runs statusgen in a Python that has nothing which only systems like Unix have.

Nor is there a folder for temporary files, and a text that is read or written in the encoding of
the system, which is another one on Windows, is an error.
"""

NEW = ("incident", "--title", "No sound", "--affects", "pbx=major_outage", "--text", "They do.")
UPDATE = ("--status", "resolved", "--text", "It works.", "--yes")
COMMANDS = {
    "build": ("build", "--jobs", "2"),
    "check": ("check",),
    "list": ("list", "--all"),
    "show": ("show", "calls-fail"),
    "next": ("next",),
    "new": ("new", *NEW),
    "update": ("update", "calls-fail", *UPDATE),
    "init": ("init", "our-status"),
    "report": ("report",),
    "schema": ("schema", "incident"),
    "completion": ("completion", "bash"),
}


def bare(root: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    options = ("-X", "warn_default_encoding", "-c", BARE)
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *options, *words],
        cwd=root,
        env={"PATH": "", "PYTHONPATH": str(REPOSITORY), **variables},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_needs_nothing_that_only_unix_has(
    words: tuple[str, ...], small_site: Path
) -> None:
    where = () if words[0] in {"completion", "init", "schema"} else ("--now", NOW)
    done = bare(small_site, *words, *where)
    assert done.returncode == 0, done.stderr.decode()


def test_where_no_lock_is_to_be_had_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statusgen.locks._HAS_LOCKS", False)
    with locked(str(tmp_path / "no folder to open")):
        pass
    ledger = tmp_path / "ledger.jsonl"
    with open_ledger(ledger, is_new=True), open_ledger(ledger, is_new=False) as second:
        second.add(Line(at(NOW), "mail", Step.SENT, "1"))
    assert b"\r" not in ledger.read_bytes()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_no_process_is_forked_where_that_is_not_safe(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    if system == "win32":
        monkeypatch.delattr(os, "fork")
    assert {*Workers(2).map(lambda _: os.getpid(), range(40))} == {os.getpid()}


# --- files that another program has open -------------------------------------------------------


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[float]]:
    """Have Windows refuse to replace a file so many times; returns how long was waited."""
    replaced, waited = os.replace, list[float]()
    left = [0]

    def refuse(source: str, target: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Permission denied")
        replaced(source, target)

    def times(count: int) -> list[float]:
        left[0] = count
        return waited

    monkeypatch.setattr(atomic, "_PAUSES", (0.05, 0.1))
    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr(os, "replace", refuse)
    return times


def test_a_file_that_is_open_elsewhere_is_replaced_when_it_is_closed(
    busy: Callable[[int], list[float]], tmp_path: Path
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new")
    old.write_text("old")
    assert busy(2) == []
    atomic.replace(new, old)
    assert old.read_text() == "new"
    assert busy(0) == [0.05, 0.1]


def test_a_page_that_stays_open_ends_the_build_with_a_sentence(
    busy: Callable[[int], list[float]], small_site: Path
) -> None:
    request = BuildRequest(small_site, at("2026-11-20 15:00"))
    busy(1000)
    with pytest.raises(PublishError, match="could not be brought up to date: Permission denied"):
        build(request, small_site / "site", NullStore(), Workers(1))


def test_an_entry_that_stays_open_is_as_it_was(
    busy: Callable[[int], list[float]], tmp_path: Path
) -> None:
    path = tmp_path / "entry.yml"
    path.write_bytes(b"before")
    busy(1000)
    with pytest.raises(EditError, match="It is as it was"):
        replace_file(path, b"before", b"after")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before"]


def test_a_cache_that_stays_open_is_no_error(
    busy: Callable[[int], list[float]], tmp_path: Path
) -> None:
    busy(1000)
    DiskStore(tmp_path / "cache").put("page", "1", b"content")
    assert not list((tmp_path / "cache").glob(".tmp-*"))


# --- names of files ----------------------------------------------------------------------------


def site_of(root: Path) -> dict[str, bytes]:
    """Return the files of a site, by path."""
    site = build(BuildRequest(root, at("2026-11-20 15:00")), None, NullStore(), Workers(1)).site
    assert site is not None
    return {each.path: each.content for each in site.artefacts}


def test_a_path_below_a_folder_is_written_with_slashes() -> None:
    """`relative_to` returns a Path, which Windows prints with backslashes."""
    for source in _sources():
        text = source.read_text(encoding="utf-8")
        calls = re.findall(r"\.relative_to\([^()]*\)(\.\w+)?", text)
        assert set(calls) <= {".as_posix", ".parts"}, source
        assert not re.search(r"\bos\.(alt)?sep\b", text), source


@pytest.mark.parametrize("site", ["new", pytest.param("sample", marks=pytest.mark.slow)])
def test_every_path_of_a_site_can_be_on_any_system(site: str, tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--now", NOW]) == 0
    paths = site_of(REPOSITORY if site == "sample" else tmp_path)
    names = {name for path in paths for name in path.split("/")}
    assert not [each for each in names if is_of_windows(each.partition(".")[0])]
    assert not [each for each in names if each.rstrip(". ") != each]
    assert not [each for each in names if set(each) & set('<>:"|?*\\')]
    assert len({path.casefold() for path in paths}) == len(paths)


@pytest.mark.parametrize("change", [str, str.upper, str.capitalize])
def test_no_logo_takes_the_place_of_another_file(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    assert run(["init", str(tmp_path), "--now", NOW]) == 0
    site = tmp_path / "content" / "site.yml"
    before = site.read_text(encoding="utf-8")
    ours = {change(path) for path in (*site_of(tmp_path), "api", "con.svg") if "/" not in path}
    for name in ours - {"favicon.svg"}:  # which a site may have drawn anew
        site.write_text(f"{before}\nbrand: {{logo: {name}}}\n", encoding="utf-8")
        assert load(tmp_path, at("2026-11-20 15:00")).content is None, name


def test_a_template_whose_name_differs_only_by_case_is_named(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_site / "templates" / "site").mkdir(parents=True)
    (small_site / "templates" / "site" / "Home.html").write_text("mine")
    assert run(["check", "--root", str(small_site), "--now", NOW]) == 0
    expected = "templates/site/Home.html:1:1: warning: the name of this file differs from"
    assert expected in capsys.readouterr().err


# --- line ends and encodings -------------------------------------------------------------------

TEMPLATES = REPOSITORY / "templates"
OWN = {
    "content/notices/audio.yml": (TEMPLATES / "notices" / "degraded-audio.yml").read_text("utf-8"),
    "templates/posts/standard.txt": "{{ title }}\n\n{{ text }}\n",
    "templates/site/more.css": "body {\n  color: red;\n}\n",
    "templates/badges/badge.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n</svg>\n',
}


def with_crlf(root: Path) -> Path:
    """Give every input file the line ends that git gives it on Windows."""
    for folder in ("content", "templates"):
        for path in (root / folder).rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return root


def test_the_line_ends_of_the_input_are_not_those_of_the_site(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--now", NOW]) == 0
    for name, text in OWN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(["check", "--root", str(tmp_path), "--now", NOW]) == 0
    before = site_of(tmp_path)
    assert site_of(with_crlf(tmp_path)) == before


@pytest.mark.slow
def test_nor_are_they_of_the_sample(tmp_path: Path) -> None:
    for folder in ("content", "templates"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    before = site_of(tmp_path)
    assert site_of(with_crlf(tmp_path)) == before


@pytest.mark.parametrize("words", [("show", "calls-fail"), ("list", "--all"), ("check",)])
def test_a_console_of_windows_shows_what_it_can(words: tuple[str, ...], small_site: Path) -> None:
    path = small_site / "content" / "incidents" / "calls-fail.yml"
    text = path.read_text(encoding="utf-8").replace("title: Calls", "title: Звонки → Anrufe für €")
    path.write_text(text, encoding="utf-8")
    done = bare(small_site, *words, "--now", NOW, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0, done.stderr
    assert words == ("check",) or "Anrufe für €".encode("cp1252") in done.stdout
