"""Templates: one strict Jinja environment over the files of a theme."""

import functools
import gettext
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_eval_context,
    select_autoescape,
)
from jinja2.bccache import Bucket
from jinja2.ext import InternationalizationExtension
from jinja2.nodes import EvalContext
from markupsafe import Markup
from msgspec import Struct

from statusgen.artefact import OutputError
from statusgen.problems import Place, Problem, printable


class Theme(Struct, frozen=True):
    """The files below `templates/`, a site's own over the default ones.

    `files` has their bytes by POSIX path, `origins` the path to show to the person who wrote them;
    `defaults` are the paths of those that are not the site's own.
    """

    files: Mapping[str, bytes]
    origins: Mapping[str, str]
    defaults: frozenset[str] = frozenset()


class ThemeError(OutputError):
    """A template that cannot be used; `problem` says where and why."""

    @property
    def problem(self) -> Problem:
        """The one thing that is wrong."""
        return self.problems[0]


def _gettext(words: gettext.NullTranslations) -> Callable[..., str]:
    """Return a `gettext` like Jinja's newstyle one that looks each message up once.

    Our messages are on nearly every page, and most have no placeholder.
    """

    @functools.cache
    def said(message: str, *, is_html: bool) -> str:
        return Markup(words.gettext(message)) if is_html else words.gettext(message)  # noqa: S704 - ours

    @functools.cache
    def whole(message: str, *, is_html: bool) -> str:
        return said(message, is_html=is_html) % {}

    @pass_eval_context
    def filled(context: EvalContext, message: str, /, **gaps: object) -> str:
        is_html = bool(context.autoescape)
        if not gaps:
            return whole(message, is_html=is_html)
        return said(message, is_html=is_html) % gaps

    return filled


def _called(macro: Callable[..., str], *arguments: object) -> str:
    """Return the text of a macro; templates print parts of many pages by `cached`."""
    return macro(*arguments)


class _Environment(Environment):
    """Jinja's own, for globals that do not change any more once there are templates."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return one mapping of all: Jinja's chain of them is searched anew for each import."""
        return {**self.globals, **(d or {})}


class Bytecode(BytecodeCache):
    """Compiled templates: those `known` before, and those `used`, by any language."""

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self.known = known
        self.used: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with its code, if that is known."""
        name = bucket.key + bucket.checksum
        code = self.used.get(name, self.known.get(name))
        if code is not None:
            bucket.bytecode_from_string(code)
            self.used[name] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of `bucket`."""
        self.used[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_TEMPLATES = (".html", ".svg", ".txt")


class Templates:
    """Renders the templates of a theme; an unknown name is a problem, never an empty text.

    `catalogue` has the words of the templates themselves in the language of a context.
    """

    def __init__(
        self,
        theme: Theme,
        catalogue: gettext.NullTranslations | None = None,
        bytecode: BytecodeCache | None = None,
    ) -> None:
        self.theme = theme
        words = catalogue or gettext.NullTranslations()
        self._bytecode = bytecode or Bytecode({})
        self._in_words: dict[gettext.NullTranslations, Templates] = {words: self}
        self._environment = self._made(words)

    def with_words(self, catalogue: gettext.NullTranslations) -> "Templates":
        """Return the same templates with their own words from another catalogue."""
        if catalogue not in self._in_words:
            self._in_words[catalogue] = Templates(self.theme, catalogue, self._bytecode)
        return self._in_words[catalogue]

    @property
    def depends_on(self) -> Mapping[str, bytes]:
        """Everything that a text depends on, beside what a template may see."""
        return self.theme.files

    def compile_all(self) -> None:
        """Have all templates ready; one that is wrong raises only where it is rendered."""
        for name in self.theme.files:
            if name.endswith(_TEMPLATES):
                with suppress(Exception):
                    self._environment.get_template(name)

    def render(self, name: str, /, **context: object) -> str:
        """Return the template `name` filled in; raise `ThemeError` where it cannot be."""
        try:
            text = self._environment.get_template(name).render(context)
            text.encode()
        except Exception as error:
            raise ThemeError(self._problem(name, error)) from error
        return text

    def file(self, name: str) -> bytes:
        """Return a file of the theme as it is; raise `ThemeError` where there is none."""
        try:
            return self.theme.files[name]
        except KeyError:
            place = Place(f"templates/{name}")
            message = f"the theme has no file {name!r}"
            hint = "expected a file of this name below templates/"
            raise ThemeError(Problem(place, message, hint)) from None

    def text(self, name: str) -> str:
        """Return the text of such a file; raise `ThemeError` if it is no UTF-8."""
        try:
            return self.file(name).decode("utf-8")
        except UnicodeDecodeError as error:
            raise ThemeError(self._problem(name, error)) from error

    def _made(self, words: gettext.NullTranslations) -> Environment:
        environment = _Environment(
            loader=FunctionLoader(self._source),
            undefined=StrictUndefined,
            autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=[InternationalizationExtension],
            bytecode_cache=self._bytecode,
            optimized=False,  # a theme has no sums of constants: looking for them takes longer
            cache_size=-1,  # a theme is small: all of it is kept, and nothing counted
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext
        )
        environment.globals["_"] = environment.globals["gettext"] = _gettext(words)
        environment.globals["cached"] = functools.lru_cache(maxsize=256)(_called)
        environment.filters["safe_html"] = Markup
        return environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        if name not in self.theme.files:
            return None
        return self.theme.files[name].decode("utf-8"), name, None

    def _problem(self, name: str, error: Exception) -> Problem:
        at, line = self._where(name, error)
        path = self.theme.origins.get(at, f"templates/{at}")
        lines = self.theme.files.get(at, b"").decode("utf-8", "replace").splitlines()
        shown = lines[line - 1] if 0 < line <= len(lines) else ""
        code = shown.strip()
        place = Place(path, line, shown.find(code) + 1, shown, max(1, len(code)))
        return Problem(place, f"the template cannot be used: {_reason(error)}", _hint(name, error))

    def _where(self, name: str, error: Exception) -> tuple[str, int]:
        """Return the template and line that an error is about."""
        if isinstance(error, TemplateSyntaxError):
            return error.name or name, error.lineno
        frames = traceback.extract_tb(error.__traceback__)
        ours = [(f.filename, f.lineno or 1) for f in frames if f.filename in self.theme.files]
        return ours[-1] if ours else (name, 1)


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    return printable(str(error))


def _hint(name: str, error: Exception) -> str:
    """Return what to do about an error of the template `name`."""
    if not isinstance(error, TemplateNotFound):
        return "correct the template, or remove it to use the one that comes with statusgen"
    add = f"add the file templates/{printable(str(error.name))}"
    return add if error.name == name else f"{add}, or correct its name here"
