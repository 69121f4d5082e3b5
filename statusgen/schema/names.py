"""What the id of an entry, a component or a group may look like: it is part of addresses."""

import re

ID_PATTERN = re.compile(r"[a-z0-9-]{1,80}")
ID_RULE = "a-z, 0-9 and '-', at most 80 characters"
