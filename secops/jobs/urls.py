"""Addresses of jobs."""

from django.urls import path

from secops.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/panel/", views.job_panel, name="job-panel"),
    path("jobs/<int:pk>/cancel/", views.job_cancel, name="job-cancel"),
]
