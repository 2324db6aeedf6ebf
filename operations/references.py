"""What a page shows of a thing as something to refer to: its standing, versions and citation."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from operations.citing import cited_chart, cited_figure, cited_release
from operations.drawn import DrawnChart
from operations.models import Chart, Observation
from operations.versions import (
    ChartVersion,
    EditionVersion,
    FigureVersion,
    changes_between,
    chart_versions,
    edition_versions,
    figure_versions,
)
from releases.citing import (
    Citation,
    Standing,
    standing_of_edition,
    standing_of_figures,
    when_words,
)
from releases.models import Edition


class Reference(TypedDict):
    """For a template: ``includes/reference.html``, and the list of versions beside it."""

    citation: Citation
    standing: Standing


class FigureReference(Reference):
    versions: Sequence[FigureVersion]


class ReleaseReference(Reference):
    versions: Sequence[EditionVersion]


class ChartReference(Reference):
    versions: Sequence[ChartVersion]


def reference_to_figure(
    figure: Observation, revised_by: Sequence[Observation], at: datetime
) -> FigureReference:
    """``figure`` as for_listing gives it; it learns its last change (``figure.changed``)."""
    versions = figure_versions([figure.figure_id], at).get(figure.figure_id, [])
    changes = changes_between(versions)
    figure.changed = changes[0] if changes else None
    standing = standing_of_figures(
        [(change.kind, change.when) for change in changes],
        replaced_by=revised_by[0].shown if revised_by else "",
    )
    return {"citation": cited_figure(figure, at), "standing": standing, "versions": versions}


def reference_to_release(edition: Edition, at: datetime) -> ReleaseReference:
    """``edition`` is the one in force at ``at``, with its release and publisher."""
    since = edition.published_from or at
    standing = standing_of_edition(
        edition.number, edition.change_kind, when_words(since, edition.recorded_at)
    )
    return {
        "citation": cited_release(edition, at),
        "standing": standing,
        "versions": edition_versions(edition.release_id, at),
    }


def reference_to_chart(chart: Chart, drawn: DrawnChart, at: datetime) -> ChartReference:
    """``drawn`` is ``chart`` as it stands at ``at``."""
    figures = list(Observation.objects.for_listing(at).filter(figure_id__in=drawn.figure_ids))
    by_id = figure_versions(drawn.figure_ids, at)
    changes = [step for versions in by_id.values() for step in changes_between(versions)]
    changes.sort(key=lambda step: step.since, reverse=True)
    return {
        "citation": cited_chart(chart, drawn, figures, at),
        "standing": standing_of_figures(
            [(change.kind, change.when) for change in changes], several=True
        ),
        "versions": chart_versions(chart, by_id.values()),
    }
