"""What tests of the intake share: the made-up text, taken in without the real reading."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from operations.intake.taking_in import take_in
from operations.models import Intake
from releases import reading as package
from releases.reading.parts import ReadRelease
from tests.operations.intake import reading

TODAY = date(2023, 11, 14)


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let any text be read as these releases."""

    def set_releases(*releases: ReadRelease) -> None:
        monkeypatch.setattr(
            package, "read_releases", lambda text, *, today: list(releases), raising=False
        )

    return set_releases


@pytest.fixture
def take(read_as: Callable[..., None]) -> Callable[..., Intake]:
    """Take the made-up text in; ``fields`` change what is read in it."""

    def taken(text: str = reading.TEXT, **fields: Any) -> Intake:
        read_as(reading.release(text, **fields))
        (one,) = take_in(text, by="writer", today=TODAY)
        return one.intake

    return taken
