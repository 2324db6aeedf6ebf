"""Addresses of releases and of the people they quote."""

urlpatterns: list = []
