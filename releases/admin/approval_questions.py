"""What other apps ask of whoever approves an edition, on the approve page itself.

A set of questions is a Django form with a prefix of its own. Approving needs all of them valid,
and hands their answers to ``publishing.approve``, which settles them in its own transaction.
"""

from datetime import datetime
from typing import Any

from django import forms

from releases.models import Edition


class ApprovalQuestions(forms.Form):
    """Questions about ``edition`` at ``at``; ``template_name`` renders them whole, heading and all.

    A form without fields has nothing to ask and is left out of the page.
    """

    def __init__(self, *args: Any, edition: Edition, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.at = at

    def answers(self) -> dict[str, str]:
        """What a valid form says, each answer under a key that no other set of questions uses."""
        raise NotImplementedError


# Other apps add to it when they load.
asked: list[type[ApprovalQuestions]] = []


def questions_for(edition: Edition, at: datetime, data: Any = None) -> list[ApprovalQuestions]:
    """The sets of questions that approving ``edition`` has to answer; ``data`` is what was sent."""
    forms_asked = [form(data, edition=edition, at=at) for form in asked]
    return [form for form in forms_asked if form.fields]


def answers_in(questions: list[ApprovalQuestions]) -> dict[str, str]:
    """The answers of valid forms together, for ``publishing.approve``."""
    return {key: words for form in questions for key, words in form.answers().items()}
