from django.urls import path

from secops.incidents.lessons import views

urlpatterns = [
    path("lessons/", views.review_list, name="lessons"),
    path("lessons/<str:code>/", views.review, name="lessons-review"),
    path("lessons/<str:code>/edit/", views.review_edit, name="lessons-edit"),
    path("lessons/<str:code>/draft/", views.review_draft, name="lessons-draft"),
    path("lessons/<str:code>/minutes.pdf", views.review_minutes, name="lessons-minutes"),
    path("lessons/<str:code>/actions/<int:number>/task/", views.action_task, name="lesson-task"),
    path("lessons/<str:code>/actions/<int:number>/order/", views.action_order, name="lesson-order"),
    path("incidents/<str:code>/lessons/new/", views.review_new, name="lessons-new"),
]
