"""A candidate → the unsaved rows that it becomes: a figure with its evidence, or a claim."""

from typing import Any

from django.core.exceptions import ValidationError

from operations.forms import LONGEST_PHRASE
from operations.intake.converting import in_unit
from operations.models import Candidate, Claim, Evidence, Observation, Unit
from operations.periods import PeriodKind
from releases.anchors import Anchor, anchor_at
from releases.reading.letters import folded

# The fields of a figure that a candidate has under the same name.
SHARED = (
    "qualifier", "status", "metric_id", "category_id", "organisation_id", "area", "operation_id",
    "phase_id", "period_kind", "period_start", "period_end", "period_basis", "coverage",
    "is_partial", "note",
)  # fmt: skip
HELD_IN = {"g": "kg", "mg": "kg", "lb": "kg", "oz": "kg", "gram": "kg", "ton": "kg",
              "percentage_point": "percent"}  # fmt: skip


def figure_fields(candidate: Candidate) -> dict[str, Any]:
    """The fields of the figure, its value in the metric's unit.

    Raises ValidationError, with a sentence for each field, where it can't be a figure.
    """
    if candidate.metric is None:
        raise ValidationError({"metric": "Choose what is measured, or make a new metric."})
    fields = {name: getattr(candidate, name) for name in SHARED}
    try:
        fields["value"] = in_unit(candidate.value, candidate.unit, candidate.metric.unit)
    except ValueError:
        raise ValidationError(
            {
                "metric": f"“{candidate.metric}” is held in {candidate.metric.get_unit_display()}, "
                f"and this figure is in {candidate.unit}. Choose another metric or unit."
            }
        ) from None
    return fields


def figure_of(candidate: Candidate) -> Observation:
    """The figure, unsaved and without an edition. Raises ValidationError as ``figure_fields``."""
    figure = Observation(**figure_fields(candidate), position=min(candidate.position, 32_000))
    for name in ("metric", "category", "organisation", "operation", "phase"):
        if name in candidate._state.fields_cache:
            setattr(figure, name, getattr(candidate, name))
    figure.full_clean(
        exclude=["edition", "release", "metric", "category", "organisation", "operation", "phase"],
        validate_unique=False,
        validate_constraints=False,
    )
    return figure


def claim_of(candidate: Candidate) -> Claim:
    """The claim, unsaved and without figures. Raises ValidationError where it can't be one."""
    unit = HELD_IN.get(candidate.unit, candidate.unit)
    if unit not in Unit.values:
        unit = Unit.COUNT.value
    return Claim(
        words=candidate.words[:LONGEST_PHRASE],
        what=(candidate.what or candidate.words)[:150],
        value=in_unit(candidate.value, candidate.unit, unit),
        unit=unit,
        qualifier=candidate.qualifier,
    )


def check(candidate: Candidate, *, has_parts: bool) -> None:
    """Raise ValidationError, with a sentence a field, where the candidate can't be accepted."""
    if candidate.same_as_id is not None:
        return
    if candidate.is_claim:
        if not has_parts:
            raise ValidationError({"parts": "Choose the figures that this statement sums up."})
        claim_of(candidate)
        return
    if candidate.is_running_total and candidate.period_kind != PeriodKind.RUNNING_TOTAL.value:
        raise ValidationError(
            {"period_kind": "This runs since a day: it is a running total, not a period’s."}
        )
    figure_of(candidate)


def evidence_of(candidate: Candidate, text: str) -> Evidence:
    """The words that state it, at their place in the text; at most as long as a phrase may be."""
    anchor = _place(candidate, text)
    return Evidence(words=folded(text[anchor.start : anchor.end]), **vars(anchor))


def _place(candidate: Candidate, text: str) -> Anchor:
    start, end = candidate.start, candidate.end
    if end - start > LONGEST_PHRASE:
        # Too much to show as a phrase: from its first number on.
        start = candidate.numerals[0][0] if candidate.numerals else start
        end = min(end, start + LONGEST_PHRASE)
    return anchor_at(text, start, end)
