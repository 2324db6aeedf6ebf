"""The address of a search, read: what is asked, and to what it is narrowed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from operations.opendata.choice import FIRST_YEAR, LAST_YEAR
from operations.search import asked
from operations.search.finding import Narrowed
from releases.filters import publishers_with_releases, topics_with_releases
from releases.models import Publisher, Topic

KIND_NAMES = {
    "release": "Releases",
    "quotation": "Quotations",
    "figure": "Figures",
    "operation": "Operations",
    "metric": "Metrics",
    "topic": "Topics",
    "organisation": "Organisations",
    "person": "People",
}


class SearchForm(forms.Form):
    """What a search asks. What is hidden and what never existed are the same wrong choice."""

    q = forms.CharField(label="Search", required=False, strip=True)
    kind = forms.ChoiceField(choices=[("", "Anything"), *KIND_NAMES.items()], required=False)
    topic = forms.ModelChoiceField(Topic.objects.none(), to_field_name="slug", required=False)
    publisher = forms.ModelChoiceField(
        Publisher.objects.none(), to_field_name="slug", required=False
    )
    since = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    until = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        choices: dict[str, Any] = self.fields  # typed as fields of any kind
        choices["topic"].queryset = topics_with_releases(request)
        choices["publisher"].queryset = publishers_with_releases(request)
        # Refused by ``clean_q``, with a sentence that says what to do.
        self.fields["q"].validators = []

    def clean_q(self) -> asked.Asked:
        try:
            return asked.read(self.cleaned_data["q"] or "")
        except asked.AskedError as error:
            raise ValidationError(str(error)) from None

    @property
    def question(self) -> asked.Asked:
        read: asked.Asked = self.cleaned_data["q"]
        return read

    @property
    def narrowed(self) -> Narrowed:
        cleaned = self.cleaned_data
        topic, publisher = cleaned["topic"], cleaned["publisher"]
        return Narrowed(
            kind=cleaned["kind"],
            topic=topic and topic.pk,
            publisher=publisher and publisher.pk,
            since=cleaned["since"],
            until=cleaned["until"],
        )


NAMES = tuple(SearchForm.base_fields)
