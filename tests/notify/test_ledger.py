"""The ledger: its lines are on the disk, and one run at a time has it."""

from pathlib import Path

import pytest

from statusgen.console import CommandError
from statusgen.notify.ledger import Line, Step, open_ledger, read_ledger
from tests.samples import at

NOW = at("2026-11-20 14:00")
SENT = Line(NOW, "mail", Step.SENT, "outage/1")


def begun(path: Path) -> None:
    with open_ledger(path, is_new=True) as ledger:
        ledger.add(Line(NOW, "mail", Step.BEGUN, date=NOW))
        ledger.add(Line(NOW, "mail", Step.SENDING, "outage/1"))


def test_a_line_is_on_the_disk_when_it_is_added(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.jsonl"
    with open_ledger(path, is_new=True) as ledger:
        ledger.add(SENT)
        assert path.read_text() == (
            '{"at":"2026-11-20T14:00:00Z","target":"mail","step":"sent","update":"outage/1"}\n'
        )


def test_it_knows_what_an_earlier_run_did(tmp_path: Path) -> None:
    begun(tmp_path / "ledger")
    with open_ledger(tmp_path / "ledger", is_new=False) as ledger:
        assert ledger.begun("mail") == NOW
        assert ledger.begun("chat") is None
        assert ledger.step("mail", "outage/1") is Step.SENDING
        assert ledger.first_try("mail", "outage/1") == NOW
        assert ledger.step("mail", "outage/2") is None


def test_without_a_ledger_nothing_is_sent(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no ledger .*--first-run"):
        open_ledger(tmp_path / "ledger", is_new=False)
    assert not (tmp_path / "ledger").exists()


def test_a_first_run_does_not_forget_an_earlier_one(tmp_path: Path) -> None:
    begun(tmp_path / "ledger")
    with pytest.raises(CommandError, match="leave out --first-run"):
        open_ledger(tmp_path / "ledger", is_new=True)


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    begun(tmp_path / "ledger")
    with (
        open_ledger(tmp_path / "ledger", is_new=False),
        pytest.raises(CommandError, match="Another run"),
    ):
        open_ledger(tmp_path / "ledger", is_new=False)


def test_a_line_that_a_kill_left_unfinished_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    begun(path)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"at":"2026-11-20T14:00:00Z","tar')
    assert read_ledger(path).step("mail", "outage/1") is Step.SENDING
    with open_ledger(path, is_new=False) as ledger:
        ledger.add(SENT)
    assert path.read_bytes().startswith(whole + b'{"at"')
    assert read_ledger(path).step("mail", "outage/1") is Step.SENT


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD",
        '{"at":"2026-11-24T10:00:00","target":"mail","step":"begun","date":"2026-11-24T10:00:00Z"}',
        '{"at":"2026-11-24T10:00:00Z","target":"mail","step":"begun","date":"2026-11-24T10:00:00"}',
        '{"at":"2026-11-24T10:00:00Z","target":"mail","step":"begun"}',
        '{"at":"2026-11-24T10:00:00Z","target":"\xe9","step":"sent"}',
        '{"more":' + "[" * 100_000,
    ],
    ids=["of git", "at in no zone", "date in no zone", "no date", "Latin-1", "deep"],
)
def test_a_line_that_cannot_be_read_stops_the_run(tmp_path: Path, text: str) -> None:
    (tmp_path / "ledger").write_text(f"{text}\n", encoding="latin-1")
    with pytest.raises(CommandError, match="ledger:1: this is no line of a ledger"):
        open_ledger(tmp_path / "ledger", is_new=False)


def test_reading_changes_nothing(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger").begun("mail") is None
    assert not (tmp_path / "ledger").exists()
