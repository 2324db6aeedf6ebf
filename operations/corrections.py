"""Entering a corrected figure: a new row under the old figure id."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from operations.models import Evidence, Observation
from releases.models import Edition

BOUNDS: dict[str, Any] = {"published_from": None, "published_until": None, "recorded_at": None}


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
    draft = _copy(figure, edition_id=locked.pk)
    for evidence in figure.evidence.all():
        _copy(evidence, observation_id=draft.pk, prefix="", suffix="", start=None, end=None)
    return draft


def _copy(row: Observation | Evidence, **changes: Any) -> Any:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != "created_at"
    }
    return type(row)._default_manager.create(**{**values, **BOUNDS, **changes})
