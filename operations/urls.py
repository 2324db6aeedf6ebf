"""Addresses of operations, metrics, figures, charts and organisations."""

urlpatterns: list = []
