"""Addresses of files of open sessions."""

from django.urls import path

from secops.intake.sessions import views

urlpatterns = [
    path("", views.sessions_files, name="sessions-files"),
    path("<int:pk>/", views.sessions_file, name="sessions-file"),
    path("<int:pk>/withdraw/", views.withdraw, name="sessions-withdraw"),
    path("uploads/<int:pk>/", views.receipt, name="sessions-receipt"),
]
