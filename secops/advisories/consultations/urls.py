"""Addresses of consultations."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories.consultations import views, views_partner

urlpatterns: list[URLPattern | URLResolver] = [
    path("incidents/<str:code>/consultations/new/", views.consultation_new,
         name="consultation-new"),
    path("consultations/", views.consultation_list, name="consultations"),
    path("consultations/<str:code>/", views.consultation, name="consultation"),
    path("consultations/<str:code>/edit/", views.consultation_edit, name="consultation-edit"),
    path("consultations/<str:code>/invite/", views.consultation_invite,
         name="consultation-invite"),
    path("consultations/<str:code>/cancel/", views.consultation_cancel,
         name="consultation-cancel"),
    path("consultations/<str:code>/minutes/", views.consultation_minutes,
         name="consultation-minutes"),
    path("consultations/<str:code>/letter/", views.consultation_letter,
         name="consultation-letter"),
    path("partner/meetings/<str:code>/", views_partner.partner_meeting, name="partner-meeting"),
    path("partner/meetings/<str:code>/calendar/", views_partner.partner_calendar,
         name="partner-calendar"),
    path("partner/words/<int:pk>/", views_partner.partner_word, name="partner-word"),
    path("consultations/<str:code>/invitations/<int:pk>/withdraw/", views.invitation_withdraw,
         name="invitation-withdraw"),
    path("consultations/<str:code>/word/", views.consultation_word, name="consultation-word"),
]  # fmt: skip
