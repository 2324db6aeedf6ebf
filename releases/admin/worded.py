"""The page of a row whose words a correction renewed: it shows, and edits, what the public reads.

The row's own words stay as they were, for as-at pages of the time before, until a person writes
others. Those count from then on, since an older correction must not cover what staff wrote since.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery

from releases.models import Wording
from releases.renewable import renewable_fields, wordings

READ = "words_read_of_"
COMING = "words_coming_of_"


def with_renewed_words(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """The rows, each with the words that the public reads at ``at``, and those that wait."""
    found = {}
    for field in renewable_fields(rows.model):
        newest: Any = wordings(field, OuterRef("pk"), OuterRef(field.name))
        waiting = newest.filter(published_from__gt=at)
        found[READ + field.name] = Subquery(newest.public(at).values("words")[:1])
        found[COMING + field.name] = Subquery(waiting.values("words")[:1])
    return rows.annotate(**found)


def worded(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form, showing the words that ``with_renewed_words`` brought with its row."""

    class Worded(WordedForm, form):  # type: ignore[misc, valid-type]
        pass

    return Worded


class WordedForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.renewable = [
            field.name
            for field in renewable_fields(type(self.instance))
            if field.name in self.fields
        ]
        for name in self.renewable:
            own = getattr(self.instance, name)
            if (read := self._read(name)) is not None:
                self.initial[name] = read
                self._add_help(name, f"A correction renewed these words. Before: “{own}”.")
            if coming := getattr(self.instance, COMING + name, None):
                self._add_help(
                    name,
                    f"A correction that waits renews these words: “{coming}”. To edit them here "
                    "takes its approval back.",
                )

    def _read(self, name: str) -> str | None:
        return getattr(self.instance, READ + name, None)

    def _add_help(self, name: str, sentence: str) -> None:
        field = self.fields[name]
        field.help_text = f"{field.help_text} {sentence}".strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.renewable:
            if name in cleaned:
                cleaned[name] = self._own_words(name, cleaned[name])
        return cleaned

    def _own_words(self, name: str, typed: str) -> str:
        """What the row itself is to say: nothing new where what the public reads was left alone."""
        own, read = getattr(self.instance, name), self._read(name)
        # Older rows may end a line with two characters, as a browser does: that alone is no edit.
        if typed == (own if read is None else read).replace("\r\n", "\n"):
            return own
        if self._was_replaced(name, typed):
            self.add_error(
                name,
                "A correction replaced these very words, and would go on to do so. Write it in "
                "other words, or correct that release.",
            )
        return typed

    def _was_replaced(self, name: str, words: str) -> bool:
        row = self.instance
        if row.pk is None:
            return False
        field = row._meta.get_field(name)
        replaced: QuerySet[Wording] = wordings(field, row.pk, words)
        return replaced.filter(published_from__isnull=False, published_until=None).exists()
