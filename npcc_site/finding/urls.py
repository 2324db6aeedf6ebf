"""Addresses that programs look for by themselves, or are told in the head of each page."""

from django.urls import path

from npcc_site.finding import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-news.xml", views.sitemap_news, name="sitemap_news"),
    path("sitemaps/<slug:part>.xml", views.sitemap_part, name="sitemap_part"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("catalog.jsonld", views.data_catalogue, name="catalogue"),
]
