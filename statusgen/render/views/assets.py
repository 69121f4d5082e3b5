"""The style sheets and scripts of pages: minified, with a hash of the content in the name."""

import functools
import hashlib
from collections.abc import Mapping

from statusgen.content.colours import for_dark_scheme
from statusgen.render.context import SiteContext

_NAMES = (
    "style.css",
    "more.css",
    "embed.css",
    "bars.js",
    "live.js",
    "renew.js",
    "switch.js",
    "zone.js",
    "hours.js",
    "copy.js",
    "choose.js",
    "search.js",
    "form.js",
)
_PARTS: Mapping[str, tuple[str, ...]] = {
    "form.js": (
        "schema.js",
        "yaml.js",
        "times.js",
        "promise.js",
        "checks.js",
        "words.js",
        "file.js",
        "form.js",
    ),
}
"""Files of the theme that are one of the site: each is a request, and a rule of headers."""


OF_ONE_PAGE = frozenset(("embed.css", "choose.js", "search.js", "schema.js", "yaml.js", "form.js"))
"""Those that one page alone loads: browsers ask whether they are the same, as hosts do by default.

A host reads a hundred rules for headers, of which each of the others has one."""


def assets(context: SiteContext) -> Mapping[str, bytes]:
    """Return the style sheets and scripts of a site, by their names without a hash.

    The home page needs `style.css` alone; all others load `more.css` too, and `embed.css` is all
    that the line for other sites loads.
    """
    made = {name: _minified(context, name) for name in _NAMES}
    return made | {"style.css": made["style.css"] + _accent(context).encode()}


def asset_files(context: SiteContext) -> Mapping[str, str]:
    """Return the paths of the style sheets and scripts, by the names of the theme.

    Each path changes with the content, so that browsers may cache the file for ever.
    """
    return {name: _named(name, content) for name, content in assets(context).items()}


@functools.lru_cache(maxsize=32)
def _named(name: str, content: bytes) -> str:
    stem, _, kind = name.partition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{kind}"


def _minified(context: SiteContext, name: str) -> bytes:
    """Return a style sheet or script without indentation, empty lines and lines of comment."""
    parts = _PARTS.get(name, (name,))
    return b"".join(_without_comments(context.templates.text(f"site/{each}")) for each in parts)


@functools.lru_cache(maxsize=32)
def _without_comments(text: str) -> bytes:
    lines = text.splitlines()
    return "".join(f"{line}\n" for each in lines if _is_kept(line := each.strip())).encode()


def _is_kept(line: str) -> bool:
    is_comment = line.startswith("//") or (line.startswith("/*") and line.endswith("*/"))
    return bool(line) and not is_comment


def _accent(context: SiteContext) -> str:
    """Return the rule that gives links and focus the brand's colour, lighter on a dark page."""
    accent = context.content.site.brand.accent
    if accent is None:
        return ""
    return f":root{{--brand:{accent};--brand-dark:{for_dark_scheme(accent)}}}\n"
