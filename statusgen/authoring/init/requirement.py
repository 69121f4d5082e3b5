"""How a new site's host finds statusgen: as it was found here, or at an address.

pip records where a distribution came from (PEP 610): an index, a git address with its revision, an
archive, or a folder of this machine, which no host can reach.
"""

import json
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from statusgen.authoring.init.wheel import wheel
from statusgen.console import reject
from statusgen.problems import quoted

NAME = "statusgen"
OPTION = "--statusgen"
FOLDER = ".statusgen"
"""Where a wheel lies in a site."""

_ADDRESSES = ("git+https://", "git+ssh://", "https://")


class Requirement(Struct, frozen=True):
    """A line of requirements.txt, and the wheel that it names, where the site brings one."""

    line: str
    wheel: tuple[str, bytes] | None = None


def requirement(address: str | None) -> Requirement:
    """Return the requirement of a site: at an address, or as statusgen was installed here.

    Raises a usage error for an address that no host can install from, and where statusgen was not
    installed.
    """
    if address is not None:
        return _at(address)
    try:
        found = distribution(NAME)
    except PackageNotFoundError:
        reject(OPTION, "statusgen runs here without being installed: say where hosts find it.")
    return installed(found)


def installed(found: Distribution) -> Requirement:
    """Return the requirement that installs the same distribution again."""
    record = json.loads(found.read_text("direct_url.json") or "null")
    if record is None:
        return Requirement(f"{NAME}=={found.version}")
    url = str(record["url"])
    if "vcs_info" in record:
        return Requirement(f"{NAME} @ {_revision(url, record)}")
    if url.startswith("file:"):
        return _brought(*(_archived(url) or wheel(found)))
    return Requirement(f"{NAME} @ {url}{_hash(record.get('archive_info') or {})}")


def _revision(url: str, record: Mapping[str, dict[str, str]]) -> str:
    version, folder = record["vcs_info"], record.get("subdirectory")
    below = f"#subdirectory={folder}" if folder else ""
    return f"{version['vcs']}+{url}@{version['commit_id']}{below}"


def _hash(archive: Mapping[str, object]) -> str:
    hashes = archive.get("hashes")
    sha256 = hashes.get("sha256") if isinstance(hashes, dict) else None
    return f"#sha256={sha256}" if sha256 else ""


def _archived(url: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of the wheel at a `file:` address, if it is still there."""
    path = Path(url2pathname(urlsplit(url).path))
    return (path.name, path.read_bytes()) if path.suffix == ".whl" and path.is_file() else None


def _brought(name: str, data: bytes) -> Requirement:
    return Requirement(f"./{FOLDER}/{name}", (name, data))


def _at(address: str) -> Requirement:
    path = Path(address)
    if path.suffix == ".whl" and path.is_file():
        return _brought(path.name, path.read_bytes())
    if not address.startswith(_ADDRESSES) or any(map(str.isspace, address)):
        reject(
            OPTION,
            f"{quoted(address)} is nothing that a host can install from: expected git+https://…, "
            "https://… or the file of a wheel.",
        )
    return Requirement(f"{NAME} @ {address}")
