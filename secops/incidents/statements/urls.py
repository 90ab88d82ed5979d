"""Addresses of public statements."""

from django.urls import path

from secops.incidents.statements import views

urlpatterns = [
    path("statements/", views.statement_list, name="statements"),
    path("statements/new/", views.statement_new, name="statement-new"),
    path("statements/<str:code>/", views.statement, name="statement"),
    path("statements/<str:code>/edit/", views.statement_edit, name="statement-edit"),
    path("statements/<str:code>/facts/", views.statement_fact, name="statement-fact"),
    path("statements/<str:code>/approve/", views.statement_approve, name="statement-approve"),
    path("statements/<str:code>/publish/", views.statement_publish, name="statement-publish"),
]
