"""Files of the site whose authors' files are changed, and what the commands read."""

SERIES = """\
title: Weekly restart
affects: {pbx: under_maintenance}
repeats: {rule: FREQ=WEEKLY, count: 4}
announce_before: 5d
starts: 2026-11-20 15:30
ends: 2026-11-20 17:00
text: The gateways restart.
"""
DRAFT = """\
title: Fax fails
draft: true
affects: {pbx: partial_outage}
updates:
  - {at: 2026-11-20 15:10, status: investigating, text: We look into faxes.}
"""
OTHER_PAGE = """\
{"page": {"id": "p", "name": "P", "url": "https://old.example", "time_zone": "UTC"},
 "incidents": [{"id": "i", "name": "Old outage", "status": "resolved", "impact": "major",
   "created_at": "2026-01-02T10:00:00Z", "updated_at": "2026-01-02T11:00:00Z",
   "incident_updates": [{"id": "u", "status": "resolved", "body": "Solved.",
     "created_at": "2026-01-02T11:00:00Z", "updated_at": "2026-01-02T11:00:00Z",
     "display_at": "2026-01-02T11:00:00Z", "affected_components": COMPONENTS}]}]}
"""
COMPONENT = (
    '[{"code": "c", "name": "Web", "old_status": "operational", "new_status": "operational"}]'
)
ALARM_RULES = """\
alarms:
  - {match: {alertname: Drop}, notice: calls-dropping, set: {component: pbx}}
"""
ALARM = '{"labels": {"alertname": "Drop", "node": "1"}, "group": "first"}'
MORE_ALARMS = f"""\
[{ALARM}, {{"labels": {{"alertname": "Drop", "node": "2"}}, "group": "first"}},
 {{"labels": {{"alertname": "Drop", "node": "3"}}, "group": "second"}}]
"""
LAID_OUT = {
    "content/maintenance/restart.yml": SERIES,
    "content/incidents/fax-fails.yml": DRAFT,
    "content/alarms.yml": ALARM_RULES,
    "old.json": OTHER_PAGE.replace("COMPONENTS", "null"),
    "other.json": OTHER_PAGE.replace("COMPONENTS", COMPONENT),
}
