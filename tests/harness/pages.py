"""The forms of the staff site's pages, as a browser would send them."""

from typing import Any

from bs4 import BeautifulSoup

NOT_SENT = {"submit", "button", "image", "file", "reset"}


def as_read(*rows: Any) -> dict[str, str]:
    """The versions of the page's rows, as if it had been opened just now; none for a new row."""
    versions = [
        type(row)._default_manager.values_list("version", flat=True).get(pk=row.pk)
        for row in rows
        if row.pk is not None
    ]
    return {"read_version": ".".join(map(str, versions))}


def form_on(page: Any, form_id: str) -> dict[str, Any]:
    """What the form of that id would send, untouched: of a response or of a page's text."""
    text = page if isinstance(page, str) else page.content.decode()
    form = BeautifulSoup(text, "html.parser").find("form", id=form_id)
    assert form is not None, f"there is no form {form_id} on the page"
    sent: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or "__prefix__" in name or field.get("type") in NOT_SENT:
            continue
        if field.name == "textarea":
            # A browser leaves out the line end right after the tag, and sends two characters for
            # each that follows.
            sent[name] = field.text.removeprefix("\n").replace("\n", "\r\n")
        elif field.name == "select":
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            if field.has_attr("multiple"):
                sent[name] = chosen
            elif chosen:
                sent[name] = chosen[0]
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            sent[name] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return sent
