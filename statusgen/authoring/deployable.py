"""The mistakes in files beside the entries for which `check` refuses a deploy: alarms, targets."""

from pathlib import Path

from statusgen.authoring.alarms.rules import problems_of_rules
from statusgen.authoring.notice_files import site_notices
from statusgen.console import problems_error
from statusgen.content.alarms import read_alarms
from statusgen.content.load import schema_context_in
from statusgen.content.notify import read_targets
from statusgen.problems import Problem, errors


def require_deployable(root: Path, outcome: str) -> None:
    """Raise CommandError if a file beside the entries has a mistake: no deploy would pass.

    `outcome` is the end of the error.
    """
    wrong = errors((*_problems_of_alarms(root), *read_targets(root).problems))
    if wrong:
        raise problems_error(wrong, outcome)


def _problems_of_alarms(root: Path) -> tuple[Problem, ...]:
    alarms = read_alarms(root)
    if not alarms.rules:
        return alarms.problems
    context = schema_context_in(root)
    rules = problems_of_rules(alarms, site_notices(root, context), context)
    return (*alarms.problems, *rules)
