"""Addresses of what leaves and what comes in."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories.sharing import views, views_received

urlpatterns: list[URLPattern | URLResolver] = [
    path("advisories/<str:code>/sharing/", views.sharing, name="sharing"),
    path("advisories/<str:code>/sharing/publish/", views.sharing_publish, name="sharing-publish"),
    path("publications/<int:pk>/clear/", views.publication_clear, name="publication-clear"),
    path("publications/<int:pk>/file/", views.publication_file, name="publication-file"),
    path("feeds/recommendations.atom", views.feed, name="feed"),
    path("feeds/csaf/<str:file>", views.feed_document, name="feed-document"),
    path("exchange/", views_received.received_list, name="received-documents"),
    path("exchange/new/", views_received.received_new, name="received-new"),
    path("exchange/<str:code>/", views_received.received_document, name="received-document"),
    path(
        "exchange/<str:code>/original/", views_received.received_original, name="received-original"
    ),
    path("exchange/<str:code>/adopt/", views_received.received_adopt, name="received-adopt"),
]
