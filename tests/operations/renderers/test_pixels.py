"""The PNG, pixel by pixel: doubt is still seen as doubt.

The pictures beside this file are what was once looked at and found right. After a change that is
meant, write them anew and look at them: ``WRITE_PICTURES=1 pytest tests/operations/renderers``.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from operations.renderers import raster
from operations.renderers.raster import rasterised
from operations.renderers.social_card import card
from operations.renderers.standalone import sheet
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.filed import IMPRINT, filed
from tests.operations.renderers.seen import BLUE, Seen, inside, is_blue, pixels

ROOT = Path(__file__).resolve().parents[3]
PICTURES = Path(__file__).parent / "pictures"
RESULTS = ROOT / "test-results"
# Edges of letters and lines may come out a little otherwise on another processor.
MOST_DIFFERENT = 0.002
SEEN_TO_DIFFER = 48  # levels of grey, of 256

# The places of the figures in samples.every_doubt().
ZERO, NEGATIVE, OPEN, UNDER, PARTIAL, PROVISIONAL = "0-0", "0-2", "0-3", "0-4", "0-7", "0-8"


@pytest.fixture(scope="module")
def bars() -> Seen:
    return Seen(samples.every_doubt())


def test_a_certain_bar_is_full(bars: Seen) -> None:
    assert {bars.at(spot) for spot in inside(bars.rect(NEGATIVE))} == {BLUE}


def test_a_provisional_bar_is_hollow(bars: Seen) -> None:
    box = bars.rect(PROVISIONAL)
    # A line of the grid may run behind it.
    assert not any(is_blue(bars.at(spot)) for spot in inside(box))
    left, top, right, bottom = box
    for edge in (
        (left, (top + bottom) / 2),
        (right, (top + bottom) / 2),
        ((left + right) / 2, top),
    ):
        assert is_blue(bars.at(edge)), edge


def share_of_blue(bars: Seen, place: str) -> float:
    blue = [is_blue(bars.at(spot)) for spot in inside(bars.rect(place))]
    return sum(blue) / len(blue)


@pytest.mark.parametrize("place", [PARTIAL, UNDER])
def test_an_incomplete_bar_and_an_upper_bound_are_hatched(bars: Seen, place: str) -> None:
    assert 0.1 < share_of_blue(bars, place) < 0.85


def test_partial_and_under_are_hatched_otherwise(bars: Seen) -> None:
    shares = [
        sum(is_blue(bars.at(spot)) for spot in inside(bars.rect(place)))
        / len(list(inside(bars.rect(place))))
        for place in (PARTIAL, UNDER)
    ]
    assert abs(shares[0] - shares[1]) > 0.02


def test_more_than_goes_on_beyond_the_bar_and_less_than_does_not(bars: Seen) -> None:
    for place, goes_on in ((OPEN, True), (UNDER, False), (NEGATIVE, False)):
        _, top, right, bottom = bars.rect(place)
        beyond = [bars.at((right + 2 + step, (top + bottom) / 2)) for step in range(8)]
        assert any(is_blue(pixel) for pixel in beyond) is goes_on, place


def test_a_gap_is_a_gap_and_neighbours_are_joined() -> None:
    values = ("5", "5", None, "5", "5")
    points = [samples.point(f"p{n}", value) if value else None for n, value in enumerate(values)]
    labels = [f"p{n}" for n in range(5)]
    seen = Seen(samples.chart(Series("s", tuple(points)), kind="line", labels=labels))
    spots = {place: seen.dot(f"0-{place}") for place in (0, 1, 3, 4)}
    level = spots[0][1]

    def line_between(one: int, other: int) -> list[bool]:
        start, end = spots[one][0] + 12, spots[other][0] - 12
        return [is_blue(seen.at((x, level))) for x in range(int(start), int(end))]

    assert all(line_between(0, 1))
    assert all(line_between(3, 4))
    assert not any(line_between(1, 3))


def test_a_break_joins_nothing() -> None:
    points = (
        samples.point("a", "5"),
        samples.point("b", "5", break_before=True, break_reason="b leaves out Kent."),
    )
    seen = Seen(samples.chart(Series("s", points), kind="line"))
    (first, level), (second, _) = seen.dot("0-0"), seen.dot("0-1")
    assert not any(is_blue(seen.at((x, level))) for x in range(int(first) + 12, int(second) - 12))


CHARTS = {
    "bars": samples.every_doubt(),
    "line": samples.every_doubt("line"),
    "broken-line": samples.hate_crime_by_year(),
    "baseline": samples.hate_crime_by_week(),
    "number": samples.one_figure(),
    "filed": filed(),
}


def small(name: str) -> bytes:
    if name == "card":
        return rasterised(card(CHARTS["broken-line"], IMPRINT).markup, 0.5)
    return rasterised(sheet(CHARTS[name], IMPRINT, raster.WIDTH).markup, 0.5)


@pytest.mark.parametrize("name", [*CHARTS, "card"])
def test_it_looks_as_it_did_when_somebody_looked(name: str) -> None:
    drawn, file = pixels(small(name)), PICTURES / f"{name}.png"
    if os.environ.get("WRITE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        drawn.quantize(64).save(file, optimize=True)
    once = Image.open(file).convert("RGB")
    difference = how_different(drawn, once)
    if difference > MOST_DIFFERENT:
        RESULTS.mkdir(exist_ok=True)
        drawn.save(RESULTS / f"{name}.png")
        pytest.fail(
            f"{difference:.2%} of {file.name} looks otherwise (at most {MOST_DIFFERENT:.2%} may). "
            f"Compare {RESULTS / file.name} with {file}; if the new one is meant: "
            "WRITE_PICTURES=1 pytest tests/operations/renderers/test_pixels.py"
        )


def how_different(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that a reader would see to differ; all of them where sizes differ."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one, other).convert("L")
    return sum(apart.histogram()[SEEN_TO_DIFFER:]) / (one.width * one.height)


def test_a_filled_point_in_place_of_a_hollow_one_would_be_noticed() -> None:
    certain = replace(
        CHARTS["bars"],
        series=tuple(
            replace(
                s, points=tuple(p and replace(p, status="", second_hand=False) for p in s.points)
            )
            for s in CHARTS["bars"].series
        ),
    )
    other = pixels(rasterised(sheet(certain, IMPRINT, raster.WIDTH).markup, 0.5))
    same_size = other.resize(pixels(small("bars")).size)
    assert how_different(same_size, pixels(small("bars"))) > MOST_DIFFERENT
