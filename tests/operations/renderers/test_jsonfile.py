"""The JSON of a chart: all its words, exact numbers, and null where there is no figure."""

import json
from decimal import Decimal

from operations.annotations import read_annotations
from operations.renderers.jsonfile import json_file
from tests.operations.renderers.filed import IMPRINT, PAST, derived, figure, filed, origin


def read(chart, imprint=IMPRINT) -> dict:
    return json.loads(json_file(chart, imprint), parse_float=Decimal)


def test_it_says_what_it_is_whence_when_and_under_which_licence():
    document = read(filed())
    assert document["title"] == "Hate crime fell"
    assert document["subtitle"] == "England and Wales"
    assert document["address"] == "https://figures.example.org/charts/hate-crime/"
    assert document["updated"] == "2023-11-01"
    assert document["licence"] == "OGL 3.0"
    assert document["as_at"] is None
    assert document["sources"][0]["address"] == "https://figures.example.org/releases/one/"
    assert document["note"] == "Mind it."
    assert document["notes"] == ["One is new."]


def test_a_figure_has_all_that_is_known_of_it():
    stated, zero, missing = read(filed())["series"][0]["points"]
    assert stated["value"] == Decimal("2780.5")
    assert stated["figure_id"] == "bcdfghjkmn02"
    assert stated["as_stated"] == "2780.5000 hate crimes"
    assert stated["period"] == {
        "start": "2021-04-01", "end": "2022-03-31", "kind": "financial_year", "label": "2021/22",
    }  # fmt: skip
    assert stated["of"]["licence"] == "OGL 3.0"
    assert stated["of"]["published_at"] == "2023-07-01T09:30:00+01:00"
    assert zero["value"] == 0
    assert zero["shorthand"] == ["[p]"]
    assert missing is None


def test_an_open_interval_has_no_upper_end():
    (point,) = read(filed(figure("2000", qualifier="more_than")))["series"][0]["points"]
    assert (point["low"], point["high"], point["qualifier"]) == (2000, None, "more_than")


def test_what_we_worked_out_shows_its_arithmetic_and_no_words():
    (point,) = read(filed(derived()))["series"][0]["points"]
    assert point["value"] == Decimal("285.714285714286")
    assert point["arithmetic"] == "2,000 ÷ 7 days = 285.7"
    assert (point["figure_id"], point["as_stated"]) == ("", "")


def test_a_whole_number_is_written_whole_and_a_fraction_with_its_digits():
    text = json_file(filed(figure("9007199254740993"), figure("0.1", 1)), IMPRINT).decode()
    assert '"value": 9007199254740993,' in text
    assert '"value": 0.1,' in text


def test_a_past_state_names_its_moment_and_its_address():
    document = read(filed(), PAST)
    assert document["as_at"] == "2023-11-12T23:59:59+00:00"
    assert document["address"].endswith("/charts/hate-crime/?as_at=2023-11-12")


def test_annotations_are_said():
    chart = filed(annotations=read_annotations("29: weekly average"))
    assert read(chart)["annotations"] == [
        {"text": "weekly average", "start": None, "end": None, "value": 29}
    ]


def test_a_licence_that_is_not_stated_is_not_invented():
    document = read(filed(figure("1", origin=origin(licence="")), licences=()))
    assert document["licence"] == "licence not stated"
    assert document["series"][0]["points"][0]["of"]["licence"] == "licence not stated"


def test_the_same_chart_has_the_same_bytes():
    assert json_file(filed(), IMPRINT) == json_file(filed(), IMPRINT)
