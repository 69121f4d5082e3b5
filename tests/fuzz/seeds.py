"""Valid files of every kind, with every key in use: what the cases are changed from."""

import json
from collections.abc import Mapping

SITE = """\
name: {en: Acme Status, it: Stato di Acme}
url: https://status.example/
timezone: Europe/Rome
languages: [en, it]
maintenance:
  completion: automatic
  remind_before: 24h
  notice_period: 5d
ticket_url: https://tickets.example/{ticket}
mail_list: https://lists.example/?feed={feed}
identity: old.example
repository: {url: https://github.com/acme/status, branch: main}
sample: false
brand: {logo: favicon.svg, accent: "#0a5bd3"}
"""
COMPONENTS = """\
groups:
  - id: cloud
    name: {en: Cloud, it: Nuvola}
    components:
      - id: pbx
        name: PBX
        description: {en: Calls of *all* kinds, it: Le chiamate}
        region: emea
        aliases: [old-pbx, older-pbx]
        statuspage_id: kctbh9vrtdwd
      - {id: chat, name: Chat}
  - id: web
    name: Web
    components: [{id: shop, name: Shop, region: americas, retired: 2027-01-01}]
"""
POLICY = """\
name: Support policy
created: 2018-04
updated: 2020-07
permalink: https://policy.example/
mission: {offers: [Help], excludes: [Cables], noc: [It watches]}
regions:
  - id: emea
    label: {en: Europe, it: Europa}
    timezone: Europe/Rome
    zone_name: CET
    support_hours:
      {monday: 09:00-18:00, tuesday: [09:00-12:00, 13:00-24:00], wednesday: 09:00-18:00}
    holidays: [{date: 2026-12-25, name: Christmas}]
  - id: americas
    label: Americas
    timezone: America/New_York
    support_hours:
      {thursday: 00:00-24:00, friday: 09:00-18:00, saturday: 10:00-11:00, sunday: 10:00-11:00}
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
tiers:
  - {id: gold, name: Gold, support: direct}
  - id: silver
    name: Silver
    statements: [{section: "3", support: direct}, {section: "4", support: refer}]
    refer_to: {who: Their partner, tiers: [gold]}
channels:
  - id: phone
    name: Phone
    who: everyone
    used_for: [Questions]
    not_for: [Praise]
    during: always
    needs: A number
    takes_critical: true
  - {id: chat, name: Chat, who: [gold], used_for: [Words]}
extended:
  classes: [critical]
  channel: phone
  during: always
  languages: [en]
  covers: [Calls]
  excludes: [Fax]
  handling: A ticket is opened.
phones: [{label: Italy, region: emea, countries: [IT], language: it, number: +39 0461 171 5112}]
chats: [{label: Chat, url: "https://chat.example/", region: emea, countries: [IT], language: it}]
groups:
  - name: Wizards
    group: wizards
    url: https://groups.example/wizards/
    audience: everyone
    statements: [{section: "7", audience: partners}]
    announces: [global_problem]
    used_for: [Ideas]
self_help:
  - {label: Manual, url: "https://docs.example/", region: emea, countries: [DE], language: de}
tickets:
  {steps: [Write], mandatory: [Name], essential: [Traces], helpful: [A log], afterwards: [Wait]}
monitoring: {during: always, steps: [We watch], contact_by: [phone]}
status_page: https://status.example/
"""
GROUPS = """\
groups:
  - id: wizards
    name: Wizards
    url: https://groups.example/wizards/
    audience: everyone
    announces: [global_problem, maintenance]
    languages: [en, it]
    max_length: 5000
    remark: They asked for it.
"""
NOTIFY = """\
targets:
  - id: partners
    address_from: NOTIFY_PARTNERS
    news: [global_problem, maintenance]
    components: [old-pbx, chat]
    statuses: [investigating, resolved, announced]
    language: it
    maintenance_notification: true
"""
ALARMS = """\
alarms:
  - match: {alertname: Down, site: eu}
    notice: cable-cut
    set: {component: pbx, place: Rome}
    region: emea
  - match: {alertname: Slow}
    notice: cable-cut
    set: {component: chat, place: Oslo}
"""
INCIDENT = """\
title: {en: Calls drop, it: Le chiamate cadono}
cos: critical
scope: global
cause: upstream
region: emea
reported: 2026-11-20 08:50
began: 2026-11-20T08:45:30.25+01:00
ticket: NOC-4711
emergency_calls: affected
not_affected: Calls *within* a PBX
workaround: {en: Use the mobile app., it: Usate l'app.}
aliases: [2026-11-20-calls]
affects: {old-pbx: major_outage, chat: degraded_performance}
draft: false
updates:
  - at: 2026-11-20 09:10
    status: investigating
    text: |
      We look into it.

      - One: "two" 'three' # four
    next_update: 2026-11-20 09:40 Europe/Berlin
  - {at: 2026-11-20 10:00, status: monitoring, affects: {chat: operational}, text: It works again.}
  - id: the-end
    at: 2026-11-20T10:30Z
    status: resolved
    workaround: Restart it.
    text: >
      It works,
      and well.
"""
MAINTENANCE = """\
title: A release
affects: {chat: under_maintenance}
announced: 2026-11-20 10:00
starts: 2026-12-01 22:00
ends: 2026-12-02 02:00
completion: confirmed
effect: {en: Chat is slow., it: La chat va piano.}
emergency_calls: not_affected
ticket: "12"
aliases: [2026-12-01-old]
draft: false
text: {en: We release., it: Rilasciamo.}
updates:
  - {at: 2026-12-01 22:05, status: in_progress, text: It begins.}
  - {at: 2026-12-02 01:40, status: extended, ends: 2026-12-02 03:00, text: It lasts.}
  - id: moved
    at: 2026-12-02 02:50
    status: rescheduled
    starts: 2026-12-03 22:00
    ends: 2026-12-03 23:00
    text: Not today.
"""
SERIES = """\
title: Test of the line
affects: {shop: under_maintenance}
starts: 2026-12-01 22:00
ends: 2026-12-02 02:00
announce_before: 7d
repeats:
  rule: FREQ=MONTHLY;BYDAY=1TU
  until: 2027-12-31
  except: [2027-01-05]
text: The line is tested.
"""
COUNTED = """\
title: Test of the power
starts: 2026-11-03 22:00
ends: 2026-11-04 02:00
announce_before: 6d
repeats: {rule: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU, count: 20}
text: The power is tested.
"""
NOTICE = """\
kind: incident
use_when: A cable is cut
title:
  en: "??component?? cannot be reached from ??place??"
  it: "??component?? irraggiungibile da ??place??"
cos: critical
scope: global
cause: external
region: emea
emergency_calls: unknown
affects:
  ??component??: major_outage
placeholders:
  component: {ask: The component, example: pbx, is_name: true}
  place: {ask: {en: The place, it: Il luogo}, default: {en: everywhere, it: ogni luogo}}
states:
  monitoring: {"??component??": operational}
texts:
  investigating: {en: Somebody digs., it: Qualcuno scava.}
  identified: The cable is found.
  monitoring: It is mended.
  resolved: It works.
  false_alarm: It was another one.
  postmortem: We bought a second one.
"""
PLANNED = """\
kind: maintenance
use_when: A cable is laid
title: A cable is laid
completion: automatic
texts:
  announced: We dig.
  in_progress: We are digging.
  verifying: We pull.
  extended: There is a rock.
  rescheduled: It rains.
  completed: It is laid.
  cancelled: The road stays closed.
"""

