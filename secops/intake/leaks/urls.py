"""Addresses of leak reports."""

from django.urls import path

from secops.intake.leaks import views

urlpatterns = [
    path("", views.reports, name="leak-reports"),
    path("new/", views.upload, name="leak-report-upload"),
    path("uploads/<int:pk>/", views.upload_state, name="leak-upload"),
    path("uploads/<int:pk>/progress/", views.upload_progress, name="leak-upload-progress"),
    path("uploads/<int:pk>/cancel/", views.upload_cancel, name="leak-upload-cancel"),
    path("uploads/<int:pk>/again/", views.upload_again, name="leak-upload-again"),
    path("uploads/<int:pk>/discard/", views.upload_discard, name="leak-upload-discard"),
    path("<int:pk>/", views.report, name="leak-report"),
    path("<int:pk>/accounts/", views.report_accounts, name="leak-report-accounts"),
    path("<int:pk>/rejects/", views.report_rejects, name="leak-report-rejects"),
    path("<int:pk>/withdraw/", views.withdraw, name="leak-report-withdraw"),
    path("<int:pk>/original-deleted/", views.original_deleted, name="leak-report-original-deleted"),
]
