"""Somebody else's site, on a port and so an origin of its own, with pages that a test writes."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What publishers' style sheets do to a stranger's frame.
HOSTILE = "iframe { height: 150px; max-width: 100%; border: 5px solid red; min-height: 0 }"

PAGE = """<!doctype html><html lang="en-GB" dir="{direction}"><head><meta charset="utf-8">
<title>An article</title>
<link rel="icon" href="data:,"><style>{style}</style>
<script>
  window.heard = [];
  window.addEventListener("message", ({{ data, origin }}) => heard.push({{ data, origin }}));
</script></head><body><h1>An article</h1>{body}</body></html>"""


class OtherSite:
    """Answers ``/`` with the page that was set last."""

    def __init__(self, port: int) -> None:
        # By number and not as "localhost": another site to the browser, not just another port.
        self.origin = f"http://127.0.0.1:{port}"
        self.page = ""
        self.policy = ""

    def write(self, body: str, *, style: str = "", direction: str = "ltr", policy: str = "") -> str:
        """Set the page's body and return its address; ``policy`` is its Content-Security-Policy."""
        self.page = PAGE.format(body=body, style=style, direction=direction)
        self.policy = policy
        return f"{self.origin}/"


@contextlib.contextmanager
def running() -> Iterator[OtherSite]:
    """Serve from a thread until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = site.page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if site.policy:
                self.send_header("Content-Security-Policy", site.policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = OtherSite(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
