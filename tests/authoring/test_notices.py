import re
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from statusgen.authoring.notices import (
    Noted,
    Notices,
    as_note,
    filled,
    noted,
    read_notices,
    stage_text,
)
from statusgen.content.schema.context import SchemaContext
from statusgen.model import (
    Content,
    EntryKind,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    Text,
)
from statusgen.problems import Severity
from statusgen.render.post import FOLD
from tests import notices_reader
from tests.samples import text

NEEDED = {
    "calls-dropping",
    "calls-not-connecting",
    "carrier-problem",
    "cloud-unreachable",
    "datacentre-work",
    "degraded-audio",
    "documentation-unavailable",
    "emergency-maintenance",
    "internet-problem",
    "kite-unavailable",
    "push-delayed",
    "security-advisory",
    "system-upgrade",
    "ticketing-unavailable",
    "website-unavailable",
    "wmp-unavailable",
    "emergency-calls",
    "numbers-unreachable",
    "porting-delayed",
    "sms-delayed",
    "trunks-not-registering",
    "fax-voicemail",
    "faulty-release",
    "cloud-supplier-down",
    "denial-of-service",
}
SECOND_FOLD = 477


def of_files(**files: str) -> Notices:
    named = {f"notices/{name}.yml": written.encode() for name, written in files.items()}
    return read_notices(named, {name: f"templates/{name}" for name in named}, SchemaContext())


GOOD = """\
kind: incident
use_when: Something fails.
title: Calls fail in ??region??
affects:
  ??component??: major_outage
placeholders:
  region: {ask: Where}
  component: {ask: What}
  since: {ask: Since when, default: "??reported??"}
texts:
  investigating: It fails in ??region?? since ??since??. We look.
  identified: We know why.
  monitoring: We watch ??component??.
  resolved: It works.
"""


# --- those that come with the package ------------------------------------------------------------


def test_there_is_one_for_everything_that_the_noc_announces() -> None:
    made = notices_reader.notices()
    assert made.problems == ()
    assert {*made.by_name} == NEEDED


def test_every_notice_of_an_incident_has_a_text_for_a_false_alarm() -> None:
    incidents = [
        each
        for each in notices_reader.notices().by_name.values()
        if each.kind is EntryKind.INCIDENT
    ]
    assert not [each.name for each in incidents if "false_alarm" not in each.texts]


def the_entry(content: Content) -> Incident | Maintenance:
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    (entry,) = entries
    return entry


def last_text(entry: Incident | Maintenance) -> str:
    words = [each.text for each in entry.updates]
    announced = [entry.text] if isinstance(entry, Maintenance) else []
    return [*announced, *words][-1].for_language("en")[0]


def every_stage() -> list[ParameterSet]:
    return [
        pytest.param(stage, id=f"{notice.name}-{stage.name}-{'full' if is_full else 'short'}")
        for notice in notices_reader.notices().by_name.values()
        for is_full in (False, True)
        for stage in notices_reader.stages(notice, is_full=is_full)
    ]


@pytest.mark.parametrize("stage", every_stage())
def test_completed_it_passes_check_and_its_post_reads(
    stage: notices_reader.Stage, tmp_path: Path
) -> None:
    content, problems = notices_reader.checked(stage, tmp_path)
    assert content is not None, problems
    assert not [each for each in problems if each.severity is Severity.ERROR]
    post = notices_reader.post(stage, content)
    title, dateline, *_ = post.splitlines()
    entry = the_entry(content)
    gist = re.split(r"\. |\n", last_text(entry))[0]
    assert gist in post[:SECOND_FOLD]
    assert title == entry.title.for_language("en")[0]
    assert len(f"{title}\n{dateline}") <= FOLD
    assert len(re.findall(r"https?://", post)) == 1
    assert not re.search(r"\?\?|!|  |\.\.|\s[,.]", post)
    assert len(post) < content.groups[0].max_length


# --- reading -------------------------------------------------------------------------------------


def test_a_notice_is_read_by_its_name() -> None:
    notice = of_files(late=GOOD).by_name["late"]
    assert (notice.name, notice.path) == ("late", "templates/notices/late.yml")
    assert [*notice.texts] == ["investigating", "identified", "monitoring", "resolved"]
    assert [*notice.affects] == ["??component??"]


