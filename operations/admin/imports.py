"""“Spreadsheets of figures”: upload, match the columns, read what would change, confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from operations.admin.intake_answers import user_name
from operations.importing import acts, staging
from operations.importing.forms import ImportForm, MatchForm
from operations.importing.limits import RefusedError
from operations.importing.resource import sheet_of
from operations.models import FigureImport, Observation
from releases.admin.base import StaffAdmin, tell_refusal
from releases.admin.editions import EditionAdmin
from releases.admin.states import is_editable
from releases.models import Edition
from releases.published import public_q

FRAGMENTS = "admin/operations/imports"
SAMPLES = 3
State = FigureImport.State
Refusals = (ValidationError, RefusedError, IntegrityError)


@admin.register(FigureImport)
class FigureImportAdmin(StaffAdmin):
    list_display = ["file_name", "release", "state", "row_count", "started_by", "started_at"]
    list_select_related = ["release"]
    list_display_links = ["file_name"]
    list_filter = ["state"]
    search_fields = ["file_name", "release__slug", "started_by"]
    search_help_text = "Search file names, releases and who uploaded it"

    # --- who may do what: as with an edition and its figures --------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.view_edition")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(("releases.add_edition", "operations.add_observation"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(("releases.change_edition", "operations.add_observation"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # given up, not deleted: that there was a file stays on record

    # --- pages -----------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        verbs: dict[str, Callable[..., HttpResponse]] = {
            "match": self.match_page,
            "step": self.step_page,
            "again": self.again_page,
            "save": self.save_page,
            "give-up": self.give_up_page,
        }
        own = [
            path(
                f"<int:figureimport_id>/{end}/",
                self.admin_site.admin_view(view),
                name=f"operations_figureimport_{view.__name__.removesuffix('_page')}",
            )
            for end, view in {"import": self.import_page, **verbs}.items()
        ]
        sheet = path(
            "sheet/<int:edition_id>/",
            self.admin_site.admin_view(self.sheet_page),
            name="operations_figureimport_sheet",
        )
        return [sheet, *own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        staging.forget_old(request.at)  # type: ignore[attr-defined]
        return super().changelist_view(request, extra_context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ask for a file and where it goes (GET); keep its rows and go on (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = ImportForm(
            request.POST if sent else None,
            request.FILES if sent else None,
            initial={"release": request.GET.get("release", "")},
        )
        if form.is_valid():
            try:
                return self._to(self._begin(request, form))
            except RefusedError as error:
                form.add_error("file", str(error))
            except ValidationError as error:
                form.add_error(None, error)
        first = ("file", "release", "reason", "change_kind", "replaces_all", "thousands")
        context = {
            "title": "Import figures",
            "form": form,
            "groups": [("", [form[name] for name in first]),
                       ("Or a new release", [form[name] for name in ImportForm.NEW])],
        }  # fmt: skip
        return self._page(request, "add", context, status=422 if form.errors else 200)

    def _begin(self, request: HttpRequest, form: ImportForm) -> FigureImport:
        file = form.cleaned_data["file"]
        of = acts.begin(
            file.file,
            file.name,
            file.size,
            by=user_name(request),
            at=request.at,  # type: ignore[attr-defined]
            release=form.cleaned_data["release"],
            options=form.options(),
        )
        self.log_addition(request, of, "Uploaded.")
        return of

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The list leads here; an import has its own page in place of a form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal():
            raise Http404
        return HttpResponseRedirect(_page_of(int(object_id)))

    def import_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        """Where the import stands: columns to match, how far it is, what it would do, its end."""
        of = self._import(request, figureimport_id)
        return self._shown(request, of)

    def match_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        of = self._import(request, figureimport_id)
        if request.method != "POST":
            form = MatchForm(of, self._samples(of))
            return self._page(request, "match", {"import": of, "form": form})
        form = MatchForm(of, self._samples(of), request.POST)
        try:
            if form.is_valid():
                return self._to(acts.match(of.pk, form.places()))
        except ValidationError as error:
            form.add_error(None, error)
        return self._page(request, "match", {"import": of, "form": form}, status=422)

    def step_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        """Check the next piece of the rows. A page that is loaded again goes on where it was."""
        return self._act(request, figureimport_id, lambda of: acts.step(of.pk))

    def again_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        return self._act(request, figureimport_id, lambda of: acts.recheck(of.pk))

    def give_up_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        return self._act(request, figureimport_id, lambda of: acts.give_up(of.pk))

    def save_page(self, request: HttpRequest, figureimport_id: int) -> HttpResponse:
        """Save the figures in the draft and go on to its page; publishing it is another act."""
        typed = "".join(request.POST.get("figures", "").replace(",", "").split())
        number = int(typed) if typed.isascii() and typed.isdigit() else None

        def save(of: FigureImport) -> None:
            saved, told = acts.save(of.pk, by=user_name(request), typed=number)
            for sentence in told:
                messages.warning(request, sentence)
            self.log_change(request, saved, "Saved in a draft.")
            messages.success(
                request, "Saved as a draft. Nothing is public: publishing is a step of its own."
            )

        return self._act(request, figureimport_id, save)

    def sheet_page(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """The figures that stand with a draft, as a CSV to edit and to import again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=edition_id)
        answer = HttpResponse(sheet_of(standing_with(edition, request.at)), "text/csv")  # type: ignore[attr-defined]
        name = f"{edition.release.slug}-figures.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    # --- how they answer -------------------------------------------------------------------------

    def _import(self, request: HttpRequest, pk: int) -> FigureImport:
        """The import, for somebody who may see it (GET) or go on with it (POST)."""
        reads = request.method in ("GET", "HEAD")
        allowed = self.has_view_permission if reads else self.has_change_permission
        if not allowed(request):
            raise PermissionDenied
        found = FigureImport.objects.select_related("release", "edition__release")
        return get_object_or_404(found, pk=pk)

    def _act(
        self, request: HttpRequest, pk: int, act: Callable[[FigureImport], object]
    ) -> HttpResponse:
        of = self._import(request, pk)
        if request.method == "POST":
            try:
                act(of)
            except Refusals as error:
                tell_refusal(request, error)
        return self._to(of)

    def _shown(self, request: HttpRequest, of: FigureImport) -> HttpResponse:
        if of.state == State.MATCHING:
            form = MatchForm(of, self._samples(of))
            return self._page(request, "match", {"import": of, "form": form})
        findings = staging.from_json(of.findings)
        last = of.cells.order_by("-row").values_list("row", flat=True).first() or 1
        context = {
            "import": of,
            "findings": findings,
            "notices": [*of.notices, *findings.notices()],
            "last_row": last,
            "per_cent": min(100, of.checked_to * 100 // last),
            "more_problems": findings.problem_count - len(findings.problems),
            "target": acts.target_of(of),
        }
        template = {State.CHECKING: "checking", State.CHECKED: "checked"}.get(of.state, "ended")  # type: ignore[call-overload]
        return self._page(request, template, context)

    def _samples(self, of: FigureImport) -> list[list[str]]:
        return list(of.cells.order_by("row").values_list("cells", flat=True)[:SAMPLES])

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "title": f"Import of {context['import']}" if "import" in context else "",
            "opts": self.opts,
            "may_change": self.has_change_permission(request),
            "new": context["import"].option("new", {}) if "import" in context else {},
            **context,
        }
        return TemplateResponse(request, f"{FRAGMENTS}/{name}.html", whole, status=status)

    @staticmethod
    def _to(of: FigureImport) -> HttpResponseRedirect:
        return HttpResponseRedirect(_page_of(of.pk))


def _page_of(pk: int) -> str:
    return reverse("admin:operations_figureimport_import", args=[pk])


def standing_with(edition: Edition, at: Any) -> Any:
    """The figures of an edition, and those in force of its release that it does not restate."""
    own = Q(edition=edition.pk)
    restated = Observation.objects.filter(own).values("figure_id")
    in_force = public_q(at) & Q(release=edition.release_id) & ~Q(figure_id__in=restated)
    return Observation.objects.filter(own | in_force).order_by("position", "figure_id")


def import_into(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """A draft’s page leads to the import of figures into it."""
    if not is_editable(edition, request.at) or not _may(request):  # type: ignore[attr-defined]
        return None
    page = reverse("admin:operations_figureimport_add")
    return f"{page}?release={edition.release.slug}", "Import figures from a spreadsheet"


def sheet_to_edit(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    if not is_editable(edition, request.at) or not _may(request):  # type: ignore[attr-defined]
        return None
    page = reverse("admin:operations_figureimport_sheet", args=[edition.pk])
    return page, "Its figures as a spreadsheet, to edit and import"


def _may(request: HttpRequest) -> bool:
    return request.user.has_perms(("releases.change_edition", "operations.add_observation"))


EditionAdmin.links += [import_into, sheet_to_edit]
