"""What Statuspage sends, key by key, as a judge that knows none of our code.

Measured on 1,621 components of 23 public pages and on real incidents; its clients refuse more.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from statusgen.artefact import Artefact
from statusgen.outputs.statuspage_api import OUTPUT
from statusgen.render.context import RenderContext
from tests.contexts import rendered

Json = Any
Judge = Callable[[Json], bool]


def files(made: RenderContext) -> dict[str, Json]:
    """Return every file of the API by its path below /api/v2/, without `.json`."""
    return {_name(each): json.loads(each.content) for each in rendered(OUTPUT, made)}


def _name(made: Artefact) -> str:
    assert made.path.startswith("api/v2/")
    return made.path.removeprefix("api/v2/").removesuffix(".json")


# --- values ------------------------------------------------------------------------------------


def one_of(*words: str) -> Judge:
    return lambda value: value in words


def matching(pattern: str) -> Judge:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def of_type(kind: type) -> Judge:
    return lambda value: type(value) is kind


def or_null(judge: Judge) -> Judge:
    return lambda value: value is None or judge(value)


def is_null(value: Json) -> bool:
    return value is None


def is_true(value: Json) -> bool:
    return value is True


def is_false(value: Json) -> bool:
    return value is False


def list_of(judge: Judge) -> Judge:
    return lambda value: isinstance(value, list) and all(map(judge, value))


def shape(**keys: Judge) -> Judge:
    """Return a judge of objects with these keys, no key more and none less."""

    def judge(value: Json) -> bool:
        return list(unlike(keys, value)) == []

    return judge


def unlike(keys: Mapping[str, Judge], value: Json) -> list[str]:
    """Return what is missing, too much or wrong in an object."""
    if not isinstance(value, dict):
        return ["is no object"]
    wrong = [
        f"{key} = {value[key]!r}" for key in keys if key in value and not keys[key](value[key])
    ]
    return [*sorted(keys.keys() ^ value.keys()), *wrong]


an_id = matching(r"[a-z0-9]{12}")
a_text = of_type(str)
a_number = of_type(int)
a_day = matching(r"\d{4}-\d\d-\d\d")
a_time = matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
an_address = matching(r"https?://[^ ]+[^/ ]")
a_link = matching(r"https?://[^ ]+")

# --- objects -----------------------------------------------------------------------------------

page = shape(id=an_id, name=a_text, url=an_address, time_zone=a_text, updated_at=a_time)

status = shape(
    indicator=one_of("none", "minor", "major", "critical"),
    description=one_of(
        "All Systems Operational",
        "Minor Service Outage",
        "Partially Degraded Service",
        "Partial System Outage",
        "Major Service Outage",
        "Service Under Maintenance",
    ),
)

_state = one_of(
    "operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"
)
_THIRTEEN: Mapping[str, Judge] = {
    "id": an_id,
    "name": a_text,
    "status": _state,
    "created_at": a_time,
    "updated_at": a_time,
    "position": a_number,
    "description": or_null(a_text),
    "showcase": of_type(bool),
    "start_date": or_null(a_day),
    "group_id": or_null(an_id),
    "page_id": an_id,
    "group": is_false,
    "only_show_if_degraded": of_type(bool),
}
_single = shape(**_THIRTEEN)
_group = shape(**{**_THIRTEEN, "group": is_true, "group_id": is_null, "components": list_of(an_id)})


def component(value: Json) -> bool:
    return _group(value) and value["components"] != [] if value.get("group") else _single(value)


_change = shape(code=an_id, name=matching(".+ - .+"), old_status=_state, new_status=_state)


def _update(words: Judge) -> Judge:
    return shape(
        id=an_id,
        status=words,
        body=a_text,
        incident_id=an_id,
        created_at=a_time,
        updated_at=a_time,
        display_at=a_time,
        affected_components=list_of(_change),
        deliver_notifications=of_type(bool),
        custom_tweet=is_null,
        tweet_id=is_null,
    )


def _entry(words: Judge, impact: Judge) -> Mapping[str, Judge]:
    return {
        "id": an_id,
        "name": a_text,
        "status": words,
        "created_at": a_time,
        "updated_at": a_time,
        "monitoring_at": or_null(a_time),
        "resolved_at": or_null(a_time),
        "impact": impact,
        "shortlink": a_link,
        "started_at": a_time,
        "page_id": an_id,
        "incident_updates": list_of(_update(words)),
        "components": list_of(component),
    }


_PHASES = one_of("investigating", "identified", "monitoring", "resolved", "postmortem")
_STAGES = one_of("scheduled", "in_progress", "verifying", "completed")
incident = shape(**_entry(_PHASES, one_of("none", "minor", "major", "critical")))
maintenance = shape(
    **_entry(_STAGES, one_of("maintenance")), scheduled_for=a_time, scheduled_until=a_time
)

# --- files -------------------------------------------------------------------------------------

_incidents: Mapping[str, Judge] = {"page": page, "incidents": list_of(incident)}
_works: Mapping[str, Judge] = {"page": page, "scheduled_maintenances": list_of(maintenance)}
LISTS: Mapping[str, Mapping[str, Judge]] = {
    "summary": {**_incidents, **_works, "components": list_of(component), "status": status},
    "status": {"page": page, "status": status},
    "components": {"page": page, "components": list_of(component)},
    "incidents": _incidents,
    "incidents/unresolved": _incidents,
    "scheduled-maintenances": _works,
    "scheduled-maintenances/upcoming": _works,
    "scheduled-maintenances/active": _works,
}
ENTRIES: Mapping[str, Mapping[str, Judge]] = {
    "incidents": {"page": page, "incident": incident},
    "scheduled-maintenances": {"page": page, "scheduled_maintenance": maintenance},
}


def expected(name: str) -> Mapping[str, Judge]:
    """Return the keys of the file of this name."""
    return LISTS[name] if name in LISTS else ENTRIES[name.rpartition("/")[0]]


def faults(made: RenderContext) -> list[str]:
    """Return all that Statuspage would not have sent so."""
    return [
        f"{name}: {fault}"
        for name, value in files(made).items()
        for fault in unlike(expected(name), value)
    ]
