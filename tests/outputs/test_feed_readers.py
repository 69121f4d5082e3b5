"""Feed readers from npm, which many others are made of, read every feed as it is meant."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.outputs.feeds import OUTPUT
from statusgen.render.context import RenderContext
from tests.contexts import context, rendered
from tests.outputs.npm import installed
from tests.outputs.real import SAMPLE, context_at
from tests.samples import content, incident, maintenance, text, update

TITLES = ["Calls & \"faxes\" <fail>, 'again'; 1 < 2", "Störung 🚨 \u200fعطل\u200f", "x" * 1000]

_READ = """
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
const Parser = require("rss-parser");
(async () => {
  const { parseFeed } = await import("feedsmith");
  const read = {};
  for (const [path, text] of Object.entries(files)) {
    const { format, feed } = parseFeed(text);
    const items = feed.items ?? feed.entries ?? [];
    const named = items.map((each) => ({ ...each, title: each.title.value ?? each.title }));
    read[path] = { format, items: named };
    if (format !== "json") read[path].other = (await new Parser().parseString(text)).items;
  }
  console.log(JSON.stringify(read));
})();
"""


@pytest.fixture(scope="session")
def readers() -> Path:
    """The folder of the readers."""
    return installed("feed-readers", "feedsmith@3.0.1", "rss-parser@3.13.0")


def read(made: RenderContext, readers: Path) -> Any:  # noqa: ANN401 - what the readers read
    files = {each.path: each.content.decode() for each in rendered(OUTPUT, made)}
    output = subprocess.run(  # noqa: S603 - node as it is found on the PATH
        [shutil.which("node") or "node", "-e", _READ],
        input=json.dumps(files).encode(),
        cwd=readers,
        check=True,
        capture_output=True,
    )
    return json.loads(output.stdout)


def story(title: str) -> Content:
    outage = incident(
        "outage",
        "pbx: major_outage",
        update("2026-11-20 13:15", "investigating"),
        update("2026-11-20 15:22", "resolved"),
    )
    return content(
        replace(outage, title=text(title)), maintenance(affects="wmp: under_maintenance")
    )


def test_the_readers_know_the_format_of_every_feed_of_the_sample(readers: Path) -> None:
    found = read(context_at(SAMPLE, "2026-11-21 12:00"), readers)
    assert len(found) > 40
    for path, feed in found.items():
        assert feed["format"] == path.rpartition(".")[2]
        assert len(feed.get("other", feed["items"])) == len(feed["items"])


def test_the_readers_find_the_same_ids_and_times_in_rss_and_json(readers: Path) -> None:
    found = read(context(story("outage")), readers)
    in_json = [(each["id"], each["date_published"]) for each in found["feed.json"]["items"]]
    in_rss = [(each["guid"], each["isoDate"]) for each in found["feed.rss"]["other"]]
    assert in_rss == [(name, at.replace("Z", ".000Z")) for name, at in in_json]
    assert len(in_json) == 6


@pytest.mark.parametrize("title", TITLES)
def test_the_readers_find_titles_unchanged(readers: Path, title: str) -> None:
    found = read(context(story(title)), readers)
    whole = f"[Resolved] {title}"
    for kind in ("rss", "atom", "json"):
        feed = found[f"incidents/feed.{kind}"]
        assert feed["items"][0]["title"] == whole
        assert feed.get("other", feed["items"])[0]["title"] == whole


def test_the_readers_find_what_an_item_says_and_where_it_leads(readers: Path) -> None:
    found = read(context(story("outage")), readers)["components/pbx/feed.json"]["items"][0]
    assert "<strong>No longer affected:</strong> PBX" in found["content_html"]
    assert found["url"] == "https://status.example/incidents/outage/#update-20261120T152200Z"
    assert found["tags"] == ["PBX"]
