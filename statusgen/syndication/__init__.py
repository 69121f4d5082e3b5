"""What feed readers are told: which feeds there are, what stands in them, and in which formats.

The news of a site stands in many feeds, and an item is the same in each of them: it is made once,
with an id that never changes, and the formats only write it down.
"""

from statusgen.syndication.channel import NEWEST, Channel, channels
from statusgen.syndication.item import Item, Items
from statusgen.syndication.json_format import json_feed
from statusgen.syndication.xml_formats import atom, rss

__all__ = ["NEWEST", "Channel", "Item", "Items", "atom", "channels", "json_feed", "rss"]
