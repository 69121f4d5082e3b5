import pytest

from statusgen.authoring.notices import Noted, as_note, filled, noted, stage_text
from statusgen.content.schema.context import SchemaContext
from statusgen.model import (
    IncidentStatus,
    MaintenanceAction,
    Text,
)
from statusgen.render.notices import Notices, read_notices
from tests.samples import text


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
