import pytest

from statusgen.authoring.splice.layout import LayoutError, appended

ITEM = {"at": "2026-11-20 14:40", "status": "identified", "text": "A node: failed.\n\nWe move."}
FLOW = '{at: "2026-11-20 14:40", status: "identified", text: "A node: failed.\\n\\nWe move."}'


def block(indent: str, end: str = "\n") -> str:
    lines = [
        "- at: 2026-11-20 14:40",
        "  status: identified",
        "  text: |",
        "    A node: failed.",
        "",
        "    We move.",
    ]
    return "".join(f"{indent}{line}{end}" if line else end for line in lines)


HERE = "<here>"


@pytest.mark.parametrize(
    ("written", "added"),
    [
        pytest.param("updates:\n  - at: 1\n<here>", block("  "), id="usual"),
        pytest.param("updates:\n- at: 1\n<here>", block(""), id="dashes in the key's column"),
        pytest.param("updates:\n    -   at: 1\n<here>", block("    "), id="odd indentation"),
        pytest.param("updates:\n  - at: 1\n<here>draft: true\n", block("  "), id="a key below"),
        pytest.param("updates:\n  - at: 1 # c\n<here>", block("  "), id="a comment beside"),
        pytest.param("updates:\n  - at: 1\n    # mine\n<here>", block("  "), id="its comment"),
        pytest.param("updates:\n  - at: 1\n<here>  # next\n", block("  "), id="a comment below"),
        pytest.param("updates:\n  - at: 1\n<here>\n\n# end\n", block("  "), id="the file's end"),
        pytest.param("updates:\n  - at: 1\n<here>...\n", block("  "), id="a document's end"),
        pytest.param("updates:\n  - {at: 1}\n<here>", block("  "), id="items in flow style"),
        pytest.param("updates:\n  - t: |\n      x\n<here>\n", block("  "), id="below a block"),
        pytest.param(
            "updates:\n  - t: |+\n      x\n\n<here>", block("  "), id="a block that keeps"
        ),
        pytest.param("updates:\n  - t:\n<here>", block("  "), id="an empty value"),
        pytest.param("updates:\n  - at: 1<here>", f"\n{block('  ')[:-1]}", id="no line end"),
        pytest.param("updates:\r\n  - at: 1\r\n<here>", block("  ", "\r\n"), id="carriage returns"),
        pytest.param("updates:\n<here>", block("  "), id="a key without a value"),
        pytest.param("updates: # none\n<here>title: x\n", block("  "), id="and a comment"),
        pytest.param("updates:\n      # c\n<here>title: x\n", block("  "), id="below it"),
        pytest.param("title: x\n<here># end\n", f"updates:\n{block('  ')}", id="no key"),
        pytest.param("  title: x\n<here>", f"  updates:\n{block('    ')}", id="no key, indented"),
        pytest.param("text: |\n  x\n<here>\n", f"updates:\n{block('  ')}", id="no key below text"),
        pytest.param("updates: [<here>]\n", FLOW, id="an empty list"),
        pytest.param("updates: [{at: 1}<here>]\n", f", {FLOW}", id="a list in flow style"),
        pytest.param("updates: [\n  {at: 1},<here> # c\n]\n", f"\n  {FLOW},", id="with a comma"),
        pytest.param("{title: x<here>}\n", f", updates: [{FLOW}]", id="all in flow style"),
        pytest.param("{title: x, updates: <here>}\n", f"[{FLOW}]", id="nothing in flow style"),
    ],
)
def test_an_update_comes_last_and_looks_like_the_others(written: str, added: str) -> None:
    splice = appended(written.replace(HERE, ""), ITEM)
    assert (splice.text, splice.start) == (added, written.index(HERE))
    assert splice.apply(written.replace(HERE, "")) == written.replace(HERE, added)


def test_a_value_that_says_that_there_is_none_gives_way() -> None:
    assert appended("updates: ~\n", ITEM).apply("updates: ~\n") == f"updates: [{FLOW}]\n"


def test_updates_that_stand_elsewhere_cannot_be_added_to() -> None:
    with pytest.raises(LayoutError):
        appended("a: &u [{at: 1}]\nupdates: *u\n", ITEM)
