"""The values in the files of a new site: by option, asked for at a terminal, or the default."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.git import run_git
from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.yaml_text import entry_text, flow_item
from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.errors import InputError, refuse
from statusgen.content.schema.times import named_zone
from statusgen.content.schema.urls import site_address, web_address
from statusgen.problems import did_you_mean, quoted
from statusgen.text.messages import catalogue


def _(message: str) -> str:
    return message


_SAMPLE = {
    "@TITLE@": _("The website answers slowly"),
    "@CAUSE@": _("Pages take up to ten seconds to open. We are looking for the cause."),
    "@END@": _("A full disk was the cause. It has been replaced, and pages open at once."),
    "@SERVICES@": _("Services"),
    "@API@": _("The interface for partners"),
}
"""The texts of the sample incident and of the components, by their variables."""


class SiteValues(Struct, frozen=True):
    """The answers of a person about a new site; `repository` is where its content is edited.

    `origin` is the remote that git has for it already, or empty.
    """

    name: str
    url: str
    timezone: str
    languages: tuple[str, ...]
    repository: str | None
    branch: str
    origin: str = ""


class SiteOptions(Struct, frozen=True):
    """The values that options give; None where they do not."""

    name: str | None = None
    url: str | None = None
    timezone: str | None = None
    languages: str | None = None
    repository: str | None = None


def site_values(options: SiteOptions, questions: Questions, site: Path) -> SiteValues:
    """Return the values of a new site; raises InputError for an option that cannot be used."""
    origin = _git(site, "remote", "get-url", "origin")
    return SiteValues(
        _name(_value(options.name, questions, _NAME, "Example Status")),
        site_address(_value(options.url, questions, _URL, "https://status.example.com/")),
        named_zone(_value(options.timezone, questions, _ZONE, _own_zone(questions))).key,
        _languages(_value(options.languages, questions, _LANGUAGES, "en")),
        _repository(_value(options.repository, questions, _REPOSITORY, _address(origin) or "none")),
        _git(site, "branch", "--show-current") or "main",
        origin,
    )


# --- one value ---------------------------------------------------------------------------------


def _value(given: str | None, questions: Questions, asked: "_Asked", default: str) -> str:
    if given is not None:
        return given
    if not questions.is_terminal:
        return default

    def sound(written: str) -> str:
        asked.read(written)
        return written

    return questions.ask(asked.question, sound, default) or default


def _name(written: str) -> str:
    if not written.strip() or "\n" in written:
        refuse("the name of the site is one line", "expected a value such as Example Status")
    return written.strip()


def _languages(written: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(re.findall(r"[^\s,]+", written)))
    for name in names:
        if name not in LANGUAGES:
            hint = f"expected some of: {', '.join(LANGUAGES)}{did_you_mean(name, LANGUAGES)}"
            refuse(f"unknown language {quoted(name)}", hint)
    if not names:
        refuse("no language is named", f"expected some of: {', '.join(LANGUAGES)}")
    return names


def _repository(written: str) -> str | None:
    return None if written.strip() == "none" else web_address(written).rstrip("/")


class _Asked(Struct, frozen=True):
    """A question about a site, and how its answer is read; the reader raises InputError."""

    question: Question
    read: Callable[[str], object]


_NAME = _Asked(Question("--name NAME", "Name of the site"), _name)
_URL = _Asked(Question("--url ADDRESS", "Address it will have"), site_address)
_ZONE = _Asked(Question("--timezone ZONE", "Time zone, such as Europe/Rome"), named_zone)
_LANGUAGES = _Asked(
    Question("--languages LIST", f"Languages, the first is the default ({', '.join(LANGUAGES)})"),
    _languages,
)
_REPOSITORY = _Asked(
    Question("--repository ADDRESS", "Address of its repository, or 'none'"), _repository
)


# --- what this machine knows -------------------------------------------------------------------


def _own_zone(questions: Questions) -> str:
    """Return the zone of this machine to offer to a person; UTC where nobody is asked."""
    link = Path("/etc/localtime")
    name = os.environ.get("TZ") or str(link.resolve()).partition("zoneinfo/")[2]
    try:
        return named_zone(name).key if questions.is_terminal else "UTC"
    except InputError:
        return "UTC"


def _git(site: Path, *arguments: str) -> str:
    """Return what git prints about a folder, nothing where it is no repository of its own."""
    if not (site / ".git").exists():
        return ""
    try:
        return run_git(site, arguments).stdout.decode(errors="replace").strip()
    except OSError:
        return ""


def _address(remote: str) -> str | None:
    """Return the web address of a remote, or None."""
    url = remote.removesuffix(".git")
    found = re.fullmatch(r"(?:https://|ssh://)?(?:[^@/]+@)?([\w.-]+)[:/]([\w./-]+)", url)
    return f"https://{found[1]}/{found[2]}" if found else None


# --- variables of the files --------------------------------------------------------------------


def variables(values: SiteValues, now: datetime) -> Mapping[str, str]:
    """Return the text of each variable; the sample incident ended an hour before `now`."""
    ended = now - timedelta(hours=1)
    began = ended - timedelta(minutes=40)
    return {
        "@NAME@": _line(values.name),
        "@URL@": values.url,
        "@ZONE@": values.timezone,
        "@LANGUAGES@": ", ".join(values.languages),
        "@REPOSITORY@": "".join(_repository_lines(values)),
        "@DAY@": f"{began:%Y-%m-%d}",
        "@BEGAN@": f"{began:%Y-%m-%d %H:%M}Z",
        "@ENDED@": f"{ended:%Y-%m-%d %H:%M}Z",
        **{name: _in_languages(text, values.languages) for name, text in _SAMPLE.items()},
    }


def _line(text: str) -> str:
    return entry_text({"name": text}).partition(": ")[2].rstrip("\n")


def _repository_lines(values: SiteValues) -> Iterator[str]:
    if values.repository is not None:
        branch = _line(values.branch)
        yield f"repository: # where the content is edited\n  url: {values.repository}\n"
        yield f"  branch: {branch}\n"


def _in_languages(message: str, languages: tuple[str, ...]) -> str:
    """Return a text as YAML on one line: plain in English alone, else by language."""
    if languages == ("en",):
        return message
    texts = {name: catalogue(name).gettext(message) for name in languages}
    return flow_item(texts)
