"""What was read, as plain data for JSON: the form that other programs rely on. No Django.

Keys are only ever added. Numbers are numbers, whole ones without a point; days and moments are
written as ISO 8601 says, moments with Europe/London's offset; None is null.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from releases.reading.embargoes import LONDON
from releases.reading.parts import (
    Dismissal,
    Doubt,
    ReadClaim,
    ReadEmbargo,
    ReadQuotation,
    ReadRelease,
    StatedFigure,
)


def as_json(releases: Iterable[ReadRelease], text: str) -> dict[str, Any]:
    """Everything that was read out of ``text``, ready for ``json.dumps``."""
    return {"releases": [_release(release, text) for release in releases]}


def _release(release: ReadRelease, text: str) -> dict[str, Any]:
    return {
        "title": release.title,
        "publisher": release.publisher,
        **_embargo(release.embargo, text),
        "quotations": [_quotation(one) for one in release.quotations],
        "figures": [_figure(one, text) for one in release.figures],
        "doubts": [_doubt(one) for one in release.doubts],
        "claims": [_claim(one, text) for one in release.claims],
        "dismissed": [_dismissed(one) for one in release.dismissals],
        "start": release.start,
        "end": release.end,
    }


def _embargo(embargo: ReadEmbargo | None, text: str) -> dict[str, Any]:
    until = embargo.until if embargo else None
    return {
        "embargo_until": until.astimezone(LONDON).isoformat() if until else None,
        "embargo_as_stated": text[embargo.start : embargo.end] if embargo else None,
        "immediate": bool(embargo and embargo.is_immediate),
    }


def _quotation(quotation: ReadQuotation) -> dict[str, Any]:
    return {
        "speaker": quotation.speaker,
        "role": quotation.role,
        "words": quotation.words,
        "start": quotation.start,
        "end": quotation.end,
        "fragment": quotation.is_fragment,
    }


def _figure(figure: StatedFigure, text: str) -> dict[str, Any]:
    period, coverage = figure.period, figure.coverage
    first, last = (period.first_day, period.last_day) if period else (None, None)
    return {
        "value": number(figure.value),
        "unit": figure.unit,
        "what": figure.what,
        "qualifier": figure.qualifier.value,
        "period_start": first.isoformat() if first else None,
        "period_end": last.isoformat() if last else None,
        "coverage": coverage.words if coverage else None,
        "as_stated": text[figure.start : figure.end],
        "start": figure.start,
        "end": figure.end,
        "status": figure.status.value if figure.status else None,
        "direction": figure.direction.value if figure.direction else None,
        "per": figure.per or None,
        "statistic": figure.statistic or None,
        "group": figure.group or None,
        "bound": figure.bound.value if figure.bound else None,
        "running_total": figure.is_running_total,
        "period_kind": period.kind if period else None,
        "period_from": period.basis.value if period else None,
        "period_inferred": (period.inferred or None) if period else None,
        "coverage_from": coverage.basis.value if coverage else None,
    }


def _claim(claim: ReadClaim, text: str) -> dict[str, Any]:
    return {
        "as_stated": text[claim.figure.start : claim.figure.end],
        "start": claim.figure.start,
        "end": claim.figure.end,
        "parts": [
            {"as_stated": text[one.start : one.end], "start": one.start, "end": one.end}
            for one in claim.parts
        ],
        "holds": claim.holds,
        "arithmetic": claim.arithmetic,
    }


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {"sentence": doubt.sentence, "start": doubt.start, "end": doubt.end}


def _dismissed(dismissal: Dismissal) -> dict[str, Any]:
    return {"start": dismissal.start, "end": dismissal.end, "reason": dismissal.reason}


def number(value: Decimal) -> int | float:
    """A whole value as an int, another as the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)
