"""The next step in the life of an entry, and the text that tells of it.

A file may say more than these rules allow: they hold where somebody types a command in a hurry.
"""

from msgspec.structs import replace

from statusgen.authoring.desk.asked import Asked
from statusgen.authoring.desk.incident_step import incident_step
from statusgen.authoring.desk.maintenance_step import maintenance_step
from statusgen.authoring.desk.wrong_use import refuse
from statusgen.authoring.splice import Addition, Entry
from statusgen.content.source.tree import UNPUBLISHABLE
from statusgen.model import Incident, MaintenanceUpdate, Text


def next_step(entry: Entry, asked: Asked) -> Addition:
    """Return the update that is asked for, still without a text; raises WrongUse."""
    if isinstance(entry, Incident):
        return Addition(entry, incident_step(entry, asked))
    return Addition(entry, maintenance_step(entry, asked))


def with_text(step: Addition, text: Text) -> Addition:
    """Return a step with its text, without blank lines around it; raises WrongUse for none."""
    said = Text(text.first, {name: _tidy(each) for name, each in text.by_language.items()})
    unprintable = UNPUBLISHABLE.search("".join(said.by_language.values()))
    if unprintable:
        sentence = f"the character U+{ord(unprintable[0]):04X} in it cannot be published."
        refuse("--text", sentence)
    if not all(said.by_language.values()):
        refuse("--text", "the text is empty: say in a sentence what readers should know.")
    return replace(step, word=replace(step.word, text=said))


def stage(step: Addition) -> str:
    """Return the status that a step brings, as files say it."""
    word = step.word
    return word.action.value if isinstance(word, MaintenanceUpdate) else word.status.value


def _tidy(text: str) -> str:
    lines = (line if line.strip() else "" for line in text.splitlines())
    return "\n".join(lines).strip("\n")
