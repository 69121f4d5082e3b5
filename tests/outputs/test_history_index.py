"""The index that the search of the history loads: small, by year, and rendered once."""

import gzip
import json
from typing import Any

from statusgen.incremental.keys import JobKeys
from statusgen.model import Incident, Maintenance
from statusgen.outputs import history_index
from statusgen.render.context import RenderContext
from statusgen.render.views.history import ENTRIES, MONTHS
from tests.contexts import context, rendered
from tests.outputs.real import HISTORY, context_at, needs_history
from tests.outputs.sites import page, texts_at
from tests.samples import content, incident, maintenance, update, word

LARGEST = 60
"""Compressed bytes of an entry in the index."""

NIGHT = update("2026-11-20 10:00", "identified")
OVER = (NIGHT, update("2026-11-20 12:10", "resolved"))


def index(made: RenderContext) -> dict[str, dict[str, list[Any]]]:
    return {each.path: json.loads(each.content) for each in rendered(history_index.OUTPUT, made)}


@needs_history
def test_an_entry_of_a_real_history_takes_few_bytes() -> None:
    made = context_at(HISTORY, "2026-11-20 12:00")
    files = rendered(history_index.OUTPUT, made)
    months = [month for each in files for month in json.loads(each.content).values()]
    entries = sum(len(rows) for _, *rows in months)
    assert entries == 263
    assert sum(len(gzip.compress(each.content)) for each in files) < LARGEST * entries


def test_the_index_says_of_an_entry_what_a_list_shows() -> None:
    made = context(content(incident("outage", "pbx: major_outage, wmp: partial_outage", *OVER)))
    row = ["20 Nov", "major", "outage", "incidents/outage/", "pbx wmp", "2 h 10 min"]
    assert index(made) == {"history/2026.json": {"2026-11": ["November 2026", row]}}


def test_the_index_of_another_language_names_that_of_a_title_that_is_not_translated() -> None:
    source = content(incident("outage", "pbx: major_outage", *OVER))
    (months,) = index(context(source).in_language("de")).values()
    month, row = months["2026-11"]
    assert month == "November 2026"
    assert (row[0], row[-1]) == ("20. Nov.", "en")


def lengths(*entries: Incident | Maintenance, now: str = "2026-12-02 00:00") -> list[str]:
    found = index(context(content(*entries), now))
    return [row[5] for months in found.values() for _, *rows in months.values() for row in rows]


def test_what_goes_on_has_no_length_in_the_index() -> None:
    assert lengths(incident("outage", "pbx: major_outage", NIGHT)) == ["open"]
    assert lengths(maintenance(), now="2026-12-01 23:00") == ["running"]


def test_what_did_not_happen_says_so_in_the_place_of_a_length() -> None:
    false_alarm = (NIGHT, update("2026-11-20 10:20", "false_alarm"))
    assert lengths(incident("outage", "pbx: major_outage", *false_alarm)) == ["false alarm"]
    assert lengths(maintenance(word("2026-12-01 10:00", "cancelled"))) == ["cancelled"]


def test_the_index_of_a_year_that_is_over_is_not_rendered_again() -> None:
    before = update("2025-11-20 10:00", "identified"), update("2025-11-20 11:00", "resolved")
    old, new = incident("old", "", *before), incident("new", "", NIGHT)
    first, keys = context(content(old), "2026-01-10 12:00"), JobKeys("program")
    later = context(content(old, new), "2027-01-10 12:00")
    (only,) = map(keys, history_index.OUTPUT.jobs(first))
    newest, oldest = map(keys, history_index.OUTPUT.jobs(later))
    assert only == oldest != newest


# --- the page ----------------------------------------------------------------------------------


def history(months: int, a_month: int) -> list[tuple[str, int]]:
    """Return the months on the page of the history with the number of their entries."""
    made = (
        incident(
            f"i{month}-{number}",
            "pbx: partial_outage",
            update(f"20{26 - month // 12}-{12 - month % 12:02}-05 10:00", "resolved"),
        )
        for month in range(months)
        for number in range(a_month)
    )
    root = page(content(*made), "history/index.html", "2026-12-20 12:00")
    return [
        (section.get("data-month"), len(section.xpath(".//li")))
        for section in root.xpath("//section[@data-month]")
    ]


def test_the_newest_months_stand_on_the_page() -> None:
    shown = history(MONTHS + 2, 2)
    assert shown[0] == ("2026-12", 2)
    assert len(shown) == MONTHS


def test_no_further_month_is_begun_once_there_are_many_entries() -> None:
    assert history(4, ENTRIES // 2) == [("2026-12", ENTRIES // 2), ("2026-11", ENTRIES // 2)]


def test_a_month_is_always_whole() -> None:
    assert history(2, ENTRIES + 20) == [("2026-12", ENTRIES + 20)]


def test_the_page_leads_to_the_months_that_it_does_not_show() -> None:
    old = incident("old", "", update("2024-03-20 10:00", "resolved"))
    recent = [
        incident(f"i{month}", "", update(f"2026-{month:02}-05 10:00", "resolved"))
        for month in range(1, 13)
    ]
    root = page(content(old, *recent), "history/index.html", "2026-12-20 12:00")
    assert root.xpath("//ul[@class='months']//a/@href") == ["/history/2024-03/"]
    assert root.xpath("//*[@role='search']/@data-index") == ["/history/2024.json"]


def test_an_entry_stands_in_one_line_with_its_components_and_its_length() -> None:
    ended = incident("outage", "pbx: major_outage, wmp: partial_outage", *OVER)
    root = page(content(ended), "history/2026-11/index.html", "2026-12-20 12:00")
    assert texts_at(root, "//ul[@class='entries']//span") == ["20 Nov", "PBX, WMP", "2 h 10 min"]
    assert root.xpath("//ul[@class='entries']//a/@href") == ["/incidents/outage/"]


def test_what_goes_on_says_for_how_long_so_far() -> None:
    root = page(content(incident("a", "pbx: major_outage", NIGHT)), "history/index.html")
    assert texts_at(root, "//li//span[@class='took']") == ["open, 5 h"]


def test_of_many_components_the_first_are_named() -> None:
    names = [f"c{number}" for number in range(6)]
    affects = ", ".join(f"{name}: major_outage" for name in names)
    source = content(incident("a", affects, *OVER), names=" ".join(names))
    root = page(source, "history/2026-11/index.html", "2026-12-20 12:00")
    assert texts_at(root, "//span[@class='of']") == ["C0, C1, C2, 3 more"]


def test_a_report_leads_to_the_entries_that_it_counts() -> None:
    before = incident(
        "long",
        "pbx: major_outage",
        update("2026-10-30 10:00", "identified"),
        update("2026-11-02 10:00", "resolved"),
    )
    source = content(before, incident("outage", "pbx: major_outage", *OVER), maintenance())
    root = page(source, "reports/2026-11/index.html", "2026-11-25 12:00")
    links = root.xpath("//ul[@class='entries']//a/@href")
    assert links == ["/incidents/outage/", "/incidents/long/"]


def test_a_component_with_much_history_leads_to_all_of_it() -> None:
    every = [incident(f"i{n}", "pbx: major_outage", *OVER) for n in range(60)]
    root = page(content(*every), "components/pbx/index.html", "2027-11-20 12:00")
    assert root.xpath("//main//a[contains(@href, 'history/#')]/@href") == [
        "/history/#component=pbx"
    ]
