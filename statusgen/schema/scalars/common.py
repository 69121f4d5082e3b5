"""What the reading of every kind of value needs: the text, the setting, the languages."""

from pydantic import ValidationInfo

from statusgen.schema.base import Setting, wrong_type
from statusgen.schema.refusal import refuse

LANGUAGES = ("en", "it", "de", "fr", "es")
"""The languages that a site can be published in."""


def written(value: object, expected: str = "text") -> str:
    """Return the text that was typed as a value; raises Refusal for any other shape."""
    if not isinstance(value, str):
        refuse(wrong_type(expected, value))
    return value


def setting_of(info: ValidationInfo) -> Setting:
    """Return the setting that the file is read in."""
    return info.context if isinstance(info.context, Setting) else Setting()
