"""The names of a site that a shell completes, read from as few of its files as that takes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.notice_files import notice_named, site_notices
from statusgen.authoring.notices import noted
from statusgen.content.find import ContentFiles, find
from statusgen.content.load import read_entries, read_site_config
from statusgen.content.loaded import SiteConfig, file_contents, with_entries
from statusgen.content.schema.names import entry_id
from statusgen.content.source.parse import read_bytes
from statusgen.domain.names import Written, entries_meant
from statusgen.model import Content, MaintenanceUpdate, State, Text, Update

_MOST_READ = 100
"""Number of entries that are read to find those that are current, the newest by their ids."""

_MOST_SHOWN = 50


class Suggestion(Struct, frozen=True):
    """A word that may be meant, and what it stands for."""

    word: str
    about: str = ""


def _config(root: Path) -> SiteConfig:
    found = ContentFiles(find(root).config)
    return read_site_config(found, file_contents(root, found))


def _named(each: str, about: Text) -> Suggestion:
    return Suggestion(each, about.default)


# --- names of the site -------------------------------------------------------------------------


def components(root: Path) -> Iterator[Suggestion]:
    """Yield the components."""
    yield from (_named(each.id, each.name) for each in _config(root).content.components)


def groups(root: Path) -> Iterator[Suggestion]:
    """Yield the community groups."""
    yield from (_named(each.id, each.name) for each in _config(root).content.groups)


def classes(root: Path) -> Iterator[Suggestion]:
    """Yield the classes of service of the policy."""
    policy = _config(root).content.policy
    yield from (_named(each.id, each.name) for each in (policy.classes if policy else ()))


def regions(root: Path) -> Iterator[Suggestion]:
    """Yield the regions of the policy."""
    policy = _config(root).content.policy
    yield from (_named(each.id, each.label) for each in (policy.regions if policy else ()))


def languages(root: Path) -> Iterator[Suggestion]:
    """Yield the languages of the community groups."""
    found = (each for group in _config(root).content.groups for each in group.languages)
    yield from map(Suggestion, dict.fromkeys(found))


def affected(root: Path, begun: str) -> Iterator[Suggestion]:
    """Yield `cloud-eu=` for each component; its states where it is the only one, or is whole."""
    name, sign, _ = begun.partition("=")
    found = [each for each in components(root) if each.word.startswith(name)]
    if sign or len(found) == 1:
        whole = name if sign else found[0].word
        pairs = (f"{whole}={state.value}" for state in State)
        yield from (Suggestion(pair) for pair in pairs if pair.startswith(begun))
    else:
        yield from (Suggestion(f"{each.word}=", each.about) for each in found)


# --- notices -----------------------------------------------------------------------------------


def notices(root: Path) -> Iterator[Suggestion]:
    """Yield the ready-made notices, each with when it is used."""
    found = site_notices(root, _config(root).context).by_name
    yield from (Suggestion(name, each.use_when.default) for name, each in found.items())


def placeholders(root: Path, notice: str) -> Iterator[Suggestion]:
    """Yield `region=` for each placeholder of a notice."""
    found = notice_named(root, notice, _config(root).context)
    records = found.placeholders if found else {}
    yield from (Suggestion(f"{name}=", each.ask.default) for name, each in records.items())


def placeholders_of(root: Path, now: datetime, entry: str) -> Iterator[Suggestion]:
    """Yield `region=` for each placeholder of the notice that an entry was made from."""
    for each in _entries_of(root, now, entry):
        data = read_bytes(root / each.path, each.path)
        found = noted(data.decode(errors="replace")) if isinstance(data, bytes) else None
        yield from placeholders(root, found.notice) if found else ()


# --- entries -----------------------------------------------------------------------------------


def entries(root: Path, now: datetime, begun: str) -> Iterator[Suggestion]:
    """Yield current entries, and others whose id begins so; or the only one that `begun` means.

    After an `@` they are the occurrences of a series. Of a long history only the newest are read,
    of the others the names of their files.
    """
    paths = _newest(root)
    content = _content(root, paths[:_MOST_READ])
    if "@" in begun:
        yield from _occurrences(content, now, begun)
        return
    meant = entries_meant(content, now, begun)
    names = {each.id: each.title for each in meant}
    ids = [*names, *(each for each in map(entry_id, paths) if begun and each not in names)]
    found = [each for each in ids if each.startswith(begun)][:_MOST_SHOWN]
    if not found and len(meant) == 1:
        found = [*names]
    yield from (_named(each, names[each]) if each in names else Suggestion(each) for each in found)


def drafts(root: Path) -> Iterator[Suggestion]:
    """Yield the newest drafts, a series by its own id."""
    content = _content(root, _newest(root)[:_MOST_READ])
    every: tuple[Written, ...] = (*content.incidents, *content.maintenances)
    names = {entry_id(each.path): each.title for each in every if each.draft}
    yield from (_named(name, title) for name, title in names.items())


def _newest(root: Path) -> list[str]:
    return sorted(find(root).entries, key=entry_id, reverse=True)


def _occurrences(content: Content, now: datetime, begun: str) -> Iterator[Suggestion]:
    """Yield `ID@2026-12-01` for the occurrences of series that begin so and are not over."""
    for each in sorted(content.maintenances, key=lambda work: work.starts):
        series = entry_id(each.path)
        word = f"{series}@{each.id.removeprefix(f'{series}-')}"
        if each.repeats and each.ends > now and word.startswith(begun):
            yield _named(word, each.title)


def updates(root: Path, now: datetime, entry: str) -> Iterator[Suggestion]:
    """Yield the updates of an entry, the newest first."""
    for each in _entries_of(root, now, entry):
        written: Sequence[Update | MaintenanceUpdate] = each.updates
        yield from (Suggestion(update.id, update.status.value) for update in reversed(written))


def _entries_of(root: Path, now: datetime, name: str) -> tuple[Written, ...]:
    """Return the entry of an id, or the only one that a part of it means."""
    every = _newest(root)
    whole = [path for path in every if entry_id(path) == name]
    content = _content(root, whole or every[:_MOST_READ])
    found = entries_meant(content, now, name)
    return found if len(found) == 1 else ()


def _content(root: Path, paths: Iterable[str]) -> Content:
    """Return the content with no other entries than those in the files at `paths`."""
    files, config = ContentFiles(incidents=tuple(paths)), _config(root)
    read = read_entries(files.entries, file_contents(root, files), config.context)
    return with_entries(config.content, read)
