"""Addresses of the page that finds every figure, and of what a choice can be had as."""

from django.urls import path

from operations.explore import files, views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/embed/", views.explore_embed, name="explore_embed"),
    *(
        path(f"explore.{ending}", view, {"ending": ending}, name=f"explore_{ending}")
        for view, endings in (
            (views.explore_picture, views.PICTURES),
            (files.explore_file, files.KINDS),
        )
        for ending in endings
    ),
]
