"""Addresses of documents."""

from django.urls import path

from secops.documents import verifying, views, writing

urlpatterns = [
    path("documents/", views.document_list, name="documents"),
    path("documents/new/", writing.document_kinds, name="document-kinds"),
    path("documents/new/<slug:kind>/", writing.document_new, name="document-new"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/edit/", writing.document_edit, name="document-edit"),
    path("documents/<int:pk>/drop/", views.document_drop, name="document-drop"),
    path("documents/<int:pk>/approve/", views.document_approve, name="document-approve"),
    path("documents/<int:pk>/sign/", views.document_sign, name="document-sign"),
    path("documents/<int:pk>/withdraw/", views.document_withdraw, name="document-withdraw"),
    path("documents/<int:pk>/pdf/", views.document_pdf, name="document-pdf"),
    path("documents/<int:pk>/page/<int:number>/", views.document_sheet, name="document-sheet"),
    path("documents/<int:pk>/signed/<int:copy>/", views.document_signed_copy, name="document-copy"),
    path("v/", verifying.enter, name="verify-code"),
    path("v/<str:code>", verifying.verify, name="verify"),
]
