"""A small site with an entry of each kind, and a change of each file that is not an entry."""

from pathlib import Path

from tests.incremental.program import CACHE
from tests.incremental.sites import NOW, Change, Edit, Site
from tests.paths import REPOSITORY

_SITE = """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en, it]
maintenance: {completion: automatic, remind_before: 24h, notice_period: 5d}
"""
_COMPONENTS = """\
groups:
  - id: cloud
    name: {en: Cloud, it: Nuvola}
    components:
      - {id: pbx, name: PBX, region: emea}
      - {id: chat, name: {en: Chat, it: Messaggi}}
  - id: web
    name: Web
    components: [{id: shop, name: Shop, region: americas}]
"""
_POLICY = """\
name: Support policy
created: 2018-04
updated: 2020-07
permalink: https://policy.example/
mission: {offers: [Help]}
regions:
  - id: emea
    label: {en: Europe, it: Europa}
    timezone: Europe/Rome
    support_hours: {tuesday: 09:00-18:00, friday: 09:00-18:00}
  - id: americas
    label: Americas
    timezone: America/New_York
    support_hours: {monday: 09:00-18:00}
classes:
  - id: critical
    name: Critical
    conditions: [Nobody can call]
    goal: {within: 30m, during: always}
    update_every: 2h
  - id: standard
    name: Standard
    conditions: [All else]
    goal: {by: end_of_working_day}
tiers: [{id: gold, name: Gold, support: direct}]
channels: [{id: phone, name: Phone, who: everyone, during: always, used_for: [Questions]}]
groups:
  - name: Wizards
    group: wizards
    url: https://groups.example/wizards/
    audience: everyone
    announces: [global_problem]
    used_for: [Ideas]
"""
_GROUPS = """\
groups:
  - id: wizards
    name: Wizards
    url: https://groups.example/wizards/
    audience: everyone
    announces: [global_problem, maintenance]
    languages: [en]
    max_length: 1000
"""
_CONFIG = {
    "site.yml": _SITE,
    "components.yml": _COMPONENTS,
    "sla.yml": _POLICY,
    "groups.yml": _GROUPS,
}
_ENTRIES = {
    "incidents/2026-06-02-calls-drop.yml": """\
title: {en: Calls drop, it: Le chiamate cadono}
cos: critical
scope: global
reported: 2026-06-02 08:50
affects: {pbx: major_outage, chat: degraded_performance}
updates:
  - {at: 2026-06-02 09:10, status: investigating, text: {en: We look., it: Verifichiamo.}}
  - {at: 2026-06-02 10:00, status: monitoring, affects: {chat: operational}, text: It works.}
  - {at: 2026-06-02 11:00, status: resolved, text: It **works**.}
""",
    "incidents/2026-07-10-no-outage.yml": """\
title: Orders seem to fail
affects: {shop: partial_outage}
updates:
  - {at: 2026-07-10 14:00, status: investigating, text: We look.}
  - {at: 2026-07-10 14:40, status: false_alarm, text: Our monitoring was wrong.}
""",
    "incidents/2026-08-15-chat-slow.yml": """\
title: Chat is slow
cos: standard
cause: upstream
aliases: [2026-08-15-chat]
affects: {chat: degraded_performance}
updates:
  - {at: 2026-08-15 23:30, status: identified, text: A provider is slow.}
  - {at: 2026-08-16 01:30, status: resolved, text: It is not.}
""",
    "incidents/2026-09-20-shop-closed.yml": """\
title: Shop closed
began: 2026-09-20 06:00
ticket: T-1
affects: {shop: major_outage}
updates:
  - {at: 2026-09-20 07:00, status: identified, text: It is closed.}
  - {at: 2026-09-20 08:00, status: resolved, text: It is open.}
""",
    "incidents/2026-11-18-pbx.yml": """\
title: Some calls fail
affects: {pbx: partial_outage}
updates:
  - {at: 2026-11-18 10:00, status: investigating, text: We look.}
  - {at: 2026-11-18 12:00, status: resolved, text: They do not.}
""",
    "incidents/2026-11-20-chat-down.yml": """\
title: Chat is down
cos: critical
scope: global
region: emea
reported: 2026-11-20 10:20
affects: {chat: major_outage}
updates:
  - at: 2026-11-20 10:30
    status: investigating
    text: We look into it.
    next_update: 2026-11-20 17:00
""",
    "incidents/2026-11-20-draft.yml": """\
draft: true
title: Shop is slow
affects: {shop: degraded_performance}
updates: [{at: 2026-11-20 10:45, status: investigating, text: We look.}]
""",
    "maintenance/2026-09-01-release.yml": """\
title: A release
announced: 2026-08-20 10:00
starts: 2026-09-01 04:00
ends: 2026-09-01 05:00
affects: {chat: under_maintenance}
text: We release.
""",
    "maintenance/2026-11-20-storage.yml": """\
title: Storage
announced: 2026-11-10 10:00
starts: 2026-11-20 10:00
ends: 2026-11-20 16:00
affects: {pbx: degraded_performance}
text: {en: We copy., it: Copiamo.}
""",
    "maintenance/2026-11-25-network.yml": """\
title: Network
announced: 2026-11-15 10:00
starts: 2026-11-25 04:00
ends: 2026-11-25 06:00
completion: confirmed
affects: {shop: partial_outage}
text: We replace cables.
updates:
  - at: 2026-11-19 09:00
    status: rescheduled
    starts: 2026-11-25 05:00
    ends: 2026-11-25 07:00
    text: An hour later.
""",
    "maintenance/2026-12-04-draft.yml": """\
draft: true
title: Relay
announced: 2026-11-20 09:15
starts: 2026-12-04 04:00
ends: 2026-12-04 05:00
affects: {pbx: degraded_performance}
text: We upgrade.
""",
}


