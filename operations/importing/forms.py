"""What staff fill in beside a spreadsheet of figures."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from operations.importing.columns import COLUMNS, REQUIRED
from operations.models import FigureImport
from releases.models import Edition, Publisher, Release
from releases.moment_fields import LondonMomentField
from releases.text_fields import LinesField

LEFT_OUT = ""


class ImportForm(forms.Form):
    """A file, and where its figures go: into a release that is there, or into a new one."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text="A .csv, .xlsx or .ods of up to 10 MB and 200,000 rows, one figure a row.",
    )
    release = forms.SlugField(
        label="Address of the release",
        required=False,
        help_text="The last part of its page’s address. Blank for a new release: fill in below.",
    )
    reason = LinesField(
        label="Why its figures change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where the release is public and has no draft: this begins a correction, "
        "and the public reads the reason.",
    )
    change_kind = forms.ChoiceField(
        label="Kind of change", choices=Edition.ChangeKind.choices, required=False
    )
    replaces_all = forms.BooleanField(
        label="The file has all figures of this draft",
        required=False,
        help_text="Figures of the draft that it lacks are deleted. What is public stays.",
    )
    thousands = forms.BooleanField(
        label="Commas in numbers part thousands",
        required=False,
        help_text="So that “2,000” is two thousand. Otherwise a comma is refused.",
    )
    title = forms.CharField(label="Title", required=False, max_length=300)
    slug = forms.SlugField(label="Address", required=False, max_length=120)
    publisher = forms.ModelChoiceField(queryset=Publisher.objects.order_by("name"), required=False)
    summary = LinesField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it says, in our own words. It can be written later too.",
    )
    embargo_until = LondonMomentField(
        label="Embargo",
        required=False,
        help_text="London time, as 2026-12-01 00:01. Blank where there is none.",
    )

    NEW = ("title", "slug", "publisher", "summary", "embargo_until")

    def clean_release(self) -> Release | None:
        slug = self.cleaned_data["release"]
        found = Release.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise ValidationError(f"There is no release “{slug}”. Blank begins a new one.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "release" in cleaned and cleaned["release"] is None and not self.data.get("release"):
            for name in ("title", "slug", "publisher"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "A new release needs this.")
        return cleaned

    def options(self) -> dict[str, Any]:
        """What an import keeps of it (``acts.target_of``)."""
        said = self.cleaned_data
        kept = ("reason", "change_kind", "replaces_all", "thousands")
        found = {name: said[name] for name in kept}
        if said["release"] is None:
            moment, publisher = said["embargo_until"], said["publisher"]
            found["new"] = {
                "title": said["title"], "slug": said["slug"], "summary": said["summary"],
                "publisher": publisher.slug,
                "embargo_until": moment.isoformat() if moment else "",
            }  # fmt: skip
        return found


class MatchForm(forms.Form):
    """For each heading of the file, the column that it is, or that it is left out."""

    def __init__(self, of: FigureImport, samples: list[list[str]], data: Any = None) -> None:
        super().__init__(data, auto_id="match-%s")
        suggested = {place: name for name, place in of.places.items()}
        choices = [(LEFT_OUT, "leave it out")] + [
            (one.name, f"{one.heading}{' (needed)' if one.name in REQUIRED else ''}")
            for one in COLUMNS
        ]
        for place, heading in enumerate(of.headings):
            cells = [row[place] for row in samples if place < len(row) and row[place].strip()]
            if not heading.strip() and not cells:
                continue
            self.fields[f"place-{place}"] = forms.ChoiceField(
                label=heading.strip() or f"Column {place + 1}",
                choices=choices,
                required=False,
                initial=suggested.get(place, LEFT_OUT),
                help_text="; ".join(cell[:40] for cell in cells[:3]),
            )

    def places(self) -> dict[str, int]:
        """Where each column stands; ValidationError where two headings are said to be one."""
        found: dict[str, int] = {}
        for field, name in self.cleaned_data.items():
            if name == LEFT_OUT:
                continue
            if name in found:
                raise ValidationError(f"Two headings are matched to {name}: leave one of them out.")
            found[name] = int(field.removeprefix("place-"))
        return found
