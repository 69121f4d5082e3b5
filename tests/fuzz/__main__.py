"""`python -m tests.fuzz N --seed S`: tries N cases and prints each that fails, with its command."""

import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.fuzz.bench import Bench
from tests.fuzz.cases import Case, case_of, tried


@click.command()
@click.argument("count", type=click.IntRange(1))
@click.option("--seed", default=0, show_default=True, help="What all cases follow from.")
@click.option("--from", "first", default=0, show_default=True, help="The number of the first case.")
@click.option("--show", is_flag=True, help="Print the input and the answer of every case.")
def main(count: int, seed: int, first: int, *, show: bool) -> None:
    """Try COUNT cases; the exit code is 1 if one fails."""
    counts: Counter[str] = Counter()
    digest = sha256()
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for number in range(first, first + count):
            case = case_of(bench, seed, number)
            answer = tried(bench, case)
            digest.update(repr((answer.is_accepted, answer.output)).replace(folder, "").encode())
            counts["accepted" if answer.is_accepted else "refused"] += 1
            counts["failed"] += bool(answer.faults)
            if show:
                _print(case, answer.output)
            if answer.faults:
                click.echo(f"{case.kind} {case.path}: {case.command}")
            for fault in answer.faults:
                click.echo(f"  {fault}")
    click.echo(
        f"{count} cases of seed {seed}: {counts['accepted']} accepted, {counts['refused']} refused,"
        f" {counts['failed']} failed; digest of the answers: {digest.hexdigest()[:16]}"
    )
    sys.exit(bool(counts["failed"]))


def _print(case: Case, output: str) -> None:
    text = case.data.decode(errors="backslashreplace")
    click.echo(f"{case.kind} {case.path!r}\n{text}\n{output}\n")


if __name__ == "__main__":
    main()
