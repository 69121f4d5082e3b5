"""Texts that people read, in one language or in several."""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

from statusgen.content.schema.refusal import Complaint, Refusal, written, wrong_type
from statusgen.content.schema.scalars.common import setting_of
from statusgen.content.schema.setting import LANGUAGES, Setting
from statusgen.content.schema.snapshot import by_language
from statusgen.model import Text
from statusgen.problems import did_you_mean, quoted

_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")


def _text(value: object, info: ValidationInfo, faults: Callable[[str], str]) -> Text:
    setting = setting_of(info)
    if isinstance(value, dict):
        complaints = list(_language_faults(value, setting, faults))
        texts = value
    else:
        texts = {setting.language: written(value, "text, or a mapping of languages to texts")}
        complaints = [Complaint(fault) for fault in [faults(texts[setting.language])] if fault]
    if complaints:
        raise Refusal.of(complaints)
    return Text(setting.language if setting.language in texts else next(iter(texts)), texts)


def _language_faults(
    texts: dict[str, object], setting: Setting, faults: Callable[[str], str]
) -> Iterator[Complaint]:
    known = LANGUAGES if setting.languages is None else setting.languages
    if setting.language not in texts and (setting.languages or not texts):
        hint = "expected the site's first language, and any other of its languages"
        yield Complaint(f"the text in {quoted(setting.language)} is missing", hint)
    for language, text in texts.items():
        if language not in known:
            hint = f"expected one of: {', '.join(known)}{did_you_mean(language, known)}"
            message = f"the language {quoted(language)} is not among those of site.yml"
            yield Complaint(message, hint, (language,), is_on_key=True)
        if not isinstance(text, str):
            yield Complaint(wrong_type("text", text), "", (language,))
        elif fault := faults(text):
            yield Complaint(fault, "", (language,))


def _prose_fault(text: str) -> str:
    return "" if text.strip() else "this text is empty"


def _title_fault(text: str) -> str:
    if _LINE_BREAK.search(text.strip()):
        return "this must be a single line: a line break cannot stand in it"
    return _prose_fault(text)


def _prose(value: object, info: ValidationInfo) -> Text:
    return _text(value, info, _prose_fault)


def _title(value: object, info: ValidationInfo) -> Text:
    text = _text(value, info, _title_fault)
    return Text(text.first, {name: each.strip() for name, each in text.by_language.items()})


def _schema(pattern: str) -> JsonSchemaValue:
    text: JsonSchemaValue = {"type": "string", "pattern": pattern}
    return {"anyOf": [text, by_language(text)]}


_ONE_LINE = r"^\s*\S[^\n\r\u0085\u2028\u2029]*\s*$"

Prose: TypeAlias = Annotated[Text, BeforeValidator(_prose), WithJsonSchema(_schema(r"\S"))]
"""Markdown, in one language or in several."""

Title: TypeAlias = Annotated[Text, BeforeValidator(_title), WithJsonSchema(_schema(_ONE_LINE))]
"""Plain text on one line, in one language or in several."""
