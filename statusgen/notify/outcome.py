"""Outcome of sending a message: whether the channel took it."""

import enum
from collections.abc import Callable

from msgspec import Struct


class Result(enum.Enum):
    """Whether a channel took a message."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    REFUSED = "refused"
    """It is the message that the channel does not take, so it never will."""
    UNKNOWN = "unknown"


class SendOutcome(Struct, frozen=True):
    """Outcome of one attempt; `wait` is the number of seconds that the channel asks to wait.

    A reason quotes no exception and no address, which may hold a secret.
    """

    result: Result
    reason: str = ""
    wait: float = 0


TAKEN = SendOutcome(Result.TAKEN)
BAD_CERTIFICATE = "its certificate is not valid for its name, or of no authority that is known here"
"""Reason where a connection is refused by us, because it may lead to somebody else."""


class Delivery(Struct, frozen=True):
    """A message that is ready to be sent; `shown` is what `--dry-run` prints of it.

    One that `is_repeatable` may be sent twice: its reader sees it once.
    """

    shown: str
    send: Callable[[], SendOutcome]
    is_repeatable: bool = False


class DeliveryProblem(Struct, frozen=True):
    """Something about an update on its way to a target that a person should know."""

    target: str
    update: str
    sentence: str
