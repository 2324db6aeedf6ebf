"""Headers of static files: what an embed needs may be used by any site, the rest by ours alone.

An embed stands in a sandbox, so its origin is null and its own files count as somebody else's.
"""

import re
from collections.abc import MutableMapping

# What `templates/embed_base.html` and the code to embed load, with or without a content hash.
FOR_EMBEDS = re.compile(
    r"/(?:built/embed(?:\.\w+)?\.(?:css|js)|embed\.v1(?:\.\w+)?\.js"
    r"|images/favicon(?:\.\w+)?\.svg)(?:\.(?:gz|br))?"
)


def add_static_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """For WhiteNoise, which names a file by its ``url``, such as ``/static/built/embed.css``."""
    if FOR_EMBEDS.fullmatch(url.removeprefix("/static")):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers["Access-Control-Allow-Origin"] = "*"
    else:
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
