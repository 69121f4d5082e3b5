"""Content of sites to build again and again: what a cache may get wrong has an entry in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copyfile, copytree

from tests.benchmarks import history, invented
from tests.outputs.real import HISTORY, SAMPLE

NOW = "2026-11-20T12:00Z"
SIXTY = 60
INVENTED = 1_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of words in a content file, which makes an entry another one."""

    path: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        """Edit the file below `root`."""
        _replace(root, self.path, self.old, self.new)

    def revert(self, root: Path) -> None:
        """Take the edit back."""
        _replace(root, self.path, self.new, self.old)


def _replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace words of a file in one step: a watcher never sees a part of it."""
    text = (root / path).read_text(encoding="utf-8")
    if old not in text:
        message = f"{path} does not contain {old!r}"
        raise ValueError(message)
    changed = root / "changed.yml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    changed.replace(root / path)


Change = tuple[str, Callable[[Path], object]]
"""The name of a change of a site, and the function that makes it below a root."""


@dataclass(frozen=True, slots=True)
class Site:
    """Content that `write` puts below a root, the instants to look at it, an edit of one entry.

    `removed` is the path of another entry; `changes` are made one after the other.
    """

    name: str
    write: Callable[[Path], object]
    now: str
    later: str
    edit: Edit
    removed: str
    changes: tuple[Change, ...] = ()


def sample(repository: Path = SAMPLE) -> Site:
    """Return the sample of a repository in its five languages, on a bad night."""

    def write(root: Path) -> None:
        for name in ("content", "templates"):
            copytree(repository / name, root / name, copy_function=copyfile)

    edit = Edit("content/incidents/2026/2026-10-27-kite-chat.yml", "title: ", "title: Again, ")
    return Site(
        name="sample",
        write=write,
        now="2026-11-20T13:52Z",
        later="2026-11-21T11:00Z",
        edit=edit,
        removed="content/maintenance/2026/2026-08-12-kite-release.yml",
    )


def real(now: str, later: str) -> Site:
    """Return the real history at one instant."""
    edit = Edit("content/incidents/2021/2021-04-13-pagure.yml", 'title: "', 'title: "Again: ')
    return Site(
        name=f"history-{now[:4]}",
        write=lambda root: copytree(HISTORY / "content", root / "content", copy_function=copyfile),
        now=now,
        later=later,
        edit=edit,
        removed="content/incidents/2021/2021-03-17-coprupgrade.yml",
    )


def of_history() -> tuple[Site, ...]:
    """Return the real history at three instants."""
    return (
        real("2021-05-13T11:00Z", "2021-05-18T11:00Z"),
        real("2022-10-29T12:00Z", "2022-11-16T08:30Z"),
        real("2026-08-20T23:00Z", "2027-08-20T23:00Z"),
    )


_SIXTY_SITE = """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
"""
_SIXTY_COMPONENTS = """\
groups:
  - {id: all, name: All, components: [{id: pbx, name: PBX}, {id: chat, name: Chat}]}
"""
_SIXTY_INCIDENT = """\
title: Outage {number}
affects: {{pbx: major_outage}}
updates:
  - {{at: "{began:%Y-%m-%d %H:%M}Z", status: investigating, text: We look into it.}}
  - {{at: "{ended:%Y-%m-%d %H:%M}Z", status: resolved, text: It **works** again.}}
"""


def sixty() -> Site:
    """Return sixty incidents of one component, of an hour each, one every eight days."""
    return Site(
        name="sixty",
        write=_write_sixty,
        now=NOW,
        later="2026-12-20T12:00Z",
        edit=Edit(sixty_path(30), "Outage 30", "Breakdown 30"),
        removed=sixty_path(20),
    )


def sixty_path(number: int) -> str:
    """Return the path of one of the sixty incidents, number 0 being the newest."""
    return f"content/incidents/outage-{number:02}.yml"


def _write_sixty(root: Path) -> None:
    (root / "content/incidents").mkdir(parents=True)
    (root / "content/site.yml").write_text(_SIXTY_SITE, encoding="utf-8")
    (root / "content/components.yml").write_text(_SIXTY_COMPONENTS, encoding="utf-8")
    for number in range(SIXTY):
        began = invented.NOW - timedelta(days=3 + 8 * number)
        ended = began + timedelta(hours=1)
        text = _SIXTY_INCIDENT.format(number=number, began=began, ended=ended)
        (root / sixty_path(number)).write_text(text, encoding="utf-8")


def thousand() -> Site:
    """Return the invented history: 1,000 incidents and 50 maintenances over ten years."""
    edited, removed = (history.incident(each, INVENTED).path for each in (500, 700))
    return Site(
        name="invented",
        write=lambda root: history.write(root, INVENTED),
        now=NOW,
        later="2027-02-20T12:00Z",
        edit=Edit(edited, "We are sorry", "Corrected. We are sorry"),
        removed=removed,
    )
