"""Addresses of feeds and of calendars of phases."""

from django.urls import path, register_converter

from operations.following.corrections import corrections_feed
from operations.following.figures import figure_feed, metric_feed
from operations.following.people import person_feed
from operations.following.phases import operation_calendar, phases_calendar
from operations.following.releases import (
    operation_feed,
    organisation_feed,
    release_feed,
    topic_feed,
)
from operations.following.rendering import Ending, EndingConverter

register_converter(EndingConverter, "feed_ending")

ATOM, JSON = ({"ending": ending} for ending in Ending)

FEED = "feed.<feed_ending:ending>"

# Feeds that take no argument have a name for each kind: a rehearsal asks every such address.
urlpatterns = [
    path("feed.atom", release_feed, ATOM, name="feed"),
    path("feed.json", release_feed, JSON, name="feed_json"),
    path("corrections.atom", corrections_feed, ATOM, name="corrections_feed"),
    path("corrections.json", corrections_feed, JSON, name="corrections_json"),
    path("operations/<slug:slug>/" + FEED, operation_feed, name="operation_feed"),
    path("topics/<slug:slug>/" + FEED, topic_feed, name="topic_feed"),
    path("organisations/<slug:slug>/" + FEED, organisation_feed, name="organisation_feed"),
    path("metrics/<slug:slug>/" + FEED, metric_feed, name="metric_feed"),
    path("figures/<figure_id:figure_id>/" + FEED, figure_feed, name="figure_feed"),
    path("people/<slug:slug>/" + FEED, person_feed, name="person_feed"),
    path("phases.ics", phases_calendar, name="phases_calendar"),
    path("operations/<slug:slug>/phases.ics", operation_calendar, name="operation_calendar"),
]