def rich(*, is_quick: bool = False) -> Site:
    """Return a site in two languages, with a policy, groups and an entry of each kind.

    A quick one changes all other files at once, and has a template of its own but once.
    """
    return Site(
        name="quick" if is_quick else "rich",
        write=_write,
        now=NOW,
        later="2026-11-26T12:00Z",
        edit=Edit("content/incidents/2026-08-15-chat-slow.yml", "Chat is", "All chats are"),
        removed="content/incidents/2026-09-20-shop-closed.yml",
        changes=_QUICK if is_quick else _CHANGES,
    )


def _write(root: Path) -> None:
    for folder in ("incidents", "maintenance"):
        (root / "content" / folder).mkdir(parents=True)
    for name, text in {**_CONFIG, **_ENTRIES}.items():
        (root / "content" / name).write_text(text, encoding="utf-8")


# --- changes -----------------------------------------------------------------------------------

_TEMPLATE = "templates/site/base.html"


def _edited(name: str, path: str, old: str, new: str) -> Change:
    return name, Edit(path, old, new).apply


def _put_template(root: Path) -> None:
    path = root / _TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text(f"{(REPOSITORY / _TEMPLATE).read_text(encoding='utf-8')}<!-- ours -->\n")


def _rename_entry(root: Path) -> None:
    path = root / "content/incidents/2026-06-02-calls-drop.yml"
    path.rename(path.with_name("2026-06-02-calls-fail.yml"))


def _damage_cache(root: Path) -> None:
    paths = [path for path in (root / CACHE).rglob("*") if path.is_file()]
    assert len(paths) > 10
    for path in paths:
        path.write_bytes(path.read_bytes()[:-9])


_CONFIG_CHANGES = (
    _edited("policy changed", "content/sla.yml", "within: 30m", "within: 5m"),
    _edited("groups changed", "content/groups.yml", "languages: [en]", "languages: [it]"),
    _edited("component renamed", "content/components.yml", "name: PBX", "name: Telephony"),
    _edited("site renamed", "content/site.yml", "name: Status", "name: State"),
    _edited("language added", "content/site.yml", "[en, it]", "[en, it, de]"),
    _edited("zone changed", "content/site.yml", "Europe/Rome", "Europe/Lisbon"),
)


def _change_config(root: Path) -> None:
    """Change all of them; one language takes the place of another, so that there are no more."""
    for _, change in _CONFIG_CHANGES:
        change(root)
    Edit("content/site.yml", "[en, it, de]", "[en, de]").apply(root)


_CHANGES: tuple[Change, ...] = (
    *_CONFIG_CHANGES,
    ("template added", _put_template),
    _edited("template changed", _TEMPLATE, "<!-- ours -->", "<!-- still ours -->"),
    ("template removed", lambda root: (root / _TEMPLATE).unlink()),
    ("entry renamed", _rename_entry),
    ("cache damaged", _damage_cache),
)
_QUICK: tuple[Change, ...] = (
    ("other files changed", _change_config),
    ("template added", _put_template),
    ("cache damaged", _damage_cache),
)
