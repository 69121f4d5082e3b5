"""Templates as Jinja compiles them, kept in a store.

What is kept is run as code: a store is trusted as much as the templates are, which can do the same.
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from statusgen.cache.encoding import get_value, put_value
from statusgen.cache.store import Store

BYTECODE = "bytecode"
"""The kind of what is stored."""


class StoredBytecode(BytecodeCache):
    """The compiled templates of a site, all under one key: the fingerprint of the program."""

    def __init__(self, store: Store, program: str) -> None:
        self._store, self._program = store, program
        self._known = get_value(store, BYTECODE, program, dict[str, bytes]) or {}
        self._used: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with the code that is known of it, if any is."""
        code = self._known.get(bucket.key + bucket.checksum)
        if code is not None:
            bucket.bytecode_from_string(code)
            self._used[bucket.key + bucket.checksum] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of `bucket`."""
        self._used[bucket.key + bucket.checksum] = bucket.bytecode_to_string()

    def save(self) -> None:
        """Put the code of all templates that were used into the store, if that is new."""
        if self._used.keys() != self._known.keys():
            put_value(self._store, BYTECODE, self._program, self._used)
