"""Changes that break what was promised, which `check` has to warn of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.life.noc import EntryFile, Noc

LONG_AGO = timedelta(days=40)


def _delete(noc: Noc, entry: EntryFile, _: datetime) -> None:
    noc.entries.remove(entry)


def _rename_alone(_: Noc, entry: EntryFile, __: datetime) -> None:
    entry.ids[:] = [f"{entry.ids[-1]}-b"]


def _swap_ids(_: Noc, entry: EntryFile, __: datetime) -> None:
    entry.ids.reverse()


def _drop_update(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.updates:
        entry.updates.pop(0)


def _move_update(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.updates:
        entry.updates[-1]["at"] += timedelta(minutes=1)


def _move_window(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.kind == "maintenance":
        entry.data["starts"] += timedelta(minutes=5)


def _announce_again(_: Noc, entry: EntryFile, now: datetime) -> None:
    if entry.kind == "maintenance":
        entry.data["announced"] = now


def _hide(_: Noc, entry: EntryFile, __: datetime) -> None:
    entry.data["draft"] = True


def _narrow(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.kind == "incident":
        entry.data["scope"] = "limited"


def _change_completion(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.kind == "maintenance":
        old = entry.data.get("completion", "automatic")
        entry.data["completion"] = {"automatic": "confirmed", "confirmed": "automatic"}[old]


def _change_affects(noc: Noc, entry: EntryFile, _: datetime) -> None:
    entry.data["affects"] = {noc.components[0]["id"]: "partial_outage"}


def _change_began(_: Noc, entry: EntryFile, __: datetime) -> None:
    if entry.kind == "incident":
        entry.data["began"] = entry.updates[0]["at"] - LONG_AGO


def _date_back(_: Noc, entry: EntryFile, now: datetime) -> None:
    status = "monitoring" if entry.kind == "incident" else "cancelled"
    entry.add({"at": now - timedelta(minutes=95), "status": status, "text": "Dated back."})


def _swap_languages(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.site["languages"].reverse()


def _drop_language(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.site["languages"] = noc.site["languages"][:1]


def _move_alone(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.site.pop("identity", None)
    noc.site["url"] = "https://other.example/"


def _remind_earlier(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.site["maintenance"] = {"remind_before": "48h"}


def _rename_group(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.parts[0]["id"] += "-b"


def _drop_policy(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.policy = None
    for each in noc.entries:
        each.data.pop("cos", None)


def _drop_component(noc: Noc, _: EntryFile, __: datetime) -> None:
    noc.parts[-1]["components"].pop()


CARELESS: list[Callable[[Noc, EntryFile, datetime], None]] = [
    _delete,
    _rename_alone,
    _swap_ids,
    _drop_update,
    _move_update,
    _move_window,
    _announce_again,
    _hide,
    _narrow,
    _change_completion,
    _change_affects,
    _change_began,
    _date_back,
    _swap_languages,
    _drop_language,
    _move_alone,
    _drop_component,
    _rename_group,
    _drop_policy,
    _remind_earlier,
]
"""Each changes an entry or the site, at an instant."""
