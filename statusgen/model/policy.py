"""The support policy: who may expect what, and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """The support policy as data."""
