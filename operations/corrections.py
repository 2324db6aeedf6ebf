"""Entering a corrected figure: a new row under the old figure id."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from operations.models import Observation
from releases.models import Edition
from releases.versions import count_saves


def figures_in_force(edition: Edition, at: datetime) -> models.QuerySet[Observation]:
    """Figures of the edition's release that are public at ``at`` and not restated by it yet."""
    restated = Observation.objects.filter(edition=edition.pk).values("figure_id")
    return (
        Observation.objects.public(at)
        .filter(release=edition.release_id)
        .exclude(figure_id__in=restated)
        .select_related("metric", "category", "organisation")
        .prefetch_related("evidence")
    )


@transaction.atomic
def restate(figure: Observation, *, edition: Edition) -> Observation:
    """A draft of ``figure`` in the draft ``edition``, with the old values, to be put right.

    Raises ValidationError where the edition is no draft of a later edition of the same release,
    or states the figure already.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.approved_at is not None:
        raise ValidationError("This edition is no draft, so no figure can be corrected in it.")
    if figure.release_id != locked.release_id or figure.edition_id == locked.pk:
        raise ValidationError("This figure is not one of an earlier edition of this release.")
    if Observation.objects.filter(edition=locked, figure_id=figure.figure_id).exists():
        raise ValidationError("The draft states this figure already: edit it there.")
    count_saves([locked])
    draft = figure.copied_as_draft(edition_id=locked.pk, version=1)
    for evidence in figure.evidence.all():
        evidence.copied_as_draft(
            observation_id=draft.pk, prefix="", suffix="", start=None, end=None
        )
    return draft
