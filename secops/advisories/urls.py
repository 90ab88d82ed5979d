"""Addresses of recommendations and of the organisations that give them."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories.views import decisions as decide
from secops.advisories.views import evidence, organisations, results, writing
from secops.advisories.views import recommendations as advice

ONE = "advisories/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("advisories/", advice.recommendation_list, name="recommendations"),
    path("advisories/new/", writing.recommendation_new, name="recommendation-new"),
    path("attachments/<int:pk>/", advice.recommendation_file, name="recommendation-file"),
    path("advisories/yearly/", results.recommendation_year, name="recommendation-year"),
    path("partner/", results.partner, name="partner"),
    path(ONE, advice.recommendation, name="recommendation"),
    path(ONE + "order/", decide.recommendation_order, name="recommendation-order"),
    path(
        ONE + "accept/",
        decide.recommendation_accept,
        name="recommendation-accept",
    ),
    path(
        ONE + "reject/",
        decide.recommendation_reject,
        name="recommendation-reject",
    ),
    path(ONE + "merge/", decide.recommendation_merge, name="recommendation-merge"),
    path(
        ONE + "answer/",
        writing.recommendation_answer,
        name="recommendation-answer",
    ),
    path(ONE + "edit/", writing.recommendation_edit, name="recommendation-edit"),
    path(ONE + "send/", writing.recommendation_send, name="recommendation-send"),
    path(ONE + "discard/", writing.recommendation_discard, name="recommendation-discard"),
    path(ONE + "name/", writing.recommendation_naming, name="recommendation-naming"),
    path(ONE + "object/", writing.recommendation_object, name="recommendation-object"),
    path(ONE + "review/", decide.recommendation_review, name="recommendation-review"),
    path(
        ONE + "not-ours/",
        decide.recommendation_not_ours,
        name="recommendation-not-ours",
    ),
    path(ONE + "result/", decide.recommendation_result, name="recommendation-result"),
    path(
        ONE + "receipt/",
        results.recommendation_receipt,
        name="recommendation-receipt",
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
