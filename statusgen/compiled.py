"""Templates as Jinja has compiled them, remembered from build to build.

What is remembered is run as code: a cache folder is trusted as much as the templates are, of which
each can do the same.
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from statusgen.memory import Memory, digest

_KIND = "template"


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a memory, found by what is in them; `program` is what compiles them."""

    def __init__(self, memory: Memory, program: str) -> None:
        self._memory = memory
        self._program = program

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with what is remembered of it, if anything is."""
        kept = self._memory.recall(_KIND, self._key(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what `bucket` was filled with."""
        self._memory.keep(_KIND, self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest(self._program, bucket.key, bucket.checksum)
