"""When the next word on an incident is promised: by the update itself, or by the policy."""

from datetime import datetime

from statusgen.model.entries import Incident, Update
from statusgen.model.policy import Policy


def promised_update(policy: Policy | None, incident: Incident, update: Update) -> datetime | None:
    """Return when news is promised after `update`: what it says, or the cadence of its class.

    A closed incident promises nothing; nor does an open one where neither sets a time.
    """
    if not update.status.is_open:
        return None
    if update.next_update is not None or policy is None or incident.cos is None:
        return update.next_update
    every = policy.class_of_service(incident.cos).update_every
    return None if every is None else update.at + every
