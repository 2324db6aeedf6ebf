"""Addresses of feeds and of calendars of phases."""

from django.urls import path, register_converter

from operations.following.corrections import corrections_feed
from operations.following.rendering import Ending, EndingConverter

register_converter(EndingConverter, "feed_ending")

ATOM, JSON = ({"ending": ending} for ending in Ending)

# Feeds that take no argument have a name for each kind: a rehearsal asks every such address.
urlpatterns = [
    path("corrections.atom", corrections_feed, ATOM, name="corrections_feed"),
    path("corrections.json", corrections_feed, JSON, name="corrections_json"),
]
