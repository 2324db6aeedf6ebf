"""Whether charts show what there is, in one unit. No Django."""

from collections.abc import Iterator

from operations.annotations import AnnotationError, read_annotations
from operations.content import entries
from operations.content.problems import Problem
from operations.series import WITHOUT_AXIS


def check_charts(content: entries.Content) -> Iterator[Problem]:
    """Every disagreement of charts with what they name."""
    figures = {figure.id: figure for release in content.releases for figure in release.figures}
    metrics = {metric.slug: metric for metric in content.metrics}
    topics = [topic.slug for topic in content.topics]
    for chart in content.charts:
        yield from chart.unresolved("topic", chart.topic, topics, "topics.toml")
        yield from _one_unit(chart, metrics)
        yield from _annotations(chart)
        for line in chart.lines:
            yield from _names(line, metrics, content)
            yield from _figures(line, figures)
            if not any(line.shows(f, r.slug) for r in content.releases for f in r.figures):
                yield line.problem("", "it chooses no figure. Mend its filters, or list figures.")


def _one_unit(chart: entries.Chart, metrics: dict[str, entries.Metric]) -> Iterator[Problem]:
    """Never two units on one axis; big numbers have no axis."""
    units = {
        metrics[line.metric].unit
        for line in chart.lines
        if line.metric in metrics and line.role != "implied"
    }
    if len(units) > 1 and chart.kind not in WITHOUT_AXIS:
        named = " and ".join(sorted(units))
        yield chart.problem("lines", f"they have two units, {named}. Split it, or use numbers.")


def _annotations(chart: entries.Chart) -> Iterator[Problem]:
    try:
        read_annotations(chart.annotations)
    except AnnotationError as error:
        yield chart.problem("annotations", str(error))


def _names(
    line: entries.ChartLine, metrics: dict[str, entries.Metric], content: entries.Content
) -> Iterator[Problem]:
    yield from line.unresolved("metric", line.metric, metrics, "metrics/")
    if line.metric in metrics:
        dimension = metrics[line.metric].dimension
        known = [c.slug for d in content.dimensions if d.slug == dimension for c in d.categories]
        where = f"the dimension of {line.metric} ({dimension or 'it has none'})"
        yield from line.unresolved("category", line.category, known, where)
    organisations = [organisation.slug for organisation in content.organisations]
    yield from line.unresolved(
        "organisation", line.organisation, organisations, "organisations.toml"
    )
    releases = [release.slug for release in content.releases]
    yield from line.unresolved("release", line.release, releases, "releases/")
    phases = {o.slug: [phase.slug for phase in o.phases] for o in content.operations}
    yield from line.unresolved("operation", line.operation, phases, "operations.toml")
    if line.phase and not line.operation:
        yield line.problem("phase", "a phase needs its operation. Name the operation too.")
    elif line.operation in phases:
        where = f"{line.operation}’s phases"
        yield from line.unresolved("phase", line.phase, phases[line.operation], where)


def _figures(line: entries.ChartLine, figures: dict[str, entries.Figure]) -> Iterator[Problem]:
    yield from line.unresolved("figures", line.figures, figures, "any release")
    for figure_id in line.figures:
        metric = figures[figure_id].metric if figure_id in figures else line.metric
        if metric != line.metric:
            yield line.problem("figures", f"“{figure_id}” is of {metric}, not {line.metric}.")
