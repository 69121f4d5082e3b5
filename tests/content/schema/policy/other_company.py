"""The policy of another company as text, and what becomes of it."""

from statusgen.content.schema.context import Names, SchemaContext
from statusgen.content.schema.policy.file import read_policy
from statusgen.content.source.parse import parse
from statusgen.model import Policy
from statusgen.problems import Problem

OTHER_COMPANY = """
name: Support policy of Himal Telecom
created: 2024-02
updated: 2026-09
permalink: https://himal.example/support
mission:
  offers: [Help with what we sell]
regions:
  - id: nepal
    label: Nepal
    timezone: Asia/Kathmandu # +05:45
    support_hours:
      sunday: 10:00-17:00
      monday: 10:00-17:00
      tuesday: [09:00-12:30, 13:30 - 18:00]
      wednesday: 10:00-17:00
      thursday: 10:00-17:00
      friday: 10:00-24:00
    holidays:
      - {date: 2026-11-08, name: Tihar}
      - {date: 2026-11-09, name: {en: Bhai Tika}}
classes:
  - id: blocker
    name: Blocker
    conditions: [Nobody can call]
    goal: {within: 15m, during: always}
    update_every: 30m
  - id: urgent
    name: Urgent
    conditions: [Some cannot call]
    goal: {within: 4h, during: support_hours}
    update_every: 2h
  - id: question
    name: Question
    conditions: [All else]
    goal: {by: end_of_working_day}
tiers:
  - {id: customer, name: Customer, support: direct}
  - {id: guest, name: Guest, support: refer, refer_to: {who: a shop}}
channels:
  - {id: desk, name: NewEntryContext, who: everyone, used_for: [All]}
  - {id: hotline, name: Hotline, who: [customer], during: always, used_for: [Blockers]}
"""


def read_text(yaml: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    context = SchemaContext(groups=Names("group", "groups.yml", frozenset({"wizards"})))
    return read_policy(parse("content/sla.yml", yaml.encode()), context)


def problems_of(right: str, wrong: str) -> set[tuple[str, bool]]:
    """Return what is refused if `wrong` is written, and whether at the line that was changed."""
    assert right in OTHER_COMPANY
    policy, problems = read_text(OTHER_COMPANY.replace(right, wrong, 1))
    assert policy is None
    line = OTHER_COMPANY[: OTHER_COMPANY.index(right)].count("\n") + 1
    return {(each.message, each.place.line == line) for each in problems}
