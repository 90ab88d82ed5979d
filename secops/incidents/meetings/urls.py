from django.urls import path

from secops.incidents.meetings import views

urlpatterns = [
    path("meetings/", views.meeting_list, name="meetings"),
    path("meetings/<str:code>/", views.meeting, name="meeting"),
    path("meetings/<str:code>/edit/", views.meeting_edit, name="meeting-edit"),
    path("meetings/<str:code>/draft/", views.meeting_draft, name="meeting-draft"),
    path("meetings/<str:code>/minutes.pdf", views.meeting_minutes, name="meeting-minutes"),
    path(
        "meetings/<str:code>/decisions/<int:number>/task/",
        views.decision_task,
        name="decision-task",
    ),
    path(
        "meetings/<str:code>/decisions/<int:number>/order/",
        views.decision_order,
        name="decision-order",
    ),
    path("incidents/<str:code>/meetings/new/", views.meeting_new, name="meeting-new"),
]
