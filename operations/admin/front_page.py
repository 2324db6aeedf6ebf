"""What figures add to staff's front page: contradictions, and releases without any."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from operations.conflicts import conflicting_drafts
from operations.models import Observation
from releases.admin.front_page import PANELS, SHOWN, Entry, Panel
from releases.models import Edition

# Older contradictions have been seen, and stand on the public pages of both figures.
LATELY = timedelta(days=60)
FIGURES_LOOKED_AT = 1000


def contradictions(request: HttpRequest) -> Panel:
    """New figures, drafts included, that say something else than a public one of the same thing."""
    at: datetime = request.at  # type: ignore[attr-defined]
    new = Q(created_at__gt=at - LATELY) & (Q(published_until=None) | Q(published_until__gt=at))
    figures = Observation.objects.filter(new, release__withdrawal=None).select_related(
        "metric", "release", "edition"
    )
    pairs = conflicting_drafts(figures.order_by("-pk")[:FIGURES_LOOKED_AT], at)
    entries, seen = [], set()
    for one, other in pairs:
        pair = frozenset((one.figure_id, other.figure_id))
        if pair in seen:
            continue
        seen.add(pair)
        entries.append(
            Entry(
                reverse("admin:operations_observation_change", args=[one.pk]),
                f"{one.shown}, but {other.shown} elsewhere",
                f"{one.metric}: “{one.edition.title}” against “{other.edition.title}”.",
            )
        )
    return Panel("Figures that contradict", entries[:SHOWN], "No new figure contradicts another.")


def without_figures(request: HttpRequest) -> Panel:
    """The newest editions, waiting or public, of releases for which nobody entered a figure."""
    at: datetime = request.at  # type: ignore[attr-defined]
    stated = Observation.objects.filter(release=OuterRef("release"))
    empty = Edition.objects.filter(~Exists(stated), release__withdrawal=None).filter(
        Q(published_until=None) | Q(published_until__gt=at)
    )
    entries = [
        Entry(reverse("admin:releases_edition_change", args=[one.pk]), one.title, one.issued_words)
        for one in empty.order_by("-created_at", "-pk")[:SHOWN]
    ]
    return Panel("Releases without figures", entries, "Every release has a figure.")


PANELS += [contradictions, without_figures]
