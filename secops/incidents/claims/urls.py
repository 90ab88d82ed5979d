"""Addresses of claims."""

from django.urls import path

from secops.incidents.claims import views

urlpatterns = [
    path("claims/", views.claim_list, name="claims"),
    path("claims/new/", views.claim_new, name="claim-new"),
    path("claims/<str:code>/", views.claim, name="claim"),
    path("claims/<str:code>/edit/", views.claim_edit, name="claim-edit"),
    path("claims/<str:code>/captures/", views.claim_captures, name="claim-captures"),
    path("claims/<str:code>/sample/", views.claim_sample, name="claim-sample"),
    path("claims/<str:code>/decide/", views.claim_decide, name="claim-decide"),
    path("claims/<str:code>/incident/", views.claim_incident, name="claim-incident"),
    path("claims/<str:code>/link/", views.claim_link, name="claim-link"),
    path("claims/<str:code>/refute/", views.claim_refute, name="claim-refute"),
    path("claim-captures/<int:pk>/", views.capture, name="claim-capture"),
]
