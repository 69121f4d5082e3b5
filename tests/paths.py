"""Where tests find the repository and what lies in it."""

from pathlib import Path

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent
