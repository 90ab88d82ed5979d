"""Addresses of what everybody may read."""

from django.urls import path

from dashboard.status import views

urlpatterns = [
    path("status/", views.front, name="status"),
    path("status/status.css", views.style, name="status-style"),
    path("status/mark.svg", views.mark, name="status-mark"),
    path("status/feed.rss", views.rss, name="status-rss"),
    path("status/feed.atom", views.atom, name="status-atom"),
    path("status/archive/", views.archive, name="status-archive"),
    path("status/en/", views.front, {"language": "en"}, name="status-english"),
    path("status/en/archive/", views.archive, {"language": "en"}, name="status-archive-english"),
    path("status/en/<str:code>/", views.single, {"language": "en"}, name="status-single-english"),
    path("status/<str:code>/", views.single, name="status-statement"),
    path("status/<str:code>/statement.pdf", views.paper, name="status-paper"),
]
