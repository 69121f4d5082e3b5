"""Cases of commands: they run on a site of which one to three files are changed."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

from statusgen.cli.main import Exit, run
from statusgen.console import printable
from tests.fuzz.bench import NOW, Answer, Bench
from tests.fuzz.content_target import content_case
from tests.fuzz.seeds import ALERTMANAGER, FILES, PLAIN_ALARMS

_ENTRIES = [Path(path).stem for path in FILES if path.count("/") > 1 and "/notices/" not in path]
_NOTICES = [Path(path).stem for path in FILES if "/notices/" in path]
_COMMANDS = (
    *(("draft", "--from", "alertmanager"), ("draft", "--from", "json")),
    *(("list", "--all"), ("next",), ("notices",)),
    *(("notices", each) for each in _NOTICES),
    *((command, each) for each in _ENTRIES for command in ("post", "show")),
)
_INPUTS = {"alertmanager": ALERTMANAGER, "json": PLAIN_ALARMS}
_EACH = 3
"""Number of commands that a case runs."""


def command_case(rng: Random) -> tuple[str, bytes]:
    """Return commands, a line each, and the seed of the changes of files."""
    commands = [" ".join(each) for each in rng.sample(_COMMANDS, _EACH)]
    return "\n".join(commands), str(rng.getrandbits(32)).encode()


def try_commands(bench: Bench, commands: str, data: bytes) -> Answer:
    """Run commands on a copy of the site with other files; none may end as at a bug."""
    rng = Random(data)  # noqa: S311 - no secret
    root = bench.scratch()
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        path, changed = content_case(rng)
        (root / path).write_bytes(changed)
    answers = [_run(command.split(), root) for command in commands.splitlines()]
    faults = tuple(fault for code, output in answers for fault in _faults(code, output))
    output = "\n".join(output for _, output in answers)
    return Answer(not any(code for code, _ in answers), output, faults)


def _run(command: Sequence[str], root: Path) -> tuple[int, str]:
    """Return the exit code of a command, and what it prints."""
    output = io.StringIO()
    given = io.BytesIO(_INPUTS.get(command[-1], "").encode())
    stdin = SimpleNamespace(buffer=given, isatty=lambda: False)
    arguments = [*command, "--root", str(root), "--now", NOW.isoformat()]
    with (
        patch.object(sys, "stdin", stdin),
        patch.dict(os.environ, {"STATUSGEN_DEBUG": "1"}),
        redirect_stdout(output),
        redirect_stderr(output),
    ):
        return run(arguments), output.getvalue()


def _faults(code: int, output: str) -> Iterator[str]:
    if code not in {Exit.FINE, Exit.PROBLEMS, Exit.USAGE}:
        yield f"exit code {code}: {output}"
    if printable(output) != output:
        yield f"a control character is shown: {output!r}"
