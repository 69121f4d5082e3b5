"""Finds the splices that give a text of a YAML file other words, also in new languages."""

from collections.abc import Iterator, Mapping

import yaml

from statusgen.authoring.splice.layout import LayoutError, Splice, before_empty_lines, end_of_line
from statusgen.authoring.splice.values import (
    Location,
    end_of_value,
    inserted_lines,
    is_flow,
    nodes_at,
    replaced,
    rest_of_line,
    whole_lines,
)
from statusgen.authoring.yaml_text import flow_value, scalar_lines

_INDENT = "  "


def languages_at(text: str, at: Location, first: str) -> tuple[str, ...]:
    """Return the languages of a text; a plain one is in `first`.

    Raises LayoutError if the text is not written there itself.
    """
    *_, (_, node) = nodes_at(text, at)
    return _languages(node) if isinstance(node, yaml.MappingNode) else (first,)


def with_words(text: str, at: Location, words: Mapping[str, str], first: str) -> Iterator[Splice]:
    """Yield the splices that give a text other words, by language; languages can be new.

    Raises LayoutError as `languages_at`.
    """
    *above, (key, node) = nodes_at(text, at)
    in_flow = any(is_flow(each) for _, each in above)
    if isinstance(node, yaml.MappingNode):
        known = _languages(node)
        yield from (replaced(text, (*at, name), words[name]) for name in known if name in words)
        new = {name: each for name, each in words.items() if name not in known}
        yield from () if not new else (_more(text, node, new, is_flow=in_flow or is_flow(node)),)
    elif isinstance(node, yaml.ScalarNode) and words.keys() - {first}:
        whole = {first: node.value.strip("\n"), **words}
        yield _in_flow(node, whole) if in_flow else _in_block(text, key, node, whole)
    elif words:
        yield replaced(text, at, words[first])


def _languages(node: yaml.MappingNode) -> tuple[str, ...]:
    return tuple(key.value for key, _ in node.value)


def _more(text: str, node: yaml.MappingNode, words: Mapping[str, str], *, is_flow: bool) -> Splice:
    """Return the splice that adds languages after the last one of a text."""
    if not node.value:
        raise LayoutError
    key, last = node.value[-1]
    if is_flow:
        end = last.end_mark.index
        return Splice(end, end, "".join(f", {n}: {flow_value(w)}" for n, w in words.items()))
    return inserted_lines(text, end_of_value(text, last), _lines(words, key.start_mark.column))


def _in_flow(node: yaml.ScalarNode, words: Mapping[str, str]) -> Splice:
    pairs = ", ".join(f"{name}: {flow_value(each)}" for name, each in words.items())
    return Splice(node.start_mark.index, node.end_mark.index, f"{{{pairs}}}")


def _in_block(text: str, key: yaml.Node, node: yaml.ScalarNode, words: Mapping[str, str]) -> Splice:
    """Return the splice by which a plain text gets languages; a comment on its first line stays."""
    start = text.index(":", key.end_mark.index) + 1
    is_block = node.style in ("|", ">")
    head = node.start_mark.index if is_block else node.end_mark.index
    line = end_of_line(text, head)
    comment = rest_of_line(text, head, line)
    comment = f" #{comment.partition(' #')[2]}" if " #" in comment else ""
    end = before_empty_lines(text, node.end_mark.index) if is_block else line
    return whole_lines(text, start, end, [comment, *_lines(words, key.start_mark.column + 2)])


def _lines(words: Mapping[str, str], column: int) -> list[str]:
    """Return the lines of a mapping of languages in a block, from a column on."""
    indent = " " * column
    found: list[str] = []
    for name, each in words.items():
        first, *rest = scalar_lines(each, f"{indent}{_INDENT}", is_prose=True)
        found += [f"{indent}{name}: {first}", *rest]
    return found
