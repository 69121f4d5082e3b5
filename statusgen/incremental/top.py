"""The files that all entries depend on, and how what was read in them is remembered."""

from msgspec.structs import replace

from statusgen.cache.store import Memory, digest
from statusgen.cache.values import keep_value, recall_value
from statusgen.content.find import ContentFiles
from statusgen.content.loaded import FileContents, SiteConfig
from statusgen.content.source.parse import source_of
from statusgen.incremental.reader import read_top
from statusgen.problems import Severity

_KIND = "top"


def top_key(found: ContentFiles, raw: FileContents, program: str) -> str:
    """Return a name for what is in these files, as the program named `program` reads it."""
    return digest(program, *(part for path in found.top for part in (path, repr(raw[path]))))


def open_top(found: ContentFiles, raw: FileContents, key: str, memory: Memory) -> SiteConfig:
    """Return what is in the files beside the entries: remembered under their `key`, or read."""
    known = _recalled(found, raw, key, memory)
    if known is not None:
        return known
    top = read_top(found, raw)
    if not any(each.severity is Severity.ERROR for each in top.problems):
        keep_value(memory, _KIND, key, replace(top, sources={}))
    return top


def _recalled(
    found: ContentFiles, raw: FileContents, key: str, memory: Memory
) -> SiteConfig | None:
    known = recall_value(memory, _KIND, key, SiteConfig)
    if known is None:
        return None
    read = ((path, data) for path in found.top if isinstance(data := raw[path], bytes))
    return replace(known, sources={path: source_of(path, data) for path, data in read})