FILES: Mapping[str, str] = {
    "content/site.yml": SITE,
    "content/components.yml": COMPONENTS,
    "content/sla.yml": POLICY,
    "content/groups.yml": GROUPS,
    "content/notify.yml": NOTIFY,
    "content/alarms.yml": ALARMS,
    "content/incidents/2026/2026-11-20-calls-drop.yml": INCIDENT,
    "content/maintenance/2026/2026-12-01-release.yml": MAINTENANCE,
    "content/maintenance/2026-12-01-line.yml": SERIES,
    "content/maintenance/2026-11-03-power.yml": COUNTED,
    "content/notices/cable-cut.yml": NOTICE,
    "content/notices/cable-laid.yml": PLANNED,
}
"""A whole site by its paths."""

# --- what is imported --------------------------------------------------------------------------

_INCIDENT = {
    "id": "p31zjtct2jer",
    "name": "Elevated errors",
    "status": "resolved",
    "impact": "major",
    "created_at": "2026-10-01T10:00:00.000Z",
    "started_at": "2026-10-01T09:50:00.000Z",
    "resolved_at": "2026-10-01T12:00:00.000Z",
    "components": [{"id": "kctbh9vrtdwd", "name": "PBX"}, {"id": "b13yz5g2cw10", "name": "API"}],
    "incident_updates": [
        {
            "id": "u2",
            "status": "resolved",
            "body": "<p>It <b>works</b>.</p>",
            "created_at": "2026-10-01T12:00:00.000Z",
            "display_at": "2026-10-01T12:00:00.000Z",
            "custom_tweet": "It works",
        },
        {
            "id": "u1",
            "status": "investigating",
            "body": "We look.\nMore soon.",
            "created_at": "2026-10-01T10:00:00.000Z",
            "affected_components": [
                {"code": "b13yz5g2cw10", "name": "API", "new_status": "partial_outage"}
            ],
        },
    ],
}
_WORK = {
    "id": "w11zjtct2jer",
    "name": "Database upgrade",
    "status": "completed",
    "created_at": "2026-10-02T10:00:00.000Z",
    "scheduled_for": "2026-10-05T20:00:00.000Z",
    "scheduled_until": "2026-10-05T22:00:00.000Z",
    "components": [{"id": "kctbh9vrtdwd", "name": "PBX"}],
    "incident_updates": [
        {"id": "w3", "status": "completed", "body": "Done.", "created_at": "2026-10-05T22:00:00Z"},
        {"id": "w2", "status": "in_progress", "body": "", "created_at": "2026-10-05T20:00:01Z"},
        {
            "id": "w1",
            "status": "scheduled",
            "body": "We move the database.",
            "created_at": "2026-10-02T10:00:00Z",
        },
    ],
}
STATUSPAGE = json.dumps(
    {
        "incidents": [_INCIDENT],
        "scheduled_maintenances": [_WORK],
        "components": [
            {"id": "g1", "name": "Cloud", "group": True},
            {"id": "kctbh9vrtdwd", "name": "PBX", "description": "Calls", "group_id": "g1"},
            {"id": "b13yz5g2cw10", "name": "API"},
        ],
    },
    indent=1,
)
CSTATE_CONFIG = """\
timeZone: Europe/Rome
params:
  systems:
    - {name: PBX, category: Cloud, description: Calls}
    - name: API
"""
CSTATE_ISSUE = """\
---
title: Elevated errors
date: 2026-10-01 10:00:00
resolved: true
resolvedWhen: 2026-10-01 12:00:00
severity: down
affected: [API, PBX]
section: issue
informational: false
draft: false
---
*Investigating* - We look into `it`. {{< track "2026-10-01 10:05:00" >}}

**Resolved** - It works <b>again</b>. {{< track "2026-10-01 12:00:00" >}}
"""
ALERTMANAGER = json.dumps(
    {
        "version": "4",
        "groupKey": '{}:{alertname="Down"}',
        "status": "firing",
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "Down", "site": "eu", "instance": "1"},
                "startsAt": "2026-11-29T11:00:00.123Z",
                "endsAt": "0001-01-01T00:00:00Z",
            },
            {
                "status": "resolved",
                "labels": {"alertname": "Slow"},
                "startsAt": "2026-11-29T10:00:00+01:00",
                "endsAt": "2026-11-29T11:00:00Z",
            },
        ],
    },
    indent=1,
)
PLAIN_ALARMS = json.dumps(
    [{"labels": {"alertname": "Down", "site": "eu"}, "group": "a", "status": "firing"}], indent=1
)
