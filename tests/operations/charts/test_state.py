"""What readers ask of a chart in its address, and the one spelling of it."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from operations.charts.state import KEYS, PERS, SCALES, ChartState, ChartStateError, name_of


def state(query: str) -> ChartState:
    return ChartState.from_query(QueryDict(query))


READ = {
    "": ChartState(),
    "utm_source=x&theme=dark&as_at=2023-11-17": ChartState(),
    "series=&per=&scale=&since=&until=": ChartState(),
    "series=religion": ChartState(series=("religion",)),
    "series=religion,disability": ChartState(series=("disability", "religion")),
    "series=religion&series=disability": ChartState(series=("disability", "religion")),
    "series=religion,religion,": ChartState(series=("religion",)),
    "series=Anti-Muslim,%20Religion%20": ChartState(series=("anti-muslim", "religion")),
    "per=day": ChartState(per="day"),
    "per=week&scale=indexed": ChartState(per="week", scale="indexed"),
    "since=2023": ChartState(since=date(2023, 1, 1)),
    "until=2023": ChartState(until=date(2023, 12, 31)),
    "since=2023-11": ChartState(since=date(2023, 11, 1)),
    "until=2024-02": ChartState(until=date(2024, 2, 29)),
    "until=2023-12": ChartState(until=date(2023, 12, 31)),
    "until=9999": ChartState(until=date(9999, 12, 31)),
    "since=2023-11-13&until=2023-11-13": ChartState(
        since=date(2023, 11, 13), until=date(2023, 11, 13)
    ),
}


@pytest.mark.parametrize(("query", "expected"), READ.items())
def test_an_address_is_read(query: str, expected: ChartState) -> None:
    assert state(query) == expected


NO_DAY = "The “since” in this address is no day. Write it as 2023-11-13, 2023-11 or 2023."
REFUSED = {
    "per=year": (
        "The “per” in this address is none that this site knows. Write “day” or “week”, or leave "
        "it out."
    ),
    "per=Day": (
        "The “per” in this address is none that this site knows. Write “day” or “week”, or leave "
        "it out."
    ),
    "scale=log": (
        "The “scale” in this address is none that this site knows. Write “indexed”, or leave it "
        "out."
    ),
    "per=day&per=week": "This address names “per” more than once. Leave one of them.",
    "per=day&per=day": "This address names “per” more than once. Leave one of them.",
    "per=&per=day": "This address names “per” more than once. Leave one of them.",
    "since=2023&since=2024": "This address names “since” more than once. Leave one of them.",
    "since=yesterday": NO_DAY,
    "since=2023-13": NO_DAY,
    "since=2023-02-29": NO_DAY,
    "since=0000": NO_DAY,
    "since=23": NO_DAY,
    "since=٢٠٢٣": NO_DAY,
    "since=2023-11-13T00:00": NO_DAY,
    "until=2023-06-31": NO_DAY.replace("since", "until"),
    "since=2024&until=2023": (
        "The “since” in this address (2024-01-01) is after its “until” (2023-12-31). Write the "
        "earlier day as “since”."
    ),
}


@pytest.mark.parametrize(("query", "sentence"), REFUSED.items())
def test_what_no_chart_has_is_refused_in_a_sentence(query: str, sentence: str) -> None:
    with pytest.raises(ChartStateError) as refused:
        state(query)
    assert str(refused.value) == sentence


def test_the_one_spelling() -> None:
    asked = state("until=2023&series=religion&scale=indexed&since=2014&per=day&series=disability")
    assert asked.query == (
        "series=disability,religion&per=day&scale=indexed&since=2014-01-01&until=2023-12-31"
    )
    assert state("utm_source=x").query == ""
    assert not state("utm_source=x")
    assert asked


NAMES = {
    "Anti-Muslim, weekly average 2022/23": "anti-muslim-weekly-average-2022-23",
    "Café – Zoë’s": "cafe-zoe-s",
    "13–19 October 2023": "13-19-october-2023",
    "  A  ": "a",
    "": "",
    "%": "",
}


@pytest.mark.parametrize(("label", "name"), NAMES.items())
def test_a_series_has_a_name_that_needs_no_escape(label: str, name: str) -> None:
    assert name_of(label) == name
    assert name_of(name) == name


states = st.builds(
    ChartState,
    series=st.lists(st.text(max_size=20).map(name_of).filter(bool), max_size=5).map(
        lambda names: tuple(sorted(set(names)))
    ),
    per=st.sampled_from(["", *PERS]),
    scale=st.sampled_from(["", *SCALES]),
    since=st.none() | st.dates(max_value=date(1999, 12, 31)),
    until=st.none() | st.dates(min_value=date(2000, 1, 1)),
)


@given(states)
def test_what_is_written_is_read_again(asked: ChartState) -> None:
    assert state(asked.query) == asked
    assert state(asked.query).query == asked.query


@given(st.dictionaries(st.sampled_from(KEYS), st.lists(st.text(max_size=12), max_size=3)))
def test_any_address_is_read_or_refused_and_its_spelling_is_stable(
    given_: dict[str, list[str]],
) -> None:
    query = QueryDict(mutable=True)
    for key, values in given_.items():
        query.setlist(key, values)
    try:
        asked = ChartState.from_query(query)
    except ChartStateError:
        return
    assert state(asked.query) == asked
    assert asked.query.isascii()
    assert not set(asked.query) & set("<>\"'%+ ")
