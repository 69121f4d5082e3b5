"""A night on call at a terminal, from `init` to a resolved incident; what is typed is counted."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from statusgen.cli.main import run
from tests.authoring.test_git import git
from tests.paths import REPOSITORY

PATIENCE = 60
"""Number of seconds within which a prompt has to appear."""


@dataclass
class Session:
    """A command at a pseudo-terminal, what it shows, and the number of keys that were typed."""

    process: "subprocess.Popen[bytes]"
    terminal: int
    keys: int
    shown: str = ""
    seen: int = 0

    def types(self, prompt: str, answer: str) -> None:
        """Wait for a prompt, and type the answer and Enter."""
        while prompt not in self.shown[self.seen :]:
            assert self._read(), f"no prompt {prompt!r} in:\n{self.shown}"
        self.seen = len(self.shown)
        os.write(self.terminal, f"{answer}\n".encode())
        self.keys += len(answer) + 1

    def ends(self) -> None:
        """Read what is left, and expect success."""
        while self._read():
            pass
        os.close(self.terminal)
        assert self.process.wait() == 0, self.shown

    def _read(self) -> bool:
        ready, _, _ = select.select([self.terminal], [], [], PATIENCE)
        try:
            piece = os.read(self.terminal, 4096) if ready else b""
        except OSError:
            piece = b""  # how Linux says that the command has ended
        self.shown += piece.decode().replace("\r\n", "\n")
        return bool(piece)


def person(folder: Path, now: str, line: str, *dialogue: tuple[str, str]) -> Session:
    """Return the session in which a person types a command line, and answers to its prompts.

    The clock of the person is at `now`, which nobody types.
    """
    ours, theirs = pty.openpty()
    program, *words = shlex.split(line)
    command = [sys.executable, "-m", program, *words, "--now", now]
    process = subprocess.Popen(  # noqa: S603 - ours
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    session = Session(process, ours, keys=len(line) + 1)
    for prompt, answer in dialogue:
        session.types(prompt, answer)
    session.ends()
    return session


def begun(folder: Path) -> Path:
    """Return a new site with our policy and groups, which is pushed to a remote beside it."""
    person(
        folder,
        "2026-11-20 02:00",
        "statusgen init site --statusgen https://status.example/statusgen-1-py3-none-any.whl",
        ("Name of the site", "ACME status"),
        ("Address", "https://status.example/"),
        ("zone", "Europe/Rome"),
        ("anguages", "en"),
        ("repository", ""),
    )
    site = folder / "site"
    (config,) = site.glob("content/site.yml")
    lines = config.read_text().splitlines(keepends=True)
    config.write_text("".join(each for each in lines if not each.startswith("sample:")))
    shutil.rmtree(site / "content/incidents")
    for name in ("sla.yml", "groups.yml"):
        shutil.copy(REPOSITORY / "content" / name, site / "content" / name)
    git(folder, "init", "--quiet", "--bare", "-b", "main", "far.git")
    git(site, "init", "--quiet", "-b", "main")
    git(site, "remote", "add", "origin", str(folder / "far.git"))
    return site


def page(site: Path, now: str) -> str:
    """Return the first page as a build at `now` has it."""
    assert run(["build", "--root", str(site), "--now", now]) == 0
    return (site / "site/index.html").read_text()


def a_colleague_pushes(folder: Path) -> None:
    clone = folder / "colleague"
    git(folder, "clone", "--quiet", str(folder / "far.git"), str(clone))
    (clone / "shift.md").write_text("Who is on call.\n")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "Note the shift")
    git(clone, "push", "--quiet")


def test_a_night_on_call(tmp_path: Path) -> None:
    site = begun(tmp_path)
    assert "ACME status" in page(site, "2026-11-20 02:10")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Begin")
    git(site, "push", "--quiet", "-u", "origin", "main")

    opened = person(
        site,
        "2026-11-20 03:05",
        "statusgen new incident",
        ("Which notice", "cloud-u"),
        ("Which platform", "api"),
        ("Since when", "3:00"),
        ("Where that is", "Europe"),
        ("emergency calls", ""),
        ("still works", ""),
        ("until it is solved", ""),
        ("Publish it", ""),
    )
    assert opened.keys <= 60
    assert "Pushed to origin/main." in opened.shown
    assert "Cloud PBX unreachable in Europe" in page(site, "2026-11-20 03:06")

    identified = person(
        site,
        "2026-11-20 03:20",
        "statusgen update",
        ("Status [identified]", ""),
        ("Text:", ""),
        ("Works again", ""),
        ("Next update (Europe/Rome)", "30m"),
        ("Publish it", ""),
    )
    assert identified.keys <= 25
    a_colleague_pushes(tmp_path)
    monitoring = person(
        site,
        "2026-11-20 03:45",
        "statusgen update",
        ("Status [monitoring]", ""),
        ("Text:", ""),
        ("Next update (Europe/Rome)", ""),
        ("Publish it", ""),
    )
    assert monitoring.keys <= 25
    assert "origin/main had moved on: your commit is on top of it now." in monitoring.shown
    assert monitoring.shown.index("Pushed to") < monitoring.shown.index("Ready to post")

    resolved = person(
        site,
        "2026-11-20 04:30",
        "statusgen update",
        ("Status [resolved]", ""),
        ("Text:", ""),
        ("Publish it", ""),
    )
    assert resolved.keys <= 20

    person(
        site,
        "2026-11-20 04:40",
        "statusgen new maintenance",
        ("Which notice", "emergency"),
        ("On what", "api"),
        ("What it is for", "replace a disk"),
        ("Work begins (Europe/Rome)", "5:00"),
        ("Work ends", "1h"),
        ("Publish it", ""),
    )
    extended = person(
        site,
        "2026-11-20 05:50",
        "statusgen update",
        ("Status [completed]", "ext"),
        ("New end (Europe/Rome)", "30m"),
        ("Text:", ""),
        ("Publish it", ""),
    )
    assert extended.keys <= 30
    assert "--extend-to 30m: 2026-11-20 06:30 Europe/Rome" in extended.shown
    repeated = person(
        site,
        "2026-11-20 06:10",
        "statusgen new maintenance --repeats 'FREQ=MONTHLY;BYDAY=1TU;COUNT=6'",
        ("Which notice", "sys"),
        ("What is upgraded", "api"),
        ("Work begins", "2026-12-01 22:00"),
        ("Work ends", "4h"),
        ("Publish it", ""),
    )
    assert "Pushed to origin/main." in repeated.shown
    person(
        site,
        "2026-11-25 09:00",
        "statusgen update upgrade --cancel --push",
        ("Text, or e for the editor", "The release is not ready."),
        ("Publish it", ""),
    )
    pushed = git(site, "log", "--reverse", "--format=%s", "origin/main").splitlines()
    assert [each.rpartition(": ")[2] for each in pushed] == [
        *("Begin", "investigating", "identified", "Note the shift", "monitoring", "resolved"),
        *("announced", "extended", "scheduled", "cancelled"),
    ]


def test_one_of_several_open_incidents_is_resolved_in_twenty_keys(tmp_path: Path) -> None:
    site = begun(tmp_path)
    for component in ("api", "website"):
        notice = ("--notice", "cloud-unreachable", "--set", f"component={component}")
        words = ("--set", f"region={component}", "--began", "03:00", "--status", "monitoring")
        now = ("--root", str(site), "--now", "2026-11-20 03:05")
        assert run(["new", "incident", *notice, *words, *now]) == 0
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Begin")
    git(site, "push", "--quiet", "-u", "origin", "main")
    resolved = person(
        site,
        "2026-11-20 04:30",
        "statusgen up",
        ("Which entry", "2"),
        ("Status [resolved]", ""),
        ("Text:", ""),
        ("Publish it", ""),
    )
    assert resolved.keys <= 20
    assert "Pushed to origin/main." in resolved.shown
