"""One life of a site: its operators, the folder that it is published to, and its readers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from msgspec.structs import replace

from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.domain.promises import BrokenPromise, broken_promises
from statusgen.domain.world import derive
from statusgen.model import Content
from tests.incremental.builds import everything
from tests.incremental.program import differing
from tests.life.expected import events_of, expected
from tests.life.folder import Folder
from tests.life.later import wrong_later
from tests.life.noc import EntryFile, Noc
from tests.life.present import PresentReader
from tests.life.readers import (
    CalendarReader,
    FeedReader,
    MailTarget,
    StatuspageClient,
    feed_readers,
)

_PROSE = ("title", "text")
Change = Callable[[Noc], object]

STEPS: Counter[str] = Counter()
"""Number of steps that were taken, by what became of them."""


class Life:
    """A site below `root` at the instant `now`."""

    def __init__(self, root: Path, now: datetime) -> None:
        self.root, self.now = root, now
        self.noc = Noc()
        self.folder = Folder(root)
        self.feeds: dict[str, FeedReader] = {}
        self.calendar, self.client, self.mail = CalendarReader(), StatuspageClient(), MailTarget()
        self.present = PresentReader()
        self.seen: dict[str, datetime] = {}
        self.secrets: dict[str, datetime] = {}
        self.noc.write(root)
        self.content = self._loaded()
        self.publish()

    def _loaded(self) -> Content:
        found = load(self.root, self.now)
        assert found.content is not None, found.problems
        return found.content

    # --- what operators do ---------------------------------------------------------------------

    def run(self, command: Sequence[str]) -> None:
        """Run a command of the program on the files."""
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
            words = [*command, "--root", str(self.root), "--now", self.now.isoformat()]
            assert run(words) == 0, said.getvalue()

    def change(self, change: Change, *, is_careless: bool = False, is_done: bool = False) -> None:
        """Change the content and publish it, unless `check` warns of a broken promise.

        Only a careless change may break one. With `is_done`, a command has done the same.
        """
        done = self._entries_of(load(self.root, self.now).content) if is_done else None
        before, self.noc = self.noc, self.noc.copy()
        change(self.noc)
        self.noc.write(self.root)
        loaded = load(self.root, self.now).content
        assert done is None or done == self._entries_of(loaded), done
        broken = () if loaded is None else self._broken(loaded)
        assert is_careless or loaded is not None, load(self.root, self.now).problems
        assert is_careless or not broken, broken
        if loaded is None or broken:
            STEPS["warned"] += 1
            self.noc = before
            self.noc.write(self.root)
        else:
            self.content = loaded
        self.publish()

    def _entries_of(self, content: Content | None) -> tuple[object, ...]:
        """Return all entries, wherever their files are."""
        assert content is not None, load(self.root, self.now).problems
        incidents = (replace(each, path="") for each in content.incidents)
        works = (replace(each, path="") for each in content.maintenances)
        return tuple(sorted((*incidents, *works), key=repr))

    def _broken(self, content: Content) -> tuple[BrokenPromise, ...]:
        return broken_promises(derive(self.content, self.now), derive(content, self.now))

    def next_change(self) -> datetime:
        """Return when the site will change by the clock."""
        return derive(self.content, self.now).next_change.at

    def published_entries(self, kind: str) -> list[EntryFile]:
        """Return the entries of a kind that are published."""
        return [e for e in self.noc.every if e.kind == kind and e.published <= self.now]

    # --- what readers see ----------------------------------------------------------------------

    def publish(self) -> None:
        """Build the site, and let everybody look at it."""
        STEPS["built"] += 1
        self.folder.build(self.now, self.noc.site["url"])
        assert not self.folder.gone(), self.folder.gone()
        assert not self.folder.dead_links(), self.folder.dead_links()
        self._look_for_secrets()
        self._poll()

    def _poll(self) -> None:
        due = expected(self.noc, self.now)
        assert self.seen.keys() <= due.keys(), "the operators took news back"
        self._poll_feeds(due)
        works = {e.ids[0]: e for e in self.noc.every if e.kind == "maintenance"}
        self.calendar.poll(self.folder, self.now, works)
        counts = {e.ids[0]: len(events_of(self.noc, e, self.now)) for e in self._published()}
        self.client.poll(self.folder, self.now, counts)
        self.mail.poll(self.folder, self.now)
        self.present.poll(self.folder, self.noc, self.now)
        certain = certainly_dated(due, self.now)
        assert set(self.mail.mailed) <= due.keys()
        assert certain <= set(self.mail.mailed), certain - set(self.mail.mailed)
        self.seen = due

    def _published(self) -> list[EntryFile]:
        return [each for each in self.noc.every if each.published <= self.now]

    def _poll_feeds(self, due: Mapping[str, datetime]) -> None:
        for place in ("", "incidents/", "maintenance/", *self._component_pages()):
            if f"{place}feed.rss" not in self.feeds:
                self.feeds.update({each.path: each for each in feed_readers(place)})
        for reader in self.feeds.values():
            reader.poll(self.folder, self.now)
            assert reader.heard.keys() <= due.keys(), f"{reader.path}: {reader.heard.keys() - due}"
        certain = certainly_dated(due, self.now)
        for path in ("feed.rss", "feed.json"):
            missing = certain - self.feeds[path].heard.keys()
            assert not missing, f"{path} lacks {missing}"
        updated = self.feeds["feed.atom"].last
        assert updated.keys() <= {name.partition("/")[0] for name in due}
        for name in certain:
            assert due[name] <= updated[name.partition("/")[0]], f"feed.atom lacks {name}"

    def _component_pages(self) -> list[str]:
        return [f"components/{each['id']}/" for each in self.noc.components]

    def _look_for_secrets(self) -> None:
        known = {text for entry in self.noc.every for text, at in entry.texts if at <= self.now}
        known |= {name for entry in self._published() for name in entry.ids}
        secret = [each.encode() for each in self._words() if each not in known]
        for path, content in self.folder.files.items() if secret else ():
            assert not any(each in content for each in secret), f"{path} says what is to come"

    def _words(self) -> Iterator[str]:
        """Yield all ids and texts that operators have written, drafts among them."""
        for entry in (*self.noc.every, *(each for each in self.noc.entries if each.is_draft)):
            yield from entry.ids
            yield from (
                str(each[key])
                for each in (entry.data, *entry.updates)
                for key in _PROSE
                if key in each
            )

    # --- what a rebuild says -------------------------------------------------------------------

    def rebuild(self) -> None:
        """Compare the folder with a site that is built without any cache, and without drafts."""
        STEPS["rebuilt"] += 1
        self.noc.without_drafts().write(self.root)
        wanted = everything(self.root, self.now.isoformat())
        self.noc.write(self.root)
        wrong = differing(self.folder.files, wanted)
        assert not wrong, f"other than a rebuild without drafts: {wrong}"

    def read_later(self, changes: int) -> None:
        """Read the pages that are left alone until some changes by the clock have come."""
        STEPS["read later"] += 1
        world = derive(self.content, self.now)
        at = self.now
        for _ in range(changes):
            at = derive(self.content, at).next_change.at
        wrong = wrong_later(
            self.folder, world, at, lambda then: everything(self.root, then.isoformat())
        )
        assert not wrong, (at, wrong)


def certainly_dated(due: Mapping[str, datetime], now: datetime) -> set[str]:
    """Return the events whose date has come: of several at one instant, each has its own second."""
    same = Counter(due.values())
    return {name for name, at in due.items() if at + timedelta(seconds=same[at] - 1) <= now}
