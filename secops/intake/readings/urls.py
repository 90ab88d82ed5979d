"""Addresses of readings files."""

from django.urls import path

from secops.intake.readings import views

urlpatterns = [
    path("", views.readings_files, name="readings-files"),
    path("<int:pk>/", views.readings_file, name="readings-file"),
    path("<int:pk>/withdraw/", views.withdraw, name="readings-withdraw"),
    path("uploads/<int:pk>/", views.receipt, name="readings-receipt"),
]
