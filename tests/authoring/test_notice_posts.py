"""The notices that come with the package and the sample: every stage in every language."""

import re
from collections.abc import Iterator

import pytest

from statusgen.authoring.notices import defaults
from statusgen.authoring.words import needs_time
from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.placeholders import PLACEHOLDER
from statusgen.model import (
    Cause,
    EntryKind,
    IncidentStatus,
    MaintenanceAction,
    Notice,
    State,
    Text,
)
from statusgen.render.announcement import in_plain, news_item
from statusgen.render.post import FOLD
from statusgen.render.post_length import MOST_ADDED
from tests.notices_reader import Stage, notices, stages

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
GIST = 500
"""Number of characters of a post within which its first sentence stands."""
WITHOUT_TIME = {"security-advisory"}
"""Notices of what has no beginning, and leaves everything working."""
AFTER_CAUSE = {"cause", "owner", "supplier"}
"""Placeholders that name a cause."""
NAMES = (
    r"Cloud PBX Europe|Provisioning|Kite|WMP|Website|Voicemail|Example \w+( \d)?|7\.05\.\d|"
    r"[\d:]+ CET"
)
"""What is the same in every language."""


def all_notices() -> list[Notice]:
    return list(notices(*LANGUAGES).by_name.values())


def incidents() -> Iterator[Notice]:
    yield from (each for each in all_notices() if each.kind is EntryKind.INCIDENT)


def both_ways(name: str) -> list[Stage]:
    """Return the stages of a notice, completed with defaults and with all examples."""
    return [each for full in (False, True) for each in stages(name, LANGUAGES, is_full=full)]


def sentences(text: str) -> set[str]:
    """Return the sentences of a text that are more than a name."""
    found = re.split(r"(?<=[.:])\s+", text)
    return {each for each in found if not re.fullmatch(rf"(?:{NAMES})\.?", each)}


def test_there_is_one_for_everything_that_the_noc_announces() -> None:
    made = notices(*LANGUAGES)
    assert made.problems == ()
    assert {*made.by_name} == NEEDED


# --- posts ---------------------------------------------------------------------------------------

in_each = pytest.mark.parametrize("language", LANGUAGES)
of_each = pytest.mark.parametrize("name", sorted(NEEDED))


@of_each
def test_check_is_silent_at_every_stage(name: str) -> None:
    assert not [each.problems for each in both_ways(name) if each.problems]


@of_each
@in_each
def test_every_stage_has_a_post_that_reads(name: str, language: str) -> None:
    for stage in both_ways(name):
        assert language not in stage.missing, stage.name
        post = stage.post(language)
        assert not re.search(
            r"\?\?|!|  |\.\.|\s[,.]|:[^\s\d/]|\bNone\b", post.replace("https://", "")
        ), post
        assert len(re.findall(r"https?://", post)) == 1


@of_each
@in_each
def test_its_news_stands_first(name: str, language: str) -> None:
    for stage in both_ways(name):
        item = news_item(stage.context.in_language(language), stage.news)
        post = stage.post(language)
        first_line, dateline, *_ = post.splitlines()
        assert first_line == item.title
        assert len(f"{first_line}\n{dateline}") <= FOLD
        gist = re.split(r"\. |\n", in_plain(item.text, item.mark))[0]
        assert gist in post[:GIST], stage.name


@of_each
@in_each
def test_it_is_within_the_limits(name: str, language: str) -> None:
    for stage in both_ways(name):
        assert stage.added(language) <= MOST_ADDED, stage.name
        limits = [each.max_length for each in stage.news.groups]
        assert len(stage.post(language)) <= min(limits), stage.name


@of_each
@in_each
def test_no_sentence_is_in_english_elsewhere(name: str, language: str) -> None:
    if language == "en":
        return
    for stage in both_ways(name):
        english = sentences(_text(stage, "en")) | {_title(stage, "en")}
        own = sentences(_text(stage, language)) | {_title(stage, language)}
        assert not english & own, stage.name


def _text(stage: Stage, language: str) -> str:
    item = news_item(stage.context.in_language(language), stage.news)
    return in_plain(item.text, item.mark)


