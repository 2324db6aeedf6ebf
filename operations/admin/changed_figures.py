"""What approving an edition changes in figures and claims, for the page that asks for approval."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from operations.admin.figures import fetched
from operations.figures import subject_of
from operations.models import Claim, Observation
from releases.admin.editions import EditionAdmin
from releases.differences import RowChanges, Saying, row_changes
from releases.models import Edition
from releases.quantities import shown


def figure_changes(edition: Edition, at: datetime) -> RowChanges:
    """Every figure of the release that is public at ``at``, against what it will be."""
    in_force = fetched(Observation.objects.public(at).filter(release=edition.release_id))
    before = {one.figure_id: one for one in in_force}
    ended = Observation.replaced_by(edition).values_list("figure_id", flat=True)
    stated = {one.figure_id: one for one in fetched(Observation.needed_by(edition))}
    after = {key: one for key, one in before.items() if key not in set(ended)} | stated
    return row_changes("Figures", _figures(before.values()), _figures(after.values()))


def _figures(figures: Iterable[Observation]) -> Iterator[Saying]:
    for one in figures:
        said = {
            "as stated": "; ".join(f"“{evidence.words}”" for evidence in one.evidence.all()),
            "status": one.get_status_display(),
            "coverage": one.coverage,
            "completeness": "known to be incomplete" if one.is_partial else "",
            "note": one.note,
            "period known from": one.period_basis,
            "replaces": one.revises,
        }
        about = (str(one.metric), subject_of(one), one.period.label())
        yield Saying(
            one.figure_id,
            ", ".join(part for part in about if part),
            one.shown,
            {label: words for label, words in said.items() if words},
        )


def claim_changes(edition: Edition, at: datetime) -> RowChanges:
    """The claims that are public at ``at``, against those of the edition."""
    before = Claim.objects.public(at).filter(release=edition.release_id)
    ended = Claim.replaced_by(edition).values_list("pk", flat=True)
    kept = before.exclude(pk__in=ended)
    return row_changes(
        "Claims", _claims(before), _claims([*kept, *Claim.needed_by(edition)])
    )  # fmt: skip


def _claims(claims: Iterable[Claim]) -> Iterator[Saying]:
    """A claim has no id: it is told by the figures that it sums up."""
    seen: Counter[str] = Counter()
    for one in claims:
        figures = ", ".join(sorted(one.figure_ids))
        seen[figures] += 1
        yield Saying(
            f"{figures} {seen[figures]}",
            one.what,
            f"“{one.words}” ({shown(one.value, one.qualifier, one.unit)})",
            {"sums up": figures},
        )


EditionAdmin.row_changes += [figure_changes, claim_changes]
