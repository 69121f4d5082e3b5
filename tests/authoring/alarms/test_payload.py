"""Payloads come from outside: whatever stands in them stays in its place."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.alarms.marks import is_untouched, marked_group, sealed
from statusgen.authoring.alarms.payload import FORMS, MAX_BYTES, alarm_groups
from statusgen.authoring.notices import noted
from statusgen.content.load import load
from tests.authoring.alarms.payloads import GROUP, Site, alert, webhook
from tests.samples import at

HOSTILE = {
    "lines": "x\nupdates: []\n# alarm group 0000000000000000, seal 0000000000000000\n",
    "yaml": "*a &b !!python/object:os.system {x: [1, ",
    "quotes": '"\'`\\" \\n',
    "controls": "\x00\x1b[31m\x07\x7f\x85\u2028\u202e\ufeff",
    "templates": "{{ 7*7 }} {% for x in y %} ??region?? ${HOME} `id`",
    "document": "---\n...\n%YAML 1.1",
    "html": "</script><script>alert(1)</script>",
    "huge": "x" * 1_000_000,
    "astral": "\U0001f525 é 中",
}


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE)
def test_a_label_stays_in_its_comment(site: Site, label: str) -> None:
    site.fire("13:04", alert("13:03", **{"zone": label, label[:100]: "x"}))
    head, _, body = site.text.partition("title: ")
    assert all(line.startswith("#") and line.isascii() for line in head.splitlines())
    assert all(each.isprintable() for each in head.replace("\n", ""))
    assert len(head) < 1500
    assert not any(part in body for part in (label, "seal", "7*7"))
    assert yaml.safe_load(site.text)["affects"] == {"pbx": "major_outage"}
    loaded = load(site.root, at("2026-11-20 13:10"))
    assert loaded.content is not None
    before = site.text
    site.fire("13:09", alert("13:03", **{"zone": label, label[:100]: "x"}))
    assert site.text == before


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=60), max_size=5), st.text())
def test_a_draft_is_known_again_whatever_its_labels_are(labels: dict[str, str], key: str) -> None:
    data = json.dumps({"labels": labels, "group": key}).encode()
    (group,) = alarm_groups(data, "json", at("2026-11-20 13:04"))
    body = "title: Down\n"
    text = sealed("# notice: one\n# region: Europe\n", group, body) + body
    found = noted(text)
    assert found is not None
    assert (found.notice, [*found.words]) == ("one", ["region"])
    assert is_untouched(text)
    assert is_untouched(text.replace("\n", "\r\n"))
    assert not is_untouched(f"{text}draft: false\n")
    assert yaml.safe_load(text) == {"title": "Down"}
    assert marked_group(text) == marked_group(sealed("", group, ""))


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("alertmanager", b""),
        ("alertmanager", b"no JSON"),
        ("alertmanager", b"[]"),
        ("alertmanager", b'{"groupKey": "a", "alerts": [{"labels": {"a": 1}}]}'),
        ("alertmanager", b'{"groupKey": "a", "alerts": [{"labels": {}, "status": "on"}]}'),
        ("alertmanager", b'{"groupKey": "a", "alerts": [{"labels": {}, "startsAt": "soon"}]}'),
        ("alertmanager", b'{"alerts": []}'),
        ("alertmanager", b'{"groupKey": "\\ud800", "alerts": []}'),
        ("alertmanager", b'{"groupKey": "\xff", "alerts": []}'),
        ("alertmanager", b'{"x": ' + b"[" * 100_000),
        ("alertmanager", b" " * (MAX_BYTES + 1)),
        ("json", b"7"),
        ("json", b"[[]]"),
    ],
)
def test_what_is_no_payload_is_a_sentence_and_writes_nothing(
    site: Site, form: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.send(data, "13:04", form) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert site.paths == []


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("2026-11-20T13:03:59.123456789Z", "13:03"),
        ("2026-11-20T14:03:00+01:00", "13:03"),
        ("2026-11-20T13:03:00", "13:03"),
        ("2026-11-20T18:00:00Z", "13:04"),
        ("9999-12-31T23:59:59-12:00", "13:04"),
        ("0001-01-01T00:00:00+12:00", "13:04"),
    ],
)
def test_a_time_is_a_minute_up_to_now(written: str, minute: str) -> None:
    data = json.dumps({"labels": {}, "startsAt": written}).encode()
    (group,) = alarm_groups(data, "json", at("2026-11-20 13:04:30"))
    assert group.alarms[0].since == at(f"2026-11-20 {minute}")


def test_plain_json_is_an_alarm_or_a_list_of_them(site: Site) -> None:
    labels = {"alertname": "PbxDown", "region": "eu"}
    assert site.send(json.dumps({"labels": labels}).encode(), "13:04", "json") == 0
    assert "reported: 2026-11-20 14:04\n" in site.text
    uk = {"labels": {**labels, "region": "uk"}, "group": "uk"}
    more = [uk, {"labels": labels}, {**uk, "startsAt": "2026-11-20T13:01:00Z"}]
    assert site.send(json.dumps(more).encode(), "13:06", "json") == 0
    assert len(site.paths) == 2
    assert "reported: 2026-11-20 14:01\n" in site.paths[1].read_text("utf-8")


def test_the_key_of_a_group_is_that_of_alertmanager() -> None:
    (group,) = alarm_groups(webhook([alert("13:03")]), "alertmanager", at("2026-11-20 13:04"))
    assert group.key == GROUP
    assert [*FORMS] == ["alertmanager", "json"]
