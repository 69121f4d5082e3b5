"""Icons and badges for programs that draw no SVG: feed readers, telephones, shields.io."""

import json
import re
from io import BytesIO

from PIL import Image

from tests.outputs.browser_sites import QUIET_DAY, content_at, home
from tests.outputs.sites import sample


def picture(path: str) -> Image.Image:
    return Image.open(BytesIO(sample()[path]))


def test_an_icon_stands_where_feed_readers_ask_for_it() -> None:
    assert picture("favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_telephones_find_an_icon_of_their_size() -> None:
    assert picture("apple-touch-icon.png").size == (180, 180)


def test_every_feed_names_the_icon() -> None:
    made = sample()
    assert b"/apple-touch-icon.png</url>" in made["feed.rss"]
    assert b"/favicon.ico</icon>" in made["feed.atom"]
    assert b"/apple-touch-icon.png</logo>" in made["feed.atom"]
    assert json.loads(made["feed.json"])["favicon"].endswith("/favicon.ico")


def test_the_icons_show_the_state() -> None:
    assert sample()["favicon.ico"] != home(content_at(), QUIET_DAY)["favicon.ico"]


def test_shields_io_can_draw_the_site_and_each_component() -> None:
    made = sample()
    names = [path for path in made if path.endswith("badge.json")]
    assert {"badge.json", "components/cloud-eu/badge.json"} <= set(names)
    for name in names:
        badge = json.loads(made[name])
        assert badge["schemaVersion"] == 1
        assert badge["label"]
        assert badge["message"]
        assert re.fullmatch("#[0-9a-f]{6}", badge["color"])
