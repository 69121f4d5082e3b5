"""Holds site.yml, components.yml and groups.yml to what the content format says of them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from statusgen.content.schema.base import to_model, to_models, validated
from statusgen.content.schema.context import SchemaContext, context_from, with_component_names
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.content.source.parse import ParsedFile, parse
from statusgen.model import (
    Announcement,
    Audience,
    Completion,
    Component,
    ComponentGroup,
    Group,
    MaintenanceDefaults,
    Site,
    Text,
)

SITE = """
name: Acme Status
url: https://status.example.com
timezone: Europe/Rome
languages: [en, it]
"""
GROUP = "groups: [{id: a, name: A, url: 'https://example.com/'}]"


def parsed(text: str) -> ParsedFile:
    return parse("f.yml", text.encode())


def site_of(text: str) -> Site:
    reading = parsed(text)
    file, problems = validated(SiteFile, reading, context_from(reading.tree))
    assert file is not None, problems
    return to_model(Site, file)


def messages(kind: type[SiteFile | ComponentsFile | GroupsFile], text: str) -> list[str]:
    reading = parsed(text)
    return [each.message for each in validated(kind, reading, context_from(reading.tree))[1]]


def groups_of(text: str) -> tuple[Group, ...]:
    file, problems = validated(GroupsFile, parsed(text), SchemaContext(languages=("it", "en")))
    assert file is not None, problems
    return to_models(Group, file.groups)


def test_a_site_needs_no_more_than_four_lines() -> None:
    assert site_of(SITE) == Site(
        name=Text("en", {"en": "Acme Status"}),
        url="https://status.example.com/",
        timezone=ZoneInfo("Europe/Rome"),
        languages=("en", "it"),
    )


def test_a_site_says_what_holds_for_maintenance() -> None:
    text = SITE + "maintenance: {completion: confirmed, remind_before: 24h, notice_period: 5d}\n"
    assert site_of(text).maintenance == MaintenanceDefaults(
        Completion.CONFIRMED, timedelta(hours=24), timedelta(days=5)
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://Example.com/status//", "https://example.com/status/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
    ],
)
def test_an_address_ends_with_one_slash(typed: str, expected: str) -> None:
    assert site_of(SITE.replace("https://status.example.com", typed)).url == expected


@pytest.mark.parametrize(
    "typed",
    [
        "ftp://example.com/",
        "//example.com/",
        "https://",
        "https://a b.com/",
        "https://[::1/",
        "https://example.com:99999/",
        "https://example.com/?x",
        "https://user@example.com/",
        "https://exämple.com/",
        'https://example.com/"><script>',
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert len(messages(SiteFile, SITE.replace("https://status.example.com", f"'{typed}'"))) == 1


@pytest.mark.parametrize(("typed", "expected"), [("true", True), ("false", False)])
def test_a_flag_is_a_typed_word(typed: str, expected: bool) -> None:  # noqa: FBT001 the case
    assert site_of(f"{SITE}sample: {typed}\n").sample is expected


@pytest.mark.parametrize("typed", ["yes", "True", "1", "on", "[]"])
def test_no_other_word_is_a_flag(typed: str) -> None:
    assert len(messages(SiteFile, f"{SITE}sample: {typed}\n")) == 1


def test_an_accent_must_be_readable() -> None:
    assert site_of(SITE + "brand: {accent: '#0A5BD3'}\n").brand.accent == "#0a5bd3"
    assert messages(SiteFile, SITE + "brand: {accent: '#ff8800'}\n") == [
        "the contrast of #ff8800 on the page is only 2.3:1"
    ]


@pytest.mark.parametrize("typed", ["../x.svg", "/x.svg", "a/b.svg", ".hidden", "x y.svg", "''"])
def test_a_logo_is_a_plain_file_name(typed: str) -> None:
    assert len(messages(SiteFile, f"{SITE}brand: {{logo: {typed}}}\n")) == 1


def test_a_language_is_listed_once() -> None:
    text = SITE.replace("[en, it]", "[en, it, en]")
    assert messages(SiteFile, text) == ["'en' is named twice"]


def test_a_site_has_a_language() -> None:
    assert messages(SiteFile, SITE.replace("[en, it]", "[]")) == ["'languages' is empty"]


def test_the_setting_survives_a_site_that_is_broken_elsewhere() -> None:
    tree = parsed("name:\nurl: x\ntimezone: Europe/Rome\nlanguages: [it]\n").tree
    assert context_from(tree) == SchemaContext(zone=ZoneInfo("Europe/Rome"), languages=("it",))


@pytest.mark.parametrize("text", ["", "[]", "timezone: Nowhere\nlanguages: [xx]\n", "text"])
def test_what_a_broken_site_does_not_say_is_not_sure(text: str) -> None:
    context = context_from(parsed(text).tree)
    assert (context.is_zone_sure, context.languages) == (False, None)


def test_components_stand_in_the_order_in_which_they_are_written() -> None:
    text = """
