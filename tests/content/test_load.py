"""Holds loading to its promise: one whole content or all problems, and never an exception."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.load import load
from statusgen.content.loaded import Loaded
from statusgen.model import Completion
from statusgen.problems import Severity, as_github, as_json, as_text
from tests.paths import REPOSITORY, TESTS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
GOOD = TESTS / "content" / "gallery" / "good"
HISTORY = REPOSITORY / "shared" / "data" / "fedora-history"
INCIDENT = "title: T\nupdates: [{at: 2026-11-20 10:00, status: resolved, text: x}]\n"


def site(root: Path, **more: str | bytes) -> Path:
    """Write a small good site, and other files by their stems, with `__` for a slash."""
    files: dict[str, str | bytes] = {
        "site": "name: A\nurl: https://a.example/\ntimezone: UTC\nlanguages: [en]\n",
        "components": "groups: [{id: g, name: G, components: [{id: a, name: A}]}]\n",
    }
    for name, content in (files | more).items():
        path = root / "content" / (name.replace("__", "/").replace("_", "-") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def messages(root: Path) -> list[str]:
    return [f"{each.place.path}: {each.message}" for each in load(root, NOW).problems]


def test_a_small_site_is_whole(tmp_path: Path) -> None:
    content = load(site(tmp_path), NOW).content
    assert content is not None
    assert [each.id for each in content.components] == ["a"]


def test_every_kind_of_file_is_read() -> None:
    content = load(GOOD, NOW).content
    assert content is not None
    assert [each.id for each in content.incidents] == ["2026-11-20-x"]
    assert [each.id for each in content.maintenances] == ["upgrade"]
    assert [each.id for each in content.groups] == ["wizards"]
    assert content.policy is not None


def test_a_path_is_relative_to_the_root(tmp_path: Path) -> None:
    content = load(site(tmp_path, incidents__2026__q4__x=INCIDENT), NOW).content
    assert content is not None
    assert content.incidents[0].path == "content/incidents/2026/q4/x.yml"


def test_entries_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    root = site(tmp_path, incidents__a__z=INCIDENT, incidents__b__y=INCIDENT, incidents__x=INCIDENT)
    content = load(root, NOW).content
    assert content is not None
    assert [each.id for each in content.incidents] == ["x", "y", "z"]


def test_the_defaults_of_the_site_reach_a_maintenance(tmp_path: Path) -> None:
    window = "starts: 2026-11-10 10:00, ends: 2026-11-10 11:00"
    text = f"{{title: T, text: x, announced: 2026-11-01 10:00, {window}}}"
    root = site(tmp_path, maintenance__x=text)
    with (root / "content" / "site.yml").open("a") as file:
        file.write("maintenance: {completion: confirmed}\n")
    content = load(root, NOW).content
    assert content is not None
    assert content.maintenances[0].completion is Completion.CONFIRMED


def test_a_warning_refuses_nothing(tmp_path: Path) -> None:
    loaded = load(site(tmp_path, incidents__x=INCIDENT), NOW - timedelta(days=1))
    assert [each.severity for each in loaded.problems] == [Severity.WARNING]
    assert loaded.content is not None


def test_problems_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    root = site(tmp_path, incidents__b="x: 1\ny: 2\n", incidents__a="z: 1\n", site="{}\n")
    places = [each.place for each in load(root, NOW).problems]
    assert places == sorted(places)


# --- one mistake, one message ------------------------------------------------------------------


def test_a_broken_site_hides_no_mistake_elsewhere_and_adds_none(tmp_path: Path) -> None:
    wrong = INCIDENT.replace("resolved", "solved").replace("title: T", "title: {it: T}")
    root = site(tmp_path, site="name: [x", incidents__x=wrong, incidents__y=INCIDENT)
    assert messages(root) == [
        "content/incidents/x.yml: unknown status 'solved'",
        "content/site.yml: the list that begins here is not closed",
    ]


def test_no_time_is_warned_of_where_the_zone_is_not_sure(tmp_path: Path) -> None:
    entry = INCIDENT.replace("10:00", "23:00")
    root = site(tmp_path, site="name: [x", incidents__x=entry)
    assert messages(root) == ["content/site.yml: the list that begins here is not closed"]


def test_broken_components_flood_nobody(tmp_path: Path) -> None:
    entry = INCIDENT + "affects: {a: major_outage, b: major_outage}\n"
    root = site(tmp_path, components="groups: [x", incidents__x=entry)
    assert messages(root) == ["content/components.yml: the list that begins here is not closed"]


def test_names_in_components_that_are_broken_elsewhere_still_count(tmp_path: Path) -> None:
    broken = "groups: [{id: g, components: [{id: a, name: A}]}]\n"
    root = site(tmp_path, components=broken, incidents__x=INCIDENT + "affects: {b: major_outage}\n")
    assert messages(root) == [
        "content/components.yml: 'name' is missing",
        "content/incidents/x.yml: unknown component 'b'",
    ]


# --- the disk ----------------------------------------------------------------------------------


def test_a_missing_root_is_reported(tmp_path: Path) -> None:
    assert messages(tmp_path / "nowhere") == ["content: there is no folder 'content'"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = site(tmp_path)
    os.mkfifo(root / "content" / "groups.yml")
    assert messages(root) == ["content/groups.yml: this is no ordinary file"]


def test_a_link_to_a_folder_of_the_site_is_followed(tmp_path: Path) -> None:
    root = site(tmp_path / "site", incidents__x=INCIDENT)
    (root / "other").mkdir()
    (root / "other" / "y.yml").write_text(INCIDENT)
    (root / "content" / "incidents" / "old").symlink_to(root / "other")
    content = load(root, NOW).content
    assert content is not None
    assert [each.id for each in content.incidents] == ["x", "y"]


@pytest.mark.parametrize("name", ["content/incidents/y.yml", "content/groups.yml", "content/old"])
def test_a_link_out_of_the_site_is_not_followed(name: str, tmp_path: Path) -> None:
    root = site(tmp_path / "site", incidents__x=INCIDENT)
    (tmp_path / "secret").write_text("password")
    (root / name).symlink_to(tmp_path / "secret")
    assert messages(root) == [f"{name}: this link leads out of the site's folder"]


@pytest.mark.parametrize(
    "name", ["y.yml~", "#y.yml#", "y.yml.bak", "y.yml.orig", ".y.yml.swp", "4913"]
)
def test_what_editors_leave_behind_is_no_mistake(name: str, tmp_path: Path) -> None:
    root = site(tmp_path, incidents__x=INCIDENT)
    (root / "content" / "incidents" / name).write_text("half")
    (root / "content" / name).write_text("half")
    assert messages(root) == []


def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    folder = os.fsencode(site(tmp_path, incidents__x=INCIDENT) / "content" / "incidents")
    Path(os.fsdecode(folder + b"/\xff.yml")).write_text(INCIDENT)
    Path(os.fsdecode(folder + b"/\xfe")).mkdir()
    problems = load(tmp_path, NOW).problems
    shown = [*map(as_text, problems), *map(as_github, problems), as_json(problems)]
    assert len(problems) == 2
    assert "".join(shown).encode()


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    root = site(tmp_path, incidents__x=INCIDENT)
    for name in (".x.yml.swp", "incidents/.DS_Store", "incidents/README.md", "README.md"):
        (root / "content" / name).write_bytes(b"\xff")
    assert messages(root) == []


# --- anything at all ---------------------------------------------------------------------------

FILES = ["site", "components", "groups", "sla", "incidents__x", "maintenance__y"]
KEYS = ["title", "updates", "at", "text", "status", "affects", "groups", "id", "name", "regions"]
_TREES = st.recursive(
    st.sampled_from(["", "x", "2026-11-20 10:00", "a", "true", "en", "30m", '"??x??"', "resolved"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=12,
)


def _is_sound(loaded: Loaded) -> bool:
    is_refused = any(each.severity is Severity.ERROR for each in loaded.problems)
    return (loaded.content is None) == is_refused


@given(name=st.sampled_from(FILES), data=st.binary() | _TREES.map(str.encode))
def test_any_bytes_in_any_file_give_content_or_problems(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    files: dict[str, str | bytes] = {"incidents__z": INCIDENT, name: data}
    root = site(tmp_path_factory.mktemp("site"), **files)
    assert _is_sound(load(root, NOW))


# --- a real history ----------------------------------------------------------------------------


@pytest.mark.skipif(not HISTORY.is_dir(), reason="the real history is not beside the repository")
def test_a_real_history_is_whole() -> None:
    content = load(HISTORY, NOW).content
    assert content is not None
    assert (len(content.incidents), len(content.maintenances)) == (164, 99)
