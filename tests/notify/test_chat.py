"""Messages in chats: what Apprise sends is caught, and held to the limits of each service."""

import json
from collections.abc import Callable, Iterator

import pytest
from apprise.url import URLBase
from lxml import html
from msgspec.structs import replace
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ReadTimeout

from statusgen.model import Incident
from statusgen.notify.message import message
from statusgen.notify.outcome import Result, SendOutcome
from statusgen.notify.transports import open_transport
from tests.notify.published import TARGET, every, news
from tests.notify.servers import NOTHING, Hook, serving
from tests.samples import at, content, incident, text, update

NOW = "2026-11-24 12:00"
PAGE = "https://status.example/incidents/outage/#update-20261124T110000Z"
SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
TEAMS = "workflows://host.example/0123456789abcdef0123456789abcdef/s-0123456789_abcdefghijklmnopqrstuvwxyz0123"
TELEGRAM = "tgram://123456789:abcdefg_hijklmnop/12315544"
DISCORD = "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"
SERVICES = {
    "slack": SLACK,
    "slack with blocks": f"{SLACK}?blocks=yes",
    "teams": TEAMS,
    "telegram": TELEGRAM,
    "discord": DISCORD,
}
WORDS = {
    "short": "Calls fail.",
    "long": "Calls fail, and nobody knows why yet. " * 500,
    "escaped": "<a> & _b_ *c* [d](e) `f` " * 400,
    "wide": "🚨é" * 5000,
    "one word": "x" * 9000,
}


def outage(words: str, title: str = "outage") -> Incident:
    first = replace(update("2026-11-24 11:00", "investigating"), text=text(words))
    return replace(incident("outage", "pbx: major_outage", first), title=text(title))


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(URLBase, "throttle", lambda *_args, **_named: None)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """Return a server of 127.0.0.1 that gets what is sent to any host."""
    send: Callable[..., Response] = HTTPAdapter.send
    with serving(Hook()) as hook:

        def to_loopback(
            adapter: HTTPAdapter,
            request: PreparedRequest,
            **options: object,
        ) -> Response:
            request.url = f"{hook.url}{(request.url or '').split('/', 3)[3]}"
            return send(adapter, request, **options)

        monkeypatch.setattr(HTTPAdapter, "send", to_loopback)
        yield hook


def outcome(address: str, entry: Incident) -> SendOutcome:
    found = news(content(entry), NOW)
    transport = open_transport(address, found)
    assert transport is not None
    return transport.delivery(found, TARGET, next(every(found)), at(NOW)).send()


def strings(value: object) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = [*value.values()]
    for each in value if isinstance(value, list) else ():
        yield from strings(each)


def assert_within_limits(service: str, body: bytes) -> None:
    """Hold a body to the documented limits of a service."""
    value = json.loads(body)
    longest = max(map(len, strings(value)))
    match service.partition(" ")[0]:
        case "slack":  # api.slack.com: text 40,000; a header block 150, a section block 3,000
            assert longest <= 3000
            blocks = [each for one in value["attachments"] for each in one.get("blocks", [])]
            assert all(len(b["text"]["text"]) <= 150 for b in blocks if b["type"] == "header")
        case "teams":  # learn.microsoft.com: a message of a workflow has at most 28 KB
            assert len(body) <= 28 * 1024
        case "telegram":  # core.telegram.org/bots/api#sendmessage: 1 to 4096 characters
            assert 1 <= len(value["text"]) <= 4096
        case "discord":  # discord.com/developers/docs/resources/webhook: 2,000 characters
            assert len(value.get("content", "")) <= 2000
            assert longest <= 4096


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("service", SERVICES)
def test_a_message_is_within_the_limits_and_has_its_link(
    service: str, words: str, hook: Hook
) -> None:
    hook.reply = b"ok" if service.startswith("slack") else b"{}"
    title = "Störung der Telefonie " * 20 if words == "long" else "outage"
    assert outcome(SERVICES[service], outage(WORDS[words], title.strip())).result is Result.TAKEN
    (body,) = hook.taken
    assert_within_limits(service, body)
    shown = "".join(strings(json.loads(body))).replace("\\", "")
    assert PAGE in shown
    assert "[Investigating]" in shown
    assert ("b c d" if words == "escaped" else WORDS[words][:11]) in shown


