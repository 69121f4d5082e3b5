"""The rule in `--repeats`, with its end, as the keys of a file."""

import re
from collections.abc import Mapping

from statusgen.content.schema.errors import refuse
from statusgen.content.schema.repeats import FREQUENCIES, rule_as_written
from statusgen.problems import quoted

_ENDS = ("UNTIL", "COUNT")
_DAY_OF_RFC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")


def repeats_keys(written: object) -> Mapping[str, str]:
    """Return the keys of a repetition: UNTIL and COUNT in the rule become keys beside it.

    MONTHLY alone is FREQ=MONTHLY. Raises InputError for a rule that is wrong, or has no end.
    """
    text = str(written or "").upper()
    parts = [_part(each.strip()) for each in text.removeprefix("RRULE:").split(";") if each.strip()]
    if not parts:
        return {}
    ends = {name.lower(): _day(held) for name, held in parts if name in _ENDS}
    if not ends:
        refuse(f"{quoted(text)} has no end", "add UNTIL or COUNT, as in ;COUNT=12")
    rule = ";".join(f"{name}={held}" for name, held in parts if name not in _ENDS)
    return {"rule": rule_as_written(rule), **ends}


def _part(written: str) -> tuple[str, str]:
    name, sign, held = written.partition("=")
    return ("FREQ", name) if name in FREQUENCIES and not sign else (name, held)


def _day(written: str) -> str:
    """Return a day as files have it; RFC 5545 writes 20271231."""
    return _DAY_OF_RFC.sub(r"\1-\2-\3", written)
