"""Who did what, which words changed, what was withdrawn: read only, since it is the record."""

from typing import Any

from django.contrib import admin

from releases.admin.base import RecordAdmin
from releases.admin.states import short_moment
from releases.models import Act, Change, Withdrawal


@admin.display(description="when (London time)", ordering="at")
def when(record: Act | Change) -> str:
    return short_moment(record.at)


@admin.display(description="takes effect", ordering="effective_at")
def effective(act: Act) -> str:
    return short_moment(act.effective_at) if act.effective_at else "-"


@admin.register(Act)
class ActAdmin(RecordAdmin):
    list_display = [when, "verb", "release", "by", effective, "reason"]
    list_filter = ["verb", "by"]
    list_select_related = ["release"]
    search_fields = ["release__slug", "by", "reason"]
    search_help_text = "Search addresses, names and reasons"
    date_hierarchy = "at"

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """The link “Who did what” of an edition's page."""
        return lookup == "release__id__exact" or super().lookup_allowed(lookup, value, request)


@admin.register(Change)
class ChangeAdmin(RecordAdmin):
    list_display = [when, "by", "verb", "table", "row", "what_changed"]
    list_filter = ["verb", "table"]
    search_fields = ["=by"]
    search_help_text = "Search by user name"
    date_hierarchy = "at"

    @admin.display(description="what changed")
    def what_changed(self, change: Change) -> str:
        if change.after is None or change.before is None:
            return "-"
        names = [name for name, now in change.after.items() if change.before.get(name) != now]
        return "; ".join(
            f"{name.replace('_', ' ')}: “{change.before.get(name)}” → “{change.after[name]}”"
            for name in names
        )


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    list_display = ["title", "slug", "published_from", "reason"]
    search_fields = ["title", "slug", "reason"]
