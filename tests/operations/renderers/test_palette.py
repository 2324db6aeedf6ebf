"""The colours' contrast and distance, reckoned here from the standards and not by the code."""

from itertools import combinations

import pytest

from operations.renderers.palette import (
    COLOURS,
    DARK_PAGE,
    LIGHT_PAGE,
    MARKERS,
    colour,
    ink_on,
    marker,
)

# Viénot/Machado matrices at full severity, on linear RGB.
SIGHT = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(shade: str) -> list[float]:
    parts = [int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(shade: str) -> float:
    red, green, blue = linear(shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(shade: str, sight: str) -> tuple[float, float, float]:
    source = linear(shade)
    rgb = [
        min(max(sum(a * b for a, b in zip(row, source, strict=True)), 0), 1) for row in SIGHT[sight]
    ]
    x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]
    fx, fy, fz = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (x / 0.95047, y, z / 1.08883)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("shade", COLOURS)
@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
def test_each_colour_stands_out_on_light_and_dark(shade, page):
    assert contrast(shade, page) >= 3


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), list(combinations(COLOURS[:4], 2)))
def test_the_first_four_stay_apart_for_colour_blind_readers(sight, one, other):
    distance = (
        sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(other, sight), strict=True)) ** 0.5
    )
    assert distance >= 9


def test_no_two_of_thirty_series_look_alike():
    looks = [(colour(index), marker(index)) for index in range(30)]
    assert len(set(looks)) == 30
    assert len(set(MARKERS)) == len(MARKERS)


@pytest.mark.parametrize("shade", COLOURS)
def test_words_on_a_colour_can_be_read(shade):
    assert contrast(shade, ink_on(shade)) >= 4.5
