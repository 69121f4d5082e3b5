"""Puts a list, a mapping and text in the place of every value of every file."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from statusgen.content.alarms import Alarms, read_alarms
from statusgen.content.load import load, schema_context_in
from statusgen.content.notify import Targets, read_targets
from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.json_schema import KINDS, json_schema
from statusgen.content.schema.notice import read_notice
from statusgen.content.source.parse import parse
from statusgen.problems import Problem
from tests.samples import at

NOW = at("2026-11-20 15:00")
FILES = {
    "site": "content/site.yml",
    "components": "content/components.yml",
    "groups": "content/groups.yml",
    "sla": "content/sla.yml",
    "incident": "content/incidents/x.yml",
    "maintenance": "content/maintenance/x.yml",
}
BESIDE: dict[str, Callable[[Path], Targets | Alarms]] = {
    "notify": read_targets,
    "alarms": read_alarms,
}
SHAPES: tuple[Any, ...] = ([], {}, ["x"], {"x": "y"}, [["x"]], {"en": ["x"]}, [{"x": {}}], "x", "")
Step = str | int
MAX_DEPTH = 9


def locations(schema: dict[str, Any], root: dict[str, Any], depth: int = 0) -> Iterator[list[Step]]:
    """Yield the location of each value that a JSON Schema describes."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if depth:
        yield []
    properties = schema.get("properties", {})
    inner: list[tuple[Step, Any]] = [each for each in properties.items() if each[1] is not False]
    inner += [(0, schema["items"])] if isinstance(schema.get("items"), dict) else []
    inner += [
        ("a", each) for each in [schema.get("additionalProperties")] if isinstance(each, dict)
    ]
    for step, value in inner if depth < MAX_DEPTH else []:
        for rest in locations(value, root, depth + 1):
            yield [step, *rest]
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from (rest for rest in locations(each, root, depth) if rest)


def tree_with(location: list[Step], value: Any) -> Any:  # noqa: ANN401 - a tree of any shape
    for step in reversed(location):
        value = [value] if isinstance(step, int) else {step: value}
    return value


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in which one incident has a mistake."""
    root = tmp_path_factory.mktemp("shapes")
    for name, tree in {
        "site": {"name": "A", "url": "https://a.example/", "timezone": "UTC", "languages": ["en"]},
        "components": {
            "groups": [{"id": "g", "name": "G", "components": [{"id": "a", "name": "A"}]}]
        },
        "incidents/other": {"title": "Half"},
        **{
            each[8:-4]: {}
            for each in FILES.values()
            if each.endswith(("x.yml", "groups.yml", "sla.yml"))
        },
    }.items():
        path = root / "content" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(json.dumps(tree))
    return root


def problems_of(kind: str, text: str, root: Path, context: SchemaContext) -> list[Problem]:
    if kind in FILES:
        return [*load(root, NOW, {FILES[kind]: text.encode()}).problems]
    if kind in BESIDE:
        (root / "content" / f"{kind}.yml").write_text(text)
        return [*BESIDE[kind](root).problems]
    return [*read_notice("x", parse("x.yml", text.encode()), context)[1]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_another_shape_is_a_problem_with_its_place(kind: str, root: Path) -> None:
    context = schema_context_in(root)
    schema = json_schema(kind, context)
    every = {json.dumps(each): each for each in locations(schema, schema)}
    assert len(every) > 3
    kinds = [{"kind": "incident"}, {"kind": "maintenance"}] if kind == "notice" else [{}]
    for location, shape, base in product(every.values(), SHAPES, kinds):
        text = json.dumps({"unknown-key": 1, **base, **tree_with(location, shape)})
        found = problems_of(kind, text, root, context)
        shown = [each.message for each in found]
        assert "unknown key 'unknown-key'" in shown or "kind" in location, text
        assert "'updates' is missing" in shown or kind in ("notice", *BESIDE), text
        assert not any("cannot be used: " in each for each in shown), (text, shown)
        assert all(each.place.line and each.place.column for each in found), text
