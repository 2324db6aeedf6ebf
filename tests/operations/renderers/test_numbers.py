from operations.renderers.numbers import tiles
from operations.series import Series
from tests.operations import samples


def test_one_figure_is_one_tile():
    assert tiles(samples.one_figure()) == [
        {
            "label": "Cost of policing, 2–5 November 2023",
            "shown": "£140,346",
            "words": "£140,346",
            "url": "/figures/d/",
            "coverage": "not all forces",
            "note": "estimated",
        }
    ]


def test_units_mix_and_nothing_is_not_zero():
    points = (
        samples.point("Protests", "67"),
        samples.point("Cost", "140346", unit="GBP"),
        None,
        samples.point("Disorder", "0"),
    )
    chart = samples.chart(
        Series("s", points), kind="numbers", labels=["Protests", "Cost", "Arrests", "Disorder"]
    )
    shown = [(tile["label"], tile["shown"]) for tile in tiles(chart)]
    assert shown == [
        ("Protests", "67"), ("Cost", "£140,346"), ("Arrests", "no figure"), ("Disorder", "0"),
    ]  # fmt: skip
