"""The schemas are judged by jsonschema, on files read by YAML 1.2's rules, as editors read them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from statusgen.content.load import schema_context_in
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.json_schema import KINDS, json_schema
from statusgen.render.theme import read_theme
from tests.content.test_gallery import CASES, GALLERY, lay_out
from tests.paths import REPOSITORY


class CoreSchema(yaml.SafeLoader):
    """Reads the types that YAML 1.2's core schema has: no dates, no sexagesimals, no `yes`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("null", "~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    CoreSchema.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first
    )


def kind_of(path: str) -> str:
    folder, _, name = path.removeprefix("content/").partition("/")
    return {"incidents": "incident"}.get(folder, folder) if name else folder.removesuffix(".yml")


def schemas(root: Path) -> Mapping[str, Draft202012Validator]:
    context = schema_context_in(root)
    return {kind: Draft202012Validator(json_schema(kind, context)) for kind in KINDS}


def faults(judge: Draft202012Validator, text: bytes) -> list[str]:
    value: Any = yaml.load(text, CoreSchema)  # noqa: S506 - a safe loader
    return [f"{each.json_path}: {each.message}" for each in judge.iter_errors(value)]


def faults_in(root: Path) -> list[str]:
    """Return what the schemas of a site say of its own files."""
    judges = schemas(root)
    paths = [path.relative_to(root).as_posix() for path in (root / "content").rglob("*.yml")]
    return [
        f"{path}: {fault}"
        for path in paths
        if kind_of(path) in judges
        for fault in faults(judges[kind_of(path)], (root / path).read_bytes())
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind, SchemaContext()))


@pytest.mark.parametrize("root", [REPOSITORY, GALLERY / "good"], ids=["sample", "gallery"])
def test_every_good_file_fits(root: Path) -> None:
    assert faults_in(root) == []


def test_every_notice_fits() -> None:
    judge = Draft202012Validator(json_schema("notice", SchemaContext()))
    notices = {
        name: faults(judge, text)
        for name, text in read_theme(REPOSITORY).files.items()
        if name.startswith("notices/")
    }
    assert [name for name, found in notices.items() if found] == []


@pytest.mark.parametrize(
    "case",
    [
        "address",
        "brand",
        "brand-colour",
        "durations",
        "empty-file",
        "file-is-a-list",
        "ids-of-updates",
        "language-not-listed",
        "languages",
        "merge-keys",
        "missing-field",
        "missing-field-of-site",
        "outage-after-resolution",
        "nesting",
        "placeholder-left",
        "text-empty",
        "text-in-languages",
        "time-in-no-zone",
        "times",
        "title-with-line-break",
        "unknown-class",
        "unknown-component",
        "unknown-group",
        "unknown-key",
        "unknown-region",
        "unknown-words",
        "window-of-update",
        "wrong-type",
    ],
)
def test_a_mistake_that_a_schema_can_express_is_found(case: str, tmp_path: Path) -> None:
    lay_out(yaml.safe_load((GALLERY / f"{case}.yml").read_text(encoding="utf-8")), tmp_path)
    assert faults_in(tmp_path) != []


@pytest.mark.parametrize("case", [each for each in CASES if each.startswith("warning-")])
def test_what_is_only_warned_about_is_no_mistake(case: str, tmp_path: Path) -> None:
    lay_out(yaml.safe_load((GALLERY / f"{case}.yml").read_text(encoding="utf-8")), tmp_path)
    assert faults_in(tmp_path) == []


# --- what an editor makes of it ------------------------------------------------------------------


def incident(root: Path = REPOSITORY) -> dict[str, Any]:
    return json_schema("incident", schema_context_in(root))


def test_components_of_the_site_are_completed() -> None:
    assert {"cloud-eu", "wmp"} <= incident()["properties"]["affects"]["properties"].keys()


def test_classes_of_the_site_are_completed() -> None:
    assert "critical" in incident()["properties"]["cos"]["enum"]


def test_without_a_site_any_name_will_do(tmp_path: Path) -> None:
    found = incident(tmp_path)["properties"]
    assert found["affects"]["additionalProperties"] == {"$ref": "#/$defs/State"}
    assert "enum" not in found["cos"]


def test_a_broken_file_leaves_the_names_of_the_others(tmp_path: Path) -> None:
    lay_out({"files": {"content/site.yml": "name: [", "content/sla.yml": "classes: 3"}}, tmp_path)
    found = incident(tmp_path)["properties"]
    assert "cloud-eu" in found["affects"]["properties"]
    assert "enum" not in found["cos"]


def test_a_file_is_not_held_to_names_that_it_defines_itself() -> None:
    policy = json.dumps(json_schema("sla", schema_context_in(REPOSITORY)))
    assert '"critical"' not in policy
    assert '"tech-wizards"' in policy


def test_every_key_says_what_it_is_for() -> None:
    found = [json_schema(kind, SchemaContext()) for kind in KINDS]
    parts = [part for each in found for part in (each, *each.get("$defs", {}).values())]
    keys = [pair for part in parts for pair in part.get("properties", {}).items()]
    assert [key for key, value in keys if "description" not in value] == []


def test_no_mark_is_left() -> None:
    assert '"x-' not in json.dumps([json_schema(kind, SchemaContext()) for kind in KINDS])
