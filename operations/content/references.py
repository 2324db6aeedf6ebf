"""Topics, publishers, organisations, dimensions, operations, metrics and charts from tables.

Each function reads one table, field by field. No Django.
"""

from operations.areas import AREA_NAMES
from operations.content import entries
from operations.content.tables import Table
from operations.periods import PeriodKind

PERIOD_KINDS = tuple(kind.value for kind in PeriodKind)


def topic(table: Table) -> entries.Topic:
    return entries.Topic(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=100, required=True),
        summary=table.text("summary"),
    )


def publisher(table: Table) -> entries.Publisher:
    return entries.Publisher(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=200, required=True),
        website=table.address("website"),
        press_office=table.text("press_office", most=200),
        press_phone=table.text("press_phone", most=50),
        press_email=table.mail("press_email"),
        licence=table.text("licence", most=200),
        licence_url=table.address("licence_url"),
        note=table.text("note"),
    )


def organisation(table: Table) -> entries.Organisation:
    return entries.Organisation(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=200, required=True),
        kind=table.choice("kind", entries.ORGANISATION_KINDS, required=True),
        ons_code=table.text("ons_code", most=9),
        country=table.text("country", most=40),
        region=table.text("region", most=60),
        rocu=table.slug("rocu"),
        note=table.text("note"),
    )


def dimension(table: Table) -> entries.Dimension:
    return entries.Dimension(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=100, required=True),
        categories=tuple(_category(inner) for inner in table.tables("categories")),
    )


def _category(table: Table) -> entries.Category:
    category = entries.Category(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=100, required=True),
    )
    table.refuse_unknown()
    return category


def operation(table: Table) -> entries.Operation:
    return entries.Operation(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=120, required=True),
        summary=table.text("summary", required=True),
        topics=table.slugs("topics"),
        organisations=table.slugs("organisations"),
        note=table.text("note"),
        phases=tuple(_phase(inner) for inner in table.tables("phases")),
    )


def _phase(table: Table) -> entries.Phase:
    start, end = table.day("start"), table.day("end")
    if start and end and end < start:
        table.refuse("end", f"the phase ends ({end}) before it starts ({start}).")
    phase = entries.Phase(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", required=True),
        name=table.text("name", most=120, required=True),
        start=start,
        end=end,
        note=table.text("note"),
    )
    table.refuse_unknown()
    return phase


def metric(table: Table) -> entries.Metric:
    return entries.Metric(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", most=100, required=True),
        name=table.text("name", most=150, required=True),
        counted=table.text("counted", most=80),
        unit=table.choice("unit", entries.UNITS, required=True),
        per=table.choice("per", entries.PER),
        kind=table.choice("kind", entries.METRIC_KINDS, required=True),
        better=table.choice("better", entries.BETTER, default="neither"),
        definition=table.text("definition", required=True),
        dimension=table.slug("dimension"),
        topics=table.slugs("topics"),
        note=table.text("note"),
    )


def chart(table: Table) -> entries.Chart:
    lines = tuple(_line(inner) for inner in table.tables("lines"))
    if not lines:
        table.refuse("lines", "a chart needs at least one line. Add [[charts.lines]].")
    return entries.Chart(
        file=table.file,
        field=table.field,
        slug=table.slug("slug", most=100, required=True),
        title=table.text("title", most=200, required=True),
        subtitle=table.text("subtitle", most=250),
        note=table.text("note"),
        annotations=table.text("annotations"),
        alt=table.text("alt", required=True),
        topic=table.slug("topic"),
        kind=table.choice("kind", entries.CHART_KINDS, required=True),
        along=table.choice("x", entries.CHART_ALONG, required=True),
        is_horizontal=table.boolean("horizontal"),
        position=table.integer("order", default=100),
        lines=lines,
    )


def _line(table: Table) -> entries.ChartLine:
    kinds = table.texts("period_kinds")
    for kind in kinds:
        if kind not in PERIOD_KINDS:
            table.refuse("period_kinds", f"“{kind}” is no kind: {', '.join(PERIOD_KINDS)}.")
    line = entries.ChartLine(
        file=table.file,
        field=table.field,
        label=table.text("label", most=100),
        metric=table.slug("metric", most=100, required=True),
        category=table.slug("category"),
        organisation=table.slug("organisation"),
        area=table.choice("area", AREA_NAMES),
        operation=table.slug("operation"),
        phase=table.slug("phase"),
        release=table.slug("release", most=120),
        period_kinds=kinds,
        figures=table.texts("figures"),
        role=table.choice("role", entries.LINE_ROLES, default="main"),
    )
    table.refuse_unknown()
    return line
