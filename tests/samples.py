"""Builders of model records for tests: what a test does not name has a plain default."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from statusgen.model import (
    Announcement,
    Audience,
    Completion,
    Component,
    ComponentGroup,
    Content,
    Group,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceDefaults,
    MaintenanceUpdate,
    Scope,
    Site,
    State,
    Text,
    Update,
)

ROME = ZoneInfo("Europe/Rome")


def at(written: str) -> datetime:
    """Return the instant of `2026-11-20 14:15`, in UTC where no offset is written."""
    instant = datetime.fromisoformat(written)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def text(words: str) -> Text:
    return Text("en", {"en": words})


def states(written: str) -> dict[str, State]:
    """Return `{"pbx": State.MAJOR_OUTAGE}` for `pbx: major_outage`; a comma between several."""
    pairs = (pair.split(":") for pair in written.split(",") if pair)
    return {name.strip(): State(state.strip()) for name, state in pairs}


def update(
    when: str, status: str, affects: str = "", *, due: str | None = None, name: str = ""
) -> Update:
    return Update(
        id=name or f"{at(when):%Y%m%dT%H%M%SZ}",
        at=at(when),
        status=IncidentStatus(status),
        text=text(f"{status}."),
        affects=states(affects),
        next_update=at(due) if due else None,
    )


def incident(
    name: str, affects: str, *updates: Update, reported: str | None = None, draft: bool = False
) -> Incident:
    return Incident(
        id=name,
        path=f"content/incidents/{name}.yml",
        title=text(name),
        updates=updates,
        affects=states(affects),
        scope=Scope.GLOBAL,
        reported=at(reported) if reported else None,
        draft=draft,
    )


def word(
    when: str, action: str, *, starts: str | None = None, ends: str | None = None, name: str = ""
) -> MaintenanceUpdate:
    return MaintenanceUpdate(
        id=name or f"{at(when):%Y%m%dT%H%M%SZ}",
        at=at(when),
        status=MaintenanceAction(action),
        text=text(f"{action}."),
        starts=at(starts) if starts else None,
        ends=at(ends) if ends else None,
    )


def maintenance(  # noqa: PLR0913 - a window is named by all of these
    *updates: MaintenanceUpdate,
    name: str = "upgrade",
    affects: str = "pbx: under_maintenance",
    announced: str = "2026-11-24 10:00",
    starts: str = "2026-12-01 22:00",
    ends: str = "2026-12-02 02:00",
    completion: str = "automatic",
    draft: bool = False,
) -> Maintenance:
    return Maintenance(
        id=name,
        path=f"content/maintenance/{name}.yml",
        title=text(name),
        text=text("An upgrade."),
        announced=at(announced),
        starts=at(starts),
        ends=at(ends),
        affects=states(affects),
        completion=Completion(completion),
        updates=updates,
        draft=draft,
    )


def group(name: str, *announces: str) -> Group:
    return Group(
        id=name,
        name=text(name),
        url=f"https://groups.example/{name}/",
        audience=Audience.EVERYONE,
        announces=tuple(map(Announcement, announces)),
        languages=("en",),
        max_length=63206,
    )


def content(
    *entries: Incident | Maintenance,
    groups: tuple[Group, ...] = (),
    names: str = "pbx wmp",
    remind_before: timedelta | None = timedelta(hours=24),
) -> Content:
    """Return a site in Rome with the components `names` and nothing but these entries."""
    components = tuple(Component(name, text(name.upper())) for name in names.split())
    return Content(
        site=Site(
            name=text("Status"),
            url="https://status.example/",
            timezone=ROME,
            languages=("en",),
            maintenance=MaintenanceDefaults(remind_before=remind_before),
        ),
        component_groups=(ComponentGroup("all", text("All"), components),),
        groups=groups,
        incidents=tuple(each for each in entries if isinstance(each, Incident)),
        maintenances=tuple(each for each in entries if isinstance(each, Maintenance)),
    )
