"""Read alarms.yml, the rules by which alarms become drafts."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from statusgen.content.find import ALARMS
from statusgen.content.load import schema_context_in
from statusgen.content.loaded import in_order
from statusgen.content.schema.alarms import AlarmsFile
from statusgen.content.schema.base import to_models, validated
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import parse, read_bytes
from statusgen.model import AlarmRule
from statusgen.problems import Problem, Severity


class Alarms(Struct, frozen=True):
    """The rules of a site, none if a problem is an error, and the text that they stand in.

    The first rule that matches an alarm counts.
    """

    rules: tuple[AlarmRule, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: Source = Source(ALARMS, "")


def read_alarms(root: Path) -> Alarms:
    """Return the rules in the alarms.yml of a site, none if it has no such file."""
    path = root / ALARMS
    if not path.is_symlink() and not path.exists():
        return Alarms()
    data = read_bytes(path, ALARMS)
    if isinstance(data, Problem):
        return Alarms(problems=(data,))
    file = parse(ALARMS, data)
    record, problems = validated(AlarmsFile, file, schema_context_in(root))
    rules = to_models(AlarmRule, record.alarms if record else ())
    return Alarms(rules, in_order((*problems, *_unreached(rules, file.source))), file.source)


def _unreached(rules: Sequence[AlarmRule], source: Source) -> Iterator[Problem]:
    """Warn of a rule that never counts, because an earlier one matches all that it matches."""
    uses = Counter(item for rule in rules for item in rule.match.items())
    earlier: dict[tuple[str, str] | None, list[int]] = defaultdict(list)  # by the rarest label
    for second, later in enumerate(rules):
        alike = (each for item in (None, *later.match.items()) for each in earlier.get(item, ()))
        first = min((each for each in alike if rules[each].is_for(later.match)), default=None)
        if first is not None:
            place = source.value(("alarms", second, "match"))
            message = f"rule {first + 1} matches all that this one does, so it never counts"
            yield Problem(place, message, "put the narrower rule first", Severity.WARNING)
        earlier[min(later.match.items(), key=uses.__getitem__, default=None)].append(second)
