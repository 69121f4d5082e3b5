"""Every limit has a line in the manual and a test: what is within it passes, one more does not."""

import socket
import threading
from collections.abc import Callable, Iterator
from email.headerregistry import Address
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path
from smtplib import SMTPServerDisconnected
from urllib.request import HTTPRedirectHandler

import click
import pytest

from statusgen.authoring.alarms.payload import alarm_groups
from statusgen.authoring.texts import standard_input
from statusgen.console import CommandError
from statusgen.content.load import load
from statusgen.content.source.parse import parse
from statusgen.importers.fetch import fetched
from statusgen.importers.foreign import unused
from statusgen.notify.ledger import read_ledger
from statusgen.notify.outcome import Result
from statusgen.notify.site import PublishedSite
from statusgen.notify.smtp import Server, _connected, _failure
from statusgen.publish.errors import RefusedError
from statusgen.publish.manifest import read_manifest, write_manifest
from statusgen.publish.paths import MANIFEST
from statusgen.render.templates import ThemeError
from statusgen.render.theme import MAX_BYTES as MAX_THEME
from statusgen.render.theme import read_theme
from statusgen.serve.server import PreviewServer
from statusgen.serve.state import Broadcaster
from tests.limits import LIMITS, SHORTENED, declared
from tests.manual import PACKAGE
from tests.notify.test_webhook import outcome
from tests.paths import REPOSITORY
from tests.samples import at

