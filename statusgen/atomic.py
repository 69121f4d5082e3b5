"""Puts a file in the place of another in one step, where other programs read that one."""

import os
import sys
import time
from pathlib import Path

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()
"""Seconds between attempts: Windows replaces no file as long as a program has it open."""


def replace(source: str | Path, target: str | Path) -> None:
    """Move `source` to `target`, in the place of what is there. Raises OSError."""
    for pause in (*_PAUSES, None):
        try:
            os.replace(source, target)  # noqa: PTH105 - tens of thousands of them
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return
