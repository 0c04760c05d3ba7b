"""Serve the built site to a browser of this machine as a host would: its text compressed."""

import gzip
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

# The first is for root in a container; the others keep Chromium from calling home.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SWITCHES += [f"--disable-{it}" for it in ("background-networking", "component-update", "sync")]


def chromium(default: str) -> str:
    """Find a browser: the system's, or the one of `playwright install chromium`."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), default)
    if not Path(found).exists():
        raise SystemExit("No Chromium here: .ci/chromium installs one.")
    return found


class Host(SimpleHTTPRequestHandler):
    """Answer with a file, or with the page for an address that does not exist."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO:
        """Send what precedes the file, and return it."""
        file, status = Path(self.translate_path(self.path)), 200
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            file, status = Path(self.directory, "404.html"), 404
        if not file.is_file():
            self.send_error(404)
            return BytesIO()
        data, kind = file.read_bytes(), self.guess_type(os.fspath(file))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Cache-Control", "max-age=600")
        if not kind.startswith(("image/png", "font/")) and "gzip" in self.headers.get(
            "Accept-Encoding", ""
        ):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Take it calmly when a browser is closed before it has its answer."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what else goes wrong."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""

    def handler(*told: Any) -> Host:
        return Host(*told, directory=os.fspath(site))

    with Server(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
