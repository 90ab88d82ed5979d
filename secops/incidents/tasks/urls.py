from django.urls import path

from secops.incidents.tasks.ready import views as ready
from secops.incidents.tasks.views import deeds, pages

urlpatterns = [
    path("ready-tasks/", ready.classes, name="ready-tasks"),
    path("ready-tasks/<slug:incident_class>/", ready.class_page, name="ready-task-class"),
    path("ready-tasks/<slug:incident_class>/reset/", ready.class_reset, name="ready-task-reset"),
    path("ready-tasks/<slug:incident_class>/new/", ready.task_new, name="ready-task-new"),
    path(
        "ready-tasks/<slug:incident_class>/<slug:key>/edit/",
        ready.task_edit,
        name="ready-task-edit",
    ),
    path(
        "ready-tasks/<slug:incident_class>/<slug:key>/move/",
        ready.task_move,
        name="ready-task-move",
    ),
    path(
        "ready-tasks/<slug:incident_class>/<slug:key>/remove/",
        ready.task_remove,
        name="ready-task-remove",
    ),
    path("incident-tasks/", pages.task_list, name="incident-tasks"),
    path("incident-tasks/<int:pk>/", pages.task, name="incident-task"),
    path("incident-tasks/<int:pk>/edit/", pages.task_edit, name="incident-task-edit"),
    path("incident-tasks/<int:pk>/give/", deeds.task_give, name="incident-task-give"),
    path("incident-tasks/<int:pk>/finish/", deeds.task_finish, name="incident-task-finish"),
    path("incident-tasks/<int:pk>/drop/", deeds.task_drop, name="incident-task-drop"),
    path("incident-tasks/<int:pk>/reopen/", deeds.task_reopen, name="incident-task-reopen"),
    path("incident-tasks/<int:pk>/points/new/", deeds.point_new, name="incident-point-new"),
    path(
        "incident-tasks/<int:pk>/points/<int:number>/tick/",
        deeds.point_tick,
        name="incident-point-tick",
    ),
    path(
        "incident-tasks/<int:pk>/points/<int:number>/reopen/",
        deeds.point_reopen,
        name="incident-point-reopen",
    ),
    path(
        "incident-tasks/<int:pk>/points/<int:number>/file/",
        deeds.point_file,
        name="incident-point-file",
    ),
    path("incidents/<str:code>/tasks/new/", pages.task_new, name="incident-task-new"),
    path("incidents/<str:code>/tasks/load/", pages.tasks_load, name="incident-tasks-load"),
]
