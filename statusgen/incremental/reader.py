"""The way to the reader of content files, which is loaded when something must be read.

With the rules for every key of every file, and what they are built on, it takes as long to load as
a small site takes to be made; and a build that remembers what is in each file reads none.
"""

from collections.abc import Iterable

from statusgen.content.find import ContentFiles
from statusgen.content.loaded import FileContents, ReadEntries, SiteConfig
from statusgen.content.schema.setting import Setting


def read_top(found: ContentFiles, raw: FileContents) -> SiteConfig:
    """Return all that is valid of the files beside the entries; a default stands for the rest."""
    from statusgen.content import load  # noqa: PLC0415 - not before it is needed, as said above

    return load.read_site_config(found, raw)


def read_entries(paths: Iterable[str], raw: FileContents, setting: Setting) -> ReadEntries:
    """Return what is in the files of entries at `paths`; nothing where the zone is not known."""
    from statusgen.content import load  # noqa: PLC0415 - not before it is needed, as said above

    return load.read_entries(paths, raw, setting)
