"""Addresses of recommendations and of the organisations that give them."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories import views, views_evidence, views_organisations

urlpatterns: list[URLPattern | URLResolver] = [
    path("advisories/", views.recommendation_list, name="recommendations"),
    path("advisories/new/", views.recommendation_new, name="recommendation-new"),
    path("attachments/<int:pk>/", views.recommendation_file, name="recommendation-file"),
    path("advisories/<str:code>/", views.recommendation, name="recommendation"),
    path("advisories/<str:code>/order/", views.recommendation_order, name="recommendation-order"),
    path(
        "advisories/<str:code>/accept/", views.recommendation_accept, name="recommendation-accept"
    ),
    path(
        "advisories/<str:code>/reject/", views.recommendation_reject, name="recommendation-reject"
    ),
    path("advisories/<str:code>/merge/", views.recommendation_merge, name="recommendation-merge"),
    path(
        "advisories/<str:code>/answer/", views.recommendation_answer, name="recommendation-answer"
    ),
    path("received/", views_evidence.received, name="evidence-received"),
    path(
        "received/<str:code>/download/",
        views_evidence.received_download,
        name="received-download",
    ),
    path("received-minutes/<int:pk>/", views_evidence.received_minutes, name="received-minutes"),
    path("handovers/<int:pk>/share/", views_evidence.handover_share, name="handover-share"),
    path("handovers/<int:pk>/share/<int:share>/end/", views_evidence.share_end, name="share-end"),
    path("organisations/", views_organisations.organisation_list, name="organisations"),
    path("organisations/new/", views_organisations.organisation_edit, name="organisation-new"),
    path("organisations/<int:pk>/", views_organisations.organisation, name="organisation"),
    path(
        "organisations/<int:pk>/edit/",
        views_organisations.organisation_edit,
        name="organisation-edit",
    ),
]
