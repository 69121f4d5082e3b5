import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import run
from statusgen.content.schema.json_schema import DIALECT, KINDS


def given(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["schema", *arguments]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_kind_is_one_schema(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = given(capsys, "incident", "--root", str(small_site))
    assert schema["$schema"] == DIALECT
    assert "pbx" in json.dumps(schema["properties"]["affects"])


def test_no_kind_is_all(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [*given(capsys, "--root", str(small_site))] == [*KINDS]


@pytest.mark.parametrize("kinds", [[*KINDS], ["notice"]], ids=["all", "one"])
def test_a_folder_gets_a_file_for_each_kind(
    kinds: list[str], small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = small_site / "a" / "b"
    arguments = kinds if len(kinds) == 1 else []
    assert run(["schema", *arguments, "--out", str(out), "--root", str(small_site)]) == 0
    assert capsys.readouterr().out == ""
    assert {path.name for path in out.iterdir()} == {f"{kind}.schema.json" for kind in kinds}
    assert {json.loads(path.read_text("utf-8"))["$schema"] for path in out.iterdir()} == {DIALECT}


def test_a_folder_that_cannot_be_made_ends_in_a_sentence(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = small_site / "content" / "site.yml"
    assert run(["schema", "--out", str(taken), "--root", str(small_site)]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_an_unknown_kind_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "incidents"]) == 2
    assert "'incident'" in capsys.readouterr().err
