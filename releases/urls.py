"""Addresses of releases and of the people they quote; the list is in ``npcc_site``."""

from django.urls import include, path

from releases import views

urlpatterns = [
    path("releases/<slug:slug>/", views.release_detail, name="release_detail"),
    path("people/", views.person_list, name="person_list"),
    path("people/<slug:slug>/", views.person_detail, name="person_detail"),
    path("record/", include("releases.record.urls")),
]
