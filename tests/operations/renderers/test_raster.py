"""The PNG as a file: the same bytes for the same chart, and words that travel with it."""

import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from operations.renderers import raster
from operations.renderers.png_words import with_words
from operations.renderers.raster import large_card, png_file, rasterised, small_card
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.filed import IMPRINT, PAST, filed
from tests.operations.renderers.seen import pixels

ROOT = Path(__file__).resolve().parents[3]


def chunks(png: bytes) -> list[tuple[str, bytes]]:
    found, place = [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        found.append((png[place + 4 : place + 8].decode(), png[place + 8 : place + 8 + length]))
        place += length + 12
    return found


def texts(png: bytes) -> dict[str, str]:
    parts = (data.partition(b"\0") for name, data in chunks(png) if name == "iTXt")
    return {keyword.decode(): rest[4:].decode() for keyword, _, rest in parts}


@pytest.mark.parametrize("render", [png_file, large_card, small_card])
def test_the_file_says_what_it_is_and_nothing_of_the_machine_or_the_hour(render) -> None:
    png = render(filed(), IMPRINT)
    assert texts(png) == {
        "Title": "Hate crime fell",
        "Author": "Home Office, “A release, with a comma”, 1 July 2023",
        "Copyright": "OGL 3.0",
        "Comment": "https://figures.example.org/charts/hate-crime/",
    }
    assert {name for name, _ in chunks(png)} == {"IHDR", "iTXt", "IDAT", "IEND"}
    Image.open(BytesIO(png)).verify()


def test_a_licence_that_is_not_stated_and_a_past_state_are_said() -> None:
    said = texts(png_file(filed(licences=()), PAST))
    assert said["Copyright"] == "licence not stated"
    assert said["Comment"].endswith("?as_at=2023-11-12")


def test_it_is_twice_as_dense_as_the_svg_and_cards_have_the_sizes_that_are_asked_for() -> None:
    assert pixels(png_file(filed(), IMPRINT)).width == 1_200
    assert pixels(large_card(filed(), IMPRINT)).size == (1_200, 628)
    assert pixels(small_card(filed(), IMPRINT)).size == (800, 418)


def test_a_very_long_chart_is_drawn_smaller_rather_than_exhausting_the_memory() -> None:
    points = tuple(samples.point(f"p{n}", str(n)) for n in range(1_000))
    image = pixels(png_file(samples.chart(Series("s", points), horizontal=True), IMPRINT))
    assert image.width * image.height <= raster.MOST_PIXELS * 1.01


def test_the_same_chart_has_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from operations.renderers.raster import large_card, png_file; "
        "from tests.operations.renderers.filed import IMPRINT, filed; "
        "[sys.stdout.buffer.write(f(filed(), IMPRINT)) for f in (png_file, large_card)]"
    )
    # Neither the system's fonts nor its language have a say.
    elsewhere = {"PATH": "/usr/bin", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "HOME": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=elsewhere, check=True, capture_output=True
    )
    assert done.stdout == png_file(filed(), IMPRINT) + large_card(filed(), IMPRINT)


def test_words_are_drawn_in_the_font_that_the_build_brings() -> None:
    written = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">{}</svg>'
    text = '<text y="15" font-size="14" font-family="{}">Arrests</text>'
    blank = rasterised(written.format(""), 1.0)
    ours = rasterised(written.format(text.format("DejaVu Sans")), 1.0)
    assert ours != blank
    assert rasterised(written.format(text.format("system-ui, Arial, sans-serif")), 1.0) == ours
    # Those that a machine may have, by their own names: none of them is there to be asked.
    systems = "DejaVu Serif, Liberation Serif, Liberation Mono, Noto Serif, Arial, Times New Roman"
    for family in systems.split(", "):
        assert rasterised(written.format(text.format(family)), 1.0) == blank, family


def test_without_fonts_nothing_is_drawn_and_the_reason_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(raster, "FONT_FILES", ("/nowhere/DejaVuSans.ttf",))
    rasterised.cache_clear()
    with pytest.raises(raster.FontsMissingError, match="make ready"):
        png_file(filed(), IMPRINT)


def test_words_go_into_pngs_only() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        with_words(b"GIF89a", {"Title": "x"})
