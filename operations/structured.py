"""What search engines read of a release (schema.org): nothing but what its page tells."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from operations.versions import EditionVersion
from releases.models import Edition

# What could end the element, or begin another, inside a script.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def article_of(edition: Edition, versions: Sequence[EditionVersion]) -> dict[str, Any]:
    """A release as a NewsArticle. ``versions`` holds its editions by now, the newest first.

    ``dateModified`` comes from a correction or revision and from nothing else.
    """
    release = edition.release
    changes = [version for version in versions if version.number > 1]
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "url": settings.SITE_ORIGIN + release.get_absolute_url(),
        "version": edition.number,
        "publisher": {"@type": "Organization", "name": release.publisher.name},
        "sdPublisher": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "correctionsPolicy": settings.SITE_ORIGIN + reverse("publicchange_list"),
        },
    }
    if edition.issued_day:
        told["datePublished"] = edition.issued_day.isoformat()
    if changes:
        told["dateModified"] = changes[0].since.isoformat()
        told["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": change.change_note,
                "datePublished": change.since.isoformat(),
            }
            for change in changes
        ]
    if release.source_url:
        told["isBasedOn"] = release.source_url
    return told


def as_script(told: dict[str, Any]) -> SafeString:
    """The element that carries it; a block of data, which no policy of the page has to allow."""
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
