"""The window on a site that is being written: shows the folder, tells when sources change, reloads pages when built.

It runs in a process of its own, so that the one that builds has no threads and may fork.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_BUILT, _SCRIPT = "/.placet/built", "/.placet/reload.js"
_TAG = f'<script src="{_SCRIPT}" defer></script></body>'.encode()
_CHANGES = frozenset(("created", "modified", "deleted", "moved"))
#: How long a page waits for news before it asks again, in seconds: shorter than any proxy's patience.
_PATIENCE = 20.0


class Window(ThreadingHTTPServer):
    """Serves the folder `out`; pages that are open wait for the next build."""

    daemon_threads = True

    def __init__(self, host: str, port: int, out: Path) -> None:
        self.out, self.built, self.news = out, 0, threading.Condition()
        super().__init__((host, port), _Page)

    def run(self, line: Connection, watched: Sequence[Path]) -> None:
        """Serve until the other end of the line is closed, which says each time that the site was built."""
        observer = Observer()
        for folder in watched:
            observer.schedule(_Watch(line), str(folder), recursive=True)
        observer.start()
        threading.Thread(target=self.serve_forever, daemon=True).start()
        try:
            while True:
                line.recv()
                with self.news:
                    self.built += 1
                    self.news.notify_all()
        except (EOFError, OSError, KeyboardInterrupt):
            return

    def after(self, seen: int) -> int:
        """How often the site was built, as soon as that is not `seen` any more."""
        with self.news:
            self.news.wait_for(lambda: self.built != seen, _PATIENCE)
            return self.built


class _Watch(FileSystemEventHandler):
    def __init__(self, line: Connection) -> None:
        self._line, self._lock = line, threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Say that something changed; reading a file changes nothing."""
        if event.event_type in _CHANGES:
            with self._lock:
                self._line.send(True)


class _Page(SimpleHTTPRequestHandler):
    server: Window

    def __init__(self, *given: Any) -> None:
        super().__init__(*given, directory=str(given[2].out))

    def do_GET(self) -> None:
        """Send a file; a page with the script that waits for news."""
        where = urlsplit(self.path)
        if where.path == _BUILT:
            seen = parse_qs(where.query).get("after", ["-1"])[0]
            self._send(str(self.server.after(int(seen) if seen.isdecimal() else -1)).encode(), "text/plain")
        elif where.path == _SCRIPT:
            self._send(_script(), "text/javascript")
        elif (page := self._page(where.path)) is not None:
            self._send(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def log_message(self, *given: Any) -> None:
        """Nothing: the terminal tells of builds."""

    def _page(self, address: str) -> bytes | None:
        path = Path(self.translate_path(address))
        if path.is_dir() and address.endswith("/"):
            path /= "index.html"
        if path.suffix != ".html" or not path.is_file():
            return None
        return path.read_bytes().replace(b"</body>", _TAG, 1)

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)


def _script() -> bytes:
    return resources.files("placet.site").joinpath("live", "reload.js").read_bytes()
