import re

import pytest
from msgspec.structs import replace

from statusgen.artefact import OutputError
from statusgen.incremental.render import render
from statusgen.incremental.workers import Workers
from statusgen.model import Cause, Content, Scope
from statusgen.outputs.posts import OUTPUT
from statusgen.render.post import FOLD, before_fold
from tests.contexts import context, rendered
from tests.samples import content, group, incident, maintenance, text, update, word
from tests.stores import NullStore

GROUPS = (group("wizards", "global_problem", "maintenance"), group("beta", "maintenance"))


def outage(*updates: tuple[str, str]) -> Content:
    texts = [
        update(when, status) for when, status in updates or [("2026-11-20 13:15", "monitoring")]
    ]
    return content(incident("outage", "pbx: major_outage", *texts), groups=GROUPS)


def written(source: Content, words: str) -> Content:
    """Return `source` with `words` as the title and the text of its incident."""
    (entry,) = source.incidents
    texts = tuple(replace(each, text=text(words)) for each in entry.updates)
    return replace(source, incidents=(replace(entry, title=text(words), updates=texts),))


def posts(source: Content, now: str = "2026-12-10 12:00") -> dict[str, str]:
    """Return the posts at the addresses that name no language."""
    made = rendered(OUTPUT, context(source, now))
    plain = (each for each in made if not each.path.endswith(".en.txt"))
    return {artefact.path: artefact.content.decode() for artefact in plain}


def test_each_group_gets_each_announcement_of_its_kind() -> None:
    source = content(
        incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "identified")),
        maintenance(),
        groups=GROUPS,
    )
    assert sorted(posts(source, "2026-11-25 12:00")) == [
        "posts/beta/upgrade-announced.txt",
        "posts/wizards/outage-20261120T131500Z.txt",
        "posts/wizards/upgrade-announced.txt",
    ]


def test_an_incident_of_limited_scope_is_not_announced() -> None:
    source = outage()
    (entry,) = source.incidents
    assert posts(replace(source, incidents=(replace(entry, scope=Scope.LIMITED),))) == {}


def test_a_site_without_groups_has_no_posts() -> None:
    assert posts(replace(outage(), groups=())) == {}


def every_phase() -> Content:
    """Return content in which every phase of both kinds of entry occurs."""
    statuses = ("investigating", "identified", "monitoring", "resolved", "postmortem")
    texts = [update(f"2026-11-20 1{n}:00", status) for n, status in enumerate(statuses)]
    moves = (
        word("2026-11-25 10:00", "rescheduled", starts="2026-12-01 22:00", ends="2026-12-02 02:00"),
        word("2026-12-01 23:00", "in_progress"),
        word("2026-12-02 01:00", "verifying"),
        word("2026-12-02 01:30", "extended", ends="2026-12-02 03:00"),
    )
    return content(
        incident("outage", "pbx: major_outage", *texts),
        maintenance(*moves),
        maintenance(word("2026-11-30 10:00", "cancelled"), name="other"),
        groups=GROUPS,
    )


