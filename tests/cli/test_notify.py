"""`statusgen notify` as a person or a workflow runs it, and that it shows no secret."""

import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path

import pytest
from apprise.url import URLBase

import statusgen
from statusgen.cli.main import run
from tests.notify.published import files
from tests.notify.servers import NOTHING, Hook, Mailbox, mailing, serving
from tests.samples import content, incident, update

PACKAGE = Path(statusgen.__file__).parent
NOW = "2026-11-24 12:00Z"
OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-24 11:00", "investigating"),
    update("2026-11-24 11:30", "resolved"),
)
SITE_YML = "name: Status\nurl: https://status.example/\ntimezone: UTC\nlanguages: [en]\n"
COMPONENTS = "groups: [{id: g, name: G, components: [{id: pbx, name: PBX}]}]\n"
TARGETS = """\
targets:
  - {id: partners, address_from: NOTIFY_MAIL}
  - {id: programs, address_from: NOTIFY_HOOK}
"""


class Place:
    """A folder with content, its published site, and servers for two targets."""

    def __init__(self, root: Path, site: Hook, hook: Hook, mailbox: Mailbox) -> None:
        self.root, self.site, self.hook, self.mailbox = root, site, hook, mailbox
        self.ledger = root / ".notify" / "ledger.jsonl"
        site.files = files(content(OUTAGE), "2026-11-24 12:00")
        (root / "content").mkdir()
        self.write("site", SITE_YML)
        self.write("components", COMPONENTS)
        self.write("notify", TARGETS)

    def write(self, name: str, text: str) -> None:
        (self.root / "content" / f"{name}.yml").write_text(text, encoding="utf-8")

    def arguments(self, *options: str) -> list[str]:
        own = ["--root", str(self.root), "--now", NOW, "--site", self.site.url]
        return ["notify", *own, *options]

    def run(self, *options: str) -> int:
        return run(self.arguments(*options))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr(URLBase, "throttle", lambda *_args, **_named: None)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with ExitStack() as stack:
        site, hook = (stack.enter_context(serving(Hook())) for _ in range(2))
        made = Place(tmp_path, site, hook, stack.enter_context(mailing(Mailbox())))
        monkeypatch.setenv("NOTIFY_MAIL", made.mailbox.address)
        monkeypatch.setenv("NOTIFY_HOOK", f"json://{hook.address}/CANARY-path?+X-Key=CANARY-key")
        yield made


