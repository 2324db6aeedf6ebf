"""Accounts as administrators see them: nobody makes themselves or another more than they are."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

# What a superuser alone may give: groups are what an administrator gives.
SUPERUSERS_OWN = ("is_superuser", "user_permissions")

admin.site.unregister([User, Group])


class OneAtATime:
    """Mixin for a ModelAdmin: no account goes by a mere tick, and no history tells of one."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """An account's own page says what would go with it."""
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django looks for the row first, and answers otherwise where there is none."""
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().history_view(request, *args, **kwargs)  # type: ignore[misc]


@admin.register(Group)
class GroupsAdmin(OneAtATime, GroupAdmin):
    """Who may do what."""


@admin.register(User)
class AccountAdmin(OneAtATime, UserAdmin):
    """An administrator looks after accounts and their groups, superusers' accounts excepted."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if _is_superuser(request):
            return found
        return [
            (
                heading,
                {**options, "fields": [f for f in options["fields"] if f not in SUPERUSERS_OWN]},
            )
            for heading, options in found
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _is_superuser(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.is_superuser


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or _is_superuser(request)
