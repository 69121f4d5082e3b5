"""`python -m tests.benchmarks.markdown_alone N`: converts every text of N incidents once.

What a build cannot be faster than with this converter, on one core and with nothing around it.
"""

import sys

from markdown import Markdown

from tests.benchmarks.history import files


def convert_all(incidents: int) -> None:
    """Convert every text of a history by one converter, as fast as the library does it."""
    converter = Markdown(extensions=["fenced_code", "sane_lists"])
    for each in files(incidents):
        for text in each.texts:
            converter.reset()
            converter.convert(text)


if __name__ == "__main__":
    convert_all(int(sys.argv[1]))
