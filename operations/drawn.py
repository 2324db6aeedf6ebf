"""A chart as a page's template takes it: every part drawn by a renderer from one ``ChartData``."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from operations.renderers import chartjs, numbers, svg, words
from operations.renderers.table import Table, table
from operations.series import ChartData, Source


@dataclass(frozen=True)
class DrawnChart:
    """The parts of one chart on a page; ``picture`` is markup, ``config`` becomes JSON."""

    slug: str
    kind: str
    title: str
    subtitle: str
    note: str
    description: str
    summary: str
    radio_line: str
    picture: SafeString
    config: dict[str, Any]
    table: Table
    numbers: list[dict[str, str]]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    url: str
    embed_url: str
    topic: str = ""
    # What was asked of it in the address (``ChartState.query``), "" for the whole chart.
    query: str = ""
    caveats: tuple[str, ...] = ()
    figure_ids: tuple[str, ...] = ()

    @property
    def publishers(self) -> str:
        """Whose releases state the figures, each once."""
        *others, last = dict.fromkeys(source.publisher for source in self.sources)
        return f"{', '.join(others)} and {last}" if others else last

    def asked(self, path: str) -> str:
        """A path of this chart with what was asked of it."""
        return f"{path}?{self.query}" if self.query else path

    @property
    def second_hand_count(self) -> int:
        return sum(source.second_hand for source in self.sources)


# Kinds whose picture stays where scripts run.
KEPT = ("multiples", "timeline", "tiles")
# Beneath the width at which the usual picture's letters could not be read any more.
NARROW = 300


def with_narrow_picture(drawn: DrawnChart, data: ChartData) -> DrawnChart:
    """The same chart with its picture twice, of which a style sheet shows the one that fits.

    For an embed, which can't know its width, for a chart's own page, and for kinds that keep their
    picture where scripts run: a wide one would be cut. One that has both already is returned.
    """
    if not drawn.picture or "chart-picture__narrow" in drawn.picture:
        return drawn
    # Names within a page are unique, so the second picture is that of another slug.
    narrow = svg.picture(replace(data, slug=f"{data.slug}-narrow"), width=NARROW)
    return replace(
        drawn,
        picture=format_html(
            '<div class="chart-picture__wide">{}</div><div class="chart-picture__narrow">{}</div>',
            drawn.picture,
            mark_safe(narrow),  # noqa: S308 the renderer escapes every text itself
        ),
    )


def draw(
    data: ChartData, *, url: str = "", embed_url: str = "", topic: str = "", query: str = ""
) -> DrawnChart:
    kind = data.effective_kind
    drawn = DrawnChart(
        slug=data.slug,
        kind=kind,
        title=data.caption.title,
        subtitle=data.caption.subtitle,
        note=data.caption.note,
        description=words.description(data),
        summary=words.summary(data),
        radio_line=words.speakable(data),
        # The renderer escapes every text itself.
        picture=mark_safe("" if kind == "numbers" else svg.picture(data)),  # noqa: S308
        config={} if kind == "numbers" else chartjs.config(data),
        table=table(data),
        numbers=numbers.tiles(data) if kind == "numbers" else [],
        sources=data.sources,
        notes=data.notes,
        url=url,
        embed_url=embed_url,
        topic=topic,
        query=query,
        caveats=tuple(words.caveats(data.figures())),
        figure_ids=tuple(dict.fromkeys(point.figure_id for point in data.figures())),
    )
    return with_narrow_picture(drawn, data) if kind in KEPT else drawn
