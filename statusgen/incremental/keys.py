"""Keys of jobs: digests of everything that their files depend on."""

from zoneinfo import ZoneInfo

from msgspec import Struct, msgpack

from statusgen.artefact import Job
from statusgen.cache.fingerprint import zone_fingerprint
from statusgen.cache.store import digest


class JobKeys:
    """Computes the keys of jobs from their inputs; an input of many jobs is encoded once.

    `program` is the fingerprint of the program: another one may render something else.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._known: dict[int, tuple[object, str]] = {}

    def __call__(self, job: Job) -> str:
        """Return the digest of all that the files of a job depend on."""
        inputs: Struct = job.inputs
        parts = (self._digest(getattr(inputs, name)) for name in inputs.__struct_fields__)
        render = job.render
        return digest(self._program, f"{render.__module__}.{render.__qualname__}", *parts)

    def _digest(self, value: object) -> str:
        known = self._known.get(id(value))
        if known is None:  # the value is kept too, so that no other one gets its id
            data = msgpack.encode(value, enc_hook=_identity)
            known = self._known[id(value)] = (value, digest(data))
        return known[1]


def _identity(value: object) -> object:
    """Return what stands for a zone, or for an object that says what it depends on."""
    if isinstance(value, ZoneInfo):
        return zone_fingerprint(value)
    try:
        return value.depends_on  # type: ignore[attr-defined] # or it has no place in inputs
    except AttributeError:
        message = f"{type(value).__name__} does not say what it depends on"
        raise TypeError(message) from None