def _title(stage: Stage, language: str) -> str:
    return news_item(stage.context.in_language(language), stage.news).title


# --- what they say -------------------------------------------------------------------------------


def written(notice: Notice) -> Iterator[Text]:
    """Yield every text that a person may see of a notice."""
    yield from (notice.title, notice.use_when, *notice.texts.values())
    for each in notice.placeholders.values():
        yield from filter(None, (each.ask, each.default, each.example))


@of_each
def test_every_text_is_in_every_language(name: str) -> None:
    for text in written(notices(*LANGUAGES).by_name[name]):
        known = {*text.by_language}
        is_same = re.fullmatch(rf"[a-z-]+|\?\?\w+\?\?|{NAMES}", text.default)
        assert known == {*LANGUAGES} or is_same, text


@of_each
def test_a_placeholder_stands_in_all_languages_or_in_none(name: str) -> None:
    for text in written(notices(*LANGUAGES).by_name[name]):
        used = {frozenset(PLACEHOLDER.findall(each)) for each in text.by_language.values()}
        assert len(used) == 1, text


def test_every_stage_has_a_text() -> None:
    for notice in all_notices():
        is_incident = notice.kind is EntryKind.INCIDENT
        every = {each.value for each in (IncidentStatus if is_incident else MaintenanceAction)}
        assert every - {"postmortem"} <= {*notice.texts}, notice.name


def test_no_cause_is_named_before_it_is_identified() -> None:
    for notice in incidents():
        texts = (notice.title, notice.texts["investigating"])
        for each in (words for text in texts for words in text.by_language.values()):
            assert AFTER_CAUSE.isdisjoint(PLACEHOLDER.findall(each)), notice.name
        first, second, *_ = both_ways(notice.name)
        causes = [news_item(each.context, each.news).cause for each in (first, second)]
        assert causes == [None, notice.cause], notice.name


def test_no_notice_knows_the_cause_of_our_own_faults() -> None:
    for notice in incidents():
        assert notice.cause is not Cause.INTERNAL, notice.name
        assert "cause" not in defaults(notice), notice.name


def test_incidents_say_since_when_what_works_and_what_to_do() -> None:
    for notice in incidents():
        if notice.name in WITHOUT_TIME:
            continue
        first = PLACEHOLDER.findall(notice.texts["investigating"].default)
        assert {"since", "works", "workaround"} <= {*first}, notice.name
        assert needs_time(notice, "since")
        assert first.index("since") < first.index("works"), notice.name


def test_components_work_again_when_the_text_says_so() -> None:
    for notice in incidents():
        back = notice.states.get(IncidentStatus.MONITORING, {})
        broken = {key for key, state in notice.affects.items() if state is not State.OPERATIONAL}
        assert {*back} == broken, notice.name
        assert {*back.values()} <= {State.OPERATIONAL}


def test_a_notice_of_emergency_calls_says_so_as_a_fact() -> None:
    first, *_ = stages("emergency-calls", LANGUAGES, is_full=False)
    assert "emergency_calls: affected\n" in first.file


TO_SEVERAL = {
    "es": r"ustedes|tienen que|abran|actualicen|avisen|cambien|comprueben|consulten|desvíen|"
    r"escriban|esperen|informen|inicien|instalen|llamen|mantengan|reinicien|recarguen|retiren|usen",
    "it": r"vi|vostr[aieo]|dovete|potete|avete|vedete|attendete|mantenete|tenete|deviate|inviate|"
    r"installate|riavviate|ricaricate|scrivete|usate|verificate",
}
"""Words that speak to several readers, where the style sheet has usted, and Italian nobody."""


@pytest.mark.parametrize("language", TO_SEVERAL)
@of_each
def test_readers_are_addressed_as_the_style_sheet_says(name: str, language: str) -> None:
    for stage in both_ways(name):
        found = re.search(rf"\b(?:{TO_SEVERAL[language]})\b", _text(stage, language), re.IGNORECASE)
        assert not found, (stage.name, found)
