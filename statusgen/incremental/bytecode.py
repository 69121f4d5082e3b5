"""Templates as Jinja compiles them, kept in a store.

What is kept is run as code: a store is trusted as much as the templates are, which can do the same.
"""

from statusgen.cache.encoding import get_value, put_value
from statusgen.cache.store import Store
from statusgen.render.templates import Bytecode

BYTECODE = "bytecode"
"""The kind of what is stored."""


class StoredBytecode(Bytecode):
    """The compiled templates of a site, all under one key: the fingerprint of the program."""

    def __init__(self, store: Store, program: str) -> None:
        self._store, self._program = store, program
        super().__init__(get_value(store, BYTECODE, program, dict[str, bytes]) or {})

    def save(self) -> None:
        """Put the code of all templates that were used into the store, if that is new."""
        if self.used.keys() != self.known.keys():
            put_value(self._store, BYTECODE, self._program, self.used)
