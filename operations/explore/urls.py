"""Addresses of the page that finds every figure, and of what a choice can be had as."""

from django.urls import path

from operations.explore import views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/embed/", views.explore_embed, name="explore_embed"),
    *(
        path(
            f"explore.{ending}", views.explore_picture, {"ending": ending}, name=f"explore_{ending}"
        )
        for ending in views.PICTURES
    ),
]
