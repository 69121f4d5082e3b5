"""Shapes of states, and the colours of badges, icons and pictures, which have no style sheet."""

from msgspec import Struct

from statusgen.model import State

SHAPES: dict[State | None, str] = {**{each: each.shape for each in State}, None: "unknown"}
"""Names of the states in templates and in the style sheet; None stands for no data."""

PLAIN = "plain"
"""Name of no state in templates and in the style sheet, for a page that is about none."""


class Scheme(Struct, frozen=True):
    """The colours of one scheme as `#rrggbb`; those of states differ on its paper."""

    paper: str
    ink: str
    mute: str
    hair: str
    states: dict[State | None, str]


LIGHT = Scheme(
    paper="#fdfcfa",
    ink="#1a1917",
    mute="#605c55",
    hair="#dcd8d0",
    states={
        State.OPERATIONAL: "#1d7a4a",
        State.UNDER_MAINTENANCE: "#2c5fb3",
        State.DEGRADED_PERFORMANCE: "#8f6100",
        State.PARTIAL_OUTAGE: "#bd4b00",
        State.MAJOR_OUTAGE: "#b8121f",
        None: "#6f6b64",
    },
)
DARK = Scheme(
    paper="#151412",
    ink="#efece6",
    mute="#aaa59b",
    hair="#34322e",
    states={
        State.OPERATIONAL: "#58bb88",
        State.UNDER_MAINTENANCE: "#86b0f4",
        State.DEGRADED_PERFORMANCE: "#e3b341",
        State.PARTIAL_OUTAGE: "#f5904c",
        State.MAJOR_OUTAGE: "#f96a64",
        None: "#9d988f",
    },
)
