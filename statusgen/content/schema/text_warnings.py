"""Warnings about texts: what a '#' cuts off, and languages in which the site is not published."""

import re
from collections.abc import Iterator

import yaml
from pydantic import BaseModel

from statusgen.content.schema.context import SchemaContext, left_out
from statusgen.content.schema.shapes import inner, is_of_site, plain
from statusgen.content.source.nodes import Source, composed, place_at
from statusgen.model import Text
from statusgen.problems import Problem, Severity

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")


def text_warnings(
    kind: type[BaseModel], source: Source, context: SchemaContext
) -> Iterator[Problem]:
    """Yield the warnings about the texts of a file of valid syntax."""
    root = composed(source.text)
    has_comment = " #" in source.text or "\t#" in source.text
    if root is None or not (has_comment or context.unlisted):
        return
    for text, shape in _texts(root, kind):
        if shape is Text and isinstance(text, yaml.ScalarNode):
            yield from _cut_off(text, source)
        elif shape is Text and isinstance(text, yaml.MappingNode):
            for language, words in text.value:
                if not isinstance(language, yaml.ScalarNode):
                    continue  # refused as a key
                if language.value in context.unlisted:
                    yield _left_out(language, source)
                elif isinstance(words, yaml.ScalarNode):
                    yield from _cut_off(words, source)
        elif is_of_site(shape) and text.value in context.unlisted:
            yield _left_out(text, source)


def _texts(node: yaml.Node, shape: object) -> Iterator[tuple[yaml.Node, object]]:
    """Yield the nodes of texts and of languages of the site, with their shapes."""
    if is_of_site(shape) and isinstance(node, yaml.ScalarNode):
        yield node, shape
    elif plain(shape) is Text:
        yield node, Text
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _texts(value, inner(shape, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _texts(item, inner(shape, index))


def _cut_off(node: yaml.ScalarNode, source: Source) -> Iterator[Problem]:
    """Yield a warning if a comment follows a text without quotes."""
    found = None if node.style else _COMMENT.match(source.text, node.end_mark.index)
    if found is not None:
        yield Problem(
            place_at(source.path, source.text, found.start(1), found.end()),
            "the text after ' #' is a comment and is not published",
            "if it is part of the text, put the whole text in quotes, or write it below a '|'",
            Severity.WARNING,
        )


def _left_out(node: yaml.Node, source: Source) -> Problem:
    return Problem(
        place_at(source.path, source.text, node.start_mark.index, node.end_mark.index),
        left_out(node.value),
        "add it to 'languages' in site.yml to publish it; it first occurs here",
        Severity.WARNING,
    )
