"""The keys of an entry that a command changes, as its records have them."""

from collections.abc import Mapping

from statusgen.authoring.splice import EntryFile
from statusgen.authoring.texts import given_texts
from statusgen.console import reject, reject_unknown
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.errors import InputError
from statusgen.model import Incident, Policy, Text

CHANGEABLE = ("title", "cos", "scope", "cause", "region", "began", "ticket", "emergency_calls")
"""The keys that change by an option: what is found out while an incident is open."""


def changed_fields(file: EntryFile, given: Mapping[str, object]) -> dict[str, object]:
    """Return the values of the options that are given; raises click.BadParameter.

    A title is given as texts, `it=TEXT` for a language; one that is not in the first language is
    added to the title that there is.
    """
    is_incident = isinstance(file.entry, Incident)
    shape = IncidentFile if is_incident else MaintenanceFile
    fields = {**given}
    for name in fields:
        if name not in shape.model_fields:
            option = f"--{name.replace('_', '-')}"
            reject(option, f"{file.entry.id} is a maintenance, which has no such key.")
    if file.content.policy is not None:
        _require_known(file.content.policy, fields)
    if isinstance(title := fields.get("title"), tuple):
        fields["title"] = _title(title, file)
    return fields


def _title(written: tuple[str, ...], file: EntryFile) -> Text:
    site, before = file.content.site, file.entry.title.by_language
    try:
        texts = given_texts(written, site)
    except InputError as error:
        reject("--title", error.sentence)
    return Text(site.language, texts if site.language in texts else {**before, **texts})


def _require_known(policy: Policy, fields: Mapping[str, object]) -> None:
    classes, regions = [each.id for each in policy.classes], [each.id for each in policy.regions]
    for name, kind, known in (("cos", "class", classes), ("region", "region", regions)):
        word = fields.get(name)
        if isinstance(word, str) and word not in known:
            reject_unknown(f"--{name}", kind, word, known)
