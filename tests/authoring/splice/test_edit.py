"""Splicing keeps the bytes of a file, and adds exactly the update."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.splice import Edit, EntryFile, plan_edit
from statusgen.authoring.splice.disk import EditError
from statusgen.authoring.update.request import Addition
from statusgen.authoring.update.texts import with_text
from statusgen.content.load import load
from statusgen.content.schema.names import update_id
from statusgen.model import (
    Content,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceUpdate,
    State,
    Text,
    Update,
)
from tests.paths import REPOSITORY
from tests.samples import at, text

NOW = at("2026-11-20 18:00")
INCIDENT, MAINTENANCE = "content/incidents/calls-fail.yml", "content/maintenance/upgrade.yml"

HISTORY = REPOSITORY.parent / "shared" / "data" / "fedora-history"


def next_update(entry: Incident | Maintenance, written: Text) -> Update | MaintenanceUpdate:
    """Return an update that may follow the last one of an entry."""
    last = entry.updates[-1].at if entry.updates else at("2020-01-01 00:00")
    if isinstance(entry, Incident):
        when = last + timedelta(minutes=7)
        status = max(entry.updates[-1].status, IncidentStatus.RESOLVED)
        return Update(update_id(when), when, status, written, {})
    when = max(last, entry.announced) + timedelta(minutes=7)
    return MaintenanceUpdate(update_id(when), when, MaintenanceAction.CANCELLED, written)


def entry_at(content: Content, path: str) -> Incident | Maintenance:
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    return next(each for each in entries if each.path == path)


def spliced(root: Path, path: str, before: bytes, written: Text) -> Edit:
    loaded = load(root, NOW, {path: before})
    assert loaded.content is not None, loaded.problems
    entry = entry_at(loaded.content, path)
    addition = with_text(Addition(entry, next_update(entry, written)), written)
    return plan_edit(EntryFile(root, NOW, loaded.content, entry, before), addition)


def is_untouched(edit: Edit) -> bool:
    """Return whether the old bytes are the new ones without one piece."""
    size = len(edit.added.encode())
    places = range(len(edit.before) + 1)
    return any(edit.after[:at] + edit.after[at + size :] == edit.before for at in places)


# --- files that people wrote ---------------------------------------------------------------------


def files(root: Path) -> Iterator[str]:
    for kind in ("incidents", "maintenance"):
        yield from (
            f"{each.relative_to(root)}" for each in (root / "content" / kind).rglob("*.yml")
        )


def alone(root: Path, path: str, tmp_path: Path) -> Path:
    """Return a site with all the settings of `root`, and one of its entries."""
    for each in (*(root / "content").glob("*.yml"), root / path):
        copy = tmp_path / each.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(each.read_bytes())
    return tmp_path


def check_file(root: Path, path: str, tmp_path: Path) -> None:
    site = alone(root, path, tmp_path)
    edit = spliced(site, path, (site / path).read_bytes(), text("All is *well*: for now.\n\nBye."))
    assert edit.content is not None, edit.problems
    assert is_untouched(edit)


@pytest.mark.parametrize("path", sorted(files(REPOSITORY)))
def test_every_file_of_the_sample_takes_an_update(path: str, tmp_path: Path) -> None:
    check_file(REPOSITORY, path, tmp_path)


@pytest.mark.skipif(not HISTORY.is_dir(), reason="the history of Fedora is not beside the checkout")
def test_every_file_of_a_real_history_takes_an_update(tmp_path: Path) -> None:
    for number, path in enumerate(files(HISTORY)):
        check_file(HISTORY, path, tmp_path / str(number))


# --- files that nobody would write ---------------------------------------------------------------

_WORDS = st.text("ab 'é:#-?!,[]{}\"\\|>%@&*", min_size=1, max_size=12).map(lambda each: f"w{each}w")
_COMMENT = st.sampled_from(["", "# note", "  # further right", "      # deep", "", ""])


@st.composite
def _scalar(draw: st.DrawFn, indent: str) -> str:
    """Draw a text in one of YAML's styles, as it stands after its key."""
    words = draw(_WORDS)
    inner = f"{indent}  "
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    style = draw(st.sampled_from(["plain", "'", '"', "|", "|-", "|+", "|2", ">", ">+", "wrapped"]))
    tail = draw(st.sampled_from(["", "\n", "\n\n"]))
    match style:
        case "plain":
            return "plain text, 12:30" + draw(st.sampled_from(["", " # beside"]))
        case "wrapped":
            return f"plain text\n{inner}goes on\n\n{inner}below"
        case "'":
            return f"'{words.replace(chr(39), chr(39) * 2)}' # quoted"
        case '"':
            return f'"{quoted}\\n\\u00e9"'
        case _:
            return f"{style} # head\n{inner}{words}\n\n{inner}  more{tail}"


