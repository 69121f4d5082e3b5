"""A pytest plugin that runs the collected tests once for each mutant of a module, in a fork.

The fork has everything loaded: only the code of what has changed is put in its place.
"""

import ast
import functools
import gc
import importlib
import os
import resource
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.changes import Mutant, mutants

_PATIENCE = 5
"""How many times as long as the tests take a mutant may take; then it counts as noticed."""


class Durations:
    """Notes how long each test takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the time of a part of a test."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration


class MutantTester:
    """Runs the tests that pytest has collected once for each mutant of a module."""

    def __init__(self, module: str, lines: range | None, durations: Durations) -> None:
        self.module = importlib.import_module(module)
        self.path = Path(str(self.module.__file__))
        self.seconds = durations.seconds
        self.lines = lines
        self.survivors: list[Mutant] = []
        self.tried = 0

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run the quickest tests first."""
        items.sort(key=lambda each: self.seconds.get(each.nodeid, 0))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant in the place of the tests."""
        found = gc.get_objects()
        caches = [each for each in found if isinstance(each, functools._lru_cache_wrapper)]
        seconds = 2 + _PATIENCE * round(sum(self.seconds.values()))
        gc.freeze()

        def is_noticed(source: str) -> bool:
            change = functools.partial(replace, self.module, source, caches)
            return _is_noticed(session, change, seconds)

        source = self.path.read_text()
        if is_noticed(ast.unparse(ast.parse(source))):
            pytest.exit("the tests fail in a fork without any change", returncode=2)
        for each in mutants(source):
            if self.lines is None or each.line in self.lines:
                self.tried += 1
                if not is_noticed(each.source):
                    self.survivors.append(each)
        return True


def _is_noticed(session: pytest.Session, change: Callable[[], None], seconds: int) -> bool:
    """Return whether a test fails, or they take too long, in a fork in which a change is made."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            _silence()
            change()
            code = 0 if _passes(session) else 1
        os._exit(code)
    return os.waitpid(child, 0)[1] != 0


def _silence() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)


def _passes(session: pytest.Session) -> bool:
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return False
    return True


# --- a module in the place of another ----------------------------------------------------------


def replace(module: types.ModuleType, source: str, caches: Sequence[Any] = ()) -> None:
    """Put the code of a changed module in the place of that which everybody has imported."""
    changed = types.ModuleType(module.__name__)
    changed.__file__ = module.__file__
    sys.modules[module.__name__] = changed
    exec(compile(source, str(module.__file__), "exec"), changed.__dict__)  # noqa: S102 - ours
    sys.modules[module.__name__] = module
    constants = _other_constants(Path(str(module.__file__)).read_text(), source)
    for name, old in list(vars(module).items()):
        new = vars(changed).get(name)
        if name in constants:
            _put_everywhere(name, old, new)
        elif getattr(old, "__module__", None) == module.__name__:
            _put(old, new)
    for cache in caches:
        cache.cache_clear()


def _other_constants(before: str, after: str) -> set[str]:
    """Return the names of the module that another value is assigned to."""
    pairs = zip(ast.parse(before).body, ast.parse(after).body, strict=True)
    return {
        old.targets[0].id
        for old, new in pairs
        if isinstance(old, ast.Assign)
        and isinstance(old.targets[0], ast.Name)
        and ast.dump(old) != ast.dump(new)
    }


def _put_everywhere(name: str, old: object, new: object) -> None:
    for other in list(sys.modules.values()):
        if getattr(other, name, None) is old:
            setattr(other, name, new)


def _put(old: Any, new: Any) -> None:  # noqa: ANN401
    if not isinstance(old, type):
        _put_code(old, new)
        return
    for part in vars(old):
        _put_code(vars(old)[part], vars(new).get(part))


def _put_code(old: Any, new: Any) -> bool:  # noqa: ANN401
    """Give functions their new code; returns whether there were any."""
    pairs = list(zip(_functions(old), _functions(new), strict=False))
    for before, after in pairs:
        before.__code__ = after.__code__
        before.__defaults__, before.__kwdefaults__ = after.__defaults__, after.__kwdefaults__
    return bool(pairs)


def _functions(value: Any) -> Iterator[types.FunctionType]:  # noqa: ANN401
    """Yield the functions in a function, method, property or cache."""
    for each in (
        value,
        *(getattr(value, name, None) for name in ("__func__", "fget", "func", "__wrapped__")),
    ):
        if isinstance(each, types.FunctionType):
            yield each
