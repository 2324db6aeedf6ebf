"""The OpenAPI document: made of code alone, valid, complete, and true to what is answered."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema

from npcc_site.api.catalogue import LISTS
from npcc_site.api.describing import document
from npcc_site.api.parameters import of_filters
from npcc_site.api.problems import KINDS
from operations.opendata.choice import FigureFilter
from operations.renderers.columns import COLUMNS


@pytest.fixture(scope="module")
def described() -> Any:
    """Made without a database: pytest-django refuses every question of a test without one."""
    return json.loads(document("json")[0])


def test_el_29_the_description_asks_no_row_and_is_the_same_again(described: Any) -> None:
    """Its examples can tell of nothing, since nothing is looked up for them."""
    assert described == json.loads(document("json")[0])
    assert described == yaml.safe_load(document("yaml")[0])


ASKED_AT_ONCE = """
import django; django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.test import RequestFactory
from npcc_site.api import describing
from npcc_site.api.views import schema
def asked(ending):
    return schema(RequestFactory().get("/api/v1/openapi." + ending), ending).content
with ThreadPoolExecutor(8) as threads:
    print(len({*threads.map(asked, ["yaml", "json"] * 8)}))
"""


def test_a_new_process_may_be_asked_for_it_by_many_at_once() -> None:
    """What finds the describers of shapes is ready for one thread only."""
    told = subprocess.run(
        [sys.executable, "-c", ASKED_AT_ONCE], capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "npcc_site.settings.build"},
    )  # fmt: skip
    assert told.stdout == "2\n"


def test_it_is_openapi_3_1(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    validate_schema(described)


def test_every_address_is_in_it(described: Any) -> None:
    """What the address book has under /api/v1/, but for the document itself."""
    book = get_resolver("npcc_site.api.urls").reverse_dict
    spelled = [
        way[0] for name in ("api_root", "api_list", "api_one", "api_series")
        for ways, *_ in book.getlist(name) for way in ways
    ]  # fmt: skip
    found = {re.sub(r"%\((\w+)\)s", r"{\1}", one) for one in spelled}
    assert {f"/api/{path}" for path in found} == set(described["paths"])
    names = [one["get"]["operationId"] for one in described["paths"].values()]
    assert len(set(names)) == len(names) > len(LISTS)


def test_each_operation_says_its_problems_and_its_words(described: Any) -> None:
    """Every parameter has an example or is free; every answer has a shape without other keys."""
    for path, item in described["paths"].items():
        operation = item["get"]
        assert operation["summary"], path
        assert {"200", "304", "400", "405", "406", "500", "503"} <= set(operation["responses"])
        assert ("404" in operation["responses"]) == ("{" in path)
        for status, response in operation["responses"].items():
            if status[0] in "45" and "content" in response:
                assert set(response["content"]) == {"application/problem+json"}
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
    for shape in described["components"]["schemas"].values():
        assert shape["additionalProperties"] is False
        assert all("description" in one or "$ref" in one for one in shape["properties"].values())
    statuses = described["paths"]["/api/v1/releases/{slug}/"]["get"]["responses"]
    assert {str(kind.status) for kind in KINDS} <= set(statuses)


def test_figures_have_the_columns_and_filters_of_the_site(described: Any) -> None:
    assert tuple(described["components"]["schemas"]["Figure"]["properties"]) == COLUMNS
    asked = {
        one["name"] for one in described["paths"]["/api/v1/observations/"]["get"]["parameters"]
    }
    assert asked == {*FigureFilter.base_filters, "sort", "fields", "page_size", "cursor", "as_at"}


def test_a_filter_says_what_it_takes() -> None:
    told = {one.name: one for one in of_filters(FigureFilter)}
    assert told["topic"].many
    assert "week" in told["period_kind"].choices
    assert told["since"].schema == {"type": "integer", "minimum": 1900, "maximum": 9999}
    assert not told["since"].many
