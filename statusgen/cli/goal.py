"""`statusgen goal`: prints by when an issue must be answered, to check the policy."""

from datetime import datetime
from pathlib import Path
from typing import Never

import click

from statusgen.authoring.entries import load_content
from statusgen.cli import completers
from statusgen.cli.options import SiteCommand, past_moment, site_options
from statusgen.console import echo
from statusgen.domain.response_goal import ResponseGoal
from statusgen.domain.sla import response_goal
from statusgen.model import ClassOfService, Policy, Region
from statusgen.problems import did_you_mean, quoted
from statusgen.text.policy_text import goal_reason
from statusgen.text.wording import Wording


@click.command("goal", cls=SiteCommand)
@site_options
@click.option(
    "--class",
    "class_id",
    metavar="CLASS",
    shell_complete=completers.class_of_service,
    required=True,
    help="The class of service, by its id in sla.yml.",
)
@click.option(
    "--reported",
    metavar="TIME",
    required=True,
    callback=past_moment,
    help='When the issue came in, such as "2026-11-20 17:50 Europe/Rome".',
)
@click.option(
    "--region",
    "region_id",
    metavar="REGION",
    shell_complete=completers.region,
    help="The region whose support hours apply, by its id.  [default: the policy's first]",
)
def command(
    root: Path, now: datetime, class_id: str, reported: datetime, region_id: str | None
) -> int:
    """Show by when an issue must be answered, and why.

    The first line is the time in the zone of the region, or "extended support" where the policy
    counts no response time; the second says why.
    """
    content = load_content(root, now, outcome="the goal is not known")
    policy = content.policy
    if policy is None:
        echo("There is no content/sla.yml, so there are no response goals.")
        return 1
    found = response_goal(policy, _class(policy, class_id), _region(policy, region_id), reported)
    words = Wording(content.site.language, found.region.timezone)
    click.echo(f"{_due(found)}\n{goal_reason(words, policy, found)}")
    return 0


def _due(found: ResponseGoal) -> str:
    if found.due is None:
        return "extended support"
    return found.due.astimezone(found.region.timezone).isoformat(timespec="seconds")


def _class(policy: Policy, class_id: str) -> ClassOfService:
    try:
        return policy.class_of_service(class_id)
    except KeyError:
        _refuse("class", class_id, [each.id for each in policy.classes])


def _region(policy: Policy, region_id: str | None) -> Region:
    try:
        return policy.region(region_id)
    except KeyError:
        _refuse("region", str(region_id), [each.id for each in policy.regions])


def _refuse(kind: str, name: str, known: list[str]) -> Never:
    """Raise a usage error for a name that is not in sla.yml, with the nearest that is."""
    near = did_you_mean(name, known) or f": {', '.join(known)}."
    message = f"unknown {kind} {quoted(name)}: expected a {kind} of sla.yml{near}"
    raise click.BadParameter(message, param_hint=f"--{kind}") from None
