"""What a button of an edition's page is: a page that says what will happen, and the act itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from releases.admin.verb_forms import VerbForm
from releases.models import Edition

SUBMIT = "releases.submit_edition"
PUBLISH = "releases.publish_edition"


@dataclass(frozen=True)
class Done:
    """What happened, for the message, and the edition whose page comes next."""

    sentence: str
    edition: Edition


def _always(edition: Edition) -> bool:
    return True


def _nobody(edition: Edition) -> set[str]:
    return set()


def _nothing(pages: Any, edition: Edition, form: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Verb:
    """One verb of ``releases.publishing`` as staff meet it.

    ``first_half`` names the people who did the first half of an act by two (``half_words`` is what
    they did): the button is not theirs, unless FOUR_EYES is off. ``shows`` adds to the context of
    the page's template.
    """

    name: str
    button: str
    heading: str
    explanation: str
    permission: str
    states: frozenset[str]
    form: type[VerbForm]
    run: Callable[[Edition, str, Any], Done]
    dangerous: bool = False
    template: str = "admin/releases/edition/verb.html"
    shows: Callable[[Any, Edition, Any], Mapping[str, Any]] = _nothing
    applies: Callable[[Edition], bool] = _always
    first_half: Callable[[Edition], set[str]] = _nobody
    half_words: str = ""

    @property
    def route(self) -> str:
        return f"releases_edition_{self.name.replace('-', '_')}"

    def fits(self, edition: Edition, state: str) -> bool:
        """Whether it can be done to the edition as it stands."""
        withdrawn = hasattr(edition.release, "withdrawal")
        return state in self.states and not withdrawn and self.applies(edition)

    def needs_another_than(self, user_name: str, edition: Edition) -> bool:
        """Whether this person did the first half, so that somebody else must do the second."""
        return settings.FOUR_EYES and user_name in self.first_half(edition)
