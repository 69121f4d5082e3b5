"""The kinds of values in content files: times, durations, texts, words, names; each reads text.

A field is typed with one of these, for example `at: Instant` or `name: Title`. What each expects
besides the text, it takes from the `Setting` that a file is read in.
"""

from statusgen.content.schema.refusal import written
from statusgen.content.schema.scalars.addresses import BaseUrl, Url
from statusgen.content.schema.scalars.common import setting_of
from statusgen.content.schema.scalars.lists import Unique, unique_ids
from statusgen.content.schema.scalars.moments import Duration, Instant, Zone
from statusgen.content.schema.scalars.names import (
    Count,
    Identifier,
    KnownClass,
    KnownComponent,
    KnownRegion,
    UpdateId,
    known_name,
)
from statusgen.content.schema.scalars.texts import Prose, Title
from statusgen.content.schema.scalars.words import (
    ActionWord,
    AnnouncementWord,
    AudienceWord,
    CauseWord,
    CompletionWord,
    Flag,
    Language,
    ScopeWord,
    SiteLanguage,
    StateWord,
    StatusWord,
    Word,
)
from statusgen.content.schema.setting import LANGUAGES

__all__ = [
    "LANGUAGES",
    "ActionWord",
    "AnnouncementWord",
    "AudienceWord",
    "BaseUrl",
    "CauseWord",
    "CompletionWord",
    "Count",
    "Duration",
    "Flag",
    "Identifier",
    "Instant",
    "KnownClass",
    "KnownComponent",
    "KnownRegion",
    "Language",
    "Prose",
    "ScopeWord",
    "SiteLanguage",
    "StateWord",
    "StatusWord",
    "Title",
    "Unique",
    "UpdateId",
    "Url",
    "Word",
    "Zone",
    "known_name",
    "setting_of",
    "unique_ids",
    "written",
]
