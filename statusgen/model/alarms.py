"""Rules by which alarms of a monitoring system become drafts."""

from collections.abc import Mapping

from msgspec import Struct


class AlarmRule(Struct, frozen=True):
    """The notice that alarms with certain labels are drafted from.

    `match` has the labels and their values; `words` are the values of the notice's placeholders,
    and `region` is that of the entry.
    """

    match: Mapping[str, str]
    notice: str
    words: Mapping[str, str]
    region: str | None = None

    def is_for(self, labels: Mapping[str, str]) -> bool:
        """Return whether an alarm with these labels has all that are to match."""
        return all(labels.get(name) == value for name, value in self.match.items())
