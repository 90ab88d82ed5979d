"""Addresses of log-out hygiene."""

from django.urls import path

from secops.compliance.sessions import views

urlpatterns = [
    path("sessions/", views.overview, name="sessions"),
    path("sessions/open/", views.open_sessions, name="open-sessions"),
    path("sessions/people/", views.people, name="session-people"),
    path("sessions/departments/", views.departments, name="session-departments"),
    path("applications/<str:code>/sessions/", views.application, name="application-sessions"),
    path("applications/<str:code>/sessions/policy/", views.policy, name="session-policy"),
    path("applications/<str:code>/sessions/tokens/", views.tokens, name="session-tokens"),
    path(
        "applications/<str:code>/sessions/tokens/<int:pk>/revoke/",
        views.revoke,
        name="session-token-revoke",
    ),
    path("applications/<str:code>/sessions/test/", views.test, name="session-test"),
]