@pytest.mark.parametrize(
    ("was", "becomes", "place", "message"),
    [
        ("kind: incident\n", "", (1, 1), "'kind' is missing"),
        ("kind: incident", "kind: incidence", (1, 7), "unknown kind 'incidence'"),
        ("kind: incident", "kind: maintenance", (11, 3), "unknown key 'investigating'"),
        ("  resolved: It works.\n", "", (11, 3), "'resolved' is missing"),
        ("in ??region??\n", "in ??regoin??\n", (3, 8), "unknown placeholder '??regoin??'"),
        ("??reported??", "??then??", (9, 37), "unknown placeholder '??then??'"),
        ("  region: {ask: Where}", "  region: {}", (7, 11), "'ask' is missing"),
        ("??component??: major", "??component??: mayor", (5, 18), "unknown state 'mayor_outage'"),
        ("??component??: major", "Cloud: major", (5, 3), "'Cloud' cannot be an id"),
        ("  component: {ask", "  componet: {ask", (8, 3), "'componet' is used nowhere"),
    ],
)
def test_a_mistake_is_shown_at_its_place(
    was: str, becomes: str, place: tuple[int, int], message: str
) -> None:
    assert was in GOOD
    made = of_files(late=GOOD.replace(was, becomes))
    assert made.by_name == {}
    found = {(each.place.line, each.place.column): each.message for each in made.problems}
    assert found.get(place, str(found)).startswith(message)


@pytest.mark.parametrize("written", ["", "- a\n", "text\n", "a: [\n"])
def test_what_is_no_notice_is_a_problem(written: str) -> None:
    assert len(of_files(late=written).problems) >= 1


def test_one_with_a_mistake_does_not_hide_the_others() -> None:
    made = of_files(good=GOOD, late="kind: incident\n")
    assert [*made.by_name] == ["good"]
    assert {each.place.path for each in made.problems} == {"templates/notices/late.yml"}


def test_a_name_that_is_none_is_a_problem() -> None:
    (problem,) = of_files(**{"Not A Name": GOOD}).problems
    assert problem.place.path == "templates/notices/Not A Name.yml"


def test_a_readme_may_stand_beside_them() -> None:
    made = read_notices({"notices/README.md": b"x"}, {"notices/README.md": "x"}, SchemaContext())
    assert made == Notices({})


# --- filling in ----------------------------------------------------------------------------------


def test_words_stand_in_for_placeholders_in_every_language() -> None:
    source = Text("en", {"en": "In ??where??", "it": "A ??where??"})
    result = filled(source, {"where": Text("en", {"en": "Rome", "it": "Roma"})})
    assert result.by_language == {"en": "In Rome", "it": "A Roma"}


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert filled(text("It is ??x??. Yes."), {"x": text("so.")}) == text("It is so. Yes.")
    assert filled(text("??x?? Yes."), {"x": text("So.")}) == text("So. Yes.")


def test_a_stage_has_the_words_of_its_entry_and_leaves_what_is_not_known() -> None:
    notice = of_files(late=GOOD).by_name["late"]
    words = {"region": text("Europe"), "since": text("noon")}
    found = stage_text(notice, IncidentStatus.INVESTIGATING, words)
    assert found == text("It fails in Europe since noon. We look.")
    assert stage_text(notice, "monitoring", words) == text("We watch ??component??.")


@pytest.mark.parametrize("stage", [IncidentStatus.POSTMORTEM, MaintenanceAction.EXTENDED])
def test_a_notice_says_nothing_at_a_stage_that_it_has_not(
    stage: IncidentStatus | MaintenanceAction,
) -> None:
    assert stage_text(of_files(late=GOOD).by_name["late"], stage) is None


# --- what an entry remembers ---------------------------------------------------------------------


def test_what_is_noted_is_read_again() -> None:
    note = Noted("late", {"region": text("Europe: all of it"), "since": text("14:03 CET")})
    assert noted(f"{as_note(note)}title: x\n") == note


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("title: x\n", None),
        ("", None),
        ("# a comment\n# notice: late\ntitle: x\n", Noted("late", {})),
        (
            "\ufeff# notice: late\r\n# region: Rome\r\ntitle: x\r\n",
            Noted("late", {"region": text("Rome")}),
        ),
        ("title: x\n# notice: late\n", None),
        ("# notice: late\n\n# cause: unclear\n", Noted("late", {})),
    ],
)
def test_only_the_first_comment_counts(source: str, found: Noted | None) -> None:
    assert noted(source) == found
