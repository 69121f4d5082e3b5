"""The key of a job: the same for the same inputs, another one for any other."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct
from msgspec.structs import replace

from statusgen.artefact import Artefact, Job
from statusgen.domain.world import derive
from statusgen.incremental.keys import JobKeys
from statusgen.outputs import jobs
from statusgen.render.context import SiteContext, contexts
from statusgen.render.templates import Templates, Theme
from tests.contexts import context
from tests.paths import REPOSITORY
from tests.samples import at, content, group, incident, maintenance, update

NOW = "2026-12-10 12:00"


class Inputs(Struct, frozen=True):
    first: object
    second: object


def render(inputs: Inputs) -> Iterable[Artefact]:
    yield Artefact(str(inputs.first), b"")


def render_otherwise(inputs: Inputs) -> Iterable[Artefact]:
    yield Artefact(str(inputs.second), b"")


def key(first: object, second: object = None, program: str = "program") -> str:
    return JobKeys(program)(Job("name", render, Inputs(first, second)))


# --- single values ------------------------------------------------------------------------------


def test_equal_inputs_have_one_key() -> None:
    assert key(("a", 1), date(2026, 11, 20)) == key(("a", 1), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("a", ("a",)),
        ("1", 1),
        (None, ""),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (ZoneInfo("Europe/Rome"), ZoneInfo("Europe/Berlin")),
        (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, 0, 0, 1, tzinfo=UTC)),
    ],
)
def test_different_inputs_have_different_keys(one: object, other: object) -> None:
    assert key(one) != key(other)


def test_the_key_depends_on_the_place_of_an_input() -> None:
    assert key("a", "b") != key("b", "a")


def test_the_key_depends_on_the_function_and_on_the_program() -> None:
    other = JobKeys("program")(Job("name", render_otherwise, Inputs("a", None)))
    assert len({key("a"), other, key("a", program="another program")}) == 3


def test_the_key_depends_on_the_rules_of_a_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine may have other rules in the same files, and the cache of this one."""
    job = Job("name", render, Inputs(ZoneInfo("Europe/Rome"), 0))
    keys = set()
    for rules in (b"", b"TZif", b"TZif2"):
        folder = tmp_path / rules.decode()
        (folder / "Europe").mkdir(parents=True, exist_ok=True)
        (folder / "Europe/Rome").write_bytes(rules)
        monkeypatch.setattr("zoneinfo.TZPATH", (str(folder),))
        keys.add(JobKeys("program")(job))
    assert len(keys) == 3


def test_the_key_does_not_depend_on_the_name_of_the_job() -> None:
    assert JobKeys("program")(Job("other", render, Inputs("a", None))) == key("a")


@pytest.mark.parametrize("value", [object(), render, [object()]])
def test_an_input_that_does_not_say_what_it_depends_on_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match="does not say what it depends on"):
        key(value)


# --- the jobs of a site -------------------------------------------------------------------------


def lasting_jobs(base_url: str | None = None) -> dict[str, Job]:
    entries = (
        incident("a", "pbx: major_outage", update("2026-09-20 13:15", "resolved")),
        maintenance(
            announced="2026-08-01 10:00", starts="2026-08-10 10:00", ends="2026-08-10 12:00"
        ),
    )
    source = content(*entries, groups=(group("all", "global_problem", "maintenance"),))
    made = jobs([context(source, NOW, base_url=base_url)])
    return {job.name: job for job in made if job.inputs is not None}


def changed(value: Any) -> Iterator[Any]:  # noqa: ANN401 - a field of any record
    """Yield a value with one change, for each place where it can be changed."""
    match value:
        case Enum():
            yield from (each for each in type(value) if each is not value)
        case bool():
            yield not value
        case str():
            yield f"{value}x"
        case (first, *rest):
            yield tuple(rest)
            yield from ((each, *rest) for each in changed(first))
        case {}:
            yield from ({**value, name: each} for name in value for each in changed(value[name]))
        case Templates():
            yield Templates(Theme({**value.theme.files, "another.html": b""}, {}))
        case Struct():
            yield from changed_fields(value)


def changed_fields(value: Struct) -> Iterator[Struct]:
    for name in value.__struct_fields__:
        yield from (replace(value, **{name: each}) for each in changed(getattr(value, name)))


def test_any_change_of_the_inputs_of_a_job_changes_its_key() -> None:
    for job in lasting_jobs().values():
        inputs = list(changed(job.inputs))
        keys = {JobKeys("program")(replace(job, inputs=each)) for each in (job.inputs, *inputs)}
        assert len(inputs) > 2
        assert len(keys) == len(inputs) + 1


def test_another_address_changes_the_keys_of_pages() -> None:
    def keys(url: str | None) -> set[str]:
        found = lasting_jobs(url).items()
        return {JobKeys("")(job) for name, job in found if name.startswith("pages")}

    assert keys("https://preview.example/").isdisjoint(keys(None))


def test_a_site_context_depends_on_nothing_of_the_present() -> None:
    source = content(incident("a", "pbx: major_outage", update("2026-09-20 13:15", "resolved")))
    every = contexts(derive(source, at(NOW)), Templates(Theme({}, {})))
    later = contexts(derive(source, at("2027-12-10 12:00")), Templates(Theme({}, {})))
    assert key(every[0].lasting) == key(later[0].lasting)
    assert type(every[0].lasting) is SiteContext


_PRINT_KEYS = """
from tests.incremental.test_keys import JobKeys, lasting_jobs
for name, job in lasting_jobs().items():
    print(name, JobKeys("program")(job))
"""


def keys_in_process(seed: str) -> str:
    """Return the keys of the jobs of a site in a process with another seed of hashes."""
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", _PRINT_KEYS],
        check=True,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout


def test_keys_are_the_same_in_every_process() -> None:
    assert keys_in_process("1") == keys_in_process("2") != ""
