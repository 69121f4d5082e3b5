"""`statusgen list`: what is open, running and coming."""

import json

import pytest

from statusgen.cli.main import run
from tests.paths import REPOSITORY

_NOW = ("--root", str(REPOSITORY), "--now", "2026-11-20 14:50")


def test_an_overdue_promise_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", *_NOW, "--component", "cloud-eu", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["id"] == "2026-11-20-cloud-eu-unreachable"
    assert first["overdue_minutes"] >= 0


def test_what_is_over_is_listed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    run(["list", *_NOW])
    some = capsys.readouterr().out
    run(["list", *_NOW, "--all"])
    assert some in capsys.readouterr().out


def test_a_day_is_a_time_since_when_to_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", *_NOW, "--since", "2026-11-01"]) == 0
    by_day = capsys.readouterr().out
    run(["list", *_NOW, "--since", "2026-11-01 00:00"])
    assert by_day == capsys.readouterr().out
    assert run(["list", *_NOW, "--since", "2026-13-45"]) == 2
    assert "month 13" in capsys.readouterr().err


def test_an_unknown_component_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["list", *_NOW, "--component", "cloud-euu"]) == 2
    assert "did you mean 'cloud-eu'?" in capsys.readouterr().err