def test_a_message_says_what_the_feed_says(hook: Hook) -> None:
    hook.reply = b"ok"
    outcome(SLACK, outage("Calls fail & <drop>."))
    (body,) = hook.bodies
    (attachment,) = body["attachments"]
    assert attachment["title"] == "[Investigating] outage"
    assert attachment["text"] == (
        f"Calls fail &amp; &lt;drop&gt;.\n\nAffected: PBX (major outage)\n\n{PAGE}"
    )


def test_what_looks_like_html_is_text_in_telegram(hook: Hook) -> None:
    outcome(TELEGRAM, outage("`a < b` & `<drop>`", "A <b>"))
    (body,) = hook.bodies
    shown = html.fragment_fromstring(body["text"], create_parent=True)
    assert shown.text_content().splitlines() == [
        "[Investigating] A <b>",
        "a < b & <drop>",
        "",
        "Affected: PBX (major outage)",
        "",
        PAGE,
    ]


def test_a_card_in_teams_has_a_link_and_no_markup_of_the_text(hook: Hook) -> None:
    outcome(TEAMS, outage("The key is `snake_case` in [x] and 2\\*3."))
    (body,) = hook.bodies
    (text,) = [each for each in strings(body) if "snake" in each]
    assert text == (
        "The key is snake\\_case in \\[x\\] and 2\\*3.\n\nAffected: PBX (major outage)\n\n"
        f"[Details and updates]({PAGE})"
    )


def test_a_service_for_mail_has_the_html_of_the_feed(hook: Hook) -> None:
    outcome("resend://abcd:noc@a.example/b@b.example", outage("**Calls** fail."))
    (body,) = hook.bodies
    assert "<p><strong>Calls</strong> fail.</p>" in body["html"]
    assert f'<a href="{PAGE}">' in body["html"]


# --- what a service answers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (200, SendOutcome(Result.TAKEN)),
        (400, SendOutcome(Result.REFUSED, "it answers 400")),
        (404, SendOutcome(Result.NOT_TAKEN, "it answers 404")),
        (429, SendOutcome(Result.NOT_TAKEN, "it answers 429")),
        (500, SendOutcome(Result.NOT_TAKEN, "it answers 500")),
        (
            NOTHING,
            SendOutcome(Result.UNKNOWN, "it may have a part of the message, or all of it"),
        ),
    ],
)
def test_what_a_service_answers_counts(code: int, expected: SendOutcome) -> None:
    with serving(Hook(code)) as hook:
        assert outcome(f"mmost://{hook.address}/3ccdd113474722377935511fc85d3dd4", outage("x")) == (
            expected
        )
    assert len(hook.requests) == 1


def test_without_a_server_it_is_not_sent() -> None:
    with serving(Hook()) as hook:
        pass
    address = f"mmost://{hook.address}/3ccdd113474722377935511fc85d3dd4"
    assert outcome(address, outage("x")).result is Result.NOT_TAKEN


def test_a_message_that_only_some_channels_take_is_not_repeated() -> None:
    with serving(Hook(200, 500)) as hook:
        address = f"mmost://{hook.address}/3ccdd113474722377935511fc85d3dd4?to=one,two"
        assert outcome(address, outage("x")).result is Result.UNKNOWN


def test_a_service_that_is_too_slow_may_have_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_args: object, **_named: object) -> Response:
        raise ReadTimeout

    monkeypatch.setattr(HTTPAdapter, "send", slow)
    assert outcome(SLACK, outage("x")).result is Result.UNKNOWN


def test_a_text_without_its_link_stays_whole() -> None:
    found = news(content(outage("Calls fail.")), NOW)
    made = message(found, TARGET, next(every(found)))
    assert (made.text, made.link) == (
        "Calls fail.\n\nAffected: PBX (major outage)",
        "Details and updates",
    )
