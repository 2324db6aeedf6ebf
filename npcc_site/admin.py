"""Accounts as administrators see them: nobody makes themselves or another more than they are."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

# What a superuser alone may give: groups are what an administrator gives.
SUPERUSERS_OWN = ("is_superuser", "user_permissions")

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
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

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One account at a time: its own page says what would go with it."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


def _is_superuser(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.is_superuser


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or _is_superuser(request)
