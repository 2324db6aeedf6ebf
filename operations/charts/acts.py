"""The verbs that move a public chart to another address, or take it off the site.

One transaction each, and one line in the record. Both act at once: as with any word of a reference
row, pages of the past show what is right now, so no past page is ever without the chart's address.
``by`` is the person's user name, ``seen`` the chart's version that they read. A refusal is a
ValidationError with a sentence, and nothing is done; the triggers of
``operations/sql/chart_addresses.sql`` hold the same whatever code runs.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from operations.models import Chart, FormerAddress, GoneChart
from releases.models import Act
from releases.published import database_now
from releases.publishing.steps import record, require
from releases.versions import claim

CHANGED = "Somebody else has changed this chart while you had it open. Read it again first."
NOT_PUBLIC = "This chart is not public, so nobody has its address: change it on the chart’s page."
LONGEST = Chart._meta.get_field("slug").max_length or 0


@transaction.atomic
def rename(chart: Chart, *, to: str, by: str, seen: str) -> None:
    """Give a public chart the address ``to``; the one that it had leads there for ever."""
    to = to.strip()
    now = database_now()
    public = _taken(chart, seen, now)
    _require_free(to, public)
    FormerAddress.objects.create(
        chart=public,
        slug=public.slug,
        published_from=public.published_from,
        recorded_at=now,
        left_by=by,
    )
    Chart.objects.filter(pk=public.pk).update(slug=to)
    detail = _detail(public) | {"was": public.slug, "is": to}
    record(Act.Verb.RENAME, None, by=by, now=now, effective_at=now, detail=detail)


@transaction.atomic
def take_down(chart: Chart, *, reason: str, by: str, seen: str) -> GoneChart:
    """Take a public chart off the site at every instant; its addresses say so, and give the reason.

    Its title as the public reads it now stays with the reason; of the rest nothing is shown. The
    chart's own row stays with staff, undated for ever.
    """
    require(bool(reason.strip()), "Say why: the public reads the reason in the chart’s place.")
    now = database_now()
    public = _taken(chart, seen, now)
    gone = GoneChart.objects.create(
        chart=public,
        slug=public.slug,
        title=public.title,
        reason=reason.strip(),
        published_from=public.published_from,
        recorded_at=now,
        taken_down_by=by,
    )
    Chart.objects.filter(pk=public.pk).update(published_from=None)
    record(
        Act.Verb.TAKE_DOWN,
        None,
        by=by,
        now=now,
        effective_at=now,
        reason=reason,
        detail=_detail(public),
    )
    return gone


def _taken(chart: Chart, seen: str, now: datetime) -> Chart:
    """The chart as the public reads it at ``now``, once this act is the first since ``seen``."""
    require(claim([chart], seen), CHANGED)
    public: Chart | None = Chart.objects.public(now).filter(pk=chart.pk).first()
    if public is None:
        raise ValidationError(NOT_PUBLIC)
    return public


def _require_free(slug: str, chart: Chart) -> None:
    """An address is one chart's for ever: that of another, or one that was left, is refused."""
    try:
        validate_slug(slug)
    except ValidationError:
        raise ValidationError(
            "An address is made of letters, digits, hyphens and underscores: “hate-crime-by-year”."
        ) from None
    require(len(slug) <= LONGEST, f"An address has at most {LONGEST} characters.")
    require(slug != chart.slug, "That is its address already.")
    require(
        not FormerAddress.objects.filter(slug=slug).exists(),
        f"The address “{slug}” led to a chart once, and is never used again. Choose another.",
    )
    require(
        not Chart.objects.filter(slug=slug).exists(),
        f"The address “{slug}” is another chart’s. Choose another.",
    )


def _detail(chart: Chart) -> dict[str, Any]:
    return {"table": chart._meta.db_table, "row": chart.pk, "name": str(chart)}
