"""What staff fill in about releases. Every error is a sentence that says what to do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from releases.embargo_forms import AgreedEmbargoForm
from releases.models import Edition, Release
from releases.publishing import ISSUED_HERE, NOT_ISSUED


class KnownAutocompleteSelect(AutocompleteSelect):
    """Asks the database nothing about a choice whose object came with the form's own row.

    Django's widget asks once for each field of each row: 200 queries for 40 figures.
    """

    known: dict[str, str]

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        known = getattr(self, "known", {})
        chosen = [str(one) for one in value if one not in (None, "")]
        if not set(chosen) <= known.keys():
            return super().optgroups(name, value, attrs)
        options = [("", "", False)] if not self.is_required else []
        options += [(pk, known[pk], True) for pk in chosen]
        return [
            (None, [self.create_option(name, *option, index)], index)
            for index, option in enumerate(options)
        ]


class PlainAutocompleteMultiple(AutocompleteSelectMultiple):
    """Without “clear all”: select2 puts it where a list may hold only its entries."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs=extra_attrs)
        return {**attrs, "data-allow-clear": "false"}


class KnownChoicesForm(forms.ModelForm):
    """Tells its autocompletes the objects that were fetched with its row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocompleteSelect):
                row = self.instance._state.fields_cache.get(name)
                widget.known = {} if row is None else {str(row.pk): str(row)}


class StatementForm(KnownChoicesForm):
    """A row of an edition: it belongs to the edition's release."""

    def save(self, commit: bool = True) -> Any:
        self.instance.release_id = self.instance.edition.release_id
        # Only a draft is written: the page has taken the approval back, where there was one.
        self.instance.published_from = None
        return super().save(commit)


def _of_release(name: str, **kwargs: Any) -> forms.Field:
    field = Release._meta.get_field(name).formfield(**kwargs)  # type: ignore[union-attr]
    assert field is not None  # each of them can be edited  # noqa: S101
    return field


class EditionForm(AgreedEmbargoForm):
    """An edition together with its release, since staff think of them as one."""

    slug = _of_release("slug", label="Address")
    publisher = _of_release(
        "publisher", widget=AutocompleteSelect(Release._meta.get_field("publisher"), admin.site)
    )
    source_url = _of_release("source_url", assume_scheme="https")
    via_title = _of_release("via_title")
    via_url = _of_release("via_url", label="Its address", assume_scheme="https")
    topics = _of_release(
        "topics", widget=PlainAutocompleteMultiple(Release._meta.get_field("topics"), admin.site)
    )

    release_fields = ("slug", "publisher", "source_url", "via_title", "via_url")

    class Meta:
        model = Edition
        fields: Any = "__all__"

    def __init__(self, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        release = self._release()
        for name in self.release_fields:
            self.initial.setdefault(name, release.serializable_value(name))
        if release.pk:
            self.initial.setdefault("topics", list(release.topics.all()))
        if self.instance.issued_basis == ISSUED_HERE and not self.instance.is_correction:
            # Filled in by an approval that saving takes back: the next one fills it in again.
            self.initial.update(NOT_ISSUED)
        if self.instance.pk and release.published_from is not None:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = "Public, or approved to be: its address stays."

    def _release(self) -> Release:
        return self.instance.release if self.instance.release_id else Release()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.release = self._unused(cleaned.get("slug")) or self._release()
        for name in self.release_fields:
            if name in cleaned:
                setattr(self.release, name, cleaned[name])
        try:
            self.release.full_clean(exclude=self._wrong())
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def _wrong(self) -> set[str]:
        return {name for name in self.release_fields if name in self.errors}

    def _unused(self, slug: str | None) -> Release | None:
        """A release whose only draft was deleted keeps its record; its address can be used."""
        if self.instance.pk or not slug:
            return None
        return Release.objects.filter(
            slug=slug, published_from__isnull=True, editions__isnull=True, withdrawal__isnull=True
        ).first()

    def save_release(self) -> Release:
        """Write the release before its edition; within the page's transaction.

        Of one that exists only what the form edits: its moment may have just been taken back.
        """
        self.release.save(update_fields=self.release_fields if self.release.pk else None)
        self.release.topics.set(self.cleaned_data["topics"])
        self.instance.release = self.release
        return self.release
