"""The pages of figures: what they show is what the record says."""

from datetime import date, datetime

from msgspec.structs import replace

from statusgen.domain.report import Figures, month_report
from statusgen.render.figures.tables import Table, tables
from tests.contexts import context, of_root
from tests.outputs.sites import BAD_NIGHT, files, page, parsed, sample, site, texts_at
from tests.paths import REPOSITORY
from tests.policies import POLICY
from tests.samples import content, incident, update

NOVEMBER = "reports/2026-11/index.html"
ONE = content(incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "investigating")))


def shown(path: str) -> list[tuple[str, list[list[str]]]]:
    """Return every table on a page of the sample: its name, and its cells line by line."""
    root = parsed(sample()[path])
    return [
        (
            root.get_element_by_id(table.get("aria-labelledby")).text_content(),
            [texts_at(row, "./*") for row in table.xpath(".//tr")],
        )
        for table in root.xpath("//main//table")
    ]


def cells_of(table: Table) -> tuple[str, list[list[str]]]:
    rows = [[row.text, *row.cells] for row in table.rows]
    return table.title, [["", *table.columns], *rows]


def test_the_figures_on_the_page_are_those_of_the_record() -> None:
    made = of_root(REPOSITORY, datetime.fromisoformat(BAD_NIGHT))
    data = month_report(made.world.months[date(2026, 11, 1)], made.content).data
    assert isinstance(data, Figures)
    assert shown(NOVEMBER) == [cells_of(each) for each in tables(data, made.words)]


def test_figures_of_a_month_that_is_over() -> None:
    maintenance = dict(shown("reports/2026-10/index.html"))["Planned maintenance"]
    assert maintenance[1] == ["All", "4 h 56 min", "2", "0"]


def test_the_running_month_says_until_when_it_goes() -> None:
    assert texts_at(parsed(sample()[NOVEMBER]), "//main//p[@class='latest']") == [
        "Up to Fri 20 Nov 2026, 14:52 CET."
    ]


def test_the_facts_of_the_month_stand_first() -> None:
    # Maintenance: 05:00 to 06:30, 19:00 to 20:51, and 13:00 to now: 90, 111 and 112 minutes.
    facts = texts_at(parsed(sample()[NOVEMBER]), "//dl[@class='facts']//dd")
    assert facts == ["4", "2 still open", "1 of 2", "5 h 13 min", "3 windows"]


def test_every_month_with_data_has_a_page_and_no_other() -> None:
    months = [path.split("/")[1] for path in sample() if path.startswith("reports/2")]
    assert months == ["2026-11", "2026-10", "2026-09", "2026-08", "2026-07"]


def test_the_list_leads_to_every_month() -> None:
    links = parsed(sample()["reports/index.html"]).xpath("//main//ul/li/a/@href")
    assert links == [f"/reports/2026-{month}/" for month in ("11", "10", "09", "08", "07")]


def test_a_month_leads_to_its_history_and_to_the_months_beside_it() -> None:
    links = parsed(sample()["reports/2026-10/index.html"]).xpath(
        "//main//ul[@class='links']//a/@href"
    )
    assert links == ["/history/2026-10/", "/reports/2026-09/", "/reports/2026-11/"]


def test_the_history_of_a_month_leads_to_its_report() -> None:
    links = parsed(sample()["history/2026-10/index.html"]).xpath("//main//a/@href")
    assert "/reports/2026-10/" in links


def test_a_quiet_month_has_a_report_too() -> None:
    late = site(ONE, "2027-01-15 12:00")
    assert "reports/2026-12/index.html" in late
    assert "history/2026-12/index.html" not in late


def test_without_a_policy_the_page_shows_of_no_goals() -> None:
    assert "Response goals" not in texts_at(page(ONE, NOVEMBER), "//h2")
    assert "Response goals" in texts_at(page(replace(ONE, policy=POLICY), NOVEMBER), "//h2")


def test_a_site_without_entries_says_that_there_is_no_data() -> None:
    assert texts_at(page(content(), "reports/index.html"), "//main//p") == ["No data yet."]


def test_a_name_in_another_language_says_so() -> None:
    english = context(ONE)
    german = files(replace(english, words=replace(english.words, language="de")))
    assert texts_at(parsed(german[f"de/{NOVEMBER}"]), "//th/bdi[@lang='en']") == ["PBX", "WMP"]
