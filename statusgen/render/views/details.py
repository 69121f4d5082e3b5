"""The facts of an entry on a page."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact
from statusgen.render.views.parts import Prose, ours


class FactView(Struct, frozen=True):
    """A fact of an entry with its label; `prose` is set where the NOC wrote it in Markdown."""

    label: str
    text: str
    link: str | None = None
    prose: Prose | None = None


def fact_views(context: SiteContext, facts: Iterable[Fact]) -> tuple[FactView, ...]:
    """Return facts as a page shows them."""
    return tuple(FactView(f.label, f.text, f.link, _prose(context, f)) for f in facts)


def _prose(context: SiteContext, fact: Fact) -> Prose | None:
    if not fact.markdown:
        return None
    return replace(ours(context, fact.markdown), lang=fact.lang, mark=fact.mark)
