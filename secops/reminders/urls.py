"""Addresses of what is said to account holders, and of the days and hours it is said in."""

from django.urls import path

from secops.reminders import views, views_calendar
from secops.reminders.duties import views as duties

urlpatterns = [
    path("campaigns/<str:code>/messages/", views.campaign_messages, name="campaign-messages"),
    path("campaigns/<str:code>/messages/example/", views.campaign_example, name="campaign-example"),
    path("holidays/", views_calendar.holidays, name="holidays"),
    path("holidays/year/", views_calendar.holiday_year, name="holiday-year"),
    path("holidays/<int:pk>/", views_calendar.holiday, name="holiday"),
    path("holidays/<int:pk>/change/", views_calendar.holiday_change, name="change-holiday"),
    path("hours/", views_calendar.hours, name="hours"),
    path("hours-city/", views_calendar.hours_city, name="hours-city"),
    path("hours/<str:code>/", views_calendar.hours_unit, name="hours-unit"),
    path("escalations/", duties.escalations, name="escalations"),
    path("escalations/decide/", duties.decide_escalations, name="decide-escalations"),
    path("calls/", duties.calls, name="calls"),
    path("duties/<int:pk>/call/", duties.call, name="call"),
    path("duties/<int:pk>/acknowledge/", duties.acknowledge_duty, name="acknowledge-duty"),
]
