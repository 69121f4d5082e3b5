"""A stand-in for a forge: pages on which a file is written, each saved as a commit."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_PAGE = """<!DOCTYPE html><title>Forge</title><form method="post">
<input name="path" value="{path}"><textarea name="text">
{text}</textarea><button>Commit</button></form>"""


def git(folder: Path, *words: str) -> str:
    """Return what git prints in a folder; raises CalledProcessError where it refuses."""
    who = ("-c", "user.name=NOC", "-c", "user.email=noc@example.com")
    command = ("git", "-C", str(folder), *who, *words)
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the tests' own words
    return ran.stdout


def bare_repository(folder: Path, root: Path) -> Path:
    """Return a bare repository in `folder` that has the files of `root` on its branch main."""
    bare = folder / "status.git"
    git(folder, "init", "-q", "--bare", "-b", "main", str(bare))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "push", "-q", str(bare), "main")
    return bare


def commit(bare: Path, folder: Path, path: str, text: str) -> None:
    """Write a file of a bare repository by a commit; `folder` is where it is checked out."""
    work = folder / "work"
    if not work.exists():
        git(folder, "clone", "-q", str(bare), str(work))
    git(work, "pull", "-q")
    (work / path).parent.mkdir(parents=True, exist_ok=True)
    (work / path).write_text(text, encoding="utf-8")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", f"Write {path}")
    git(work, "push", "-q")


@contextmanager
def forge(bare: Path, folder: Path) -> Iterator[str]:
    """Serve the pages of a repository as GitHub addresses them; yield the repository's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if "/edit/main/" in address.path:
                path = unquote(address.path.partition("/edit/main/")[2])
                asked = {"filename": path, "value": git(bare, "show", f"main:{path}")}
            self._answer(_PAGE.format(path=escape(asked["filename"]), text=escape(asked["value"])))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            commit(bare, folder, sent["path"], sent["text"].replace("\r\n", "\n"))
            self._answer("<!DOCTYPE html><title>Forge</title><p>Committed</p>")

        def _answer(self, page: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - whatever it is called with
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/acme/status"
    finally:
        server.shutdown()
        server.server_close()
