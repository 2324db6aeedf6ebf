"""Addresses of the calendar; entries have none of their own but a place on its page."""

from django.urls import path

from releases.release_calendar import views

urlpatterns = [
    path("calendar/", views.ReleaseCalendar.as_view(), name="release_calendar"),
    path("calendar.ics", views.calendar_feed, name="calendar_feed"),
]
