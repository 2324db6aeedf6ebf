"""What other apps ask of whoever approves an edition, on the approve page itself.

A set of questions is a Django form with a prefix of its own. Approving needs all of them valid;
their answers are saved first, in the approval's own transaction, so that neither stands alone.
"""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from releases.models import Edition


class ApprovalQuestions(forms.Form):
    """Questions about ``edition`` at ``at``; ``template_name`` renders them whole, heading and all.

    A form without fields has nothing to ask and is left out of the page.
    """

    prefix: ClassVar[str]  # type: ignore[misc]

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.at = at

    def save(self, *, by: str) -> None:
        """Write the answers down, in the transaction that approves the edition after it.

        Raises ValidationError where what was asked about has changed meanwhile.
        """
        raise NotImplementedError


# Other apps add to it when they load.
asked: list[type[ApprovalQuestions]] = []


def questions_for(edition: Edition, at: datetime, data: Any = None) -> list[ApprovalQuestions]:
    """The sets of questions that approving ``edition`` has to answer; ``data`` is what was sent."""
    forms_asked = [form(data, edition=edition, at=at) for form in asked]
    return [form for form in forms_asked if form.fields]
