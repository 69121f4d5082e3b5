"""A few hundred cases of the fuzzer; and what it has found, each with the answer that is right."""

import json
import os
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from statusgen import model
from statusgen.cli.main import run
from statusgen.console import CommandError
from statusgen.notify.site import PublishedSite
from tests.fuzz.bench import NOW, Bench
from tests.fuzz.cases import case_of, tried
from tests.fuzz.content_target import try_content
from tests.fuzz.guard import guarded
from tests.fuzz.import_target import try_feed
from tests.fuzz.reading import Facts, differences, written_in
from tests.fuzz.seeds import FILES, INCIDENT, SERIES
from tests.manual import KEYS, fields
from tests.paths import REPOSITORY

SEED, CASES, PARTS = 19, 200, 2


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_case_is_answered_as_it_must_be(bench: Bench, part: int) -> None:
    cases = (case_of(bench, SEED, number) for number in range(part, CASES, PARTS))
    failed = {case.command: faults for case in cases if (faults := tried(bench, case).faults)}
    assert failed == {}


# --- the fuzzer itself -------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES)
def test_what_cases_are_changed_from_is_accepted_and_read_as_written(
    bench: Bench, path: str
) -> None:
    answer = try_content(bench, path, FILES[path].encode(), builds=False)
    assert (answer.is_accepted, answer.faults) == (True, ())


def test_the_whole_site_of_the_cases_passes_check(bench: Bench) -> None:
    assert run(["check", "--root", str(bench.scratch()), "--now", f"{NOW:%Y-%m-%dT%H:%MZ}"]) == 0


def test_every_key_is_in_use() -> None:
    text = "\n".join(FILES.values())
    records = (each for _, kinds in KEYS.values() for each in kinds)
    known = {key.rpartition(".")[2] for each in records for key, _ in fields(each)}
    assert [key for key in sorted(known) if f"{key}:" not in text] == []


def test_a_value_that_is_read_otherwise_is_a_difference() -> None:
    facts = Facts(ZoneInfo("Europe/Rome"), ("en",))
    read = model.Region("a", model.Text("en", {"en": "A"}), ZoneInfo("Europe/Rome"), {}, "CET")
    written = written_in("id: a\nlabel: A\ntimezone: Europe/Paris\nsupport_hours: {}\nextra: 1\n")
    assert len([*differences(written, read, facts)]) == 3


@pytest.mark.slow
def test_the_answers_do_not_hang_on_the_order_of_sets() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "60", "--seed", "7"]
    said = [
        subprocess.run(  # noqa: S603 - our own arguments
            command,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]


# --- what was found ----------------------------------------------------------------------------

_ONE = "content/incidents/2026/2026-11-20-calls-drop.yml"
_LINE = "content/maintenance/2026-12-01-line.yml"
_TITLE = "title: {en: Calls drop, it: Le chiamate cadono}"

FOUND = {
    "a language that is a list": (_ONE, INCIDENT.replace(_TITLE, "title: {en: A, [x]: B}")),
    "a series to the end of the calendar": (
        _LINE,
        SERIES.replace("ends: 2026-12-02 02:00", "ends: 9998-12-31 02:00"),
    ),
    "a series that ends before years had four digits": (
        _LINE,
        SERIES.replace("2027-12-31", "0001-01-01"),
    ),
    "a zone of many parts": (
        "content/site.yml",
        FILES["content/site.yml"].replace("Europe/Rome", "a." * 3_000 + "/a" * 300),
    ),
    "many days off": (
        _LINE,
        SERIES.replace("MONTHLY;BYDAY=1TU", "DAILY")
        .replace("2027-12-31", "2070-12-31")
        .replace("[2027-01-05]", f"[{', '.join(['2027-01-05'] * 60_000)}]"),
    ),
    "many unknown keys": (
        "content/sla.yml",
        FILES["content/sla.yml"] + "".join(f"k{number}: a\n" for number in range(20_000)),
    ),
    "many unknown keys on one line": (
        "content/site.yml",
        FILES["content/site.yml"]
        + "x: {"
        + ", ".join(f"k{number}: a" for number in range(20_000))
        + "}\n",
    ),
    "a name many times": (_ONE, INCIDENT.replace("[2026-11-20-calls]", f"[{'a, ' * 40_000}a]")),
    "many languages": (
        _ONE,
        INCIDENT.replace(_TITLE, f"title: {{{''.join(f'l{n}: a, ' for n in range(20_000))}en: A}}"),
    ),
    "a key many times": (_ONE, INCIDENT + "title: A\n" * 20_000),
    "many placeholders": (
        _ONE,
        INCIDENT + "updates:\n" + "  - {at: ??a??, status: ??b??, text: ??c??}\n" * 9_000,
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_refused_in_time(bench: Bench, name: str) -> None:
    path, text = FOUND[name]
    with guarded():
        answer = try_content(bench, path, text.encode(), builds=False)
    assert (answer.is_accepted, answer.faults) == (False, ())


_ALARMS = "content/alarms.yml"
_MANY_RULES = "alarms:\n" + "".join(
    f"  - {{match: {{host: a{number}}}, notice: cable-cut, set: {{component: pbx}}}}\n"
    for number in range(5_000)
)
_TO_THE_END = SERIES.replace("2026-12-0", "9998-12-0").replace("2027-12-31", "9998-12-31")


@pytest.mark.parametrize(
    ("path", "text"),
    [(_ONE, f"{INCIDENT}{' ' * 1_000_000}"), (_LINE, _TO_THE_END), (_ALARMS, _MANY_RULES)],
    ids=["white space up to a limit", "a series at the end of the calendar", "many rules"],
)
def test_what_was_found_is_accepted_in_time(bench: Bench, path: str, text: str) -> None:
    with guarded():
        answer = try_content(bench, path, text.encode(), builds=False)
    assert (answer.is_accepted, answer.faults) == (True, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"authors": [', b'"authors": [], "x": ['),
        (b'"url": "https://status.example/incidents/', b'"url": "https://status.example/'),
        (b'"id": "tag:', b'"id": "x", "tag": "'),
    ],
    ids=["authors", "url", "id"],
)
def test_a_feed_of_another_form_is_an_error(bench: Bench, old: bytes, new: bytes) -> None:
    feed = json.dumps(json.loads(bench.published["feed.json"])).encode()
    assert old in feed
    answer = try_feed(bench, "feed.json", feed.replace(old, new))
    assert (answer.is_accepted, answer.faults) == (False, ())


@pytest.mark.parametrize("data", [b'{"a": "\xd2"}', b"[" * 100_000], ids=["no UTF-8", "deep"])
def test_a_published_file_that_is_no_json_is_an_error_with_its_address(data: bytes) -> None:
    site = PublishedSite("https://status.example/")
    site._files["feed.json"] = data
    with pytest.raises(CommandError, match=r"https://status\.example/feed\.json"):
        site.json("feed.json", dict[str, object])
