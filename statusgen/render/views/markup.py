"""Pieces of HTML that every page is made of."""

from datetime import date, datetime

from markupsafe import Markup, escape

from statusgen.render.json_text import instant


def safe(html: str) -> Markup:
    """Return HTML of ours as markup; every text in it that is not ours is escaped already."""
    return Markup(html)  # noqa: S704 - the one place that marks HTML as safe


def filled(message: str, **parts: Markup | str) -> Markup:
    """Return a message with its placeholders filled in; parts that are no markup are escaped."""
    escaped = {name: escape(part) for name, part in parts.items()}
    return safe(str(escape(message)).format(**escaped))


def moment(at: datetime, label: str, mark: str = "") -> Markup:
    """Return a time for machines and people; `label` is what people see.

    `mark` is a further attribute, for a script of the page.
    """
    return safe(f'<time datetime="{instant(at)}"{mark}>{escape(label)}</time>')


def dated(day: date, label: str) -> Markup:
    """Return a date for machines and people; `label` is what people see."""
    return safe(f'<time datetime="{day.isoformat()}">{escape(label)}</time>')


def isolated(text: str, lang: str | None = None) -> Markup:
    """Return a name for the middle of a sentence, whichever way it is written."""
    attribute = f' lang="{escape(lang)}"' if lang else ""
    return safe(f"<bdi{attribute}>{escape(text)}</bdi>")
