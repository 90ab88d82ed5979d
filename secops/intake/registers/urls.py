"""Addresses of register uploads."""

from django.urls import path

from secops.intake.registers import views

urlpatterns = [
    path("", views.upload, name="register-upload"),
    path("files/", views.register_files, name="register-files"),
    path("template/<slug:kind>/", views.template_file, name="register-template"),
    path("<int:pk>/", views.register, name="register"),
    path("<int:pk>/progress/", views.progress, name="register-progress"),
    path("<int:pk>/cancel/", views.cancel, name="register-cancel"),
    path("<int:pk>/save/", views.save, name="register-save"),
    path("<int:pk>/discard/", views.discard, name="register-discard"),
    path("<int:pk>/failed/", views.failed_file, name="register-failed"),
]