NOW = at("2026-11-29 12:00")
SITE, COMPONENTS = "content/site.yml", "content/components.yml"
INCIDENT = "content/incidents/2026-11-20-calls.yml"
WORK = "content/maintenance/2026-12-01-work.yml"
TEXTS = {
    SITE: "name: Status\nurl: https://s.example/\ntimezone: Europe/Rome\nlanguages: [en]\n",
    COMPONENTS: "groups: [{id: all, name: All, components: [{id: pbx, name: PBX}]}]\n",
    INCIDENT: "title: Calls fail\naffects: {pbx: major_outage}\n"
    "updates: [{at: 2026-11-20 14:15, status: resolved, text: It works.}]\n",
    WORK: "title: Work\nstarts: 2026-12-01 22:00\nends: 2026-12-02 02:00\n"
    "announced: 2026-11-28 10:00\ntext: We work.\n",
}
SERIES = (
    "title: Work\nstarts: 2026-12-01 22:00\nends: 2026-12-02 02:00\n"
    "announce_before: 7d\nrepeats: {rule: FREQ=DAILY, count: 2}\ntext: We work.\n"
)

Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return what tells the messages, with their places, about a site with other texts."""

    def messages(path: str, text: str) -> list[str]:
        for name, written in {**TEXTS, path: text}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(written, "utf-8")
        found = load(tmp_path, NOW).problems
        return [f"{each.place.path}:{each.place.line}: {each.message}" for each in found]

    return messages


# --- the table ---------------------------------------------------------------------------------


def test_every_limit_has_a_line() -> None:
    assert {*declared()} - SHORTENED == {each.name for each in LIMITS}


HERE = "test_limits.py"
TESTS = {
    "content.source.parse.MAX_BYTES": (HERE, "test_a_file_of_content"),
    "content.source.nodes.MAX_DEPTH": (HERE, "test_nesting"),
    "content.source.tree.MAX_REPEATED": (HERE, "test_what_aliases_repeat"),
    "problems.MAX_PROBLEMS": (HERE, "test_problems_of_a_file"),
    **dict.fromkeys(
        (
            "content.schema.names.MAX_ID",
            "content.schema.scalars.MAX_TICKET",
            "content.schema.scalars.MAX_COUNT",
            "spans.YEARS",
            "content.schema.times.MIN_OFFSET",
            "content.schema.times.MAX_OFFSET",
            "content.schema.times.MAX_UNITS",
            "domain.recurrence.MAX_OCCURRENCES",
            "domain.recurrence.MAX_AHEAD",
            "domain.recurrence.MAX_SERIES",
            "content.schema.repeats.MAX_INTERVAL",
            "content.colours.MIN_CONTRAST",
        ),
        (HERE, "test_a_value_of_content"),
    ),
    "content.schema.policy_values.MIN_DIGITS": (HERE, "test_a_telephone_number"),
    "content.schema.policy_values.MAX_DIGITS": (HERE, "test_a_telephone_number"),
    "content.schema.placeholders.MAX_NAME": (HERE, "test_the_name_of_a_placeholder"),
    "content.schema.site.MAX_POST": (
        "outputs/test_posts.py",
        "test_a_post_of_exactly_the_length_fits",
    ),
    **dict.fromkeys(
        (
            "content.checks.texts.MAX_TITLE",
            "content.markdown.MAX_DEPTH",
            "content.checks.maintenance.MAX_WINDOW",
            "content.checks.dates.MAX_DISTANCE",
        ),
        (HERE, "test_a_value_that_is_warned_about"),
    ),
    "render.theme.MAX_BYTES": (HERE, "test_a_file_of_a_theme"),
    "publish.manifest.MAX_BYTES": (HERE, "test_a_manifest"),
    "importers.fetch.MAX_BYTES": (HERE, "test_a_file_to_import"),
    "importers.fetch.MAX_SILENCE": (HERE, "test_silence_of_an_address_to_import"),
    "importers.fetch.MAX_TIME": (
        "importers/test_statuspage.py",
        "test_an_answer_that_takes_too_long_is_not_waited_for",
    ),
    "importers.foreign.MAX_ALIKE": (HERE, "test_names_that_differ_by_a_number"),
    "authoring.alarms.payload.MAX_BYTES": (HERE, "test_a_payload_of_alarms"),
    "notify.site.MAX_BYTES": ("notify/test_site.py", "test_a_file_may_not_be_too_large"),
    "notify.site.MAX_SILENCE": (HERE, "test_silence_of_the_published_site"),
    "notify.site.MAX_TIME": ("notify/test_site.py", "test_a_file_may_not_come_too_slowly"),
    "notify.ledger.MAX_BYTES": (HERE, "test_a_ledger"),
    "notify.smtp.MAX_SILENCE": (HERE, "test_silence_of_a_mail_server"),
    "notify.webhook.MAX_SILENCE": (HERE, "test_silence_of_a_program"),
    "notify.run.MAX_PAUSE": (
        "notify/test_run.py",
        "test_a_channel_may_ask_for_a_pause_up_to_a_bound",
    ),
    "notify.run.MAX_RETRIED": (
        "notify/test_run.py",
        "test_after_a_day_it_is_given_up_and_the_next_one_has_its_turn",
    ),
    **dict.fromkeys(
        ("notify.chat.MAX_TEXT", "notify.chat.MAX_TITLE"),
        ("notify/test_chat.py", "test_a_message_is_within_the_limits_and_has_its_link"),
    ),
    "cache.files.MAX_BYTES": (
        "cache/test_disk.py",
        "test_a_file_over_the_limit_is_neither_read_nor_written",
    ),
    "cache.encoding._MAX_BYTES": ("cache/test_encoding.py", "test_what_is_unpacked_has_a_limit"),
    "serve.server.MAX_CLIENTS": (HERE, "test_connections_to_serve"),
}
"""The file and the name of the test of each limit."""


def test_every_limit_has_a_test() -> None:
    assert TESTS.keys() == {each.name for each in LIMITS}
    assert [name for name, test in TESTS.items() if not is_there(*test)] == []


def is_there(path: str, name: str) -> bool:
    return f"\ndef {name}(" in (REPOSITORY / "tests" / path).read_text("utf-8")


# --- content -----------------------------------------------------------------------------------


def test_a_file_of_content(check: Check) -> None:
    room = 1024 * 1024 - len(TEXTS[INCIDENT])
    assert check(INCIDENT, TEXTS[INCIDENT] + "#" * room) == []
    (message,) = check(INCIDENT, TEXTS[INCIDENT] + "#" * (room + 1))
    assert message == f"{INCIDENT}:1: this file is larger than 1 MiB"


def test_nesting(check: Check) -> None:
    assert parse(SITE, f"a: {'[' * 19}{']' * 19}".encode()).problems == ()
    (message,) = check(SITE, f"{TEXTS[SITE]}a: {'[' * 20}{']' * 20}\n")
    assert message == f"{SITE}:5: this is nested more than 20 levels deep"


def test_what_aliases_repeat() -> None:
    text = f"a: &a {'x' * 999}\nb: [{', '.join(['*a'] * 100)}]\n"
    assert parse(SITE, text.encode()).problems == ()
    (problem,) = parse(SITE, text.replace("[", "[*a, ").encode()).problems
    assert (problem.place.line, problem.message) == (
        1,
        "the aliases of this anchor expand beyond the limit",
    )


def test_problems_of_a_file(check: Check) -> None:
    unknown = "".join(f"k{number}: a\n" for number in range(200))
    assert len(check(SITE, TEXTS[SITE] + unknown)) == 200
    *shown, last = check(SITE, f"{TEXTS[SITE]}{unknown}more: a\n")
    assert len(shown) == 200
    assert last == f"{SITE}:204: this file has more than 200 problems: the others are not shown"


REFUSED = {
    "an id": (COMPONENTS, "id: all", "id: {}", "a" * 80, "a" * 81, "cannot be an id"),
    "the id of an update": (
        *(INCIDENT, "{at:", "{{id: {}, at:", "a" * 80, "a" * 81),
        "cannot be the id of an update",
    ),
    "a ticket": (
        *(INCIDENT, "affects:", "ticket: {}\naffects:", "1" * 100, "1" * 101),
        "cannot be the reference of a ticket",
    ),
    "a time at the beginning": (
        *(WORK, "2026-11-28 10:00", "{}", "1970-01-01 01:00", "1969-12-31 23:59"),
        "the year 1969 cannot be used",
    ),
    "a time at the end": (
        *(WORK, "2026-12-02 02:00", "{}", "9998-12-31 23:59", "9999-01-01 00:00"),
        "the year 9999 cannot be used",
    ),
    "an offset to the west": (
        *(WORK, "2026-11-28 10:00", "{}", "2026-11-28 10:00-12:00", "2026-11-28 10:00-12:01"),
        "no place has the offset '-12:01'",
    ),
    "an offset to the east": (
        *(WORK, "2026-11-28 10:00", "{}", "2026-11-28 10:00+14:00", "2026-11-28 10:00+14:01"),
        "no place has the offset '+14:01'",
    ),
    "a length of time": (
        *(SITE, "languages", "maintenance: {{remind_before: {}}}\nlanguages", "99999m", "100000m"),
        "'100000m' is not a length of time",
    ),
    "announce_before": (WORK, "7d", "{}", "365d", "366d", "this is more than a year"),
    "occurrences": (WORK, "2}", "{}}}", "400", "401", "there are too many occurrences"),
    "a whole number": (WORK, "2}", "{}}}", "400", "1000000000", "is not a whole number above 0"),
    "the days of a series": (
        *(WORK, "DAILY, count: 2", "YEARLY, until: {}", "2077-01-07", "2077-01-08"),
        "a series lasts at most 50 years",
    ),
    "the years of a series": (
        *(WORK, "DAILY, count: 2", "YEARLY, count: {}", "51", "52"),
        "there are not as many occurrences in 50 years",
    ),
    "the interval of a rule": (
        *(WORK, "DAILY, count: 2", "DAILY;INTERVAL={}, count: 1", "9999", "10000"),
        "'10000' is not a value of INTERVAL",
    ),
    "the contrast of a colour": (
        *(SITE, "languages", 'brand: {{accent: "{}"}}\nlanguages', "#747474", "#757575"),
        "the contrast of #757575 on the page is only 4.4:1",
    ),
}
"""The file, what is replaced by what, a value within the limit, one beyond, and the message."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_value_of_content(check: Check, name: str) -> None:
    path, old, new, within, beyond, message = REFUSED[name]
    text = SERIES if old in SERIES and path == WORK and old not in TEXTS[WORK] else TEXTS[path]
    assert old in text
    good = check(path, text.replace(old, new.format(within), 1))
    wrong = check(path, text.replace(old, new.format(beyond), 1))
    assert [each for each in good if message in each] == []
    assert [each.rpartition(": ")[0].partition(":")[0] for each in wrong if message in each] == [
        path
    ]


