"""Every public route, as the addresses through which it could tell of something hidden.

A new route gets its entry here, or the build fails.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

WORD = "quillfern"
CONTRADICTED = "cdfghjkmnpqr"

# Each route, as the addresses through which it could tell of the hidden release. {id} is the
# hidden figure's. True: the address must tell of it once the embargo is over.
SWEEP: dict[str, dict[str, bool]] = {
    "home": {"/": True, "/?as_at=2999-01-01": True},
    "about": {"/about/": False},
    "healthz": {"/healthz": False},
    "release_list": {
        "/releases/": True,
        f"/releases/?q={WORD}": True,
        f"/releases/?topic={WORD}-topic": True,
        f"/releases/?publisher={WORD}-publisher": True,
        f"/releases/?operation={WORD}-operation": True,
        f"/releases/?organisation={WORD}-force": True,
        "/releases/?issued_from=2000-01-01": False,
        "/releases/?page=2": False,
    },
    "release_detail": {
        f"/releases/{WORD}-release/": True,
        f"/releases/{WORD}-release": True,
        f"/releases/{WORD.upper()}-release/": False,
        "/releases/in-the-open/": False,
    },
    "person_list": {"/people/": False},
    "person_detail": {},
    "topic_list": {"/topics/": True},
    "topic_detail": {f"/topics/{WORD}-topic/": True, "/topics/open-topic/": False},
    "operation_list": {
        "/operations/": True,
        f"/operations/?q={WORD}": True,
        f"/operations/?topic={WORD}-topic": True,
        f"/operations/?organisation={WORD}-force": True,
    },
    "operation_detail": {f"/operations/{WORD}-operation/": True},
    "metric_list": {
        "/metrics/": True,
        f"/metrics/?q={WORD}": True,
        f"/metrics/?topic={WORD}-topic": True,
    },
    "metric_detail": {f"/metrics/{WORD}-metric/": True, "/metrics/open-metric/": True},
    "chart_list": {"/charts/": True, f"/charts/?q={WORD}": True},
    "chart_detail": {f"/charts/{WORD}-chart/": True},
    "chart_embed": {f"/charts/{WORD}-chart/embed/": True},
    "organisation_list": {
        "/organisations/": True,
        f"/organisations/?q={WORD}": True,
        "/organisations/?kind=force": True,
    },
    "organisation_detail": {f"/organisations/{WORD}-force/": True},
    "figure_detail": {"/figures/{id}/": True, f"/figures/{CONTRADICTED}/": True},
}


def routes(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name)
