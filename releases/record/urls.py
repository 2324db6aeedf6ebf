"""Addresses of the record. What is no day and no hash is a plain 404."""

from datetime import date

from django.urls import path, register_converter

from releases.record import views


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


class Sha256Converter:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DayConverter, "day")
register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("", views.record, name="record"),
    path("verify.py", views.record_script, name="record_script"),
    path("<day:day>.json", views.record_day, name="record_day"),
    path("<sha256:sha256>.json", views.record_document, name="record_document"),
]
