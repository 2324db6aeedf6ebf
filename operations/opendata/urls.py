"""Addresses of figures as files, and of the page about them."""

from django.urls import path

from operations.opendata import views

urlpatterns = [
    path("explore.csv", views.explore_csv, name="explore_csv"),
    path("explore.parquet", views.explore_parquet, name="explore_parquet"),
    path("explore.csv-metadata.json", views.explore_csvw, name="explore_csvw"),
    path("data/", views.data_page, name="data"),
    path("data/figures.csv", views.figures_csv, name="figures_csv"),
    path("data/figures.parquet", views.figures_parquet, name="figures_parquet"),
    path("data/figures.csv-metadata.json", views.figures_csvw, name="figures_csvw"),
    path("data/datapackage.json", views.package, name="data_package"),
]
