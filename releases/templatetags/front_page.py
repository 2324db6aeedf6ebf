"""The panels of staff's front page."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("admin/includes/front_page.html", takes_context=True)
def front_page(context: dict[str, Any]) -> dict[str, Any]:
    """What waits, what goes out next, what went out, for whoever is logged in."""
    # Only the staff process has the admin, and this library may be loaded in either.
    from releases.admin.front_page import panels

    request = context["request"]
    return {"panels": panels(request), "at": request.at, "perms": context.get("perms")}
