"""One spelling for each state of the page."""

from django.http import QueryDict

from operations.explore.address import Address, asking, pairs_of

NAMES = ("topic", "metric", "since")
USUAL = {"usual_sort": "-period", "usual_columns": ("period", "figure")}


def test_filters_stand_in_their_order_each_value_once_and_nothing_empty() -> None:
    query = QueryDict("since=2019&metric=b&metric=a&metric=b&topic=&metric=+a+&else=1")
    assert pairs_of(query, NAMES) == (("metric", "a"), ("metric", "b"), ("since", "2019"))


def test_what_goes_without_saying_is_left_out() -> None:
    address = Address((("metric", "a"),), "-period", ("period", "figure"), **USUAL)
    assert address.query == address.choice_query == "metric=a"
    other = Address((("metric", "a"),), "metric", ("figure",), 3, **USUAL)
    assert other.query == "metric=a&sort=metric&columns=figure&page=3"
    assert other.choice_query == "metric=a"


def test_a_value_or_a_filter_is_taken_out_and_the_first_page_comes_back() -> None:
    address = Address((("metric", "a"), ("metric", "b"), ("since", "2019")), page=4)
    assert address.without("metric", "a").query == "metric=b&since=2019"
    assert address.without("metric").query == "since=2019"
    assert address.chosen() == {"metric": ["a", "b"], "since": ["2019"]}


def test_an_order_keeps_columns_and_choice() -> None:
    address = Address((("metric", "a"),), "-period", ("figure",), 2, **USUAL)
    assert address.sorted_by("metric").query == "metric=a&sort=metric&columns=figure"
    assert address.sorted_by("-period").query == "metric=a&columns=figure"


def test_a_path_is_asked_with_what_is_not_empty() -> None:
    assert asking("/explore/") == "/explore/"
    assert asking("/explore/", "", "as_at=2023-11-17") == "/explore/?as_at=2023-11-17"
    assert asking("/explore/", "metric=a", "as_at=x") == "/explore/?metric=a&as_at=x"
