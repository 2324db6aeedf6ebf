"""The tile map: every force has its place, and a tile says what its figure is worth."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from operations.renderers.palette import CLASSES, ink_on
from operations.renderers.table import table
from operations.renderers.tile_map import COLUMNS, TILES
from operations.renderers.tile_picture import shades_for
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    figures,
    parsed,
    shown,
    title_of,
)
from tests.operations.renderers.test_palette import contrast, luminance

ORGANISATIONS = Path(__file__).resolve().parents[3] / "content" / "organisations.toml"
PLACE = {p.origin.organisation: f"0-{n}" for n, p in enumerate(samples.forces().series[0].points)}


def look(group) -> dict[str, str]:
    return group.find(f"{NAMESPACE}rect").attrib


def test_every_force_has_a_tile_of_its_own():
    known = tomllib.loads(ORGANISATIONS.read_text())["organisations"]
    forces = {one["slug"] for one in known if one["kind"] == "force"}
    assert set(TILES) == forces
    assert len(forces) == 46
    assert len({(tile.column, tile.row) for tile in TILES.values()}) == 46
    assert len({tile.code for tile in TILES.values()}) == 46
    assert COLUMNS == 8


@pytest.mark.parametrize(
    ("one", "way", "other"),
    [
        ("northumbria", "north of", "durham"), ("cumbria", "north of", "lancashire"),
        ("kent", "east of", "surrey"), ("devon-and-cornwall", "west of", "dorset"),
        ("norfolk", "north of", "suffolk"), ("dyfed-powys", "west of", "west-mercia"),
        ("gwent", "east of", "south-wales"), ("humberside", "east of", "north-yorkshire"),
        ("metropolitan", "north of", "sussex"), ("merseyside", "west of", "greater-manchester"),
    ],
)  # fmt: skip
def test_neighbours_lie_as_on_the_ground(one, way, other):
    first, second = TILES[one], TILES[other]
    if way == "north of":
        assert first.row < second.row
    elif way == "east of":
        assert first.column > second.column
    else:
        assert first.column < second.column


def test_each_figure_is_written_in_its_tile():
    root = parsed(samples.forces(), width=720)
    found = figures(root)
    texts = {place: [t.text for t in g.iter(f"{NAMESPACE}text")] for place, g in found.items()}
    assert texts[PLACE["metropolitan"]] == ["Met", "2,450"]
    assert texts[PLACE["sussex"]] == ["Sussex", "0"]
    assert texts[PLACE["greater-manchester"]] == ["Gtr Manc", ">1,200"]
    assert texts[PLACE["durham"]] == ["Durham", "<50"]
    assert texts[PLACE["devon-and-cornwall"]] == ["Devon & C", "≈200"]
    assert "> more than; < less than; ≈ about or almost." in shown(root)


def test_who_has_no_tile_is_listed_and_who_has_no_figure_is_an_empty_tile():
    root = parsed(samples.forces())
    assert "Not on the map: Opal: 12." in shown(root)
    assert PLACE["opal"] not in figures(root)
    empty = group_titled(root, "Dorset: no figure")
    assert look(empty)["fill"] == "none"
    assert look(empty)["stroke-dasharray"] == "2 3"
    assert group_titled(root, "Scotland: no figure") is not None
    assert "No figure" in shown(root)


def test_silence_of_a_force_is_an_empty_tile_and_not_zero():
    first, *rest = samples.forces().series[0].points
    silent = replace(first, value=None, low=None, high=None)
    chart = replace(samples.forces(), series=(Series("Arrests", (silent, *rest)),))
    root = parsed(chart)
    assert group_titled(root, "Kent: no figure") is not None
    assert "0-0" not in figures(root)


def group_titled(root, text):
    groups = root.iter(f"{NAMESPACE}g")
    return next(g for g in groups if g.findtext(f"{NAMESPACE}title") == text)


def test_doubtful_figures_look_doubtful():
    found = figures(parsed(samples.forces()))
    estimated = look(found[PLACE["gwent"]])
    assert estimated["fill"] == "none"
    assert estimated["stroke"] in CLASSES
    assert look(found[PLACE["north-wales"]])["fill"].startswith("url(#forces-tile-partial-")
    assert look(found[PLACE["durham"]])["fill"].startswith("url(#forces-tile-below-")
    derived = look(found[PLACE["cumbria"]])
    assert (derived["fill"], derived["stroke-dasharray"]) == ("none", "1.5 3")
    assert found[PLACE["west-midlands"]].find(f"{NAMESPACE}circle") is not None
    assert "was 890" in title_of(found[PLACE["west-midlands"]])


def test_shades_grow_darker_and_bear_their_words():
    assert [luminance(shade) for shade in CLASSES] == sorted(
        (luminance(shade) for shade in CLASSES), reverse=True
    )
    for shade in CLASSES:
        assert contrast(shade, ink_on(shade)) >= 4.5


@pytest.mark.parametrize(
    ("values", "tops"),
    [
        ("1 2 3 4 5 6 7 8 9 10", "2 4 6 8 10"),
        ("5 5 5 5", "5"),
        ("0 7", "0 7"),
        ("0 0 0 0 0 0 9", "0 9"),
        ("-3 0 4", "-3 0 4"),
    ],
)
def test_classes_hold_about_as_many_figures_and_never_part_equals(values, tops):
    shades = shades_for([Decimal(value) for value in values.split()])
    assert [str(top) for top in shades.tops] == tops.split()
    assert len(shades.colours) == len(shades.tops)
    assert len(set(shades.colours)) == len(shades.colours)
    for value in values.split():
        assert shades.of(Decimal(value)) in CLASSES


def test_the_key_says_what_each_shade_holds():
    texts = shown(parsed(samples.forces()))
    assert "0 to 12" in texts
    assert "980 to 2,450" in texts


def test_numbers_too_long_for_a_tile_are_rounded_and_said_to_be():
    big = tuple(
        replace(p, value=Decimal(1234567), low=Decimal(1234567), high=None, shown="1,234,567")
        for p in samples.forces().figures()[:3]
    )
    chart = samples.chart(Series("s", (*big, samples.point("Other", "5"))), kind="tiles")
    texts = shown(parsed(chart, width=280))
    assert "1.2m" in texts
    assert any("rounded" in text for text in texts)
    assert "1,234,567" in shown(parsed(chart, width=720))


def test_two_series_are_two_maps_in_the_same_shades():
    one = samples.forces()
    chart = replace(one, series=(*one.series, replace(one.series[0], label="Charges")))
    found = figures(parsed(chart))
    assert len(found) == 2 * (len(one.series[0].points) - 1)
    for slug in ("kent", "metropolitan"):
        place = PLACE[slug].split("-")[1]
        assert look(found[f"0-{place}"])["fill"] == look(found[f"1-{place}"])["fill"]


def test_the_table_beside_the_map_begins_with_the_highest():
    values = [row[1].text for row in table(samples.forces()).rows]
    assert values[:3] == ["2,450", "more than 1,200", "980"]
    assert values[-1] == "0"


@pytest.mark.parametrize("width", WIDTHS)
def test_all_of_it_fits(width):
    assert_legible(samples.forces(), width)
