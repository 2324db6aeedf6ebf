"""Requests for choices of figures, as the page's middleware would have prepared them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import RequestFactory

from operations.explore.asking import Asked
from operations.explore.groups import Groups
from releases.published import database_now
from tests.harness.databases import World


@pytest.fixture
def at(content_world: World) -> datetime:
    return database_now()


@pytest.fixture
def asked_for(at: datetime) -> Callable[[str], Asked]:
    """``asked_for("metric=arrests")``: the request's reading of its query, which is valid."""

    def ask(query: str) -> Asked:
        request: Any = RequestFactory().get(f"/explore/?{query}")
        request.at, request.asked, request.as_at = at, None, None
        asked = Asked(request)
        assert asked.is_valid, asked.problems
        return asked

    return ask


@pytest.fixture
def groups_of(asked_for: Callable[[str], Asked], at: datetime) -> Callable[[str], Groups]:
    return lambda query: Groups(asked_for(query).choice, at)
