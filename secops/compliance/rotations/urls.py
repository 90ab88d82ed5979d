"""Addresses of campaigns and their accounts."""

from django.urls import URLPattern, URLResolver, path

from secops.compliance.rotations.schedules import views as schedules
from secops.compliance.rotations.views import accounts, campaigns, decisions, samples

urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", campaigns.campaign_list, name="campaigns"),
    path("campaigns/<slug:code>/accounts/", accounts.campaign_rotations, name="campaign-rotations"),
    path("campaigns/<slug:code>/accounts/bulk/", accounts.bulk, name="campaign-bulk"),
    path("campaigns/<slug:code>/close/", campaigns.close, name="campaign-close"),
    path("campaigns/<slug:code>/samples/", decisions.sample, name="campaign-sample"),
    path("campaigns/<slug:code>/draws/", samples.draws, name="sample-draws"),
    path("draws/<int:pk>/", samples.draw, name="sample-draw"),
    path("draws/<int:pk>/conclude/", samples.conclude, name="sample-conclude"),
    path("rotations/<int:pk>/date/", decisions.date, name="rotation-date"),
    path("rotations/<int:pk>/schedule/", schedules.schedule, name="rotation-schedule"),
    path("rotations/<int:pk>/sheet/", schedules.sheet, name="rotation-sheet"),
    path("rotations/<int:pk>/schedule/<slug:name>/", schedules.step, name="rotation-schedule-step"),
    path("alarms/", accounts.alarm_list, name="alarms"),
    path("mass-resets/", decisions.mass_reset_list, name="mass-resets"),
    path("objections/", decisions.objection_list, name="objections"),
    path("objections/<int:pk>/settle/", decisions.settle, name="objection-settle"),
    path("names/", accounts.show_names, name="show-names"),
]
