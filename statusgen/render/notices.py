"""Reads the notices, which are the templates of entries, from a theme."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.names import ID_PATTERN, id_rule
from statusgen.content.schema.notice import read_notice
from statusgen.content.source.parse import parse
from statusgen.model import Notice
from statusgen.problems import Place, Problem
from statusgen.render.theme import NOTICES


class Notices(Struct, frozen=True):
    """The valid notices of a site, sorted by name, and the problems of the others."""

    by_name: Mapping[str, Notice]
    problems: tuple[Problem, ...] = ()


def read_notices(
    files: Mapping[str, bytes], origins: Mapping[str, str], context: SchemaContext
) -> Notices:
    """Return the notices among the files of a theme; `origins` has the paths for messages."""
    by_name: dict[str, Notice] = {}
    problems: list[Problem] = []
    for path in sorted(each for each in files if each.startswith(NOTICES)):
        name = path.removeprefix(NOTICES).removesuffix(".yml")
        if not (path.endswith(".yml") and ID_PATTERN.fullmatch(name)):
            problems += _misnamed(path, origins[path])
            continue
        notice, wrong = read_notice(name, parse(origins[path], files[path]), context)
        problems += wrong
        if notice is not None:
            by_name[name] = notice
    return Notices(by_name, tuple(problems))


def _misnamed(path: str, shown: str) -> Iterator[Problem]:
    name = path.removeprefix(NOTICES)
    if name != "README.md":
        hint = f"expected <name>.yml, its name of {id_rule(name.removesuffix('.yml'))}"
        yield Problem(Place(shown), "this is no <name>.yml of a notice", hint)
