"""Templates as Jinja compiles them: made beside the reading of the content, and remembered.

What is remembered is run as code: a cache folder is trusted as much as the templates are, of which
each can do the same. The default templates are also remembered for all sites, beside the program.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from statusgen.artefact import Crew
from statusgen.cache.store import Memory
from statusgen.cache.values import keep_value, recall_value
from statusgen.render.templates import Compiled, TemplateProblem, Templates, Theme

_KIND = "templates"
_TEMPLATES = (".html", ".svg", ".txt")
_WORTH_A_PROCESS = 8
"""So many templates are compiled in the time that it takes to start another process."""


def compiled(
    theme: Theme, memory: Memory, beside: Memory, program: str, crew: Crew
) -> Callable[[], Compiled]:
    """Return how to ask for the templates of a theme, compiled; what is not yet, is begun with.

    A template that is wrong is left out: who renders it is told why. `program` names what compiles
    them; `beside` it are remembered those that come with it.
    """
    here = _known(memory, program)
    known = here or _known(beside, program)
    names = {Compiled.key(name, data): name for name, data in _templates(theme).items()}
    missing = [name for key, name in names.items() if key not in known]
    if here and not missing:
        return partial(Compiled, here)
    work = partial(_made, theme, missing)
    made = crew.aside(work) if len(missing) >= _WORTH_A_PROCESS else work

    def asked() -> Compiled:
        still = {key: known[key] for key in names if key in known}
        keep_value(memory, _KIND, program, every := {**still, **made()})
        if not theme.defaults.isdisjoint(missing):
            shipped = {key: code for key, code in every.items() if names[key] in theme.defaults}
            keep_value(beside, _KIND, program, shipped)
        return Compiled(every)

    return asked


def _templates(theme: Theme) -> Mapping[str, bytes]:
    return {name: data for name, data in theme.files.items() if name.endswith(_TEMPLATES)}


def _known(memory: Memory, program: str) -> Mapping[str, bytes]:
    return recall_value(memory, _KIND, program, dict[str, bytes]) or {}


def _made(theme: Theme, names: Sequence[str]) -> Mapping[str, bytes]:
    made = Compiled()
    templates = Templates(theme, compiled=made)
    for name in names:
        with suppress(TemplateProblem):
            templates.compile(name)
    return made.known