@pytest.mark.parametrize(("digits", "is_good"), [(7, False), (8, True), (15, True), (16, False)])
def test_a_telephone_number(check: Check, digits: int, is_good: bool) -> None:  # noqa: FBT001
    found = check("content/sla.yml", f"phones: [{{label: A, number: +{'1' * digits}}}]\n")
    assert any("is not an international telephone number" in each for each in found) is not is_good


def test_the_name_of_a_placeholder(check: Check) -> None:
    short, long = (TEXTS[INCIDENT].replace("Calls fail", f"'??{'a' * n}??'") for n in (62, 63))
    assert check(INCIDENT, long) == []
    (message,) = check(INCIDENT, short)
    assert message.startswith(f"{INCIDENT}:1: ")
    assert message.endswith("is still to be filled in")


# --- what is warned about ----------------------------------------------------------------------

WARNED = {
    "a title": (INCIDENT, "Calls fail", "a" * 90, "a" * 91, "the title has 91 characters"),
    "Markdown": (
        *(INCIDENT, "It works.", f'"{"> " * 99}a"', f'"{"> " * 100}a"'),
        "the Markdown is nested more than 100 deep: it is shown as typed",
    ),
    "a window": (
        *(WORK, "2026-12-02 02:00", "2027-01-01 22:00", "2027-01-01 22:01"),
        "this window lasts 31 days",
    ),
    "the date in a name": (
        *(INCIDENT, "2026-11-20 14:15", "2025-11-21 14:15", "2025-11-20 14:15"),
        "this is a year or more from the date in the name of the file, 2026-11-20",
    ),
}
"""The file, what is replaced in it, by a value within the limit and one beyond, and the warning."""


