from django.urls import path

from secops.incidents.requests import views

urlpatterns = [
    path("requests-out/", views.request_list, name="requests-out"),
    path("requests-out/new/", views.request_new, name="request-out-new"),
    path("requests-out/<str:code>/", views.request_out, name="request-out"),
    path("requests-out/<str:code>/edit/", views.request_edit, name="request-out-edit"),
    path("requests-out/<str:code>/draft/", views.request_draft, name="request-out-draft"),
    path("requests-out/<str:code>/send/", views.request_send, name="request-out-send"),
    path("requests-out/<str:code>/answer/", views.request_answer, name="request-out-answer"),
    path("requests-out/<str:code>/wait/", views.request_wait, name="request-out-wait"),
    path("requests-out/<str:code>/withdraw/", views.request_withdraw, name="request-out-withdraw"),
    path("requests-out/<str:code>/letter/", views.request_letter, name="request-out-letter"),
    path("requests-out/<str:code>/reply/", views.request_reply, name="request-out-reply"),
]
