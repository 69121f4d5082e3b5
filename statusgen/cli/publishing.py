"""The options by which a change of an entry is published, and the question before it is."""

import sys
from pathlib import Path

import click
from msgspec import Struct

from statusgen.authoring.git import CommitError
from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.new.options import known_value
from statusgen.authoring.publishing import Publication, publication
from statusgen.cli.options import Command, site_context
from statusgen.console import CommandError, echo
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import Wording

_PUBLISH, _WRITE, _NOTHING = "publish", "write", "nothing"
_NOT_DEPLOYABLE = "this is written only: correct that first, or no deploy passes"


class WantedPublication(Struct, frozen=True):
    """How far options take a change: `publication` is None if it is written only.

    With `is_sure` nothing is asked back. What is asked and printed is in the language of `words`.
    """

    root: Path
    words: Wording
    publication: Publication | None
    is_sure: bool


def publish_options(command: Command) -> Command:
    """Give a command `--publish`, `--push` and `--yes`."""
    publish = click.option("--publish", is_flag=True, help="Commit the file with git.")
    push = click.option("--push", is_flag=True, help="Commit the file, and push the commit.")
    yes = click.option(
        "--yes",
        is_flag=True,
        help="Do not ask for confirmation: before it is published, or if an open incident has the"
        " same title.",
    )
    return publish(push(yes(command)))


def wanted_publication(root: Path, *, publish: bool, push: bool, yes: bool) -> WantedPublication:
    """Return how far the options take a change.

    Called before anything is written; raises CommitError where it cannot be published.
    """
    site = site_context(root)
    words = Wording(site.language, site.zone)
    by = publication(root, words, is_pushed=push) if publish or push else None
    return WantedPublication(root, words, by, yes)


def confirmed_publication(wanted: WantedPublication, *, is_guided: bool) -> Publication | None:
    """Return how far a change goes, None if it is written only.

    A person at a terminal confirms it, and chooses it where the change was asked for. Raises
    click.Abort if nothing is to be written.
    """
    questions = Questions(wanted.words, sys.stdin.isatty())
    if wanted.is_sure or not questions.is_terminal or not (wanted.publication or is_guided):
        return wanted.publication
    offered = wanted.publication or _possible(wanted.root, wanted.words)
    if offered is None:
        return None
    choices = (
        (_PUBLISH, _about(offered)),
        (_WRITE, LazyMessage("write the file, and do not commit it")),
        (_NOTHING, LazyMessage("leave everything as it is")),
    )
    question = Question("--yes", LazyMessage("Publish it"), choices, yes=_PUBLISH)
    word = questions.ask(question, _answer, _PUBLISH)
    if word == _NOTHING:
        echo(wanted.words.say("Nothing was written."))
        raise click.Abort
    return offered if word == _PUBLISH else None


def _answer(text: str) -> str:
    return known_value(text, (_PUBLISH, _WRITE, _NOTHING), LazyMessage("answer"))


def _about(offered: Publication) -> LazyMessage:
    if offered.upstream is None:
        return LazyMessage("commit it; there is no branch to push it to")
    return LazyMessage("commit it, and push it to {branch}", {"branch": offered.upstream.name})


def _possible(root: Path, words: Wording) -> Publication | None:
    """Return how far a change can go here, None if it can only be written; mistakes are printed."""
    for is_pushed in (True, False):
        try:
            return publication(root, words, is_pushed=is_pushed, outcome=_NOT_DEPLOYABLE)
        except CommitError:
            continue
        except CommandError as mistake:
            echo(str(mistake))
            return None
    return None
