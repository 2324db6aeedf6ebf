"""Phases on a timeline are as long as they are, and never lie on one another."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from operations.annotations import read_annotations
from operations.renderers.drawing import Box
from operations.renderers.svg import picture
from operations.series import Stretch
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    parsed,
    rect,
    shown,
    title_of,
)


def phases(root):
    return {
        int(group.get("data-stretch")): group
        for group in root.iter(f"{NAMESPACE}g")
        if group.get("data-stretch")
    }


def middle_of_diamond(group) -> float:
    corners = group.find(f"{NAMESPACE}polygon").get("points").split()
    xs = [float(corner.split(",")[0]) for corner in corners]
    return (min(xs) + max(xs)) / 2


def test_phases_stand_in_true_time():
    chart = samples.timeline()
    found = phases(parsed(chart, width=1200))
    week, scheme = rect(found[2]), rect(found[3])
    per_day = (scheme[2] - scheme[0]) / 212
    assert week[2] - week[0] == pytest.approx(7 * per_day, abs=0.2)
    first = rect(found[0])[0]
    days = (date(2021, 11, 15) - date(2019, 9, 16)).days
    assert week[0] - first == pytest.approx(days * per_day, abs=0.5)
    launch = (date(2022, 5, 16) - date(2019, 9, 16)).days + 0.5
    assert middle_of_diamond(found[4]) - first == pytest.approx(launch * per_day, abs=0.5)


def test_no_phase_is_thinner_than_can_be_seen():
    found = phases(parsed(samples.timeline(), width=280))
    left, _, right, _ = rect(found[0])
    assert right - left >= 3


def test_a_single_day_and_an_end_that_is_not_recorded_are_diamonds_and_said():
    root = parsed(samples.timeline())
    found = phases(root)
    single, unended = found[4], found[5]
    assert single.find(f"{NAMESPACE}polygon").get("fill") != "none"
    assert unended.find(f"{NAMESPACE}polygon").get("fill") == "none"
    assert unended.find(f"{NAMESPACE}path") is not None
    assert title_of(unended) == (
        "Ninja swords: from 1 July 2023, last day not recorded; end not stated"
    )
    texts = shown(root)
    assert "Diamond: a single day." in texts
    assert "Diamond with an arrow: its last day is not recorded." in texts
    plain = replace(samples.timeline(), stretches=samples.timeline().stretches[:3])
    assert "Diamond" not in picture(plain)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("times", [1, 3])
def test_phases_and_names_do_not_lie_on_one_another(width, times):
    stretches = samples.timeline().stretches * times
    root = parsed(replace(samples.timeline(), stretches=stretches), width=width)
    found = []
    for group in phases(root).values():
        mark = group.find(f"{NAMESPACE}rect")
        if mark is not None:
            found.append(Box(*rect(group)))
        else:
            x = middle_of_diamond(group)
            ys = [float(c.split(",")[1]) for c in
                  group.find(f"{NAMESPACE}polygon").get("points").split()]  # fmt: skip
            found.append(Box(x - 8, min(ys), x + 8, max(ys)))
    assert len(found) == 7 * times
    for one, other in combinations(found, 2):
        assert not one.hits(other)
    assert_legible(replace(samples.timeline(), stretches=stretches), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_long_names_and_annotations_fit(width):
    long = tuple(
        Stretch(f"{one.label}, with all forces of England and Wales in it", one.start, one.end)
        for one in samples.timeline().stretches
    )
    noted = read_annotations("2021-03-01: Lockdown eases\n2022-01-01 to 2022-03-31: A quarter")
    chart = replace(samples.timeline(), stretches=long, annotations=noted)
    assert_legible(chart, width)
    assert "Lockdown eases" in " ".join(shown(parsed(chart, width=width)))


def test_one_phase_alone_is_a_timeline_too():
    chart = replace(samples.timeline(), stretches=samples.timeline().stretches[4:5])
    assert_legible(chart, 320)
    assert picture(chart) == picture(chart)