@pytest.mark.parametrize("name", WARNED)
def test_a_value_that_is_warned_about(check: Check, name: str) -> None:
    path, old, within, beyond, message = WARNED[name]
    good = check(path, TEXTS[path].replace(old, within))
    wrong = check(path, TEXTS[path].replace(old, beyond))
    assert [each for each in good if message in each] == []
    assert [each.partition(":")[0] for each in wrong if each.endswith(message)] == [path]


# --- other files -------------------------------------------------------------------------------


def test_a_file_of_a_theme(tmp_path: Path) -> None:
    file = tmp_path / "templates" / "site" / "logo.png"
    file.parent.mkdir(parents=True)
    file.touch()
    with file.open("r+b") as opened:
        opened.truncate(MAX_THEME)
    assert len(read_theme(tmp_path).files["site/logo.png"]) == MAX_THEME
    file.write_bytes(file.read_bytes() + b"a")
    with pytest.raises(ThemeError) as refused:
        read_theme(tmp_path)
    assert refused.value.problem.place.path == "templates/site/logo.png"
    assert refused.value.problem.message == "the template cannot be read: it is larger than 16 MiB"


def test_a_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_manifest(f"{tmp_path}/", ["index.html"])
    size = (tmp_path / MANIFEST).stat().st_size
    monkeypatch.setattr("statusgen.publish.manifest.MAX_BYTES", size)
    assert read_manifest(f"{tmp_path}/") == frozenset({"index.html"})
    monkeypatch.setattr("statusgen.publish.manifest.MAX_BYTES", size - 1)
    with pytest.raises(RefusedError, match=rf"{MANIFEST} could not be read: it is larger than"):
        read_manifest(f"{tmp_path}/")


