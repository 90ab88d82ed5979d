from django.urls import path

from secops.incidents.notices import views

urlpatterns = [
    path("bssn-notices/", views.notice_list, name="notices"),
    path("bssn-notices/new/", views.notice_new, name="notice-new"),
    path("bssn-notices/<str:code>/", views.notice, name="notice"),
    path("bssn-notices/<str:code>/edit/", views.notice_edit, name="notice-edit"),
    path("bssn-notices/<str:code>/judge/", views.notice_judge, name="notice-judge"),
    path("bssn-notices/<str:code>/answer/", views.notice_answer, name="notice-answer"),
    path("bssn-notices/<str:code>/document/", views.notice_document, name="notice-document"),
    path("bssn-notices/<str:code>/proof/", views.notice_proof, name="notice-proof"),
    path("bssn-notices/<str:code>/form.pdf", views.notice_form, name="notice-form"),
]
