"""Ten years of invented history, the same on every run, with any number of incidents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

CONTENT = Path(__file__).parents[2] / "content"

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""When the history is looked at: its newest incident is open, and maintenance is to come."""

YEARS = timedelta(days=3652)

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
_COMPONENTS = (
    *("cloud-eu", "cloud-uk", "cloud-na", "kite", "collaboration", "push"),
    *("wmp", "ticketing", "provisioning", "licences", "website", "documentation"),
)
_STATES = ("degraded_performance", "partial_outage", "major_outage", "degraded_performance")
_CLASSES = ("critical", "standard", "standard")
_STATUSES = ("investigating", "identified", "monitoring", "resolved")
_WHERE = ("Europe", "the UK", "North America", "all regions", "one data centre")
_WHAT = (
    "Calls to mobile numbers end after {n} seconds",
    "Logins take longer than {n} seconds",
    "Phones register only at the {n}th attempt",
    "About {n} % of messages arrive late",
    "Reports of the last {n} hours are incomplete",
)
_TEXTS = (
    "{what} in {where}. The NOC is analysing the cause; calls that go on are **not affected**.",
    (
        "Database node `db-{n}` in {where} has failed. Traffic is moving to the standby, see the "
        "[documentation](https://docs.example/failover/{n}) for what to expect."
    ),
    (
        "The standby carries {n} % of all traffic in {where}. Until it carries the rest:\n\n"
        "- sign out and in again, or\n- use the *mobile app*."
    ),
    "Service in {where} is restored since {n} minutes. We are sorry for the interruption.",
)
_WORK = (
    "Storage in {where} is replaced, shelf {n} first. Calls are **not affected**; the portal may "
    "answer slowly for up to {n} minutes. Nothing has to be done before or after."
)


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
        copyfile(CONTENT / name, root / "content" / name)
    groups = "".join(_GROUP.format(name=name) for name in ("tech-wizards", "beta-releases"))
    (root / "content/site.yml").write_text(_SITE, encoding="utf-8")
    (root / "content/groups.yml").write_text(f"groups:\n{groups}", encoding="utf-8")
    for each in files(incidents):
        (root / each.path).parent.mkdir(parents=True, exist_ok=True)
        (root / each.path).write_text(each.content, encoding="utf-8")


def files(incidents: int) -> Iterator[File]:
    """Yield so many incidents of four updates each, and one maintenance for twenty of them."""
    yield from (incident(number, incidents) for number in range(incidents))
    yield from (_maintenance(number, incidents // 20) for number in range(incidents // 20))


def incident(number: int, count: int) -> File:
    """Return one incident of `count`, number 0 being the oldest; every tenth is a global one."""
    began = NOW - timedelta(hours=2) - YEARS * (count - 1 - number) / count
    texts = tuple(_text(form, number + step) for step, form in enumerate(_TEXTS))
    statuses = _STATUSES if number < count - 1 else (*_STATUSES[:3], _STATUSES[2])
    updates = (
        _update(began + timedelta(minutes=5 + 25 * step), status, text)
        for step, (status, text) in enumerate(zip(statuses, texts, strict=True))
    )
    head = (
        f"title: {_what(number)}\ncos: {_pick(_CLASSES, number)}\n"
        f"scope: {'limited' if number % 10 else 'global'}\n"
        f"reported: {_at(began)}\naffects:\n{_affects(number)}updates:\n"
    )
    path = f"content/incidents/{began:%Y}/{began:%Y-%m-%d}-incident-{number:05}.yml"
    return File(path, head + "".join(updates), texts)


def _maintenance(number: int, count: int) -> File:
    """Return one maintenance of `count`: the last one is still to come."""
    starts = NOW + timedelta(days=3) - YEARS * (count - 1 - number) / count
    text = _text(_WORK, number)
    content = (
        f"title: Storage of shelf {number} is replaced\n"
        f"affects: {{{_pick(_COMPONENTS, number)}: under_maintenance}}\n"
        f"announced: {_at(starts - timedelta(days=7))}\nstarts: {_at(starts)}\n"
        f"ends: {_at(starts + timedelta(hours=3))}\ntext: |\n{_indented(text, 2)}\n"
    )
    path = f"content/maintenance/{starts:%Y}/{starts:%Y-%m-%d}-storage-{number:05}.yml"
    return File(path, content, (text,))


def _update(at: datetime, status: str, text: str) -> str:
    return f"  - at: {_at(at)}\n    status: {status}\n    text: |\n{_indented(text, 6)}\n"


def _affects(number: int) -> str:
    """Return one to three components with their states."""
    names = [_pick(_COMPONENTS, number + step) for step in range(1 + number % 3)]
    return "".join(f"  {name}: {_pick(_STATES, number)}\n" for name in names)


def _text(form: str, number: int) -> str:
    where = _pick(_WHERE, number)
    return form.format(what=_what(number), where=where, n=number)


def _what(number: int) -> str:
    return _pick(_WHAT, number).format(n=number)


def _pick(values: tuple[str, ...], number: int) -> str:
    return values[number % len(values)]


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}Z"


def _indented(text: str, by: int) -> str:
    return "\n".join(f"{' ' * by}{line}" if line else "" for line in text.splitlines())