def test_a_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger"
    at = "2026-11-20T14:15:00Z"
    path.write_text(f'{{"at":"{at}","target":"a","step":"begun","date":"{at}"}}\n')
    monkeypatch.setattr("statusgen.notify.ledger.MAX_BYTES", path.stat().st_size)
    assert read_ledger(path).unfinished("a") == ()
    monkeypatch.setattr("statusgen.notify.ledger.MAX_BYTES", path.stat().st_size - 1)
    with pytest.raises(CommandError, match="ledger cannot be read: it is larger than"):
        read_ledger(path)


def test_a_text_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"a" * 1024 * 1024)))
    assert len(standard_input()) == 1024 * 1024
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"a" * (1024 * 1024 + 1))))
    with pytest.raises(click.BadParameter, match="standard input is larger than 1 MiB"):
        standard_input()


def test_a_file_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    monkeypatch.setattr("statusgen.importers.fetch.MAX_BYTES", 2)
    assert fetched(str(tmp_path / "a.json")) == b"{}"
    monkeypatch.setattr("statusgen.importers.fetch.MAX_BYTES", 1)
    with pytest.raises(CommandError, match=r"a\.json is larger than .* and was not read"):
        fetched(str(tmp_path / "a.json"))


def test_a_payload_of_alarms() -> None:
    payload = b'{"groupKey": "a", "alerts": []}'
    padded = payload + b" " * (8 * 1024 * 1024 - len(payload))
    assert alarm_groups(padded, "alertmanager", NOW) == ()
    with pytest.raises(CommandError, match="The payload is larger than 8 MiB"):
        alarm_groups(padded + b" ", "alertmanager", NOW)


def test_names_that_differ_by_a_number() -> None:
    taken = {"a", *(f"a-{number}" for number in range(2, 999))}
    assert unused("a", taken) == "a-999"
    with pytest.raises(CommandError, match="More than 999 things would have the id 'a'"):
        unused("a", {*taken, "a-999"})


# --- others that keep silent -------------------------------------------------------------------


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_silence_of_an_address_to_import(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.importers.fetch.MAX_SILENCE", 0.05)
    with pytest.raises(CommandError, match="could not be read: timed out"):
        fetched(f"http://{silent}/a.json")


def test_silence_of_the_published_site(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.notify.site.MAX_SILENCE", 0.05)
    with pytest.raises(CommandError, match="could not be read: timed out"):
        PublishedSite(f"http://{silent}/").file("feed.json")


class Redirecting(BaseHTTPRequestHandler):
    """Leads from each address to the next one, without end."""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"{self.path}a")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_redirects_without_end() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        with pytest.raises(CommandError, match="it answers 302"):
            fetched(f"http://127.0.0.1:{server.server_port}/a.json")
        server.shutdown()
    assert HTTPRedirectHandler.max_redirections == 10
    assert "is followed ten times" in PACKAGE.read_text("utf-8")


def test_silence_of_a_program(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.notify.webhook.MAX_SILENCE", 0.05)
    assert outcome(f"json://{silent}/").result is Result.UNKNOWN


def test_silence_of_a_mail_server(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.notify.smtp.MAX_SILENCE", 0.05)
    with pytest.raises(SMTPServerDisconnected, match="timed out") as error:
        _connected(mail_server(silent))
    assert _failure(error.value).result is Result.NOT_TAKEN


def mail_server(address: str) -> Server:
    host, port = address.split(":")
    sender = Address("a", "noc", "a.example")
    return Server(host, int(port), "insecure", False, None, None, sender, (), ())  # noqa: FBT003


def test_connections_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statusgen.serve.server.MAX_CLIENTS", 2)
    with PreviewServer(0, Broadcaster()) as server:
        found = [server.verify_request(None, None) for _ in range(3)]
    assert found == [True, True, False]
