"""The errors of the YAML parser, in words that say what to change."""

import re

import yaml
from msgspec import Struct


class Explanation(Struct, frozen=True):
    """A syntax error in plain words; `start` and `end` are offsets in the text of the file."""

    start: int
    end: int
    message: str
    hint: str


_QUOTES = "put the text in quotes, or write it below a '|'"

_TAB = ("a tab cannot indent a line", "use spaces")
_TAB_AT_END = ("there is a tab at the end of this line", "delete it")
_TAG = ("tags are not allowed", f"write the value alone; if the '!' is part of a text, {_QUOTES}")
_DIRECTIVE = ("a line cannot begin with '%'", f"if it is part of a text, {_QUOTES}")
_QUOTE = (
    "the quotes that begin here are not closed",
    "expected the same quote at the end of the text",
)
_DOCUMENT = (
    "a second YAML document begins here",
    "expected one document in a file; write each entry in a file of its own",
)

_EXPLAINED = {
    "mapping values are not allowed in this context": (
        "a ':' is not allowed here",
        f"if it is part of a text, {_QUOTES}; if it follows a key, check the indentation",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here",
        "begin it on a line of its own, with '- ' before each item",
    ),
    "could not find expected ':'": (
        "a ':' is missing after this key",
        "expected 'key: value'",
    ),
    "did not find expected key": (
        "this does not fit the lines above it",
        f"check that its keys begin in the same column; {_QUOTES} if it is text",
    ),
    "did not find expected '-' indicator": (
        "this line is not an item of the list above it",
        "begin it with '- ', or check its indentation",
    ),
    "did not find expected ',' or ']'": (
        "the list that begins here is not closed",
        "expected a ']' at its end and a ',' between its items",
    ),
    "did not find expected ',' or '}'": (
        "the mapping that begins here is not closed",
        "expected a '}' at its end and a ',' between its pairs",
    ),
    "did not find expected node content": (
        "a value is missing",
        "expected one here; what begins with '[' or '{' ends with ']' or '}'",
    ),
    "found unexpected end of stream": _QUOTE,
    "found unexpected document indicator": _QUOTE,
    "found undefined alias": (
        "there is no anchor of this name above",
        f"if the '*' is part of a text, {_QUOTES}",
    ),
    "second occurrence": (
        "this anchor has been used above",
        "expected each anchor once",
    ),
    "found undefined tag handle": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "did not find expected tag URI": _TAG,
    "did not find URI escaped octet": _TAG,
    "did not find the expected '>'": _TAG,
    "could not find expected directive name": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "found unknown directive name": _DIRECTIVE,
    "found unexpected ':'": (
        "a ':' is not allowed here",
        f"expected 'key: value' with a space; if it is part of a text, {_QUOTES}",
    ),
    "did not find expected alphabetic or numeric character": (
        "a name is missing after '*' or '&'",
        f"if it is part of a text, {_QUOTES}",
    ),
    "found unknown escape character": (
        "YAML does not know this escape",
        "in double quotes, write a backslash twice, or use single quotes",
    ),
    "found invalid Unicode character escape code": (
        "this escape is not a character",
        "write the character itself",
    ),
    "but found another document": _DOCUMENT,
    "did not find expected <document start>": _DOCUMENT,
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "did not find expected comment or line break": (
        "text is not allowed on the line of '|' or '>'",
        "begin it on the next line",
    ),
}

_AT_BEGINNING = frozenset(
    {
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "found unexpected end of stream",
        "found unexpected document indicator",
    }
)
"""Errors that the parser notices too late; the beginning of the construct is shown."""

_TAB_TO_END = re.compile(r"\t[ \t]*(?:[\r\n]|\Z)")

_CANNOT_START = "found character that cannot start any token"


NO_BREAK = re.compile("[\xa0\u2007\u202f]")
"""No-break spaces, which look like spaces and are none to YAML."""

NO_BREAK_HINT = "it contains a no-break space, which often comes with copied text: type a space"

_NO_BREAK_MESSAGE = "there is a no-break space where YAML needs an ordinary one"
_TYPE_SPACE = "delete it and type a space; no-break ones often come with copied text"

_MISPLACED = re.compile(r"^[ \t-]*(?:[\w-]+:)?([\xa0\u2007\u202f])", re.MULTILINE)
"""A no-break space in the indentation, or behind '-' or a key."""

_MERGE_MARK = re.compile(r"^(?:[<>|]{7}(?![^ \r\n])|={7}(?=\r?$))[^\r\n]*", re.MULTILINE)


def merge_mark(text: str) -> Explanation | None:
    """Return the first mark that an unfinished git merge has left in a file, or None."""
    found = _MERGE_MARK.search(text) if _has_mark(text) else None
    if found is None:
        return None
    return Explanation(
        found.start(),
        found.end(),
        "this is a mark of an unfinished git merge",
        "keep the lines of one side, and delete the other side and the lines '<<<<<<<', '=======' "
        "and '>>>>>>>'",
    )


def _has_mark(text: str) -> bool:
    return "<<<<<<<" in text or "=======" in text or ">>>>>>>" in text


def explained(error: yaml.YAMLError, text: str) -> Explanation:
    """Return a syntax error of a file with this text, in plain words."""
    error_text = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    start = _start(error, error_text, text)
    space = _MISPLACED.search(text, 0, max(start, text.find("\n", start) + 1))
    if space is not None:
        return Explanation(space.start(1), space.end(1), _NO_BREAK_MESSAGE, _TYPE_SPACE)
    message, hint = _words(error_text, text, start)
    return Explanation(start, start + 1, message, hint)


def _start(error: yaml.YAMLError, error_text: str, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context is not None and (error_text in _AT_BEGINNING or mark is None):
        mark = context
    index = len(text) if mark is None else min(mark.index, len(text))
    is_shown = text[index:].strip() or text.startswith("\t", index)
    return index if is_shown else max(len(text.rstrip()) - 1, 0)


def _words(error_text: str, text: str, start: int) -> tuple[str, str]:
    char = text[start : start + 1]
    unknown = ("YAML does not allow this here", f"the parser says: {error_text}")
    words = _EXPLAINED.get(error_text, unknown)
    if error_text == _CANNOT_START:
        words = _TAB if char == "\t" else (f"a value cannot begin with '{char}'", _QUOTES)
    return _TAB_AT_END if words == _TAB and _TAB_TO_END.match(text, start) else words
