"""A checklist of expressions for every post of the sample, in every language of the site.

The sample's texts need not be translated for it: it is about what statusgen says around them.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.news import News
from statusgen.model import Cause, Content, EmergencyCalls, EventKind, IncidentStatus, Text
from statusgen.render.announcement import in_plain, news_item
from statusgen.render.context import RenderContext
from statusgen.render.post import FOLD, post_text
from statusgen.render.post_length import MOST_ADDED, added
from tests.content.test_policy_facts import LOADED
from tests.contexts import context, of_root
from tests.paths import REPOSITORY
from tests.samples import content, group, incident, update

LANGUAGES = ("en", "it", "de", "fr", "es")
HEAD = {
    "en": r"^[A-Z][\w -]+: \w{3} \d+ \w+, .*(?:\w time|UTC)",
    "it": r"^[A-Z][\w ]+: \w{3} \d+ \w+, .*(?:ora di \w|UTC)",
    "de": r"^[A-Z][\w ]+: \w{2}\., \d+\. \w+\.?, .*(?:Ortszeit \w|UTC)",
    "fr": r"^[A-ZÀ-Ý][\w\u2019 ]+\u202f: \w{3}\. \d+ [\w.]+, .*(?:heure de \w|UTC)",
    "es": r"^[A-Z][\w ]+: \w{3} \d+ \w+, .*(?:hora de \w|UTC)",
}
WHO = {
    "en": r"^(Affected|No longer affected|Affected at the time|Not affected|This work was for): \S",
    "it": r"^(Servizi interessati|Servizi non più interessati|[\w ]+): \S",
    "de": r"^(Betroffen|Nicht mehr betroffen|[\w ]+): \S",
    "fr": r"^(Impact|Fin d\u2019impact|[\w \u2019]+)\u202f: \S",
    "es": r"^(Afecta a|Servicios ya no afectados|[\w ]+): \S",
}
SINCE = {
    "en": r"^(Since|Known since): .*\d\d:\d\d",
    "it": r"^(Inizio|Rilevato): .*\d\d:\d\d",
    "de": r"^(Seit|Bekannt seit): .*\d\d:\d\d",
    "fr": r"^(Début|Constaté)\u202f: .*\d\d:\d\d",
    "es": r"^(Inicio|Detectado): .*\d\d:\d\d",
}
LASTED = {
    "en": r"^From .*\d\d:\d\d to .*\d\d:\d\d .*: \d+ (min|h|day)",
    "it": r"^Durata: \d+ (min|h|giorn).*\d\d:\d\d",
    "de": r"^Dauer: \d+.+\d\d:\d\d",
    "fr": r"^Durée\u202f: \d+.(min|h|jour).*\d\d:\d\d",
    "es": r"^Duración: \d+ (min|h|día).*\d\d:\d\d",
}
NEXT = {
    "en": r"^Next update: .*\d\d:\d\d",
    "it": r"^Prossimo aggiornamento: .*\d\d:\d\d",
    "de": r"^Nächste Meldung: .*\d\d:\d\d",
    "fr": r"^Prochaine mise à jour\u202f: .*\d\d:\d\d",
    "es": r"^Próxima actualización: .*\d\d:\d\d",
}
CALL = {
    "en": r"^Phone, .*\+\d",
    "it": r"^Telefono, .*\+\d",
    "de": r"^Telefon, .*\+\d",
    "fr": r"^Tél. .*\+\d",
    "es": r"^Teléfono, .*\+\d",
}
TURN = {
    "en": r"^Problems\? Phone, .*\+\d|^Questions\? .*at any time",
    "it": r"^Problemi\? Telefono, .*\+\d|^Domande\? .*in qualsiasi momento",
    "de": r"^Probleme\? Telefon, .*\+\d|^Fragen\? .*jederzeit",
    "fr": r"^Un problème\u202f\? Téléphone, .*\+\d|^Questions\u202f\? .*à tout moment",
    "es": r"^¿Problemas\? Teléfono, .*\+\d|^¿Preguntas\? .*en cualquier momento",
}
CALLERS = {
    "en": r"For Platinum and Gold .*through their partner",
    "it": r"Per Platinum e Gold .*tramite partner",
    "de": r"Für Platinum und Gold .*über Partner",
    "fr": r"Pour Platinum et Gold .*via partenaire",
    "es": r"Para Platinum y Gold .*mediante su partner",
}
MEANWHILE = {
    "en": r"^In the meantime: \S",
    "it": r"^Nel frattempo: \S",
    "de": r"^Zwischenlösung: \S",
    "fr": r"^En attendant\u202f: \S",
    "es": r"^Mientras tanto: \S",
}


@pytest.fixture(scope="module")
def made() -> RenderContext:
    return of_root(REPOSITORY, datetime(2026, 12, 10, 12, tzinfo=UTC), *LANGUAGES)


def announced(made: RenderContext) -> Iterator[News]:
    found = [news for news in made.world.news if news.groups]
    assert len(found) > 20
    yield from found


def wanted(news: News, keys: set[str]) -> Iterator[dict[str, str]]:
    """Yield the expressions that a post of this news has to match."""
    yield from (HEAD, CALLERS)
    is_open = isinstance(news.phase, IncidentStatus) and news.phase.is_open
    yield CALL if is_open else TURN
    if isinstance(news.entry, IncidentNow):
        yield WHO
        yield SINCE if is_open else LASTED
    elif news.phase is EventKind.COMPLETED:
        yield from (WHO, LASTED)
    yield from [MEANWHILE] if "workaround" in keys else []
    yield from [NEXT] if "due" in keys else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_post_of_the_sample_passes_the_checklist(made: RenderContext, language: str) -> None:
    context = made.in_language(language)
    for news in announced(made):
        item = news_item(context, news)
        keys = {fact.key for fact in item.facts} | ({"due"} if item.due else set())
        post = post_text(made, news, language)
        for each in wanted(news, keys):
            assert re.search(each[language], post, re.MULTILINE), (news.id, each[language], post)
        others = (SINCE[each] for each in LANGUAGES if each != language)
        assert not any(re.search(each, post, re.MULTILINE) for each in others)
        assert post[: FOLD - 1].count("\n") >= 1, "title and time stand before the fold"
        assert not re.search(r"\bCES?T\b|\bE[SD]T\b", post.replace(in_plain(item.text, ""), ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_statusgen_adds_little(made: RenderContext, language: str) -> None:
    for news in announced(made):
        assert added(made, news, language) <= MOST_ADDED, news.id


def every(words: str) -> Text:
    return Text("en", dict.fromkeys(LANGUAGES, words))


def with_all_facts() -> Content:
    stage = replace(
        update("2026-11-20 13:15", "identified", due="2026-11-20 14:00"), text=every("Calls fail.")
    )
    entry = replace(
        incident("cloud-unreachable", "pbx: major_outage", stage),
        title=every("Calls fail"),
        cos="critical",
        cause=Cause.UPSTREAM,
        workaround=every("Use the app."),
        not_affected=every("Internal calls."),
        emergency_calls=EmergencyCalls.UNKNOWN,
        ticket="NOC-4711",
    )
    assert LOADED.content is not None
    made = content(entry, groups=(group("all", "global_problem"),))
    return replace(made, policy=LOADED.content.policy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_post_with_all_facts_is_short_too(language: str) -> None:
    made = context(with_all_facts(), "2026-11-20 13:30")
    (news,) = made.world.news
    own = len("Calls fail" * 2 + "." + "Use the app." + "Internal calls.")
    assert len(post_text(made, news, language)) - own <= MOST_ADDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_post_mortem_does_not_repeat_what_works_again(made: RenderContext, language: str) -> None:
    again = made.in_language(language).words.say("No longer affected")
    for news in announced(made):
        if news.phase is IncidentStatus.POSTMORTEM:
            assert again not in post_text(made, news, language)
