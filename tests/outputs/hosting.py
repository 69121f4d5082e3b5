"""A site in the hands of its host: its files over HTTP, with its own headers, compressed."""

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from statusgen.render.urls import NOT_FOUND, file_of

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that is closed leaves its connections as they are."""


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve a site, which brings its `_headers`, as the host does; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = file_of(self.path.partition("?")[0].lstrip("/"))
            found = path if path in files else NOT_FOUND
            content = gzip.compress(files[found])
            self.send_response(200 if found == path else 404)
            headers = {"Content-Type": _TYPES.get(found.rpartition(".")[2], "text/plain")}
            for name, value in (headers | headers_of(files, self.path)).items():
                self.send_header(name, value)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", f"{len(content)}")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def headers_of(files: Mapping[str, bytes], address: str) -> dict[str, str]:
    """Return the headers that a site's own rules give to an address such as `/posts/`."""
    found: dict[str, str] = {}
    for rule in files["_headers"].decode().split("\n\n"):
        pattern, *lines = rule.strip().splitlines()
        if fnmatchcase(address, pattern):
            found |= dict(line.strip().split(": ", 1) for line in lines)
    return found
