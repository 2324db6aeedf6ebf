"""What a release tells of: operations, figures beside their words, claims, charts, marked text.

Pages of releases get it through the tags of ``templatetags/figures.py``, since ``releases`` names
nothing of ``operations``. The number of queries is the same however much a release tells.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from operations.charts import charts_data
from operations.drawn import DrawnChart, draw
from operations.marking import Segment, Span, blocks, span_of
from operations.models import Chart, Claim, Observation, Operation
from operations.versions import FigureChange, mark_changes
from releases.claims import ClaimCheck, check_claim
from releases.models import Edition, SourceText

# Groups of one figure each would be a heading a figure: then a coarser grouping is taken.
FIGURES_IN_A_GROUP = 2
# A release that a spreadsheet came with may state a million.
FIGURES_SHOWN = 500
COUNTED_TO = 10_000


@dataclass(frozen=True)
class Line:
    """One figure in a group, with what the group's heading does not say already."""

    figure: Observation
    details: list[str]
    is_marked: bool
    replaced_by: list[Observation]

    @property
    def anchor(self) -> str:
        """``f-<id>`` leads to the words in the text where they are marked, else to this line."""
        return f"{'row' if self.is_marked else 'f'}-{self.figure.figure_id}"


@dataclass(frozen=True)
class Group:
    """Figures of one operation, organisation and period, and what they have in common."""

    heading: str
    notes: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class CheckedClaim:
    """A headline claim, the figures that it sums up, and whether it holds; or why not known."""

    claim: Claim
    figures: list[Observation]
    check: ClaimCheck | None
    unchecked: str = ""


@dataclass(frozen=True)
class MarkedPiece:
    """A piece of the text: the figure it links to, anchors, and figures no piece links to."""

    text: str
    figure_id: str
    anchors: tuple[str, ...]
    also: list[Observation]


@dataclass(frozen=True)
class MarkedBlock:
    is_list: bool
    lines: list[list[MarkedPiece]]


@dataclass(frozen=True)
class Told:
    operations: list[Operation]
    groups: list[Group]
    claims: list[CheckedClaim]
    charts: list[DrawnChart]
    text: list[MarkedBlock]
    figure_count: int = field(default=0)
    # Whether the release states more than are shown, and more than were counted.
    is_cut: bool = False
    is_uncounted: bool = False
    # The last change of each figure of the release that was ever corrected or revised.
    changes: list[FigureChange] = field(default_factory=list)


def told_by(edition: Edition, source_text: SourceText | None, at: datetime) -> Told:
    """All that the edition in force at ``at`` (aware) tells of."""
    release = edition.release_id
    stated = Observation.objects.for_listing(at).filter(release=release)
    figures = list(stated[:FIGURES_SHOWN])
    count = len(figures)
    if count == FIGURES_SHOWN:
        count = stated.order_by().values("pk")[: COUNTED_TO + 1].count()
    changes = mark_changes(figures, at)
    spans = _spans(figures, source_text.text) if source_text else []
    return Told(
        operations=list(Operation.objects.public(at).filter(releases=release)),
        groups=_groups(figures, {span.key for span in spans}, _replacing(figures, at)),
        claims=_checked_claims(edition, at),
        charts=_charts_with(figures, at),
        text=_marked(source_text.text, spans, figures) if source_text else [],
        figure_count=min(count, COUNTED_TO),
        is_cut=count > len(figures),
        is_uncounted=count > COUNTED_TO,
        changes=changes,
    )


def _replacing(figures: list[Observation], at: datetime) -> dict[str, list[Observation]]:
    """Figures of later releases that replace one of these, by the id of the replaced one."""
    found: dict[str, list[Observation]] = {}
    for later in Observation.objects.revising(figures, at).select_related("metric"):
        found.setdefault(later.revises, []).append(later)
    return found


# --- Figures, in groups ---

Aspect = Callable[[Observation], str]


def _operation(figure: Observation) -> str:
    return ", ".join(str(one.name) for one in (figure.operation, figure.phase) if one)


def _organisation(figure: Observation) -> str:
    return figure.organisation.name if figure.organisation else ""


def _period(figure: Observation) -> str:
    has_dates = figure.period_start or figure.period_end
    return figure.period.label() if has_dates else "period not stated"


def _period_basis(figure: Observation) -> str:
    """How the period is known, unless the source simply states it."""
    basis = figure.period_basis
    if not basis or basis == "stated" or (basis.startswith("not stated") and not figure.period_end):
        return ""
    return f"Period {basis}" if basis.startswith("inferred") else f"Period: {basis}"


def _coverage(figure: Observation) -> str:
    return f"Coverage: {figure.coverage}" if figure.coverage else ""


def _area(figure: Observation) -> str:
    return figure.area_name


def _status(figure: Observation) -> str:
    return figure.get_status_display() if figure.status else ""


