"""Addresses of recommendations and of the organisations that give them."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories.views import decisions as decide
from secops.advisories.views import evidence, organisations
from secops.advisories.views import recommendations as advice

urlpatterns: list[URLPattern | URLResolver] = [
    path("advisories/", advice.recommendation_list, name="recommendations"),
    path("advisories/new/", advice.recommendation_new, name="recommendation-new"),
    path("attachments/<int:pk>/", advice.recommendation_file, name="recommendation-file"),
    path("advisories/<str:code>/", advice.recommendation, name="recommendation"),
    path("advisories/<str:code>/order/", decide.recommendation_order, name="recommendation-order"),
    path(
        "advisories/<str:code>/accept/",
        decide.recommendation_accept,
        name="recommendation-accept",
    ),
    path(
        "advisories/<str:code>/reject/",
        decide.recommendation_reject,
        name="recommendation-reject",
    ),
    path("advisories/<str:code>/merge/", decide.recommendation_merge, name="recommendation-merge"),
    path(
        "advisories/<str:code>/answer/",
        advice.recommendation_answer,
        name="recommendation-answer",
    ),
    path("received/", evidence.received, name="evidence-received"),
    path(
        "received/<str:code>/download/",
        evidence.received_download,
        name="received-download",
    ),
    path("received-minutes/<int:pk>/", evidence.received_minutes, name="received-minutes"),
    path("handovers/<int:pk>/share/", evidence.handover_share, name="handover-share"),
    path("handovers/<int:pk>/share/<int:share>/end/", evidence.share_end, name="share-end"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/new/", organisations.organisation_edit, name="organisation-new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<int:pk>/edit/",
        organisations.organisation_edit,
        name="organisation-edit",
    ),
]
