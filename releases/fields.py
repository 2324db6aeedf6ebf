"""Fields that several models share."""

from typing import Any

from django.db import models
from django.forms import Field


class HttpsURLField(models.URLField):
    """An address; one typed without a scheme is read as https (Django 6 does so by default)."""

    def formfield(self, **kwargs: Any) -> Field | None:
        return super().formfield(**{"assume_scheme": "https"} | kwargs)