def _completeness(figure: Observation) -> str:
    return "known to be incomplete" if figure.is_partial else ""


# From the finest grouping to the coarsest; what no heading says, each line says.
GROUPINGS: tuple[tuple[Aspect, ...], ...] = (
    (_operation, _organisation, _period),
    (_organisation, _period),
    (_operation, _period),
    (_period,),
    (),
)
# Said once for a group where all of it has it in common.
IN_COMMON: tuple[Aspect, ...] = (_area, _period_basis, _coverage, _status, _completeness)


def _groups(
    figures: list[Observation], marked: set[str], replacing: dict[str, list[Observation]]
) -> list[Group]:
    aspects, parted = _parted(figures)
    found = []
    for members in parted:
        common = [aspect for aspect in IN_COMMON if _is_common(aspect, members)]
        lines = [
            Line(
                figure,
                _details(figure, said=(*aspects, *common)),
                figure.figure_id in marked,
                replacing.get(figure.figure_id, []),
            )
            for figure in members
        ]
        heading = ", ".join(words for aspect in aspects if (words := aspect(members[0])))
        found.append(
            Group(_capital(heading), [_capital(aspect(members[0])) for aspect in common], lines)
        )
    return found


def _parted(figures: list[Observation]) -> tuple[tuple[Aspect, ...], list[list[Observation]]]:
    """The finest grouping whose groups are not mostly single figures; order is the text's."""
    for aspects in GROUPINGS:
        parted: dict[tuple[str, ...], list[Observation]] = {}
        for figure in figures:
            parted.setdefault(tuple(aspect(figure) for aspect in aspects), []).append(figure)
        if len(figures) >= FIGURES_IN_A_GROUP * len(parted) or len(figures) == 1:
            return aspects, list(parted.values())
    return (), [figures] if figures else []


def _is_common(aspect: Aspect, figures: list[Observation]) -> bool:
    words = {aspect(figure) for figure in figures}
    return len(figures) > 1 and len(words) == 1 and bool(words.pop())


def _details(figure: Observation, said: tuple[Aspect, ...]) -> list[str]:
    """What a reader must know beside the figure, but for what is ``said`` above it."""
    aspects = (_operation, _organisation, _area, _period, *IN_COMMON[1:])
    told = [_capital(aspect(figure)) for aspect in aspects if aspect not in said]
    return [words for words in (*told, figure.note) if words]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- Claims ---


def _checked_claims(edition: Edition, at: datetime) -> list[CheckedClaim]:
    claims = list(Claim.objects.public(at).filter(edition=edition))
    ids = {name for claim in claims for name in claim.figure_ids}
    figures = {
        figure.figure_id: figure
        for figure in Observation.objects.for_listing(at).filter(figure_id__in=ids)
    }
    return [checked_claim(claim, figures) for claim in claims]


def checked_claim(claim: Claim, figures: Mapping[str, Observation]) -> CheckedClaim:
    """The claim held against those of ``figures`` (by figure id, with metrics) that it sums up."""
    summed = [figures[name] for name in claim.figure_ids if name in figures]
    if len(summed) < len(claim.figure_ids):
        return CheckedClaim(
            claim, summed, None, "Not checked: a figure that it sums up is not on this site."
        )
    parts = [(Decimal(one.value), one.qualifier, one.metric.unit) for one in summed]
    try:
        check = check_claim(Decimal(claim.value), claim.qualifier, claim.unit, parts)
    except ValueError as reason:
        return CheckedClaim(claim, summed, None, f"Not checked by sum: {reason}")
    return CheckedClaim(claim, summed, check)


# --- Charts ---


def _charts_with(figures: list[Observation], at: datetime) -> list[DrawnChart]:
    """The charts that show a figure of the release."""
    if not figures:
        return []
    ids = {figure.figure_id for figure in figures}
    drawn = charts_data(Chart.objects.for_page(at).plotting(figures), at)
    return [draw(data) for data in drawn if ids & {point.figure_id for point in data.figures()}]


# --- The text, marked ---


def _spans(figures: Iterable[Observation], text: str) -> list[Span]:
    found = (
        span_of(evidence.words, figure.figure_id, text, evidence.start, evidence.end)
        for figure in figures
        for evidence in figure.evidence.all()
    )
    return [span for span in found if span is not None]


def _marked(text: str, spans: list[Span], figures: list[Observation]) -> list[MarkedBlock]:
    by_id = {figure.figure_id: figure for figure in figures}

    def piece(segment: Segment) -> MarkedPiece:
        also = [by_id[key] for key in segment.also]
        return MarkedPiece(segment.text, segment.key, segment.anchors, also)

    return [
        MarkedBlock(block.is_list, [[piece(one) for one in line] for line in block.lines])
        for block in blocks(text, spans)
    ]