def test_every_phase_has_its_post_with_one_address_and_both_times() -> None:
    made = posts(every_phase())
    assert len(made) == 5 + 2 * (8 + 2)
    for path, post in made.items():
        address = path.rpartition("/")[2].removesuffix(".txt").replace("-", "/", 1)
        kind = "incidents" if address.startswith("outage") else "maintenance"
        (only,) = re.findall(r"https?://\S+", post, re.IGNORECASE)
        assert f"\n{only}\n" in post, "the address has a line of its own"
        assert only == f"https://status.example/{kind}/{address}/"
        assert re.search(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+, .* Rome time", post[:125])
        assert " UTC" in post
        assert "PBX" in post
        assert "\n\n\n" not in post
        assert post == post.strip() + "\n"


@pytest.mark.parametrize("length", [10, 90, 125, 1000])
def test_the_news_is_before_the_fold(length: int) -> None:
    title = ("Calls fail in Europe " * 50)[:length].strip()
    (post,) = posts(written(outage(), title)).values()
    assert post[:125].startswith(title[:40].strip())
    assert "Monitoring: Fri 20 Nov, 14:15 Rome time (13:15 UTC)\n" in post[:126]
    assert title in post


def test_the_gist_is_before_the_second_fold() -> None:
    (post,) = posts(written(outage(), "A title of which nobody says that it is too short")).values()
    assert "Affected: PBX (major outage)" in post[:477]


HOSTILE = [
    "<script>alert(1)</script>",
    ']]> & &amp; < > "quoted"',
    "🚨 Störung \u200fعطل",
    "{{ 7 * 7 }} {% raw %}",
    "see HTTPS://other.example/page and hthttps://tps://x.example",
    "[label](https://other.example/) <https://third.example/>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_comes_out_as_text(words: str) -> None:
    (post,) = posts(written(outage(), words)).values()
    headline = re.sub("https?://", "", words, flags=re.IGNORECASE)
    assert post.startswith(re.sub("https?://", "", headline, flags=re.IGNORECASE))
    assert len(re.findall("https?://", post, re.IGNORECASE)) == 1


def test_markdown_becomes_plain_text() -> None:
    words = "**Calls** fail:\n\n- in `Europe`\n- in *Asia*"
    source = outage()
    (entry,) = source.incidents
    texts = (replace(entry.updates[0], text=text(words)),)
    (post,) = posts(replace(source, incidents=(replace(entry, updates=texts),))).values()
    assert "Calls fail:\n\n- in Europe\n- in Asia\n" in post


@pytest.mark.parametrize(
    ("cause", "status", "sentence"),
    [
        (Cause.INTERNAL, "identified", "Cause: in our own systems."),
        (Cause.UPSTREAM, "identified", "Cause: at one of our suppliers."),
        (Cause.EXTERNAL, "identified", "Cause: outside our systems."),
        (Cause.EXTERNAL, "resolved", "Cause: outside our systems."),
    ],
)
def test_a_post_says_whose_the_problem_is(cause: Cause, status: str, sentence: str) -> None:
    source = outage(("2026-11-20 13:15", status))
    (entry,) = source.incidents
    (post,) = posts(replace(source, incidents=(replace(entry, cause=cause),))).values()
    assert f"\n{sentence}\n" in post


@pytest.mark.parametrize("status", ["investigating", "false_alarm"])
def test_a_post_names_no_cause_that_is_not_identified(status: str) -> None:
    source = outage(("2026-11-20 13:15", status))
    (entry,) = source.incidents
    entries = (replace(entry, cause=Cause.INTERNAL),)
    (post,) = posts(replace(source, incidents=entries)).values()
    assert "Cause:" not in post


def test_a_promise_is_in_the_post() -> None:
    texts = update("2026-11-20 13:15", "monitoring", due="2026-11-20 23:30")
    source = content(incident("outage", "pbx: major_outage", texts), groups=GROUPS)
    (post,) = posts(source).values()
    assert "\nNext update: Sat 21 Nov, 00:30 Rome time (Fri 20 Nov, 23:30 UTC)\n" in post


def test_a_sample_site_says_so_in_every_post() -> None:
    source = every_phase()
    for post in posts(replace(source, site=replace(source.site, sample=True))).values():
        assert post.endswith("\nSample: all of it is invented.\n")


def test_a_preview_links_to_itself() -> None:
    made, _ = rendered(OUTPUT, context(outage(), base_url="https://preview.example/x/"))
    assert b"\nhttps://preview.example/x/incidents/outage/20261120T131500Z/\n" in made.content


def test_posts_that_no_group_takes_are_problems_that_say_which() -> None:
    source = replace(every_phase(), groups=(replace(GROUPS[1], max_length=150),))
    with pytest.raises(OutputError) as caught:
        render([context(source)], {}, NullStore(), Workers(1))
    first = next(each for each in caught.value.problems if each.place.path.endswith("other.yml"))
    assert re.fullmatch(
        r"the post for the group 'beta' about '20261130T100000Z' has \d+ characters, "
        r"and the group takes 150",
        first.message,
    )
    assert len(caught.value.problems) == 10


def test_a_post_of_exactly_the_length_fits() -> None:
    (post,) = posts(outage()).values()
    exact = replace(outage(), groups=(replace(GROUPS[0], max_length=len(post)),))
    assert posts(exact)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("short", "short"),
        (f"{'a' * 120} {'b' * 4} after", f"{'a' * 120} {'b' * 4}"),
        (f"{'a' * 120} {'b' * 5} after", "a" * 120),
        (f"{'a' * 120}\n{'b' * 5}", "a" * 120),
        ("a" * 200, "a" * FOLD),
    ],
)
def test_the_beginning_of_a_post_ends_at_a_word(post: str, expected: str) -> None:
    assert before_fold(post) == expected
