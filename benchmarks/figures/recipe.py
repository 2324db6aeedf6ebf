"""What the synthetic figures are: the same from run to run, at any size. Pure, no Django.

Every size has the same results to ask for (a series of 260 weeks, a metric of 11,180 figures) and
more or fewer metrics around them, so that only the work of finding them may grow.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SEED = "weekly figures 1"
WEEKS = 260
FORCES = 43
A_METRIC = WEEKS * FORCES
FIRST_WEEK = date(2021, 1, 4)
# Weeks that a correction restates, of every metric; and those that the public never sees, of the
# metrics that have such: the newest are embargoed, the oldest withdrawn. A twentieth in all.
CORRECTED = range(100, 104)
EMBARGOED = range(190, 260)
WITHDRAWN = range(65)
# How many metrics there are to each that is partly hidden.
TO_ONE_PARTLY_HIDDEN = 15
RELEASES_TO_A_METRIC = 20_000 / 90

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"

# What is counted, its unit and kind, and how large a force's week is.
COUNTED = (
    ("arrests", "count", "flow", 90), ("charges", "count", "flow", 40),
    ("vehicle stops", "count", "flow", 260), ("warrants executed", "count", "flow", 12),
    ("knives recovered", "count", "flow", 18), ("vehicles seized", "count", "flow", 25),
    ("visits to shops", "count", "flow", 75), ("fines", "count", "flow", 130),
    ("calls answered", "count", "flow", 5_200), ("officers on patrol", "count", "stock", 340),
    ("people safeguarded", "count", "flow", 9), ("cash seized", "GBP", "flow", 48_000),
    ("cannabis seized", "kg", "flow", 14), ("hours of patrol", "hour", "flow", 2_100),
    ("cases solved", "percent", "share", 17),
)  # fmt: skip
WHERE = (
    "in town centres", "on railways", "at ports", "in rural areas", "at night", "at events",
    "near schools", "on motorways", "in parks", "at airports", "on estates", "on high streets",
    "near stations", "at weekends", "in markets", "on buses", "in car parks", "near stadiums",
    "at borders", "on waterways", "in arcades", "at festivals", "on trams", "near hospitals",
    "in suburbs", "at depots", "on bridges", "in villages", "near courts", "at marches",
)  # fmt: skip
TOPICS = (
    "seizures", "protest", "hate-crime", "knife-crime", "organised-crime", "county-lines",
    "robbery", "retail-crime", "armed-policing", "road-safety",
)  # fmt: skip
QUALIFIERS = ("about", "at_least", "more_than", "almost", "less_than", "up_to")
IN_WORDS = {name: name.replace("_", " ") for name in QUALIFIERS} | {"exact": ""}


@dataclass(frozen=True)
class Part:
    """The weeks of a metric that one release states, and what becomes of it."""

    slug: str
    weeks: range
    fate: str = "public"  # or “embargoed”, “withdrawn”

    @property
    def corrected(self) -> range:
        """The weeks that its second edition states anew; none where it is not public."""
        inside = set(CORRECTED) <= set(self.weeks)
        return CORRECTED if self.fate == "public" and inside else range(0)


@dataclass(frozen=True)
class MetricPlan:
    """One metric, and the releases that state its figures."""

    number: int
    parts: tuple[Part, ...]
    counted: str
    unit: str
    kind: str
    level: int
    where: str
    topic: str

    @property
    def slug(self) -> str:
        return f"weekly-{self.counted}-{self.where}".replace(" ", "-")

    @property
    def name(self) -> str:
        return f"{self.counted.capitalize()} {self.where}"

    @property
    def is_whole(self) -> bool:
        """Whether the public sees all of its weeks."""
        return all(part.fate == "public" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """One weekly figure of one force."""

    figure_id: str
    force: str
    start: date
    value: Decimal
    qualifier: str
    status: str
    coverage: str
    words: str

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)


def metrics(size: int) -> list[MetricPlan]:
    """The metrics whose figures are about ``size`` in all, 1,006,200 for a million."""
    count = _metrics_for(size)
    partly = round(count / TO_ONE_PARTLY_HIDDEN)
    plans = [_plan(n, hides=n >= count - partly) for n in range(count)]
    if not partly:  # too few to hide a twentieth in whole ones
        plans.append(_small_hidden(count))
    return plans


def figures_in(plans: list[MetricPlan]) -> int:
    """How many figures they state, corrected ones once."""
    return sum(len(part.weeks) * FORCES for plan in plans for part in plan.parts)


def hidden_or_corrected(plans: list[MetricPlan]) -> int:
    """How many of them are embargoed, withdrawn or corrected."""
    weeks = sum(
        len(part.weeks if part.fate != "public" else part.corrected)
        for plan in plans
        for part in plan.parts
    )
    return weeks * FORCES


def small_releases(size: int) -> int:
    """How many releases without figures stand beside them."""
    return round(_metrics_for(size) * RELEASES_TO_A_METRIC)


def _metrics_for(size: int) -> int:
    return max(1, math.ceil(size / A_METRIC))


def _described(number: int) -> dict[str, object]:
    counted, unit, kind, level = COUNTED[number % len(COUNTED)]
    where = WHERE[number // len(COUNTED) % len(WHERE)]
    return {
        "counted": counted, "unit": unit, "kind": kind, "level": level, "where": where,
        "topic": TOPICS[number % len(TOPICS)],
    }  # fmt: skip


def _plan(number: int, *, hides: bool) -> MetricPlan:
    slug = f"weekly-figures-{number + 1}"
    whole = (Part(slug, range(WEEKS)),)
    parts = (
        Part(slug, range(WITHDRAWN.stop, EMBARGOED.start)),
        Part(f"{slug}-latest", EMBARGOED, "embargoed"),
        Part(f"{slug}-early", WITHDRAWN, "withdrawn"),
    )
    return MetricPlan(number, parts if hides else whole, **_described(number))  # type: ignore[arg-type]


def _small_hidden(number: int) -> MetricPlan:
    slug = f"weekly-figures-{number + 1}"
    parts = (
        Part(f"{slug}-latest", range(255, 260), "embargoed"),
        Part(f"{slug}-early", range(4), "withdrawn"),
    )
    return MetricPlan(number, parts, **_described(number))  # type: ignore[arg-type]


def figures(plan: MetricPlan, forces: list[str], weeks: range) -> Iterator[Figure]:
    """The figures of those weeks, force by force; each is the same whichever weeks are asked."""
    for force in forces:
        chance = random.Random(f"{SEED}/{plan.slug}/{force}")  # noqa: S311 - nothing is guarded
        level = plan.level * chance.uniform(0.4, 2.2)
        for week in range(WEEKS):
            figure = _figure(plan, force, week, level, chance)
            if week in weeks:
                yield figure


def corrections(plan: MetricPlan, forces: list[str], weeks: range) -> Iterator[Figure]:
    """The same figures as a second edition puts them right: another value, the same id."""
    for was in figures(plan, forces, weeks):
        value = was.value + 1
        yield Figure(
            was.figure_id, was.force, was.start, value, was.qualifier, "revised", was.coverage,
            in_words(plan, value, was.qualifier),
        )  # fmt: skip


def _figure(plan: MetricPlan, force: str, week: int, level: float, chance: random.Random) -> Figure:
    season = 1 + 0.15 * ((week % 52) / 26 - 1) ** 2
    drawn = level * season * chance.uniform(0.8, 1.25)
    value = _rounded(plan.unit, drawn)
    hedged, marked = chance.random(), chance.random()
    qualifier = QUALIFIERS[int(hedged * 120)] if hedged < 0.05 else "exact"
    status = "provisional" if week >= WEEKS - 8 else "estimated" if marked < 0.02 else ""
    coverage = "excludes the night of the count" if marked > 0.99 else ""
    figure_id = "".join(chance.choices(ALPHABET, k=12))
    start = FIRST_WEEK + timedelta(weeks=week)
    words = in_words(plan, value, qualifier)
    return Figure(figure_id, force, start, value, qualifier, status, coverage, words)


def _rounded(unit: str, drawn: float) -> Decimal:
    if unit == "percent":
        return Decimal(f"{min(drawn, 98.0):.1f}")
    if unit == "kg":
        return Decimal(f"{drawn:.1f}")
    return Decimal(round(drawn, -1 if unit == "GBP" else None))


def in_words(plan: MetricPlan, value: Decimal, qualifier: str) -> str:
    """The phrase in which a release states the figure: “more than 4,213 arrests”."""
    number = {
        "GBP": f"£{value:,} of {plan.counted}",
        "kg": f"{value:,}kg of {plan.counted}",
        "percent": f"{value:,} per cent of {plan.counted}",
    }.get(plan.unit, f"{value:,} {plan.counted}")
    return f"{IN_WORDS[qualifier]} {number}".strip()
