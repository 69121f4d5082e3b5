"""`python -m tests.benchmarks.markdown_shapes [kB]`: converts texts that are hard to convert.

Each is one short piece repeated; each must take time proportional to its length.
"""

import sys
import time

from statusgen.text.markdown import to_html, to_plain

PIECES = (
    *("[", "![", "[]", "[[]", "[x][y", "[a](", "[a](<b", "[a]((", "[a](b) ", "![a](b) "),
    *("[a]: b\n", "[ts] msg [part of (", "``x`", "`a ``b ", "\\`", "a\n=\n", "a\n-\n"),
    *("=\n", "# a\n", "---\n", "a\n***\n", "*a ", "*a*", "**a*b", "***a*b", "*a_ ", "_a "),
    *("_", "a\n\n", ">", "> - ", "> a\nb\n", "- ", "- a\n", "- a\n\n", "1. ", "```\na\n"),
    *("```\n\n```\n", "~~~~a\n```b\n", "    a\n\n", "a  \n", "<", "<a", "<http://a"),
    *("<!-- ", "<div>\n", "http://", "http://a.b ", "a@b.c ", "a.b.", "&", "&amp;"),
)
"""Pieces of texts that took some parser quadratic time, or could."""


def hard(piece: str, length: int) -> str:
    """Return a text of a piece, repeated to a length."""
    return (piece * (length // len(piece) + 1))[:length]


def main(kilobytes: int) -> None:
    """Print the seconds of one core that each text of so many kB takes, as HTML and plain text."""
    for piece in PIECES:
        text = hard(piece, kilobytes * 1024)
        began = time.process_time()
        to_html(text, "https://status.example/")
        to_plain(text)
        sys.stdout.write(f"{piece!r:24}{time.process_time() - began:8.2f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 256)
