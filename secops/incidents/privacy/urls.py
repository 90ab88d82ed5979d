"""Addresses of data-protection notices."""

from django.urls import path

from secops.incidents.privacy import views

urlpatterns = [
    path("incidents/<str:code>/privacy/", views.privacy, name="privacy"),
    path("incidents/<str:code>/privacy/begin/", views.begin, name="privacy-begin"),
    path("incidents/<str:code>/privacy/people/", views.people, name="privacy-people"),
    path("incidents/<str:code>/privacy/list/", views.add_list, name="privacy-list"),
    path("incidents/<str:code>/privacy/told/", views.told, name="privacy-told"),
    path("incidents/<str:code>/privacy/slips.pdf", views.slips, name="privacy-slips"),
    path("incidents/<str:code>/privacy/text/", views.text, name="privacy-text"),
    path("incidents/<str:code>/privacy/approve/", views.approve, name="privacy-approve"),
    path("incidents/<str:code>/privacy/example/", views.example, name="privacy-example"),
    path("incidents/<str:code>/privacy/send/", views.send, name="privacy-send"),
    path("incidents/<str:code>/privacy/agency/", views.agency, name="privacy-agency"),
    path("incidents/<str:code>/privacy/letter/", views.letter, name="privacy-letter"),
    path("incidents/<str:code>/privacy/public/", views.public, name="privacy-public"),
]
