"""Addresses of the search."""

from django.urls import path

from operations.following.rendering import Ending
from operations.search.views import search, search_feed

ATOM, JSON = ({"ending": ending} for ending in Ending)

urlpatterns = [
    path("search/", search, name="search"),
    path("search.atom", search_feed, ATOM, name="search_feed"),
    path("search.json", search_feed, JSON, name="search_json"),
]
