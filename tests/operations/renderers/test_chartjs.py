from decimal import Decimal

import pytest

from operations.renderers import chartjs
from operations.series import Series
from tests.operations import samples


def test_the_data_that_the_browser_is_promised():
    config = chartjs.config(samples.drugs())
    assert config == {
        "kind": "bar",
        "on_canvas": True,
        "horizontal": True,
        "unit": "kg",
        "y_title": "Kilograms",
        "x_title": "",
        "labels": ["Cocaine", "Cannabis", "Heroin"],
        "title": "Cocaine was most of what regional units seized",
        "description": "Highest: Cocaine at 2,780 kg; lowest: Heroin at 256 kg.",
        "begins": None,
        "time": None,
        "uneven": [],
        "annotations": [],
        "series": config["series"],
        "totals": [],
        "notes": [],
    }
    (series,) = config["series"]
    assert {name: series[name] for name in series if name != "points"} == {
        "label": "Drugs seized", "colour": "#2371cf", "colour_index": 0, "marker": "circle",
        "role": "main",
    }  # fmt: skip
    assert series["points"][0] == {
        "x": 0, "y": 2780.0, "low": 2780.0, "high": 2780.0, "shown": "2,780 kg",
        "short": "2,780 kg",
        "qualifier": "exact", "status": "", "partial": False, "coverage": "",
        "second_hand": False, "url": "/figures/a/", "words": "2780kg of cocaine seized",
        "break_before": False,
        "break_reason": "",
        "changed": "",
        "was": "",
        "arithmetic": "",
        "note": "",
        "figure_id": "",
        "period": "",
        "source": None,
    }  # fmt: skip


def test_an_open_end_is_null():
    points = chartjs.config(samples.every_doubt())["series"][0]["points"]
    by_label = dict(zip(chartjs.config(samples.every_doubt())["labels"], points, strict=True))
    assert by_label["Zero"]["y"] == 0.0
    assert by_label["Missing"] is None
    assert by_label["Negative"]["y"] == -120.0
    assert (by_label["Open"]["low"], by_label["Open"]["high"]) == (600.0, None)
    assert (by_label["Under"]["low"], by_label["Under"]["high"]) == (0.0, 200.0)
    assert by_label["Partial"]["partial"] is True


def _parts(kind, *seconds, **more):
    labels = ("One", "Two", "Three")
    points = [samples.point(name, "10") for name in labels]
    others = [
        None if value is None else samples.point(name, value, **more)
        for name, value in zip(labels, seconds, strict=True)
    ]
    return samples.chart(
        Series("First", tuple(points)), Series("Second", tuple(others), 1), kind=kind, labels=labels
    )


def test_a_stack_has_the_sum_of_its_parts_and_none_where_a_part_is_missing():
    config = chartjs.config(_parts("stacked", "5", None, "7"))
    assert config["totals"] == [{"shown": "15"}, None, {"shown": "17"}]


def test_a_stacks_sum_is_no_surer_than_its_parts():
    config = chartjs.config(_parts("stacked", "5", "6", "7", qualifier="more_than"))
    assert [total["shown"] for total in config["totals"]] == [
        "more than 15", "more than 16", "more than 17"
    ]  # fmt: skip


def test_parts_that_do_not_add_up_have_no_sum():
    config = chartjs.config(_parts("bar", "5", "6", "7"))
    assert config["totals"] == []


def test_dots_close_together_say_where_their_axis_begins():
    points = tuple(samples.point(f"{year}", value) for year, value in ((1, "95"), (2, "99")))
    close = samples.chart(Series("Close", points), kind="dots")
    begins = chartjs.config(close)["begins"]
    assert 0 < begins <= 95
    assert chartjs.config(samples.every_doubt("dots"))["begins"] is None


def test_a_single_figure_is_sent_as_a_number():
    assert chartjs.config(samples.one_figure())["kind"] == "numbers"


def test_a_break_is_told():
    points = chartjs.config(samples.hate_crime_by_year())["series"][0]["points"]
    assert [point["x"] for point in points if point["break_before"]] == [8, 9, 11, 12, 13]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400"])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(ValueError, match="no number that a chart can show"):
        chartjs.as_float(Decimal(value))