_HEADS = {
    INCIDENT: ["title: Calls # c"],
    MAINTENANCE: [
        "title: 'An upgrade'",
        "announced: 2026-11-01 10:00",
        "starts: '2026-11-20 14:00'",
        "ends: 2026-11-20 20:00",
        "text: x",
    ],
}
_STATUS = {INCIDENT: "investigating", MAINTENANCE: "in_progress"}


@st.composite
def _updates(draw: st.DrawFn, path: str, column: str) -> str:
    """Draw the key `updates` with one update, in one of the ways to write it, or without."""
    status = f'"status": {_STATUS[path]}'
    dash = column + " " * draw(st.integers(0, 4))
    gap = " " * draw(st.integers(1, 3))
    inner = f"{dash} {gap}"
    item = draw(st.permutations(["at: 2026-11-20 14:15", status, f"text: {draw(_scalar(inner))}"]))
    head = draw(st.sampled_from(["updates:", "updates: # all", "'updates': &u"]))
    block = f"{column}{head}\n{dash}-{gap}" + f"\n{inner}".join(item)
    flow = f'{{at: "2026-11-20 14:15", {status}, text: "x, y"}}'
    ways = [
        block,
        f"{column}updates: [{flow}]",
        f"{column}updates: [\n{inner}{flow}, # c\n {dash}]",
    ]
    none = ["", f"{column}updates: []", f"{column}updates: # none yet"]
    return draw(st.sampled_from([*ways, block, block, *(none if path == MAINTENANCE else [])]))


