"""Small builders of rows for tests: each makes what is needed and nothing more.

Rows are drafts, as staff's login writes them; ``publish`` or ``archived`` lets them out.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from operations.models import (
    Category,
    Chart,
    ChartLine,
    Claim,
    Dimension,
    Evidence,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from operations.stale_places import stale_places
from operations.stale_words import KEEP
from releases import publishing
from releases.models import (
    Edition,
    Publisher,
    Quotation,
    Release,
    SourceText,
    Speaker,
    Topic,
)

_numbers = count(1)


def publisher(**fields: Any) -> Publisher:
    n = next(_numbers)
    return Publisher.objects.create(**{"slug": f"publisher-{n}", "name": f"Publisher {n}"} | fields)


def topic(**fields: Any) -> Topic:
    n = next(_numbers)
    return Topic.objects.create(**{"slug": f"topic-{n}", "name": f"Topic {n}"} | fields)


def release(**fields: Any) -> Release:
    n = next(_numbers)
    return Release.objects.create(
        **{"slug": f"release-{n}", "publisher": fields.pop("publisher", None) or publisher()}
        | fields
    )


def edition(**fields: Any) -> Edition:
    n = next(_numbers)
    return Edition.objects.create(
        **{
            "release": fields.pop("release", None) or release(),
            "title": f"Title {n}",
            "summary": f"Summary {n}.",
            "written_by": "writer",
        }
        | fields
    )


def metric(**fields: Any) -> Metric:
    n = next(_numbers)
    return Metric.objects.create(
        **{
            "slug": f"metric-{n}",
            "name": f"Metric {n}",
            "counted": "arrests",
            "unit": "count",
            "kind": "flow",
            "definition": f"Definition {n}.",
        }
        | fields
    )


def category(**fields: Any) -> Category:
    n = next(_numbers)
    dimension = fields.pop("dimension", None) or Dimension.objects.create(
        slug=f"dimension-{n}", name=f"Dimension {n}"
    )
    return Category.objects.create(
        **{"dimension": dimension, "slug": f"category-{n}", "name": f"Category {n}"} | fields
    )


def organisation(**fields: Any) -> Organisation:
    n = next(_numbers)
    return Organisation.objects.create(
        **{"slug": f"organisation-{n}", "name": f"Organisation {n}", "kind": "force"} | fields
    )


def operation(**fields: Any) -> Operation:
    n = next(_numbers)
    return Operation.objects.create(
        **{"slug": f"operation-{n}", "name": f"Operation {n}", "summary": "What for."} | fields
    )


def phase(**fields: Any) -> Phase:
    n = next(_numbers)
    return Phase.objects.create(
        **{
            "operation": fields.pop("operation", None) or operation(),
            "slug": f"phase-{n}",
            "name": f"Phase {n}",
        }
        | fields
    )


def observation(of: Edition, words: str = "seven arrests", **fields: Any) -> Observation:
    """A figure of the edition ``of``, with one piece of evidence."""
    row = Observation.objects.create(
        **{
            "edition": of,
            "release": of.release,
            "metric": fields.pop("metric", None) or metric(),
            "value": Decimal(7),
            "period_kind": "not_stated",
        }
        | fields
    )
    Evidence.objects.create(observation=row, release=of.release, words=words)
    return row


def claim(of: Edition, figures: list[Observation], **fields: Any) -> Claim:
    return Claim.objects.create(
        **{
            "edition": of,
            "release": of.release,
            "words": "almost ten",
            "what": "arrests",
            "value": Decimal(10),
            "unit": "count",
            "qualifier": "almost",
            "figure_ids": [figure.figure_id for figure in figures],
        }
        | fields
    )


def quotation(of: Edition, **fields: Any) -> Quotation:
    n = next(_numbers)
    speaker = fields.pop("speaker", None) or Speaker.objects.create(
        slug=f"speaker-{n}", name=f"Speaker {n}"
    )
    return Quotation.objects.create(
        **{
            "edition": of,
            "release": of.release,
            "speaker": speaker,
            "role": "Chief Constable",
            "words": "We will go on",
        }
        | fields
    )


def source_text(of: Edition, text: str = "The text.") -> SourceText:
    return SourceText.objects.create(edition=of, release=of.release, text=text)


def chart(metrics: list[Metric], **fields: Any) -> Chart:
    n = next(_numbers)
    row = Chart.objects.create(
        **{
            "slug": f"chart-{n}",
            "title": f"Finding {n}",
            "alt": f"What chart {n} shows.",
            "kind": "bar",
        }
        | fields
    )
    for position, one in enumerate(metrics):
        ChartLine.objects.create(chart=row, metric=one, position=position, label=str(one))
    return row


def archived(of: Edition, *, published_from: datetime | None = None) -> Edition:
    """Let the edition out as something public since ``published_from`` (a day ago)."""
    publishing.archive(
        of, by="archivist", published_from=published_from or timezone.now() - timedelta(days=1)
    )
    of.refresh_from_db()
    return of


def approved(of: Edition, *, by: str = "approver", **options: Any) -> datetime:
    """Submit what is a draft, and let another person approve it; its moment of publication.

    Words that lean on a figure which it changes are confirmed.
    """
    if Edition.objects.filter(pk=of.pk, submitted_at=None, approved_at=None).exists():
        publishing.submit(of, by="submitter")
    stale = stale_places(of, timezone.now())
    answers = {place.key: KEEP for place in stale} | options.pop("answers", {})
    return publishing.approve(of, by=by, answers=answers, **options)


def published(of: Edition, **options: Any) -> Edition:
    """Approve and date the edition as two press officers would."""
    approved(of, **options)
    of.refresh_from_db()
    return of
