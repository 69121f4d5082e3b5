"""`statusgen import`: imports the history of another status page, and reports what it cannot."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.entries import load_content
from statusgen.cli.options import SiteCommand, site_options
from statusgen.console import counted, echo, printable
from statusgen.importers import cstate, statuspage
from statusgen.importers.fetch import fetched, sources
from statusgen.importers.foreign import ForeignHistory, Remark, Remarks
from statusgen.importers.plan import ImportPlan, plan_import, write
from statusgen.model import Site


@click.command("import", cls=SiteCommand)
@site_options
@click.argument("kind", type=click.Choice(["statuspage", "cstate"]))
@click.argument("source", nargs=-1, required=True)
@click.option(
    "--add-components",
    is_flag=True,
    help="Add to components.yml the components that this site does not have.",
)
def command(
    root: Path, now: datetime, kind: str, source: Sequence[str], *, add_components: bool
) -> int:
    """Import the history of another status page.

    SOURCE is a JSON file or address of Statuspage's public API, or the address of such a page; or
    the folder of a cState site. No file is replaced. What could not be carried over is reported.
    """
    content = load_content(root, now, outcome="nothing was imported")
    remarks = Remarks()
    foreign = _READERS[kind](source, content.site, now, remarks)
    plan = plan_import(root, content, foreign, remarks)
    if plan.new and not add_components:
        _show_unknown(plan)
        return 1
    write(root, plan)
    click.echo(printable(_report(plan, remarks)), nl=False)
    return 0


def _statuspage(
    source: Sequence[str], site: Site, _now: datetime, remarks: Remarks
) -> ForeignHistory:
    addresses = [address for named in source for address in sources(named)]
    documents = [statuspage.document(each, fetched(each)) for each in addresses]
    return statuspage.foreign(documents, site, remarks)


def _cstate(source: Sequence[str], site: Site, now: datetime, remarks: Remarks) -> ForeignHistory:
    return cstate.foreign([Path(each) for each in source], site, now, remarks)


_READERS: Mapping[str, Callable[[Sequence[str], Site, datetime, Remarks], ForeignHistory]] = {
    "statuspage": _statuspage,
    "cstate": _cstate,
}


def _show_unknown(plan: ImportPlan) -> None:
    echo("These components are not in content/components.yml:")
    for each in plan.new:
        echo(f"  {each.group} - {each.name}" if each.group else f"  {each.name}")
    echo("Add them there by these names, or with --add-components; nothing was imported")


def _report(plan: ImportPlan, remarks: Remarks) -> str:
    done = f"{counted(len(plan.files), 'entry')} imported, {len(plan.existing)} already there"
    lines = [f"{done}, {counted(len(plan.new), 'component')} added"]
    lost = [each for each in remarks.notes if each.is_lost]
    if lost:
        lines += ["", f"Not carried over ({len(lost)}):", *(f"- {each}" for each in lost)]
    if len(lost) < len(remarks.notes):
        lines += ["", "Not carried over exactly:"]
        lines += _grouped(each for each in remarks.notes if not each.is_lost)
    return "".join(f"{line}\n" for line in lines)


def _grouped(remarks: Iterable[Remark]) -> Iterator[str]:
    """Yield the lines of remarks, the most frequent kinds first."""
    kinds: dict[str, list[Remark]] = defaultdict(list)
    for each in remarks:
        kinds[each.kind].append(each)
    for kind, same in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        if len(same) == 1:
            yield f"- {same[0]}"
        else:
            yield f"- {kind} ({len(same)}):"
            yield from (f"  - {each.about if each.sentence == kind else each}" for each in same)
