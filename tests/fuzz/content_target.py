"""Cases of content: one file of the site is changed, and the whole site is checked."""

from collections.abc import Iterator, Mapping
from random import Random

import yaml

from statusgen import model
from statusgen.authoring.alarms.rules import problems_of_rules
from statusgen.authoring.notice_files import own_notices
from statusgen.content.alarms import Alarms, read_alarms
from statusgen.content.load import load, schema_context
from statusgen.content.notify import Targets, read_targets
from statusgen.content.schema.entries import read_entry
from statusgen.content.source.parse import parse
from statusgen.problems import Problem, has_error
from tests.fuzz.bench import NOW, Answer, Bench, answer
from tests.fuzz.mutations import changed
from tests.fuzz.reading import Facts, differences, written_in
from tests.fuzz.seeds import FILES
from tests.fuzz.trees import Plain

LISTS = {
    "content/components.yml": "groups",
    "content/groups.yml": "groups",
    "content/notify.yml": "targets",
    "content/alarms.yml": "alarms",
}
"""The one key of files that hold a list."""


def content_case(rng: Random) -> tuple[str, bytes]:
    """Return a file of the site and the bytes that it is changed to."""
    path = rng.choice([*FILES])
    return path, changed(FILES[path], rng)


def try_content(bench: Bench, path: str, data: bytes, *, builds: bool) -> Answer:
    """Check the site with one file changed; compare what is accepted with the file."""
    file = bench.root / path
    before = file.read_bytes()
    file.write_bytes(data)
    try:
        problems, read = _read(bench, path)
        if has_error(problems):
            return answer(bench.root, problems)
        faults = [*_misread(bench, path, data, read)]
        problems += bench.problems(bench.root) if builds else ()
        return answer(bench.root, problems, faults)
    finally:
        file.write_bytes(before)


def _read(bench: Bench, path: str) -> tuple[list[Problem], Mapping[str, object]]:
    """Return the problems of the site, and what was read by path, with the site itself."""
    loaded = load(bench.root, NOW)
    is_entry = path.count("/") > 1
    targets = Targets() if is_entry else read_targets(bench.root)
    alarms = Alarms() if is_entry else read_alarms(bench.root)
    problems = [*loaded.problems, *targets.problems, *alarms.problems]
    content = loaded.content
    if content is None:
        return problems, {}
    read: dict[str, object] = {
        "content/site.yml": content.site,
        "content/components.yml": content.component_groups,
        "content/groups.yml": content.groups,
        "content/sla.yml": content.policy,
        "content/notify.yml": targets.targets,
        "content/alarms.yml": alarms.rules,
    }
    read |= {each.path: each for each in content.incidents}
    read |= {each.path: each for each in content.maintenances}
    if "/notices/" in path or path == "content/alarms.yml":
        context = schema_context(content)
        notices = own_notices(bench.root, context)
        problems += (*notices.problems, *problems_of_rules(alarms, notices, context))
        read |= {each.path: each for each in notices.by_name.values()}
    aliases = {name: each.id for each in content.components for name in (*each.aliases, each.id)}
    if path == "content/notify.yml":
        first = {each.id: each.stable_id for each in content.components}
        aliases = {name: first[current] for name, current in aliases.items()}
    site = content.site
    return problems, {**read, "": Facts(site.timezone, site.languages, aliases)}


def _series(bench: Bench, path: str, data: bytes) -> object:
    """Return the record of work that repeats itself, whose occurrences are the entries."""
    content = load(bench.root, NOW).content
    assert content is not None
    return read_entry(parse(path, data), schema_context(content))[0]


def _misread(bench: Bench, path: str, data: bytes, read: Mapping[str, object]) -> Iterator[str]:
    try:
        written = written_in(data.decode("utf-8").removeprefix("\ufeff"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield f"accepted, but for another reader this is no plain YAML: {error}"
        return
    facts, record = read[""], read.get(path)
    assert isinstance(facts, Facts)
    if record is None:
        yield "accepted, and read as nothing"
        return
    if isinstance(record, model.Maintenance) and record.repeats is not None:
        record = _series(bench, path, data)
    yield from differences(_comparable(path, written), record, facts, path)


def _comparable(path: str, written: Plain) -> Plain:
    """Return what stands in a file of what was read of it."""
    return written[LISTS[path]] if isinstance(written, dict) and path in LISTS else written
