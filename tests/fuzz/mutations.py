"""Changes of a YAML tree, and of its text, at a place chosen at random."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from random import Random
from typing import TypeAlias

from tests.fuzz import values
from tests.fuzz.trees import Node, Pairs, Raw, text_of, tree

Slot: TypeAlias = "tuple[Pairs | list[Node], int]"
"""A collection, and the index of an item of it."""


def changed(source: str, rng: Random) -> bytes:
    """Return the bytes of a YAML file with one to three changes, of its tree, its text, or both."""
    kind = rng.random()
    text = source
    if kind < 0.75:
        root = tree(source)
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            root = changed_tree(root, rng)
        text = text_of(root, rng)
    return changed_text(text, rng) if kind > 0.65 else _encoded(text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# --- trees -------------------------------------------------------------------------------------


def _slots(node: Node) -> Iterator[Slot]:
    """Yield every item of every collection."""
    children = [value for _, value in node.items] if isinstance(node, Pairs) else node
    if isinstance(node, Pairs | list) and isinstance(children, list):
        for index, child in enumerate(children):
            yield node, index
            yield from _slots(child)


def _get(slot: Slot) -> Node:
    held, index = slot
    return held.items[index][1] if isinstance(held, Pairs) else held[index]


def _key(slot: Slot) -> str:
    held, index = slot
    key = held.items[index][0] if isinstance(held, Pairs) else None
    return key if isinstance(key, str) else ""


def _set(slot: Slot, value: Node) -> None:
    held, index = slot
    if isinstance(held, Pairs):
        held.items[index] = (held.items[index][0], value)
    else:
        held[index] = value


def changed_tree(root: Node, rng: Random, odd: Sequence[Node] = values.RAW) -> Node:
    """Return a tree with one change; `odd` are values that may stand anywhere."""
    slots = [*_slots(root)]
    if not slots:
        return rng.choice(odd)
    if rng.random() < 0.01:
        return rng.choice((None, "a", [root], Pairs([("a", root)]), Pairs(), []))
    slot = rng.choice(slots)
    if rng.random() < 0.12:
        _set(slot, rng.choice((*odd, *values.TEXTS)))
    else:
        rng.choices([*_CHANGES], [*_CHANGES.values()])[0](slot, slots, rng)
    return root


def _drop(slot: Slot, _: list[Slot], __: Random) -> None:
    held, index = slot
    del (held.items if isinstance(held, Pairs) else held)[index]


def _duplicate(slot: Slot, _: list[Slot], rng: Random) -> None:
    held, index = slot
    if isinstance(held, Pairs):
        held.items.insert(rng.randint(0, len(held.items)), deepcopy(held.items[index]))
    else:
        held.insert(rng.randint(0, len(held)), deepcopy(held[index]))


def _rename(slot: Slot, slots: list[Slot], rng: Random) -> None:
    held, index = slot
    if isinstance(held, Pairs):
        name = rng.choice((*values.KEYS, _key(rng.choice(slots)), typed(_key(slot), rng)))
        held.items[index] = (name, held.items[index][1])


def _revalue(slot: Slot, slots: list[Slot], rng: Random) -> None:
    """Put a value that the key may have there, or at another key that has such values."""
    known = [each for each in (slot, *slots) if _key(each) in values.BY_KEY]
    if known:
        chosen = known[0] if rng.random() < 0.5 else rng.choice(known)
        _set(chosen, rng.choice(values.BY_KEY[_key(chosen)]))


def _retype(slot: Slot, _: list[Slot], rng: Random) -> None:
    value = _get(slot)
    inner = value[0] if isinstance(value, list) and value else value
    _set(slot, rng.choice((None, [], Pairs(), [value], Pairs([("en", value)]), inner, "a")))


def _move(slot: Slot, slots: list[Slot], rng: Random) -> None:
    _set(slot, deepcopy(_get(rng.choice(slots))))


def _type_over(slot: Slot, _: list[Slot], rng: Random) -> None:
    value = _get(slot)
    if isinstance(value, str):
        _set(slot, typed(value, rng))


def typed(text: str, rng: Random) -> str:
    """Return a text with a slip of the keyboard, or with a strange character."""
    at = rng.randint(0, len(text))
    kind = rng.randrange(5)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text.swapcase()
    if kind == 2:
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return text[:at] + rng.choice(values.CHARACTERS) + text[at + (kind == 3) :]


def _enlarge(slot: Slot, _: list[Slot], rng: Random) -> None:
    value, size = _get(slot), rng.choice((30, 300, 3_000, 30_000))
    if isinstance(value, list) and value:
        many = size if isinstance(value[0], str) else min(size, 300)
        _set(slot, [*value, *([value[0]] * many)])
    elif isinstance(value, Pairs):
        added: list[tuple[Node, Node]] = [(f"k{number}", "a") for number in range(size)]
        _set(slot, Pairs([*value.items, *added]))
    else:
        _set(slot, rng.choice((f"{value} " * size, "a" * size * 10, "a\n" * size, "é" * size)))


def _deepen(slot: Slot, _: list[Slot], rng: Random) -> None:
    size, (opened, closed) = rng.choice((5, 19, 21, 300, 5_000)), rng.choice(("[]", "{}"))
    inner = "a: " if opened == "{" else ""
    _set(slot, Raw(f"{opened}{inner}" * size + closed * size))


_CHANGES: Mapping[Callable[[Slot, list[Slot], Random], None], int] = {
    _revalue: 30,
    _type_over: 12,
    **dict.fromkeys((_drop, _duplicate, _rename, _retype, _move), 8),
    **dict.fromkeys((_enlarge, _deepen), 3),
}
"""The changes, and how often each is made."""


# --- texts -------------------------------------------------------------------------------------


def changed_text(text: str, rng: Random) -> bytes:
    """Return the bytes of a text with one change."""
    return rng.choice(_TEXT_CHANGES)(text, rng)


def _cut(text: str, rng: Random) -> bytes:
    data = _encoded(text)
    return data[: rng.randrange(len(data) + 1)]


def _with_line_ends(text: str, rng: Random) -> bytes:
    end = rng.choice(
        ("\r\n", "\r", "\n\r", "\x85", "\u2028", "\n\n", "\x0b", "\x0c", " \n", "\t\n")
    )
    return _encoded(text.replace("\n", end, rng.choice((-1, -1, 1, 3))))


def _with_tabs(text: str, rng: Random) -> bytes:
    return _encoded(text.replace("  ", "\t", rng.choice((-1, 1))))


def _with_mark(text: str, rng: Random) -> bytes:
    marks = (b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x1a")
    return rng.choice(marks) + _encoded(text)


def _encoded_otherwise(text: str, rng: Random) -> bytes:
    return text.encode(rng.choice(("utf-16", "utf-32", "latin-1", "utf-7")), "replace")


def _with_characters(text: str, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(values.CHARACTERS) + text[at + rng.randrange(2) :]
    return _encoded(text)


def _with_bytes(text: str, rng: Random) -> bytes:
    data = bytearray(_encoded(text))
    for _ in range(rng.choice((1, 1, 3))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _with_documents(text: str, rng: Random) -> bytes:
    forms = (f"{text}---\n{text}", f"---\n{text}", f"{text}...\n", f"{text}...\nx", f"--- {text}")
    return _encoded(rng.choice((*forms, f"%YAML 1.2\n---\n{text}", f"{text}---\n", text * 2)))


def _with_lines(text: str, rng: Random) -> bytes:
    lines = text.splitlines(keepends=True)
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(5)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 2:
        lines[one] = f"{' ' * rng.randint(1, 3)}{lines[one]}"
    elif kind == 3:
        lines[one] = lines[one].removeprefix("  ")
    else:
        lines.insert(one, rng.choice(("# a\n", "<<<<<<< HEAD\n", "=======\n", "#" * 9_999, "\0")))
    return _encoded("".join(lines))


def _with_size(text: str, rng: Random) -> bytes:
    room = 1024 * 1024 - len(_encoded(text))
    size = room + rng.choice((-1, 0, 1, 100))
    return _encoded(text) + rng.choice((b"#", b"\n", b" ", b"# a\n"))[:1] * size


def _with_code(text: str, rng: Random) -> bytes:
    """Put a piece of YAML at the end of a line."""
    lines = text.splitlines()
    at = rng.randrange(len(lines))
    lines[at] += rng.choice((*values.YAML, *values.ESCAPES, " # a", " #", " |", ":", " &a", ","))
    return _encoded("\n".join([*lines, ""]))


_TEXT_CHANGES = (
    *(_cut, _with_line_ends, _with_tabs, _with_mark, _encoded_otherwise, _with_characters),
    *(_with_characters, _with_bytes, _with_documents, _with_lines, _with_lines, _with_size),
    *(_with_code, _with_code),
)
