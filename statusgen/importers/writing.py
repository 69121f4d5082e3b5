"""Writes what an import has planned: new files only, and new components at the end of theirs."""

from pathlib import Path

from statusgen.authoring.splice.disk import replace_file
from statusgen.console import CommandError
from statusgen.content.find import COMPONENTS
from statusgen.importers.plan import ImportPlan


def write(root: Path, plan: ImportPlan) -> None:
    """Bring a plan to disk; a file that exists meanwhile is left alone. Raises CommandError."""
    if plan.components is not None:
        replace_file(root / COMPONENTS, *plan.components)
    for path, text in plan.files.items():
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            message = (
                f"{path} could not be written: {error.strerror or error}. The files before it "
                "are there; import again for the rest."
            )
            raise CommandError(message) from error
