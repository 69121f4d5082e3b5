"""A status page and maintenance announcement generator."""

from pathlib import Path

__version__ = "0.1.0"


def package_root() -> Path:
    """Return the folder of this package, below which all of its data files lie."""
    return Path(__file__).parent