groups:
  - id: cloud
    name: Cloud
    components:
      - {id: b, name: B, description: The second letter}
      - {id: a, name: {en: A}}
"""
    file, _ = validated(ComponentsFile, parsed(text), SchemaContext())
    assert file is not None
    (group,) = to_models(ComponentGroup, file.groups)
    assert group.components == (
        Component("b", Text("en", {"en": "B"}), Text("en", {"en": "The second letter"})),
        Component("a", Text("en", {"en": "A"})),
    )


def test_a_component_id_is_used_once_over_all_groups() -> None:
    group = "{id: NAME, name: G, components: [{id: x, name: X}]}"
    text = f"groups: [{group.replace('NAME', 'a')}, {group.replace('NAME', 'b')}]"
    assert messages(ComponentsFile, text) == ["duplicate id 'x'"]


@pytest.mark.parametrize("typed", ["Cloud", "a_b", "a b", "ä", "'" + "a" * 81 + "'", "[]"])
def test_an_id_fits_into_an_address(typed: str) -> None:
    text = f"groups: [{{id: {typed}, name: G, components: [{{id: x, name: X}}]}}]"
    assert len(messages(ComponentsFile, text)) == 1


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("groups: [{components: [{id: a}, {id: b}]}]", {"a", "b"}),
        ("groups: [{components: [{id: a}, {name: B}]}]", None),
        ("groups: [{name: G}]", None),
        ("groups: []", None),
        ("x", None),
    ],
)
def test_names_are_held_against_nobody_where_they_are_not_sure(
    text: str, known: set[str] | None
) -> None:
    assert with_component_names(SchemaContext(), parsed(text).tree).components.known == known


def test_a_group_needs_no_more_than_a_name_and_an_address() -> None:
    assert groups_of(GROUP) == (
        Group(
            id="a",
            name=Text("it", {"it": "A"}),
            url="https://example.com/",
            audience=Audience.EVERYONE,
            announces=(),
            languages=("it",),
            max_length=63206,
        ),
    )


def test_a_group_says_what_it_announces_to_whom() -> None:
    more = ", audience: partners, announces: [maintenance], languages: [en], max_length: 500}"
    (group,) = groups_of(GROUP.replace("}", more))
    assert (group.audience, group.languages, group.max_length) == (Audience.PARTNERS, ("en",), 500)
    assert group.announces == (Announcement.MAINTENANCE,)


@pytest.mark.parametrize("typed", ["0", "-1", "1e3", "010x", "1_000", "9999999999"])
def test_a_length_is_a_whole_number(typed: str) -> None:
    assert len(messages(GroupsFile, GROUP.replace("}", f", max_length: {typed}}}"))) == 1


@pytest.mark.parametrize(
    "address", ["https://lists.example.com/status", "https://mail.example.com/?to=a&feed={feed}"]
)
def test_a_mailing_list_may_take_the_address_of_a_feed(address: str) -> None:
    assert site_of(f"{SITE}mail_list: {address}\n").mail_list == address


@pytest.mark.parametrize("address", ["noc@example.com", "https://{feed}", "https://a.example/{f}"])
def test_what_is_no_address_of_a_mailing_list_is_refused(address: str) -> None:
    written = f"{SITE}mail_list: '{address}'\n"
    assert [each for each in messages(SiteFile, written) if "http or https address" in each]