@st.composite
def _entries(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a valid entry in odd but sound YAML, with the path of its file."""
    path = draw(st.sampled_from([INCIDENT, MAINTENANCE]))
    column = " " * draw(st.integers(0, 3))
    parts = [f"{column}{line}" for line in _HEADS[path]]
    parts.insert(draw(st.integers(0, len(parts))), draw(_updates(path, column)))
    lines = [line for part in parts if part for line in (draw(_COMMENT), part)]
    begin = draw(st.sampled_from(["", "---\n", "# first\n\n"]))
    end = draw(st.sampled_from(["\n", "", "\n\n\n", "\n# the end", f"\n{column}  # right\n\n"]))
    whole = f"{begin}{chr(10).join(lines)}{end}"
    if whole.endswith("\n") and draw(st.booleans()):
        whole += "...\n"
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    return path, draw(st.sampled_from([b"", BOM_UTF8])) + whole.replace("\n", line_end).encode()


_LINE = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="?\ufffe\uffff"
    ),
    min_size=1,
    max_size=80,
)


SETTINGS = {
    "content/site.yml": b"name: S\nurl: https://s.example/\n"
    b"timezone: Europe/Rome\nlanguages: [en]\n",
    "content/components.yml": b"groups: [{id: a, name: A, components: [{id: pbx, name: P}]}]\n",
}
FLOW = {
    INCIDENT: b"title: C\nupdates: [{at: '2026-11-20 14:15', status: identified, text: x}]\n",
    MAINTENANCE: b"{title: C, text: x, announced: '2026-11-01 10:00', starts: '2026-11-20 14:00',"
    b" ends: '2026-11-20 20:00'}\n",
}
BLOCK = {
    INCIDENT: b"title: C\nupdates:\n"
    b"  - at: 2026-11-20 14:15\n    status: identified\n    text: x\n",
    MAINTENANCE: b"title: C\ntext: x\nannounced: 2026-11-01 10:00\nstarts: 2026-11-20 14:00\n"
    b"ends: 2026-11-20 20:00\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, data in {**SETTINGS, **FLOW}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@given(drawn=_entries())
def test_an_update_changes_nothing_but_the_lines_added(
    site: Path, drawn: tuple[str, bytes]
) -> None:
    path, before = drawn
    edit = spliced(site, path, before, text("It is well: for now.\n\n  - # really"))
    assert edit.content is not None, edit.problems
    assert is_untouched(edit)


STYLES = {
    "plain": "text: One",
    "quoted": "text: 'One'",
    "double": 'text: "One\\n  two"',
    "literal": "text: |\n      One\n\n      Two",
    "stripped": "text: |-\n      One",
    "kept": "text: |+\n      One\n",
    "folded": "text: >\n      One\n      Two",
    "several lines": "text: One\n      two",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
def test_a_file_keeps_its_line_ends(
    site: Path, style: str, line_end: str, end: str, mark: bytes
) -> None:
    head = "title: C\nupdates:\n  - at: 2026-11-20 14:15\n    status: identified\n    "
    before = mark + f"{head}{STYLES[style]}{end}".replace("\n", line_end).encode()
    edit = spliced(site, INCIDENT, before, text("Three.\n\nFour."))
    assert edit.content is not None, edit.problems
    after = edit.after.decode()
    lines = after.replace(line_end, "") if line_end == "\r\n" else after
    assert ("\r" in lines, "\n" in lines) == (False, line_end == "\n")
    assert after.endswith(line_end) == before.decode().endswith(line_end)
    assert edit.after.startswith(before)


@given(texts=st.lists(_LINE, min_size=1, max_size=4), path=st.sampled_from([INCIDENT, MAINTENANCE]))
def test_every_text_is_read_again(site: Path, texts: list[str], path: str) -> None:
    joined = "\n".join(texts)
    if not joined.strip():
        return
    for before in (FLOW[path], BLOCK[path]):
        edit = spliced(site, path, before, text(joined))
        assert edit.content is not None, edit.problems


def test_times_are_in_the_zone_of_the_site_with_an_offset_where_that_is_ambiguous(
    site: Path,
) -> None:
    before = BLOCK[INCIDENT].replace(b"2026-11-20", b"2026-10-20")
    content = load(site, NOW, {INCIDENT: before}).content
    assert content is not None
    first, second = at("2026-10-25 00:30"), at("2026-10-25 02:30")
    added = Update(
        update_id(first),
        first,
        IncidentStatus.MONITORING,
        text("x"),
        {"pbx": State.OPERATIONAL},
        second,
    )
    entry = entry_at(content, INCIDENT)
    edit = plan_edit(EntryFile(site, NOW, content, entry, before), Addition(entry, added))
    assert "- at: 2026-10-25 02:30+02:00\n" in edit.added
    assert "next_update: 2026-10-25 03:30\n" in edit.added


def test_what_cannot_be_added_to_is_refused_with_advice(site: Path) -> None:
    content = load(site, NOW).content
    assert content is not None
    entry = entry_at(content, MAINTENANCE)
    addition = Addition(entry, next_update(entry, text("x")))
    other = FLOW[MAINTENANCE].replace(b"text: x", b"text: y")
    with pytest.raises(EditError, match="Change it by hand"):
        plan_edit(EntryFile(site, NOW, content, entry, other), addition)
