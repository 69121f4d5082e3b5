"""Cases of what other systems send: histories to import, alarms, and the feed of a site."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

from msgspec import to_builtins
from msgspec.structs import replace

from statusgen.authoring.alarms.drafting import drafts
from statusgen.authoring.alarms.payload import alarm_groups
from statusgen.console import CommandError
from statusgen.content.load import load
from statusgen.importers import cstate, statuspage
from statusgen.importers.foreign import ForeignHistory, ImportedEntry, Remarks
from statusgen.importers.plan import plan_import, write
from statusgen.model import Content, NewsTarget
from statusgen.notify.message import message
from statusgen.notify.news import published_news, updates
from statusgen.notify.site import PublishedSite
from tests.fuzz import seeds
from tests.fuzz.bench import NOW, Answer, Bench, sound
from tests.fuzz.json_text import changed_json
from tests.fuzz.mutations import changed, changed_text

TARGET = NewsTarget("partners", "NOTIFY_PARTNERS", language="it")
FORMS = {
    "statuspage": seeds.STATUSPAGE,
    "alertmanager": seeds.ALERTMANAGER,
    "json": seeds.PLAIN_ALARMS,
}


def import_case(rng: Random) -> tuple[str, bytes]:
    """Return the kind of an input and its bytes."""
    kind = rng.choice(("statuspage", "statuspage", "cstate/issue.md", "cstate/config.yml", *FORMS))
    if kind in FORMS:
        return kind, changed_json(FORMS[kind], rng)
    if kind == "cstate/config.yml":
        return kind, changed(seeds.CSTATE_CONFIG, rng)
    _, front, body = seeds.CSTATE_ISSUE.split("---\n")
    if rng.random() < 0.7:
        return kind, b"---\n" + changed(front, rng) + b"---\n" + body.encode()
    return kind, changed_text(seeds.CSTATE_ISSUE, rng)


def try_import(bench: Bench, kind: str, data: bytes) -> Answer:
    """Import an input into a copy of the site; what is written must be as it was meant."""
    root = bench.scratch()
    content = load(root, NOW).content
    assert content is not None
    try:
        if kind in ("alertmanager", "json"):
            made = drafts(root, NOW, alarm_groups(data, kind, NOW))
            said = "\n".join(f"{each.sentence}{each.path}{each.proposal}" for each in made)
            return Answer(is_accepted=True, output=said, faults=(*sound(root),))
        return _imported(root, content, kind, data)
    except CommandError as refused:
        return Answer(is_accepted=False, output=str(refused))


def _imported(root: Path, content: Content, kind: str, data: bytes) -> Answer:
    remarks = Remarks()
    made: list[ImportedEntry] = []
    history = _history(root.parent / "foreign", content, kind, data, remarks)
    plan = plan_import(root, content, _recorded(history, made), remarks)
    write(root, plan)
    faults = (*sound(root), *_misread(root, plan.files, made))
    return Answer(is_accepted=True, output=f"{[*plan.files]}{remarks.notes}", faults=faults)


def _history(
    folder: Path, content: Content, kind: str, data: bytes, remarks: Remarks
) -> ForeignHistory:
    if kind == "statuspage":
        return statuspage.foreign([statuspage.document("a", data)], content.site, remarks)
    issues = folder / "content" / "issues"
    issues.mkdir(parents=True, exist_ok=True)
    (issues / "2026-10-01-errors.md").write_text(seeds.CSTATE_ISSUE, "utf-8")
    (folder / "config.yml").write_text(seeds.CSTATE_CONFIG, "utf-8")
    path = folder / "config.yml" if kind.endswith(".yml") else issues / "2026-10-01-errors.md"
    path.write_bytes(data)
    return cstate.foreign([folder], content.site, NOW, remarks)


def _recorded(history: ForeignHistory, made: list[ImportedEntry]) -> ForeignHistory:
    """Return a history that notes the entries that it yields."""

    def entries(ids: Mapping[str, str]) -> Iterable[ImportedEntry | None]:
        for each in history.entries(ids):
            made.extend(() if each is None else (each,))
            yield each

    return replace(history, entries=entries)


def _misread(root: Path, files: Iterable[str], made: list[ImportedEntry]) -> Iterator[str]:
    """Yield each entry that is read otherwise than the importer has meant it."""
    content = load(root, NOW).content
    by_path: dict[str, ImportedEntry] = {}
    if content is not None:
        by_path |= {each.path: each for each in content.incidents}
        by_path |= {each.path: each for each in content.maintenances}
    meant = {each.id: each for each in made}
    for path in files:
        found = by_path.get(path)
        if found is None:
            yield f"{path} was written, and is not read"
        else:
            yield from _other(_bare(found), _bare(meant[found.id]), found.id)


def _other(read: object, meant: object, at: str) -> Iterator[str]:
    """Yield each value that differs, but for the line end of a block of text."""
    if isinstance(read, dict) and isinstance(meant, dict) and read.keys() == meant.keys():
        for name in read:
            yield from _other(read[name], meant[name], f"{at}.{name}")
    elif (
        isinstance(read, list | tuple)
        and isinstance(meant, list | tuple)
        and len(read) == len(meant)
    ):
        for index, (one, other) in enumerate(zip(read, meant, strict=True)):
            yield from _other(one, other, f"{at}[{index}]")
    elif read != meant and not (isinstance(read, str) and read.removesuffix("\n") == meant):
        yield f"{at}: {meant!r} was read as {read!r}"


def _bare(entry: ImportedEntry) -> object:
    """Return an entry in built-in values, without its path and parts of seconds."""
    cut = [replace(each, at=each.at.replace(microsecond=0)) for each in entry.updates]
    return to_builtins(replace(entry, path="", updates=tuple(cut)))


# --- the feed of a site ------------------------------------------------------------------------


def feed_case(bench: Bench, rng: Random) -> tuple[str, bytes]:
    """Return a file of the published site that `notify` reads, and other bytes of it."""
    paths = sorted(path for path in bench.published if path.endswith(".json"))
    path = rng.choice(["feed.json", *(each for each in paths if "/incidents/" in f"/{each}")])
    return path, changed_json(json.dumps(json.loads(bench.published[path])), rng)


def try_feed(bench: Bench, path: str, data: bytes) -> Answer:
    """Read the news of a site of which one file is other than it should be."""
    site = PublishedSite("https://status.example/")
    site._files.update({**bench.published, path: data})
    try:
        news = published_news(site)
        found = [*updates(news, lambda _key, _date: True)]
        said = [f"{each}{message(news, TARGET, each)}" for each in found]
    except CommandError as refused:
        return Answer(is_accepted=False, output=str(refused))
    return Answer(is_accepted=True, output="\n".join(said))
