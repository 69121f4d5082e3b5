"""The invented history as a site's content: one YAML file an entry, and what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.benchmarks import invented
from tests.benchmarks.invented import Incident, Maintenance, Update
from tests.one_language import CONTENT, in_english

GROUPS = ("tech-wizards", "beta-releases")

_SITE = """\
name: Example Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
maintenance: {completion: automatic, remind_before: 24h, notice_period: 5d}
"""
_GROUP = """\
  - id: {name}
    name: {name}
    url: https://www.facebook.com/groups/{name}/
    audience: everyone
    announces: [global_problem, maintenance]
    languages: [en]
    max_length: 63206
"""


@dataclass(frozen=True, slots=True)
class File:
    """One content file; `texts` are the Markdown texts in it."""

    path: str
    content: str
    texts: tuple[str, ...]


def write(root: Path, incidents: int) -> None:
    """Write a whole site with so many incidents below `root`/content."""
    (root / "content").mkdir(parents=True)
    for name in ("components.yml", "sla.yml"):
        text = in_english((CONTENT / name).read_text(encoding="utf-8"))
        (root / "content" / name).write_text(text, encoding="utf-8")
    groups = "".join(_GROUP.format(name=name) for name in GROUPS)
    (root / "content/site.yml").write_text(_SITE, encoding="utf-8")
    (root / "content/groups.yml").write_text(f"groups:\n{groups}", encoding="utf-8")
    for each in files(incidents):
        (root / each.path).parent.mkdir(parents=True, exist_ok=True)
        (root / each.path).write_text(each.content, encoding="utf-8")


def files(incidents: int) -> Iterator[File]:
    """Yield the content file of each entry of a history with so many incidents."""
    return map(_file, invented.history(incidents))


def incident(number: int, count: int) -> File:
    """Return the file of one incident of `count`, number 0 being the oldest."""
    return _incident(invented.incident(number, count))


def _file(entry: Incident | Maintenance) -> File:
    return _incident(entry) if isinstance(entry, Incident) else _maintenance(entry)


def _incident(each: Incident) -> File:
    affects = "".join(f"  {name}: {state}\n" for name, state in each.affects.items())
    head = (
        f"title: {each.title}\ncos: {each.class_of_service}\n"
        f"scope: {'global' if each.is_global else 'limited'}\n"
        f"reported: {_at(each.began)}\naffects:\n{affects}updates:\n"
    )
    path = f"content/incidents/{each.began:%Y}/{each.id}.yml"
    texts = tuple(update.text for update in each.updates)
    return File(path, head + "".join(map(_update, each.updates)), texts)


def _maintenance(each: Maintenance) -> File:
    content = (
        f"title: {each.title}\naffects: {{{each.component}: under_maintenance}}\n"
        f"announced: {_at(each.announced)}\nstarts: {_at(each.starts)}\nends: {_at(each.ends)}\n"
        f"text: |\n{_indented(each.text, 2)}\n"
    )
    return File(f"content/maintenance/{each.starts:%Y}/{each.id}.yml", content, (each.text,))


def _update(each: Update) -> str:
    head = f"  - at: {_at(each.at)}\n    status: {each.status}\n"
    return f"{head}    text: |\n{_indented(each.text, 6)}\n"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}Z"


def _indented(text: str, by: int) -> str:
    return "\n".join(f"{' ' * by}{line}" if line else "" for line in text.splitlines())