def test_a_first_run_and_the_next_one(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.run("--first-run") == 0
    assert capsys.readouterr().out == "4 messages sent\n"
    assert place.run() == 0
    assert capsys.readouterr().out == "0 messages sent\n"
    assert (len(place.mailbox.mails), len(place.hook.taken)) == (2, 2)


def test_without_a_ledger_nothing_is_sent(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.run() == 1
    assert "begin one with --first-run" in capsys.readouterr().err
    assert place.mailbox.mails == []


def test_how_far_back_the_first_run_goes(place: Place) -> None:
    assert place.run("--first-run", "--since", "45m") == 0
    assert len(place.mailbox.mails) == 1


def test_a_dry_run_shows_every_message_and_leaves_nothing(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.run("--dry-run") == 0
    shown = capsys.readouterr().out
    assert shown.count("--- partners: outage/") == shown.count("--- programs: outage/") == 2
    assert "Subject: [Investigating] outage\n" in shown
    assert '"status": "resolved"' in shown
    assert not place.mailbox.mails
    assert not place.hook.requests
    assert not place.ledger.exists()


def test_a_dry_run_needs_no_addresses(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_MAIL")
    assert place.run("--dry-run") == 1
    printed = capsys.readouterr()
    assert "partners: the variable NOTIFY_MAIL is not set." in printed.err
    assert "--- partners: outage/20261124T110000Z\n[Investigating] outage\n" in printed.out


@pytest.mark.parametrize("address", ["", "nonsense", "slack://CANARY", "xx://CANARY@a.example"])
def test_a_target_without_an_address_is_named_and_the_others_get_theirs(
    address: str,
    place: Place,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NOTIFY_MAIL", address)
    assert place.run("--first-run") == 1
    assert "partners: the variable NOTIFY_MAIL " in capsys.readouterr().err
    assert len(place.hook.taken) == 2


def test_a_site_without_targets_is_fine(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    (place.root / "content" / "notify.yml").unlink()
    assert place.run() == 0
    assert "nobody to send news to" in capsys.readouterr().err


def test_wrong_targets_stop_it(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.write("notify", "targets: [{id: a, address_from: A, components: [pbxx]}]\n")
    assert place.run("--first-run") == 1
    assert "unknown component 'pbxx'" in capsys.readouterr().err
    assert not place.ledger.exists()


def test_a_site_that_cannot_be_read_stops_it(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.site.files = {}
    assert place.run("--first-run") == 1
    assert "feed.json could not be read: it answers 404." in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--site", "nowhere"), ("--since", "soon")])
def test_wrong_usage_is_said(options: tuple[str, str], place: Place) -> None:
    assert place.run(*options) == 2


# --- what it needs -----------------------------------------------------------------------------


def test_without_apprise_it_says_what_to_install(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "statusgen.notify.transports", raising=False)
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert place.run("--first-run") == 1
    assert (
        "This command needs apprise: pip install -c constraints.txt apprise"
        in capsys.readouterr().err
    )


def test_no_other_command_loads_apprise() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(from|import) (apprise|requests)\b", path.read_text(), re.MULTILINE)
        or "from statusgen.notify.transports" in path.read_text()
    }
    names = ("chat", "requests_outcome", "transports", "webhook")
    assert users == {f"notify/{name}.py" for name in names}


# --- a kill ------------------------------------------------------------------------------------


def test_a_kill_by_the_system_leaves_what_the_next_run_needs(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("notify", "targets: [{id: programs, address_from: NOTIFY_HOOK}]\n")
    answer = place.hook.answer
    monkeypatch.setattr(place.hook, "answer", lambda path, body: killed(answer(path, body)))
    process = get_context("spawn").Process(target=run, args=(place.arguments("--first-run"),))

    def killed(_answer: int) -> int:
        process.kill()
        wait((process.sentinel,))
        return NOTHING

    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    monkeypatch.setattr(place.hook, "answer", answer)
    assert place.run() == 1
    assert "a run was interrupted while it was sent. Please look." in capsys.readouterr().err
    assert len(place.hook.requests) == 2
    assert place.run() == 0


# --- secrets -----------------------------------------------------------------------------------

ADDRESSES = (
    "mailto://CANARY-user:CANARY-word@127.0.0.1:1?from=CANARY@a.example&to=CANARY@b.example",
    "json://CANARY-user:CANARY-word@127.0.0.1:1/CANARY?+X-Key=CANARY&-key=CANARY",
    "mmost://CANARY-user@127.0.0.1:1/CANARYCANARYCANARYCANARYCANARY12",
    "slack://CANARY",
    "tgram://CANARY",
    "CANARY://CANARY",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_secret_is_in_what_is_printed_or_written(
    address: str,
    place: Place,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level("DEBUG", "apprise")
    monkeypatch.setenv("NOTIFY_MAIL", address)
    place.run("--dry-run")
    place.run("--first-run")
    printed = capfd.readouterr()
    assert "partners" in printed.out + printed.err
    written = [path.read_text() for path in place.root.rglob("*") if path.is_file()]
    assert "CANARY" not in "".join((printed.out, printed.err, caplog.text, *written))


def test_no_secret_is_in_what_a_server_refuses(
    place: Place, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.hook.answers = [400, 500]
    place.mailbox.refused = "CANARY@b.example"
    monkeypatch.setenv(
        "NOTIFY_MAIL", place.mailbox.address.replace("b@b.example", "CANARY@b.example")
    )
    assert place.run("--first-run") == 1
    printed = capfd.readouterr()
    assert "it does not take the mail for 1 of 2 recipients" in printed.err
    assert "it answers 400" in printed.err
    assert "CANARY" not in printed.out + printed.err + place.ledger.read_text()


@pytest.mark.parametrize("line", ["", "  # mailto://CANARY@a.example", "  CANARY: slack://CANARY"])
def test_no_secret_is_in_what_is_published(line: str, place: Place) -> None:
    place.write("notify", f"{TARGETS}{line}\n")
    assert run(["build", "--root", str(place.root), "--now", NOW, "--jobs", "1"]) == 0
    published = [path.read_bytes() for path in (place.root / "site").rglob("*") if path.is_file()]
    assert len(published) > 20
    assert not any(b"CANARY" in each or b"NOTIFY_" in each for each in published)
