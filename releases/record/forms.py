"""The question whether a hash is in the record."""

from django import forms
from django.core.validators import RegexValidator

SHA256 = RegexValidator(
    r"\A[0-9a-f]{64}\Z", "A SHA-256 hash has 64 letters and digits, 0 to 9 and a to f. Check yours."
)


class HashForm(forms.Form):
    hash = forms.CharField(
        label="Hash",
        max_length=200,
        help_text="SHA-256 of a document that you kept, or a link of the chain: 64 letters and "
        "digits.",
        widget=forms.TextInput(attrs={"class": "govuk-input", "spellcheck": "false"}),
    )

    def clean_hash(self) -> str:
        asked: str = self.cleaned_data["hash"].lower().strip()
        SHA256(asked)
        return asked
